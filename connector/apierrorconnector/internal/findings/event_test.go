package findings

import (
	"fmt"
	"math"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/pdata/pcommon"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

func TestAnAttackBeginsWorsensLastsAndEnds(t *testing.T) {
	s := newScene(t)
	s.observe(attack("eve", apierror.SeverityLow))
	assert.Equal(t, []string{"firing low eve: 1"}, s.wait(5*time.Second), "at once")

	for range 20 {
		s.observe(attack("eve", apierror.SeverityLow))
	}
	assert.Empty(t, s.wait(5*time.Second), "more of the same is no news")
	grave := attack("eve", apierror.SeverityHigh)
	grave.Rationale = "eve found something"
	s.observe(grave)
	s.observe(attack("eve", apierror.SeverityLow))
	assert.Equal(t, []string{"firing high eve: 23"}, s.wait(5*time.Second), "worse is")
	assert.Equal(t, "eve found something", s.last().Rationale, "the gravest explains it")

	assert.Equal(t, []string{"resolved high eve: 23"}, s.wait(time.Hour))
	assert.Equal(t, time.Unix(0, start).UTC(), s.last().StartedAt)
	assert.Equal(t, 10*time.Second, s.last().UpdatedAt.Sub(s.last().StartedAt))
	assert.Equal(t, `Resolved: Endpoint scanning by client "eve", 23 probing calls since it was noticed, the last after 10s`, s.last().Summary)
	assert.Empty(t, s.wait(3*time.Hour))
	assert.Zero(t, s.book.Len())
	counts := s.book.TakeCounts()
	assert.Equal(t, map[apierror.Kind]int64{apierror.KindSecurity: 1}, counts.Opened)
	assert.Equal(t, counts.Opened, counts.Ended)
	assert.Empty(t, s.book.byID, "nothing is remembered for ever")
}

func TestWhatLastsIsToldOnInterval(t *testing.T) {
	s := newScene(t, func(r *Rules) { r.Interval = 2 * time.Minute })
	var told []string
	for range 12 {
		s.observe(attack("eve", apierror.SeverityLow))
		told = append(told, s.wait(30*time.Second)...)
	}
	assert.Equal(t, []string{"firing low eve: 1", "firing low eve: 5", "firing low eve: 9"}, told)
}

func TestAnOrderOfMagnitudeIsWorse(t *testing.T) {
	s := newScene(t)
	count := func(n int) []string {
		for range n {
			s.observe(attack("eve", apierror.SeverityLow))
		}
		return s.wait(time.Second)
	}
	assert.Equal(t, []string{"firing low eve: 5"}, count(5))
	assert.Empty(t, count(94), "99: hardly begun")
	assert.Equal(t, []string{"firing low eve: 100"}, count(1))
	assert.Empty(t, count(899))
	assert.Equal(t, []string{"firing low eve: 1000"}, count(1))
}

func order(value float64, currency string) Event {
	return Event{
		ID: "checkout", Kind: apierror.KindBusinessFailure, Name: "checkout", Severity: apierror.SeverityHigh,
		Subject: apierror.Subject{
			Service: "orders", Category: apierror.CategoryTimeout,
			Business: apierror.Business{Process: "checkout", ValueAtRisk: value, Cost: value / 2, Currency: currency},
		},
	}
}

func TestMoneyAddsUp(t *testing.T) {
	s := newScene(t)
	for _, value := range []float64{0.1, 0.2, math.NaN(), math.Inf(1), -7} {
		s.observe(order(value, "USD"))
	}
	s.observe(order(1000, "EUR"))
	s.observe(order(1000, ""))
	s.wait(5 * time.Second)
	assert.InDelta(t, 0.3, s.last().Subject.Business.ValueAtRisk, 0)
	assert.InDelta(t, 0.15, s.last().Subject.Business.Cost, 1e-9)
	assert.Equal(t, `Process "checkout" fails (timeout): 7 failed calls, 0.30 USD at risk so far`, s.last().Summary)
	assert.Equal(t, map[string]any{
		"calls": int64(7), "services": []any{"orders"}, "arithmetic": "7 failed calls, 0.30 USD at risk",
	}, s.last().Evidence)

	s.observe(order(99, "USD"))
	assert.Empty(t, s.wait(5*time.Second))
	s.observe(order(1, "USD"))
	assert.Equal(t, []string{"firing high checkout: 9"}, s.wait(5*time.Second), "ten times the money is news, from 10 on")
	for range 3 {
		s.observe(order(math.MaxFloat64, "USD"))
	}
	s.wait(5 * time.Second)
	assert.False(t, math.IsInf(s.last().Subject.Business.ValueAtRisk, 0))
}

func TestASpanCountsOnce(t *testing.T) {
	s := newScene(t)
	twice := attack("eve", apierror.SeverityLow)
	twice.TraceID, twice.SpanID = pcommon.TraceID{1}, pcommon.SpanID{1}
	other := attack("mallory", apierror.SeverityLow)
	other.TraceID, other.SpanID = twice.TraceID, twice.SpanID
	for range 3 {
		s.observe(twice)
		s.observe(other)
	}
	assert.Equal(t, []string{"firing low eve: 1", "firing low mallory: 1"}, s.wait(5*time.Second), "in each of its situations")
	assert.EqualValues(t, 4, s.book.TakeCounts().Duplicates)
}

func TestWhatIsNotGraveEnoughOpensNothing(t *testing.T) {
	s := newScene(t, func(r *Rules) { r.OpenAt = apierror.SeverityMedium })
	s.observe(attack("eve", apierror.SeverityLow))
	assert.Empty(t, s.wait(time.Minute))
	s.observe(attack("eve", apierror.SeverityMedium))
	s.observe(attack("eve", apierror.SeverityLow))
	assert.Equal(t, []string{"firing medium eve: 2"}, s.wait(time.Minute), "but counts in what is open")
}

func TestTimesOfEvents(t *testing.T) {
	for name, c := range map[string]struct {
		at           int64
		wantStart    int64
		wantMessages []string
	}{
		"now":                 {start, start, []string{"firing low eve: 1"}},
		"late":                {start - int64(10*time.Minute), start - int64(10*time.Minute), []string{"firing low eve: 1", "resolved low eve: 1"}},
		"of the future":       {start + int64(time.Hour), start, []string{"firing low eve: 1"}},
		"of another century":  {1, start, []string{"firing low eve: 1"}},
		"before all time":     {math.MinInt64, start, []string{"firing low eve: 1"}},
		"after all time":      {math.MaxInt64, start, []string{"firing low eve: 1"}},
		"just before its end": {start - int64(4*time.Minute), start - int64(4*time.Minute), []string{"firing low eve: 1", "resolved low eve: 1"}},
	} {
		t.Run(name, func(t *testing.T) {
			s := newScene(t)
			e := attack("eve", apierror.SeverityLow)
			e.Time = c.at
			s.observe(e)
			assert.Equal(t, c.wantMessages, s.wait(2*time.Minute), "a minute at least, also of what was over before we heard of it")
			assert.Equal(t, c.wantStart, s.last().StartedAt.UnixNano())
		})
	}
}

func TestAStragglerOfWhatIsOverBeginsNothing(t *testing.T) {
	s := newScene(t)
	s.observe(attack("eve", apierror.SeverityLow))
	s.wait(10 * time.Minute)
	late := attack("eve", apierror.SeverityLow)
	late.Time = start + int64(time.Minute)
	s.observe(late)
	assert.Empty(t, s.wait(10*time.Minute))
	assert.EqualValues(t, 1, s.book.TakeCounts().Late)
}

func TestUnusableNewsIsCounted(t *testing.T) {
	s := newScene(t)
	for _, spoil := range []func(*Event){
		func(e *Event) { e.ID = "" },
		func(e *Event) { e.ID = "\xff" },
		func(e *Event) { e.ID = fmt.Sprintf("%065d", 1) },
		func(e *Event) { e.Kind = "gossip" },
		func(e *Event) { e.Severity = 0 },
		func(e *Event) { e.Severity = 77 },
	} {
		e := attack("eve", apierror.SeverityLow)
		spoil(&e)
		s.observe(e)
		s.report(State{ID: e.ID, Kind: e.Kind, Severity: e.Severity})
	}
	assert.Empty(t, s.wait(time.Minute))
	assert.EqualValues(t, 12, s.book.TakeCounts().Malformed)
}

func TestEvidenceIsBounded(t *testing.T) {
	s := newScene(t)
	for i := range 5000 {
		e := attack("eve", apierror.SeverityLow)
		e.Subject.Route = fmt.Sprintf("/%d", i)
		s.observe(e)
	}
	s.wait(5 * time.Second)
	evidence := s.last().Evidence
	assert.Equal(t, []any{"shop"}, evidence["services"])
	assert.NotContains(t, evidence, "services_total")
	assert.Len(t, evidence["routes"], 10)
	assert.InEpsilon(t, 5000, evidence["routes_total"], 0.1)
}

func TestFindingsAreNotChangedAfterwards(t *testing.T) {
	s := newScene(t)
	s.observe(attack("eve", apierror.SeverityLow))
	s.wait(5 * time.Second)
	before := *s.last()
	require.Equal(t, []apierror.Signal{apierror.SignalEndpointScanning}, before.Subject.Signals)
	other := attack("eve", apierror.SeverityHigh)
	other.Subject.Signals = []apierror.Signal{apierror.SignalTokenAbuse}
	s.observe(other)
	assert.Equal(t, []apierror.Signal{apierror.SignalEndpointScanning}, before.Subject.Signals)
}
