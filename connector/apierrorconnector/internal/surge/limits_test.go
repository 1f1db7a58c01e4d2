package surge

import (
	"math"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

func TestWhatIsAsked(t *testing.T) {
	for name, c := range map[string]struct {
		asked      float64
		categories int
		up         float64 // the p-value's power of ten
	}{
		"the default":                    {DefaultFalseAlarms, 1, -8},
		"of no category":                 {DefaultFalseAlarms, 0, -8},
		"a false alarm a day":            {1000, 1, -2.6},
		"more than can be asked":         {1e9, 1, -2.6},
		"one in a hundred thousand days": {0.01, 1, -12},
		"less than can be asked":         {-5, 1, -12},
		"without end":                    {math.Inf(1), 1, -2.6},
		"ten false alarms, of ten":       {10, 10, -8},
	} {
		t.Run(name, func(t *testing.T) {
			l := limitsFor(c.asked, c.categories)
			assert.InDelta(t, c.up, l.up/ln10, 1e-9)
			assert.GreaterOrEqual(t, l.on, l.up, "no rise is told of that could never last")
		})
	}
	for alarms := LeastFalseAlarms; alarms < MostFalseAlarms/1.5; alarms *= 1.5 {
		fewer, more := limitsFor(alarms, 1), limitsFor(1.5*alarms, 1)
		assert.Less(t, fewer.up, more.up)
		assert.Greater(t, fewer.creep, more.creep)
	}
	assert.Greater(t, limitsFor(MostFalseAlarms, 1).creep, 5.0)
}

// What is told is what is asked for, at most: the kinds of series that are told of most, so many days that some are. Benchmarks measure the rest.
func TestFalseAlarmsAreWhatIsConfigured(t *testing.T) {
	for _, c := range []struct {
		configured float64
		weeks      int
	}{{1000, 1}, {100, 5}} {
		t.Run(strconv.FormatFloat(c.configured, 'f', -1, 64), func(t *testing.T) {
			all, days := 0, 0.0
			for seed, kind := range innocents() {
				if kind.rate < 0.01 || kind.calls < 100 || kind.calls > 1000 {
					continue
				}
				found, in := kind.alarms(c.configured, 77+uint64(seed), c.weeks)
				all, days = all+found, days+in
				expected := c.configured * in / 1000
				assert.LessOrEqual(t, float64(found), expected+3*math.Sqrt(expected), "%s, %v calls, %v", kind.name, kind.calls, kind.rate)
			}
			measured := 1000 * float64(all) / days
			t.Logf("%.0f in a thousand days", measured)
			assert.LessOrEqual(t, measured, c.configured)
			assert.GreaterOrEqual(t, measured, c.configured/10, "it is no looser than it has to be")
		})
	}
}

// A batch that fails 8% for ten minutes of each night: how often it is told of in two weeks, and after how many minutes a real rise is.
func TestANightlyBatch(t *testing.T) {
	for _, c := range []struct {
		calls        float64
		least, most  int     // nights of 14
		level, after float64 // of a real rise, and its delay in minutes, at most
	}{
		{1000, 14, 14, 0.2, 1},
		{100, 8, 14, 0.2, 3},
	} {
		var e Endpoint
		told, open := 0, false
		count := func(_ float64, v *Verdict) {
			if !open && v.State != Normal {
				told++
			}
			open = v.State != Normal
		}
		g := newGenerator(4, flat(c.calls), nightly(0.005, 10, 0.08))
		g.variation, g.hold = 0.05, 5
		internal := []apierror.Category{apierror.CategoryInternal}
		watchBy(DefaultFalseAlarms, &e, g, 0, 14*day+60, internal, count)
		assert.GreaterOrEqual(t, told, c.least, "%v calls", c.calls)
		assert.LessOrEqual(t, told, c.most, "%v calls", c.calls)

		at := 0.0
		g.rate = flat(c.level)
		watchBy(DefaultFalseAlarms, &e, g, 14*day+60, 14*day+90, internal, func(minute float64, _ *Verdict) {
			if at == 0 {
				at = minute - 14*day - 60
			}
		})
		require.NotZero(t, at, "%v calls", c.calls)
		t.Logf("%v calls: told of on %d nights; of a real rise after %v minutes", c.calls, told, at)
		assert.LessOrEqual(t, at, c.after, "%v calls", c.calls)
	}
}

// A verdict says how far it is from the limit, and how many times the least rise that matters it is.
func TestVerdictsSayWhatTheyAreHeldAgainst(t *testing.T) {
	e := steady(300, 100, 1, apierror.CategoryInternal)
	for m := range int64(5) {
		e.AddCounts(epoch+(300+m)*minute, 100, 30, apierror.CategoryInternal)
	}
	verdicts := e.Judge(epoch+304*minute, DefaultFalseAlarms, nil)
	require.Len(t, verdicts, 1)
	v := verdicts[0]
	assert.InDelta(t, -8, v.Log10Limit, 1e-9)
	assert.Less(t, v.Log10P, v.Log10Limit)
	found := counts{calls: float64(v.Calls), failed: float64(v.Failed)}
	for near, shows := range map[float64]bool{0.99: true, 1.01: false} {
		assert.Equal(t, shows, rises[0].shows(found, v.Usual, near*v.Effect) || rises[1].shows(found, v.Usual, near*v.Effect))
	}
}
