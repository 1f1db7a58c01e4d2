package findings

import (
	"math"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// during reports a state every five seconds.
func (s *scene) during(d time.Duration, state State) []string {
	s.t.Helper()
	var told []string
	for range d / (5 * time.Second) {
		s.report(state)
		told = append(told, s.wait(5*time.Second)...)
	}
	return told
}

func TestASurgeBeginsWorsensLastsAndEnds(t *testing.T) {
	s := newScene(t)
	assert.Equal(t, []string{"firing medium buy: 12"}, s.during(time.Minute, surge("buy", apierror.SeverityMedium, 12)))
	assert.Equal(t, `12% of the calls of "/buy" fail`, s.last().Summary)
	assert.Equal(t, []string{"firing high buy: 30"}, s.during(time.Minute, surge("buy", apierror.SeverityHigh, 30)))
	assert.Equal(t, []string{"firing high buy: 40"}, s.during(5*time.Minute, surge("buy", apierror.SeverityLow, 40)))
	assert.Equal(t, "12 of 100, 1% is normal; now low, at its worst high", s.last().Rationale)
	assert.Equal(t, []string{"firing high buy: 40", "resolved high buy: 40"}, s.wait(5*time.Minute))
	assert.Equal(t, `Resolved: 12% of the calls of "/buy" fail (lasted 6m55s)`, s.last().Summary)
	assert.Empty(t, s.wait(3*time.Hour))
}

func TestABlipFiresForAMinuteAtLeast(t *testing.T) {
	s := newScene(t, func(r *Rules) { r.ResolveAfter = 10 * time.Second })
	s.report(surge("buy", apierror.SeverityMedium, 12))
	assert.Equal(t, []string{"firing medium buy: 12"}, s.wait(60*time.Second))
	assert.Equal(t, []string{"resolved medium buy: 12"}, s.wait(5*time.Second))
}

func TestOnAndOffIsOneFinding(t *testing.T) {
	s := newScene(t)
	var told []string
	for range 5 {
		told = append(told, s.during(30*time.Second, surge("buy", apierror.SeverityMedium, 12))...)
		told = append(told, s.wait(150*time.Second)...)
	}
	assert.Equal(t, []string{"firing medium buy: 12", "firing medium buy: 12", "firing medium buy: 12"}, told, "on interval alone")
	assert.Equal(t, []string{"firing medium buy: 12", "resolved medium buy: 12"}, s.wait(5*time.Minute))
}

func TestCountsOfEachTimeItFiresAddUp(t *testing.T) {
	s := newScene(t)
	first, second := surge("buy", apierror.SeverityMedium, 12), surge("buy", apierror.SeverityMedium, 3)
	first.Subject.Business = apierror.Business{Process: "checkout", ValueAtRisk: 100, Currency: "USD"}
	second.Subject.Business = apierror.Business{Process: "checkout", ValueAtRisk: 7, Currency: "USD"}
	s.during(30*time.Second, first)
	first.Count = 11 // a window slid on
	s.during(30*time.Second, first)
	s.wait(time.Minute)
	second.Since = s.now
	s.during(30*time.Second, second)
	s.wait(time.Hour)
	assert.EqualValues(t, 15, s.last().Count)
	assert.InDelta(t, 107, s.last().Subject.Business.ValueAtRisk, 0)
}

func TestWhatComesAndGoesStaysFiring(t *testing.T) {
	s := newScene(t, func(r *Rules) { r.ResolveAfter, r.Interval = time.Minute, time.Hour })
	var began []int64
	for range 60 { // four minutes each, four hours in all
		_, lasts := s.open["buy"]
		s.report(surge("buy", apierror.SeverityMedium, 12))
		s.wait(5 * time.Second)
		if !lasts {
			began = append(began, s.now)
		}
		s.wait(4*time.Minute - 5*time.Second)
	}
	require.Greater(t, len(began), maxOpenings, "it is not open for ever either")
	for i := range began[maxOpenings:] {
		assert.GreaterOrEqual(t, began[i+maxOpenings]-began[i], int64(time.Hour))
	}
	s.wait(2 * time.Hour)
	assert.Empty(t, s.open, "in the end it is over")
}

func TestAFlappingFindingSaysThatItsEndWillWait(t *testing.T) {
	s := newScene(t, func(r *Rules) { r.ResolveAfter = time.Minute })
	for range 4 {
		s.report(surge("buy", apierror.SeverityMedium, 12))
		s.wait(4 * time.Minute)
	}
	assert.Equal(t, "12 of 100, 1% is normal; it began 4 times within an hour, so its end will be told of late", s.last().Rationale)
}

func TestWithoutASummaryOneIsMade(t *testing.T) {
	s := newScene(t)
	for kind, want := range map[apierror.Kind]string{
		apierror.KindSLOBurn:       `Objective "x" burns its error budget: 5 failed calls so far`,
		apierror.KindSLABreach:     `Partner "x" breaks its agreement: 5 calls so far`,
		apierror.KindSurge:         `Failures (timeout, slow) on "/buy" in service "shop": 5 failed calls so far`,
		apierror.KindContractDrift: `Contract mismatch on "/buy" in service "shop": 5 failed calls so far`,
		apierror.KindDataLeak:      `Error texts leak data on "/buy" in service "shop": 5 errors so far`,
	} {
		s.report(State{
			ID: "a", Kind: kind, Name: "x", Severity: apierror.SeverityLow, Count: 5,
			Subject: apierror.Subject{Service: "shop", Route: "/buy", Category: apierror.CategoryTimeout, Reason: "slow"},
		})
		s.wait(5 * time.Second)
		assert.Equal(t, want, s.last().Summary)
		s.wait(time.Hour)
		s.wait(time.Hour)
	}
}

func TestADetectorsEvidenceIsCopied(t *testing.T) {
	s := newScene(t)
	state := surge("buy", apierror.SeverityLow, 1)
	shared := []any{"a", int64(1)}
	state.Evidence = map[string]any{
		"list": shared, "names": []string{"x"}, "rate": 0.5, "n": 3, "nan": math.NaN(), "odd": struct{}{},
		"deep": map[string]any{"deep": map[string]any{"deep": map[string]any{"deep": map[string]any{}}}}, "ok": true,
	}
	s.report(state)
	shared[0] = "changed"
	s.wait(5 * time.Second)
	assert.Equal(t, map[string]any{
		"list": []any{"a", int64(1)}, "names": []any{"x"}, "rate": 0.5, "n": int64(3), "ok": true,
		"deep": map[string]any{"deep": map[string]any{"deep": map[string]any{}}},
	}, s.last().Evidence)
}
