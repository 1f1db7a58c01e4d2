package surge

import (
	"fmt"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// What still grows has not come to be usual: a leak is told of until it is over.
func TestWhatGrowsIsNotUsual(t *testing.T) {
	for _, c := range []struct{ calls, rate, doubles float64 }{
		{150, 0.002, 25}, {1000, 0.002, 25}, {1000, 0.002, 40}, {1000, 0.005, 30}, {300, 0.01, 60}, {3000, 0.002, 60},
	} {
		t.Run(fmt.Sprintf("%v calls a minute, of %v double every %v minutes", c.calls, c.rate, c.doubles), func(t *testing.T) {
			const begin = 4 * 60
			for seed := range uint64(3) {
				g := newGenerator(seed, flat(c.calls), ramp(c.rate, begin, c.doubles))
				last := Normal
				grown := begin + c.doubles*math.Log2(0.4/c.rate) // when two in five fail
				watch(&Endpoint{}, g, 0, int(grown), apierror.CategoryInternal, func(at float64, v *Verdict) {
					assert.False(t, v.Shifted, "after %.0f minutes: %s", at-begin, v.Rationale())
					last = v.State
				})
				assert.Equal(t, Surging, last)
			}
		})
	}
}

// Whether it grows is a matter of its rate: the calls of the day come and go, and a leak may stop. A rise is usual two hours after it grew last.
func TestWhatGrewIsUsualOnceItStays(t *testing.T) {
	const begin, low, high = 4 * 60, 110, 165 // minutes; growth by a quarter is seen some minutes before or after a rise ends
	doubling := func(calls, each float64) course {
		return func(minute float64) float64 { return calls * math.Exp2(min(max(0, minute-begin)/each, 4)) }
	}
	halving := func(calls, each float64) course {
		return func(minute float64) float64 { return calls * math.Exp2(-min(max(0, minute-begin)/each, 4)) }
	}
	for name, c := range map[string]struct {
		calls, rate course
		grows       float64 // minutes
	}{
		"a step, in the morning":                       {doubling(300, 60), step(0.005, begin, 0.05), 0},
		"a step, in the evening":                       {halving(3000, 60), step(0.005, begin, 0.05), 0},
		"a leak that stops":                            {flat(1000), func(minute float64) float64 { return min(0.15, ramp(0.002, begin, 40)(minute)) }, 256},
		"a leak that stops, in the morning":            {doubling(300, 60), func(minute float64) float64 { return min(0.15, ramp(0.002, begin, 40)(minute)) }, 256},
		"a leak that stops, in the evening":            {halving(5000, 90), func(minute float64) float64 { return min(0.15, ramp(0.01, begin, 90)(minute)) }, 366},
		"a leak that never gets to be much, and stops": {flat(1000), func(minute float64) float64 { return min(0.05, ramp(0.005, begin, 30)(minute)) }, 101},
	} {
		t.Run(name, func(t *testing.T) {
			for seed := range uint64(3) {
				shifted := math.Inf(1)
				watch(&Endpoint{}, newGenerator(seed, c.calls, c.rate), 0, begin+720, apierror.CategoryInternal, func(at float64, v *Verdict) {
					if v.Shifted {
						shifted = min(shifted, at-begin)
					}
				})
				assert.Greater(t, shifted, c.grows+low)
				assert.Less(t, shifted, c.grows+high)
				t.Logf("usual after %v minutes, %v after it grew", shifted, shifted-c.grows)
			}
		})
	}
}

// A rise above what has come to be usual is told of as soon as any other.
func TestAStepUponAStep(t *testing.T) {
	for _, c := range []struct{ calls, usual, first, second, most float64 }{
		{300, 0.002, 0.1, 0.5, 5}, {1000, 0.002, 0.05, 0.3, 5}, {3000, 0.01, 0.08, 0.3, 10}, {300, 0.002, 0.08, 0.9, 3}, {100, 0.002, 0.1, 0.5, 10},
	} {
		t.Run(fmt.Sprintf("%v calls a minute, from %v to %v to %v", c.calls, c.usual, c.first, c.second), func(t *testing.T) {
			const one, two = 4 * 60, 7 * 60
			for seed := range uint64(3) {
				g := newGenerator(seed, flat(c.calls), func(minute float64) float64 {
					return step(step(c.usual, one, c.first)(minute), two, c.second)(minute)
				})
				shifted, after := false, math.Inf(1)
				watch(&Endpoint{}, g, 0, two+60, apierror.CategoryInternal, func(at float64, v *Verdict) {
					shifted = shifted || v.Shifted
					if at >= two && v.State == Surging {
						after = min(after, at-two)
					}
				})
				assert.True(t, shifted)
				assert.LessOrEqual(t, after, c.most)
				t.Logf("told of after %v minutes", after)
			}
		})
	}
}
