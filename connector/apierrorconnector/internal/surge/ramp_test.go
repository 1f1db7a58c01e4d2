package surge

import (
	"fmt"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// ramp is a rate whose odds double every so many minutes from one on, until half of the calls fail.
func ramp(rate, at, doubles float64) course {
	return func(minute float64) float64 {
		odds := min(1, rate/(1-rate)*math.Exp2(max(0, minute-at)/doubles))
		return odds / (1 + odds)
	}
}

// A ramp does not hide itself by becoming what is usual. At which rate it is told of, at most, in percent and in the mean of some runs, where three hours
// or three days are known.
func TestRampsAreToldOf(t *testing.T) {
	const runs = 3
	doublings := [...]float64{5, 10, 15, 20, 30, 60, 120}
	for _, c := range []struct {
		hours, rate, calls, variation float64
		most                          [len(doublings)]float64
	}{
		// Six failures in half an hour are usual there, and fewer than twenty hardly prove anything.
		{3, 0.002, 30, 0, [...]float64{12, 8, 6, 7, 6, 11, 28}},
		{3, 0.002, 300, 0, [...]float64{6, 4, 3.5, 3.5, 3, 20, 25}},
		{3, 0.002, 3000, 0, [...]float64{2.6, 2, 1.8, 1.8, 1.6, 1.8, 25}},
		{3, 0.002, 300, 0.25, [...]float64{6, 4, 4, 4, 3, 17, 25}},
		{3, 0.01, 30, 0, [...]float64{22, 22, 19, 18, 20, 26, 28}},
		{3, 0.01, 300, 0, [...]float64{14, 11, 11, 10, 9, 9, 25}},
		{3, 0.01, 3000, 0, [...]float64{10, 8, 7, 7, 6.5, 6.5, 25}},
		{3, 0.01, 3000, 0.25, [...]float64{16, 12, 12, 11, 20, 20, 25}},
		{72, 0.002, 30, 0, [...]float64{10, 7, 6, 5, 5, 6, 5}},
		{72, 0.002, 300, 0.25, [...]float64{5, 4, 3.5, 2.5, 3, 2.5, 3}},
		{72, 0.01, 3000, 0, [...]float64{4, 3, 3, 3, 3, 3, 3}},
		{72, 0.01, 300, 0.25, [...]float64{13, 10, 10, 8, 7, 8, 9}},
	} {
		t.Run(fmt.Sprintf("%v hours of %v calls a minute, %v fail, varying by %v", c.hours, c.calls, c.rate, c.variation), func(t *testing.T) {
			begin := 60 * c.hours
			for i, doubles := range doublings {
				found, percent, after := 0, 0.0, 0.0
				for seed := range uint64(runs) {
					rate := ramp(c.rate, begin, doubles)
					g := newGenerator(seed, flat(c.calls), rate)
					g.variation, g.hold = c.variation, 5
					told := false
					watch(&Endpoint{}, g, 0, int(begin+10*doubles), apierror.CategoryInternal, func(at float64, _ *Verdict) {
						if !told && at > begin {
							told = true
							found, percent, after = found+1, percent+100*rate(at)/runs, after+(at-begin)/runs
						}
					})
				}
				t.Logf("doubled every %v minutes: told of after %.0f, at %.1f%%", doubles, after, percent)
				assert.Equal(t, runs, found, "doubled every %v minutes", doubles)
				assert.LessOrEqual(t, percent, c.most[i], "doubled every %v minutes", doubles)
			}
		})
	}
}

// What comes with the hour of the day is no ramp, though it be nine times as much at noon as at midnight and doubles in two hours on the first morning.
func TestWavesAreNotToldOf(t *testing.T) {
	for _, part := range []float64{0.5, -0.5, 0.8} {
		for _, calls := range []float64{10, 100, 1000, 10_000} {
			for _, rate := range []float64{0.001, 0.01, 0.05} {
				g := newGenerator(2, daily(calls), wave(rate, part))
				g.variation, g.hold = 0.05, 5
				watch(&Endpoint{}, g, 0, 4*day, apierror.CategoryInternal, func(_ float64, v *Verdict) {
					assert.Fail(t, "told of", "%v, %v calls, %v: %s", part, calls, rate, v.Rationale())
				})
			}
		}
	}
}
