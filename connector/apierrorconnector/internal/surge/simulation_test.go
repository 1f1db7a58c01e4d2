package surge

import (
	"fmt"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// habit is how the rate of an innocent series varies.
type habit struct {
	name      string
	variation float64 // relative variance of a gamma distribution
	hold      int     // minutes that each draw holds
	logNormal bool    // heavier at its upper end than what the test takes for granted
}

func (h habit) generator(seed uint64, calls course, rate float64) *generator {
	g := newGenerator(seed, calls, flat(rate))
	g.hold = h.hold
	if !h.logNormal {
		g.variation = h.variation
		return g
	}
	sigma, factor := math.Sqrt(math.Log(1+h.variation)), 1.0
	g.rate = func(at float64) float64 {
		if math.Mod(at, float64(h.hold)) == 0 {
			factor = math.Exp(sigma*g.NormFloat64() - sigma*sigma/2)
		}
		return rate * factor
	}
	return g
}

// A week of 200 innocent series with ten times the traffic by day: nothing is told of any. This guards against getting worse: it is too little to
// prove the rate that the package's documentation states, and the wilder kinds do alarm in longer runs.
func TestFalseAlarms(t *testing.T) {
	minutes := 7 * day
	if testing.Short() {
		minutes = day
	}
	habits := []habit{
		{"steady", 0, 1, false},
		{"varies by a fifth, five minutes long", 0.05, 5, false},
		{"varies by half, five minutes long", 0.25, 5, false},
		{"varies by half, an hour long", 0.25, 60, false},
		{"varies by itself, five minutes long", 1, 5, false},
		{"varies by itself and half, each minute", 2, 1, false},
		{"log-normal by half, an hour long", 0.25, 60, true},
	}
	series, told := 0, 0
	for seed := uint64(0); series < 200; seed++ {
		for _, h := range habits {
			for _, calls := range []float64{1, 10, 100, 1000, 10_000} {
				rate := []float64{0.001, 0.005, 0.01, 0.05}[series%4]
				var e Endpoint
				watch(&e, h.generator(seed*1000+uint64(series), daily(calls), rate), 0, minutes, apierror.CategoryInternal,
					func(at float64, v *Verdict) {
						told++
						t.Logf("%s, %v calls, %v, minute %v: %s", h.name, calls, rate, at, v.Rationale())
					})
				series++
			}
		}
	}
	assert.Zero(t, told)
}

// How long it takes to tell of a step, in minutes: until it is noticed, and until it is known to last.
func TestTimeToDetection(t *testing.T) {
	for _, c := range []struct {
		calls, rate, times float64
		variation          float64
		told, lasting      float64 // the mean of those found, at most; 0 where none may be found
	}{
		{1, 0.001, 1000, 0, 8, 10},
		{1, 0.05, 20, 0, 15, 15},
		{10, 0.01, 20, 0, 10, 11},
		{10, 0.01, 5, 0, 0, 0},
		{100, 0.01, 20, 0.05, 3, 4},
		{100, 0.05, 5, 0.05, 5, 6},
		{1000, 0.01, 5, 0, 2, 3.5},
		{1000, 0.01, 20, 0.25, 4, 5},
		{1000, 0.01, 2, 0, 15, 15},
		{10_000, 0.01, 2, 0, 8, 8},
		{10_000, 0.01, 5, 0.05, 4, 4.5},
		{10_000, 0.01, 2, 0.25, 0, 0}, // within what is normal there
		{100_000, 0.01, 2, 0, 8, 8},
		{100_000, 0.001, 5, 0.05, 12, 12},
		{100_000, 0.001, 2, 0, 0, 0}, // a tenth of a point is not worth it
		{100_000, 0.01, 100, 0.05, 1, 2.5},
	} {
		t.Run(fmt.Sprintf("%v calls a minute, %v of them fail, then %v times as many, varying by %v", c.calls, c.rate, c.times, c.variation), func(t *testing.T) {
			const runs, at = 6, 1440
			told, lasting, found := 0.0, 0.0, 0
			for seed := range uint64(runs) {
				g := newGenerator(seed, flat(c.calls), step(c.rate, at, min(1, c.rate*c.times)))
				g.variation, g.hold = c.variation, 5
				for _, l := range lives(g, at+60, apierror.CategoryInternal) {
					assert.Greater(t, l.told, float64(at))
					if l.lasting > 0 {
						found++
						told, lasting = told+l.told-at, lasting+l.lasting-at
						break
					}
				}
			}
			if c.told == 0 {
				assert.LessOrEqual(t, found, 1)
				return
			}
			t.Logf("noticed after %.1f minutes, known to last after %.1f, in %d of %d runs", told/float64(found), lasting/float64(found), found, runs)
			assert.GreaterOrEqual(t, found, runs-1)
			assert.LessOrEqual(t, told/float64(found), c.told)
			assert.LessOrEqual(t, lasting/float64(found), c.lasting)
		})
	}
}
