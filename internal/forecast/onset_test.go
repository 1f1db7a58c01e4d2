package forecast

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// How fast the odds of a leak grow, and since when, is told as it is: of few failures, of many, and where the hour's season learnt from the leak.
func TestALeakIsToldAsFastAsItIs(t *testing.T) {
	for _, leak := range []struct {
		name                 string
		calls, base, doubles float64
		step                 time.Duration
	}{
		{"few failures", 200, 0.004, 25, time.Minute},
		{"many failures", 3000, 0.005, 25, time.Minute},
		{"a slow one", 1000, 0.002, 60, time.Minute},
		{"a fast one", 1000, 0.002, 10, time.Minute},
		{"windows of five minutes", 300, 0.004, 40, 5 * time.Minute},
	} {
		t.Run(leak.name, func(t *testing.T) {
			const seeds, from, to, limit = 30, 0.025, 0.06, 0.1
			step := leak.step.Minutes()
			begins := int(2000 / step)
			after := func(rate float64) float64 { // minutes
				return leak.doubles * math.Log2(rate/(1-rate)*(1-leak.base)/leak.base)
			}
			var growth, in []float64 // in units of the true ones
			for seed := range uint64(seeds) {
				r := rand.New(rand.NewPCG(seed, 17))
				f := NewSeries(Rate, leak.step)
				for i := range begins + int(after(to)/step) {
					risen := (float64(max(i-begins, 0)) + 0.5) * step
					x := math.Log(leak.base/(1-leak.base)) + 0.05*r.NormFloat64() + risen/leak.doubles*math.Ln2
					f.Observe(int64(i)*int64(leak.step), binomial(r, leak.calls, 1/(1+math.Exp(-x))), leak.calls)
					if risen < after(from) {
						continue
					}
					if p := f.Passing(1/(1+math.Exp(-x)), limit, MaxSteps, 1); p.Rising > 0 {
						growth = append(growth, p.Growth/step*leak.doubles/math.Ln2)
						in = append(in, p.Median*step/(after(limit)-risen))
					}
				}
			}
			require.Greater(t, len(growth), 40)
			middle := func(x []float64) float64 {
				slices.Sort(x)
				return x[len(x)/2]
			}
			t.Logf("asked %d times: growth said/true %.2f, minutes said/true %.2f", len(growth), middle(growth), middle(in))
			assert.InDelta(t, 1, middle(growth), 0.2)
			assert.InDelta(t, 1, middle(in), 0.2)
		})
	}
}

func TestTooFewFailuresHaveNoOnset(t *testing.T) {
	f := NewSeries(Rate, time.Minute)
	_, known := f.onsets(&rise{slope: 0.1})
	assert.False(t, known, "no points")
	for i := range int64(100) {
		f.Observe(i*minute, 0, 100)
	}
	_, known = f.onsets(&rise{slope: 0.1})
	assert.False(t, known, "no failures")
	f.Observe(400*minute, 50, 100)
	_, known = f.onsets(&rise{slope: 0.1})
	assert.False(t, known, "too few bins, after a silence of hours")
	plain := NewSeries(Positive, time.Minute)
	_, known = plain.onsets(&rise{slope: 0.1})
	assert.False(t, known, "no counts")
}

// After a silence, as at a start, the season of now is the one that is known, as are those ahead.
func TestSeasonsAfterASilence(t *testing.T) {
	f := NewSeries(Rate, time.Minute)
	for i := range int64(300) {
		f.Observe(i*minute, 10, 1000)
	}
	for i := range f.bank.week {
		f.bank.week[i], f.bank.day[i%dayBins] = -1.5, 0
	}
	const silence = 300
	f.Observe((300+silence)*minute, 10, 1000)
	for ahead := range int64(before + 1) {
		assert.InDelta(t, -1.5, f.counts.of(f.counts.newest+ahead).season.float(), 0.05, "%d bins ahead", ahead)
	}
	assert.Zero(t, *f.counts.of(f.counts.newest - 1), "and nothing is known of what was silent")
}
