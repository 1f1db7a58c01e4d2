package transaction

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/pdata/pcommon"
)

func newTracker() *Tracker {
	return New(checkout(), Options{InFlight: 1000, Lateness: DefaultLateness, Seed: 7})
}

func TestOutcomes(t *testing.T) {
	for name, c := range map[string]struct {
		attempts string
		want     []string
	}{
		"as declared": {
			"cart@0s address@1m pay@2m confirm@3m", []string{"completed at confirm after 3m0s"},
		},
		"from the start of the first step to the end of the last": {
			"cart@0s-2s address@1m pay@2m confirm@3m-3m5s", []string{"completed at confirm after 3m5s"},
		},
		"steps passed over": {
			"cart@0s confirm@3m", []string{"completed at confirm after 3m0s"},
		},
		"left": {
			"cart@0s address@1m", []string{"abandoned at address after 1m0s"},
		},
		"left at once": {
			"cart@0s", []string{"abandoned at cart after 0s"},
		},
		"failed and left": {
			"cart@0s address@1m pay!@2m", []string{"failed at pay after 2m0s"},
		},
		"failed at the first step": {
			"cart!@0s", []string{"failed at cart after 0s"},
		},
		"failed at the last step": {
			"cart@0s confirm!@1m", []string{"failed at confirm after 1m0s"},
		},
		"a retry repairs it": {
			"cart@0s pay!@1m pay!@1m10s pay@2m confirm@3m", []string{"completed at confirm after 3m0s, retried"},
		},
		"a later step repairs it": {
			"cart@0s pay!@1m confirm@3m", []string{"completed at confirm after 3m0s, retried"},
		},
		"a retry of the first step": {
			"cart!@0s cart@10s confirm@3m", []string{"completed at confirm after 3m0s, retried"},
		},
		"a retry of the last step": {
			"cart@0s confirm!@1m confirm@2m", []string{"completed at confirm after 2m0s, retried"},
		},
		"repaired, then left": {
			"cart@0s pay!@1m pay@2m", []string{"abandoned at pay after 2m0s"},
		},
		"the last attempt decides": {
			"cart@0s pay@1m pay!@2m", []string{"failed at pay after 2m0s"},
		},
		"of two attempts in one moment the one that succeeds": {
			"cart@0s pay!@1m pay@1m", []string{"abandoned at pay after 1m0s"},
		},
		"back to an earlier step": {
			"cart@0s pay@1m address@2m address!@3m", []string{"abandoned at pay after 3m0s"},
		},
		"begun once more": {
			"cart@0s address@1m cart@2m confirm@3m", []string{"completed at confirm after 3m0s"},
		},
		"the next step is just in time": {
			"cart@0s confirm@30m", []string{"completed at confirm after 30m0s"},
		},
		"the next step comes too late": {
			"cart@0s confirm@30m1ns", []string{"abandoned at cart after 0s"},
		},
		"again after it was left": {
			"cart@0s cart@31m confirm@32m", []string{"abandoned at cart after 0s", "completed at confirm after 1m0s"},
		},
		"again after it was completed": {
			"cart@0s confirm@1m cart@2m confirm@3m", []string{"completed at confirm after 1m0s", "completed at confirm after 1m0s"},
		},
		"again in the same breath": {
			"cart@0s confirm@1s cart@1s-2s confirm@3s", []string{"completed at confirm after 1s", "completed at confirm after 2s"},
		},
		"a page that is open and polls": {
			"cart@0s cart@25m cart@50m cart@75m cart@100m cart@119m cart@121m",
			[]string{"abandoned at cart after 1h59m0s", "abandoned at cart after 0s"},
		},
		"each step takes all the time there is": {
			"cart@0s address@30m pay@60m confirm@90m", []string{"completed at confirm after 1h30m0s"},
		},
		"the first step lasts longer than the timeout": {
			"cart@0s-40m confirm@41m", []string{"completed at confirm after 41m0s"},
		},
		"the last step, seen again":      {"cart@0s confirm@1m confirm@2m", []string{"completed at confirm after 1m0s"}},
		"the first step was not seen":    {"address@0s pay@1m confirm@2m", []string{}},
		"the last step within the first": {"confirm@1s-2s cart@0s-3s", []string{"completed at confirm after 2s"}},
		"the second within the first":    {"address@1s-2s cart@0s-3s confirm@1m", []string{"completed at confirm after 1m0s"}},
		"within a first step that is slow": {
			"confirm@1s-2s cart@0s-1m50s", []string{"completed at confirm after 2s"},
		},
		"a clock that is a bit behind":      {"confirm@0s cart@4s", []string{"completed at confirm after 0s"}},
		"a step before the first is no one": {"confirm@0s cart@6s", []string{"abandoned at cart after 0s"}},
		"steps in reverse order":            {"cart@0s pay@1m address@2m confirm@3m", []string{"completed at confirm after 3m0s"}},
	} {
		t.Run(name, func(t *testing.T) {
			tracker := newTracker()
			attempts := script(t, "c-1", c.attempts)
			ended := arrive(tracker, attempts)
			assert.Equal(t, c.want, toldAll(append(ended, wait(tracker)...)))
			assert.Zero(t, tracker.Len(), "nothing is left behind")

			// Each span comes twice, as from an exporter that got no answer.
			var twice []Attempt
			for _, a := range attempts {
				twice = append(twice, a, a)
			}
			tracker = newTracker()
			ended = arrive(tracker, append(twice, attempts[max(0, len(attempts)-3):]...))
			assert.Equal(t, c.want, toldAll(append(ended, wait(tracker)...)), "all spans come twice")
		})
	}
}

func TestWhatIsTold(t *testing.T) {
	tracker := newTracker()
	attempts := script(t, "c-1", "cart@0s-1s pay!@1m pay!@2m")
	attempts[2].TraceID = pcommon.TraceID{9}
	arrive(tracker, attempts)
	assert.Equal(t, []Ended{{
		Transaction: "checkout", Process: "sales", Outcome: Failed, Step: "pay", StartedAt: scriptStart, Duration: 2 * time.Minute,
		TraceID: pcommon.TraceID{9}, SpanID: pcommon.SpanID{0, 0, 0, 3},
	}}, wait(tracker))
}

func TestOutcomesAreToldOnce(t *testing.T) {
	tracker := newTracker()
	arrive(tracker, script(t, "c-1", "cart@0s confirm@1m"))
	at := func(d time.Duration) []string { return toldAll(tracker.Tick(scriptStart + int64(d))) }
	assert.Empty(t, at(3*time.Minute-1), "something that ended before might still come")
	assert.Equal(t, []string{"completed at confirm after 1m0s"}, at(3*time.Minute))
	assert.Empty(t, at(time.Hour))

	arrive(tracker, script(t, "c-2", "cart@60m pay!@61m"))
	assert.Empty(t, at(93*time.Minute))
	assert.Equal(t, []string{"failed at pay after 1m0s"}, at(93*time.Minute+1))
}

func TestKeysAndTransactionsAreApart(t *testing.T) {
	definitions := append(checkout(), Definition{Name: "visit", Correlation: "user.id", Steps: []string{"open"}, Timeout: time.Minute})
	tracker := New(definitions, Options{InFlight: 100, Lateness: DefaultLateness})
	arrive(tracker, script(t, "a", "cart@0s confirm@1m"))
	arrive(tracker, script(t, "b", "cart@0s pay!@1m"))
	visit := Attempt{Transaction: 1, Key: "a", End: scriptStart + 1}
	tracker.Observe(visit.End, &visit)
	visit = Attempt{Transaction: 1, Key: "b", End: scriptStart + 2, Failed: true}
	tracker.Observe(visit.End, &visit)
	assert.ElementsMatch(t, []string{
		"completed at confirm after 1m0s", "failed at pay after 1m0s", "completed at open after 0s", "failed at open after 0s",
	}, toldAll(wait(tracker)))
}

// A span that arrives later than the order is known for helps a transaction that still waits, and no other.
func TestLateSpans(t *testing.T) {
	for name, c := range map[string]struct {
		before, late, after string
		want                []string
		count               uint64
	}{
		"a step that was missing":      {"cart@0s", "pay@1m", "confirm@21m", []string{"completed at confirm after 21m0s"}, 0},
		"the last step":                {"cart@0s", "confirm@1m", "", []string{"completed at confirm after 1m0s"}, 0},
		"a failure that was repaired":  {"cart@0s pay@5m", "pay!@4m", "", []string{"abandoned at pay after 5m0s"}, 0},
		"a first step begins nothing":  {"", "cart@1m", "confirm@21m", []string{}, 1},
		"a first step of what is over": {"cart@0s confirm@1m", "cart@0s", "", []string{"completed at confirm after 1m0s"}, 1},
		"before what is open":          {"cart@5m", "confirm@1m", "", []string{"abandoned at cart after 0s"}, 1},
	} {
		t.Run(name, func(t *testing.T) {
			tracker := newTracker()
			ended := arrive(tracker, script(t, "c-1", c.before))
			now := scriptStart + int64(20*time.Minute)
			ended = append(ended, tracker.Tick(now)...)
			for _, a := range script(t, "c-1", c.late) {
				tracker.Observe(now, &a)
			}
			ended = append(ended, arrive(tracker, script(t, "c-1", c.after))...)
			assert.Equal(t, c.want, toldAll(append(ended, wait(tracker)...)))
			assert.Equal(t, c.count, tracker.Stats().Late)
		})
	}
}

func TestCounts(t *testing.T) {
	tracker := newTracker()
	arrive(tracker, script(t, "restarted", "pay@0s confirm@1m"))
	arrive(tracker, script(t, "reloaded", "cart@0s confirm@1m confirm@2m"))
	require.Len(t, wait(tracker), 1)
	assert.Equal(t, Stats{Orphans: 3}, tracker.Stats())
}

func TestWhatIsNoAttempt(t *testing.T) {
	tracker := newTracker()
	for _, a := range []Attempt{
		{},
		{Key: "a"},
		{Key: "a", End: -5},
		{End: scriptStart},
		{Key: "a", End: scriptStart, Step: 4},
		{Key: "a", End: scriptStart, Step: -1},
		{Key: "a", End: scriptStart, Transaction: 1},
		{Key: "a", End: scriptStart, Transaction: -1},
	} {
		tracker.Observe(scriptStart, &a)
	}
	assert.Zero(t, tracker.Len())
	assert.Empty(t, wait(tracker))
}

func TestAbsurdNumbers(t *testing.T) {
	const enormous = 1<<63 - 1
	tracker := New([]Definition{{Name: "x", Steps: []string{"a", "b"}, Timeout: enormous}}, Options{InFlight: 10, Lateness: DefaultLateness})
	for i, a := range []Attempt{
		{Key: "a", End: enormous, Duration: enormous},
		{Key: "b", End: 1, Duration: -enormous - 1},
		{Key: "c", End: scriptStart, Duration: 1e15},
		{Key: "c", End: scriptStart + 1, Duration: enormous, Step: 1},
	} {
		tracker.Observe(int64(i), &a)
	}
	assert.Equal(t, []string{"completed at b after 277h46m40.000000001s"}, toldAll(tracker.Tick(scriptStart+int64(time.Hour))))
	assert.Empty(t, tracker.Tick(enormous))
}
