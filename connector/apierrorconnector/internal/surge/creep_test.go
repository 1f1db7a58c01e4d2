package surge

import (
	"fmt"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// doubling grows from a minute on by a factor of two in so many hours, up to so many times.
func doubling(rate, at, hours, most float64) course {
	return func(minute float64) float64 { return rate * min(most, math.Exp2(max(0, minute-at)/60/hours)) }
}

// wave is lower by a part at midnight, and higher by it at noon.
func wave(rate, part float64) course {
	return func(minute float64) float64 { return rate * (1 - part*math.Cos(2*math.Pi*minute/day)) }
}

// nightly is another rate for some minutes of each night.
func nightly(rate, minutes, level float64) course {
	return func(minute float64) float64 {
		if math.Mod(minute, day) < minutes {
			return level
		}
		return rate
	}
}

// What grows so slowly that the baseline goes with it: hours from its begin until it is told of, the mean of those found.
func TestCreepIsToldOf(t *testing.T) {
	const begin, runs = 3 * day, 4
	for _, c := range []struct {
		calls, rate, variation float64
		doubles, times         float64 // hours, and how many times the rate in the end
		told                   float64
		found, crept           int // the others are told of as any surge, and sooner
	}{
		{1000, 0.02, 0, 6, 2, 7, runs, 0}, // it stays there
		{1000, 0.02, 0, 12, 2, 16, runs, runs - 1},
		{1000, 0.02, 0, 6, 8, 7, runs, 0},
		{1000, 0.02, 0.05, 6, 8, 10, runs, runs - 1},
		{1000, 0.02, 0.05, 12, 8, 17, runs, runs},
		{1000, 0.02, 0.25, 12, 8, 20, runs, runs},
		{100_000, 0.005, 0, 6, 8, 10.5, runs, runs / 2},
		{100, 0.005, 0, 6, 8, 12, runs, runs},
		{10, 0.05, 0.05, 6, 8, 12, runs, runs},
		{3, 0.05, 0, 6, 8, 17, runs, runs},
		{1000, 0.002, 0, 6, 2, 0, 0, 0}, // 0.2% more is not worth it
	} {
		t.Run(fmt.Sprintf("%v calls a minute, %v fail, twice as many in %v hours, up to %v times, varying by %v", c.calls, c.rate, c.doubles, c.times, c.variation), func(t *testing.T) {
			told, found, crept := 0.0, 0, 0
			for seed := range uint64(runs) {
				g := newGenerator(seed, flat(c.calls), doubling(c.rate, begin, c.doubles, c.times))
				g.variation, g.hold = c.variation, 5
				var e Endpoint
				first := true
				watch(&e, g, 0, begin+36*60, apierror.CategoryCapacity, func(at float64, v *Verdict) {
					if first {
						first = false
						found++
						told += (at - begin) / 60
						if !v.Creeps {
							return
						}
						crept++
						assert.Equal(t, Surging, v.State)
						began := (float64(v.Since-epoch)/float64(minute) - begin) / 60
						assert.Greater(t, began, 1.0, "it says since when")
						assert.Less(t, began, (at-begin)/60-1.5)
						assert.InEpsilon(t, c.rate, v.Usual, 0.3, "the slow reference has not followed")
						assert.Greater(t, v.FailedSince, v.Failed)
					}
				})
			}
			assert.Equal(t, c.found, found)
			assert.Equal(t, c.crept, crept)
			if found > 0 {
				t.Logf("told of after %.1f hours", told/float64(found))
				assert.LessOrEqual(t, told/float64(found), c.told)
			}
		})
	}
}

// What comes with the hour of the day does not creep, nor does what is short.
func TestSeasonsDoNotCreep(t *testing.T) {
	const days = 8
	for _, c := range []struct {
		name     string
		category apierror.Category
		calls    func(most float64) course
		rate     course
	}{
		{"faults follow the day", apierror.CategoryTimeout, daily, wave(0.02, 0.5)},
		{"faults follow the night", apierror.CategoryTimeout, daily, wave(0.05, -0.5)},
		{"callers follow the day", apierror.CategoryValidation, daily, wave(0.1, 0.8)},
		{"callers follow the night", apierror.CategoryAuthentication, daily, wave(0.05, -0.8)},
		{"only the traffic does", apierror.CategoryInternal, daily, flat(0.02)},
		{"a batch of an hour each night", apierror.CategoryDependency, flat, nightly(0.01, 60, 0.06)},
	} {
		for _, variation := range []float64{0, 0.25} {
			for _, calls := range []float64{10, 10_000} {
				t.Run(fmt.Sprintf("%s, %v calls, varying by %v", c.name, calls, variation), func(t *testing.T) {
					g := newGenerator(1, c.calls(calls), c.rate)
					g.variation, g.hold = variation, 5
					watch(&Endpoint{}, g, 0, days*day, c.category, func(_ float64, v *Verdict) {
						assert.False(t, v.Creeps, v.Rationale())
					})
				})
			}
		}
	}
}

// crept is an endpoint in the midst of a slow rise.
func crept(tb testing.TB) *Endpoint {
	tb.Helper()
	e := &Endpoint{}
	watch(e, newGenerator(1, flat(1000), doubling(0.02, 3*day, 12, 8)), 0, 3*day+16*60, apierror.CategoryCapacity, func(float64, *Verdict) {})
	require.True(tb, e.categories[0].rise.creeps)
	return e
}

// What creeps is one rise when it begins to run, ends when it is over, and is usual when it stays.
func TestCourseOfACreep(t *testing.T) {
	const begin = 3 * day
	creep := doubling(0.02, begin, 12, 2.5)
	for name, c := range map[string]struct {
		rate    course
		rises   int
		ended   float64 // hours after the begin, of the first
		shifted bool
	}{
		"it is mended":  {func(m float64) float64 { return pick(m < begin+17*60, creep(m), 0.02) }, 1, 17.5, false},
		"it stays":      {creep, 1, 17.1, true},
		"it breaks out": {func(m float64) float64 { return pick(m < begin+16*60, creep(m), pick(m < begin+19*60, 0.5, 0.02)) }, 1, 19.1, false},
	} {
		t.Run(name, func(t *testing.T) {
			all := lives(newGenerator(1, flat(1000), c.rate), begin+40*60, apierror.CategoryCapacity)
			require.Len(t, all, c.rises)
			assert.InDelta(t, begin+15.1*60, all[0].told, 65)
			assert.InDelta(t, begin+c.ended*60, all[0].ended, 65)
			assert.Equal(t, c.shifted, all[0].shifted)
		})
	}
}

// A restart in the midst of it changes nothing.
func TestCreepGoesOn(t *testing.T) {
	e := crept(t)
	var restarted Endpoint
	require.NoError(t, restarted.Restore(e.AppendState(nil)))
	assert.Equal(t, *e, restarted)
	at := e.newest * slotLength
	assert.Equal(t, e.Judge(at, DefaultFalseAlarms, nil), restarted.Judge(at, DefaultFalseAlarms, nil))
}
