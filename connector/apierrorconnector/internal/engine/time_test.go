package engine

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

func TestClocksOfTwoHostsThatDiffer(t *testing.T) {
	s := newScene(t)
	behind, ahead := server("search", "GET /search"), server("search", "GET /search").on("service.instance.id", "ahead")
	send := func(d time.Duration, share float64) {
		for end := s.wall + int64(d); s.wall < end; {
			s.wall += int64(tickEvery)
			for _, host := range []request{behind, ahead.at(s.now().Add(20 * time.Second))} {
				bad := host.broken()
				some := host.every(60).but(share, bad)
				s.send(some.requests(s)...)
			}
			s.tell()
		}
	}
	send(lived, 0)
	send(10*time.Minute, 0.5)
	send(quiet, 0)
	require.Len(t, began(s.told), 1, story(s.told))
	assert.Empty(t, s.open)
	assert.Zero(t, s.engine.TakeCounts().Late)
	for _, f := range s.told {
		assert.LessOrEqual(t, f.UpdatedAt.UnixNano(), s.wall+int64(20*time.Second))
	}
}

func TestSpansThatComeLateAndOutOfOrder(t *testing.T) {
	s := newScene(t)
	asked := server("search", "GET /search")
	// What happens in four minutes is sent at once, the latest first.
	send := func(batches int, share float64) {
		for range batches {
			var late []request
			for range 48 {
				s.wall += int64(5 * time.Second)
				some := asked.every(60).but(share, asked.broken())
				for _, r := range some.requests(s) {
					late = append(late, r.at(s.now()))
				}
			}
			slices.Reverse(late)
			s.send(late...)
			s.tell()
		}
	}
	send(30, 0)
	require.Empty(t, s.told)
	send(3, 0.5)
	assert.Len(t, began(s.told), 1)
	assert.Zero(t, s.engine.TakeCounts().Late)
}

func TestSpansOfThisMorning(t *testing.T) {
	s := newScene(t, checkoutObjective)
	order := server("checkout", "POST /orders")
	s.pass(lived, order.every(60))
	s.engine.TakeCounts()
	old := order.broken().at(s.now().Add(-7 * time.Hour))
	s.send(slices.Repeat([]request{old}, 500)...)
	s.pass(10*time.Minute, order.every(60))
	assert.Empty(t, story(s.told), "it is over, whatever it was")
	assert.EqualValues(t, 500, s.engine.TakeCounts().Late)
	assert.Contains(t, text(s.metrics(true), "apierror.errors"), ": 500\n", "but it happened")
	assert.Contains(t, text(s.metrics(true), "apierror.slo.error_budget.remaining"), "checkout-availability: 1\n")
}

// A collector that was retried sends a batch again. Metrics count what comes, as those of other connectors do; an attack's calls count once.
func TestABatchThatComesTwice(t *testing.T) {
	s := newScene(t)
	attack := s.batch(server("login", "POST /session").suspicious(apierror.SignalBruteForce, "203.0.113.7", apierror.SeverityHigh))
	s.engine.Consume(t.Context(), attack, s.wall)
	s.engine.Consume(t.Context(), attack, s.wall)
	s.tell()
	require.Len(t, s.told, 1)
	assert.EqualValues(t, 1, s.told[0].Count)
}

func TestAbsurdTimes(t *testing.T) {
	year := func(y int) time.Time { return time.Date(y, time.January, 1, 0, 0, 0, 0, time.UTC) }
	asked := server("search", "GET /search")
	for name, absurd := range map[string]request{
		"the year 2100":        asked.broken().at(year(2100)),
		"1970":                 asked.broken().at(year(1970).Add(time.Hour)),
		"before it began":      asked.broken().taking(-time.Hour),
		"no end":               asked.broken().at(time.Unix(0, 1)).taking(1),
		"a day that is 2262's": asked.broken().at(time.Unix(0, 1<<63-1)),
	} {
		t.Run(name, func(t *testing.T) {
			s := newScene(t)
			s.pass(lived, asked.every(60))
			s.send(absurd, absurd)
			s.pass(10*time.Minute, asked.every(60))
			require.Empty(t, s.told, "two of many fail")
			s.pass(10*time.Minute, asked.every(60).but(0.5, asked.broken()))
			assert.Len(t, began(s.told), 1, "windows are where they were")
			assert.Contains(t, text(s.metrics(true), "apierror.errors"), "span.kind=server: ")
		})
	}
}

// Who replays a day hears of it what they would have heard then.
func TestAReplayTellsTheSame(t *testing.T) {
	lived := newScene(t, checkoutObjective)
	search, order := server("search", "GET /search"), server("checkout", "POST /orders")
	lost := order.broken().worth("checkout", apierror.CriticalityCritical, 50)
	var day []ptrace.Traces
	for _, part := range []struct {
		d       time.Duration
		traffic []traffic
	}{
		{6 * time.Hour, []traffic{search.every(12).but(0.01, search.broken()), order.every(12)}},
		{20 * time.Minute, []traffic{search.every(12).but(0.8, search.broken()), order.every(12)}},
		{4 * time.Hour, []traffic{search.every(12).but(0.01, search.broken()), order.every(12)}},
		{20 * time.Minute, []traffic{search.every(12), order.every(12).but(0.6, lost)}},
		{13 * time.Hour, []traffic{search.every(12).but(0.01, search.broken()), order.every(12)}},
	} {
		for end := lived.wall + int64(part.d); lived.wall < end; lived.tell() {
			lived.wall += int64(tickEvery)
			var some []request
			for i := range part.traffic {
				some = append(some, part.traffic[i].requests(lived)...)
			}
			td := lived.batch(some...)
			lived.engine.Consume(t.Context(), td, lived.wall)
			day = append(day, td)
		}
	}
	require.Empty(t, lived.open)
	require.Len(t, began(lived.told), 3, "search, checkout, and its budget")

	replayed := newScene(t, checkoutObjective)
	replayed.wall = start.Add(7 * 24 * time.Hour).UnixNano() // a week later, in no time
	for i, td := range day {
		replayed.engine.Consume(t.Context(), td, replayed.wall)
		if i == len(day)/8 { // a span of no believable time is no reason to forget the others
			replayed.send(search.at(start.Add(100 * 365 * 24 * time.Hour)))
		}
	}
	replayed.tell()
	replayed.pass(quiet)
	assert.Empty(t, replayed.open)
	assert.Equal(t, gravest(lived.told), gravest(replayed.told))
	assert.Zero(t, replayed.engine.TakeCounts().Late)
}

// gravest is what was told, each situation once.
func gravest(told []apierror.Finding) map[string]string {
	worst := make(map[string]apierror.Finding)
	for _, f := range told {
		if f.Severity >= worst[f.ID].Severity {
			worst[f.ID] = f
		}
	}
	said := make(map[string]string)
	for id, f := range worst {
		said[id] = f.Severity.String() + " " + string(f.Kind) + " " + f.Name
	}
	return said
}
