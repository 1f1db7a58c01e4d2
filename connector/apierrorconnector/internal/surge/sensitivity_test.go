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
		asked      Sensitivity
		categories int
		up, effect float64 // the p-value's power of ten, and times the least effect
	}{
		"nothing":                         {Sensitivity{}, 1, -8, 1},
		"nothing, of no category":         {Sensitivity{}, 0, -8, 1},
		"a false alarm a day":             {Sensitivity{FalseAlarms: 1000}, 1, -2.8, 1},
		"more than can be asked":          {Sensitivity{FalseAlarms: 1e9}, 1, -2.8, 1},
		"one in a hundred thousand days":  {Sensitivity{FalseAlarms: 0.01}, 1, -12, 1},
		"less than can be asked":          {Sensitivity{FalseAlarms: -5}, 1, -12, 1},
		"no number":                       {Sensitivity{math.NaN(), math.NaN(), math.NaN()}, 1, -8, 1},
		"without end":                     {Sensitivity{math.Inf(1), math.Inf(1), math.Inf(1)}, 1, -8.8, 16},
		"ten false alarms, of ten":        {Sensitivity{FalseAlarms: 10}, 10, -8, 1},
		"stricter":                        {Sensitivity{Stricter: 2.5}, 1, -10.5, 1},
		"looser than it may be":           {Sensitivity{Stricter: -4}, 1, -6, 1},
		"looser than anything":            {Sensitivity{FalseAlarms: 1000, Stricter: -2}, 1, -2.8, 1},
		"three times the least effect":    {Sensitivity{Effect: 3}, 1, -8, 3},
		"an effect that is less than any": {Sensitivity{Effect: 0.2}, 1, -8, 1},
	} {
		t.Run(name, func(t *testing.T) {
			l := c.asked.limits(c.categories)
			assert.InDelta(t, c.up, l.up/ln10, 1e-9)
			assert.InDelta(t, c.effect, l.effect, 1e-9)
			assert.GreaterOrEqual(t, l.on, l.up, "no rise is told of that could never last")
		})
	}
	for alarms := LeastFalseAlarms; alarms < MostFalseAlarms; alarms *= 1.5 {
		fewer, more := Sensitivity{FalseAlarms: alarms}.limits(1), Sensitivity{FalseAlarms: 1.5 * alarms}.limits(1)
		assert.Less(t, fewer.up, more.up)
		assert.Greater(t, fewer.creep, more.creep)
	}
	assert.Greater(t, Sensitivity{FalseAlarms: MostFalseAlarms}.limits(1).creep, 5.0)
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
				found, in := kind.alarms(Sensitivity{FalseAlarms: c.configured}, 77+uint64(seed), c.weeks)
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

// A batch that fails 8% for ten minutes of each night: how often it is told of in two weeks, and after how many minutes a real rise is. It is as
// unlikely as can be, so no p-value quiets it where there are calls enough.
func TestWhatQuietsABatch(t *testing.T) {
	for _, c := range []struct {
		calls        float64
		asked        Sensitivity
		least, most  int     // nights of 14
		level, after float64 // of a real rise, and its delay in minutes, at most
	}{
		{1000, Sensitivity{}, 14, 14, 0.2, 1},
		{1000, Sensitivity{Stricter: MostStricter}, 14, 14, 0.2, 1.5},
		{1000, Sensitivity{Effect: MostEffect}, 0, 0, 0.25, 4},
		{100, Sensitivity{}, 8, 14, 0.2, 3},
		{100, Sensitivity{Stricter: MostStricter}, 0, 3, 0.2, 5},
		{100, Sensitivity{Effect: MostEffect}, 0, 0, 0.25, 6},
		{10, Sensitivity{Stricter: 2}, 0, 1, 0.25, 12},
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
		watchBy(c.asked, &e, g, 0, 14*day+60, internal, count)
		assert.GreaterOrEqual(t, told, c.least, "%v calls, %+v", c.calls, c.asked)
		assert.LessOrEqual(t, told, c.most, "%v calls, %+v", c.calls, c.asked)

		at := 0.0
		g.rate = flat(c.level)
		watchBy(c.asked, &e, g, 14*day+60, 14*day+90, internal, func(minute float64, _ *Verdict) {
			if at == 0 {
				at = minute - 14*day - 60
			}
		})
		require.NotZero(t, at, "%v calls, %+v", c.calls, c.asked)
		t.Logf("%v calls, %+v: told of on %d nights; of a real rise after %v minutes", c.calls, c.asked, told, at)
		assert.LessOrEqual(t, at, c.after, "%v calls, %+v", c.calls, c.asked)
	}
}

// A verdict says how far it is from the limit, so that it can be told whether another sensitivity would have told of it.
func TestVerdictsSayWhatTheyAreHeldAgainst(t *testing.T) {
	e := steady(300, 100, 1, apierror.CategoryInternal)
	for m := range int64(5) {
		e.AddCounts(epoch+(300+m)*minute, 100, 30, apierror.CategoryInternal)
	}
	at := epoch + 304*minute
	verdicts := e.Judge(at, nil)
	require.Len(t, verdicts, 1)
	v := verdicts[0]
	assert.InDelta(t, -8, v.Log10Limit, 1e-9)
	for _, near := range []float64{0.99, 1.01} {
		for asked, told := range map[Sensitivity]bool{
			{Stricter: min(MostStricter, near*(v.Log10Limit-v.Log10P))}: near < 1 || v.Log10Limit-v.Log10P > MostStricter,
			{Effect: near * v.Effect}:                                   near < 1 || near*v.Effect > MostEffect,
		} {
			var again Endpoint
			require.NoError(t, again.Restore(e.AppendState(nil)))
			again.categories[0].rise = rise{}
			assert.Equal(t, told, len(again.JudgeBy(at, asked, nil)) == 1, "%+v", asked)
		}
	}
}
