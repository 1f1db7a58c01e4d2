package forecast

import (
	"math"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const easyNoise = 5

// easy are series of which all is known: on what is usual rides normal noise of standard deviation easyNoise, of which a part stays.
var easy = []struct {
	kind  string
	stays float64
	usual func(t, period int) float64
}{
	{"white noise", 0, func(_, _ int) float64 { return 100 }},
	{"a season", 0, func(t, period int) float64 { return 100 + 30*math.Sin(2*math.Pi*float64(t)/float64(period)) }},
	{"a straight trend", 0, func(t, _ int) float64 { return 100 + 0.05*float64(t) }},
	{"autoregressive", 0.8, func(_, _ int) float64 { return 100 }},
	{"a random walk", 1, func(_, _ int) float64 { return 1000 }},
}

// stretch is what of a series is known, and how far it is foretold.
type stretch struct {
	step                  time.Duration
	rows, period, horizon int
}

// boundsOfEasy predicts some of a kind of easy series: by level, how probably its bounds hold, and how wide they are over how wide is
// best.
func boundsOfEasy(t *testing.T, kind, each int, s stretch) (holds, width [len(levels)]float64) {
	t.Helper()
	e := easy[kind]
	for k := range each {
		r := rand.New(rand.NewPCG(uint64(4400+kind), uint64(k)))
		history, above := make([]float64, s.rows), 0.0
		for i := range history {
			above = e.stays*above + easyNoise*r.NormFloat64()
			history[i] = e.usual(i, s.period) + above
		}
		p, err := Predict(history, s.step, s.horizon)
		require.NoError(t, err)
		for i, level := range levels {
			lower, upper := p.Bounds(level)
			expected, variance := above, 0.0
			for h, x := range p.Forecast {
				if level == 0.95 {
					require.Less(t, lower[h], x)
					require.Greater(t, upper[h], x)
				}
				expected *= e.stays
				variance = e.stays*e.stays*variance + easyNoise*easyNoise
				below := func(bound float64) float64 {
					return math.Erfc((e.usual(s.rows+h, s.period)+expected-bound)/math.Sqrt(2*variance)) / 2
				}
				best := 2 * normalQuantile((1+level)/2) * math.Sqrt(variance)
				holds[i] += (below(upper[h]) - below(lower[h])) / float64(each*s.horizon)
				width[i] += (upper[h] - lower[h]) / best / float64(each*s.horizon)
			}
		}
	}
	return holds, width
}

func TestBoundsOfEasySeries(t *testing.T) {
	near := [len(levels)]float64{0.06, 0.07, 0.035}
	const widest = 1.4 // times the best bounds of one whom the process is known to
	for name, c := range map[string]struct {
		each int
		stretch
	}{
		"a day of minutes":          {10, stretch{time.Minute, 1440, 1440, 24}},
		"a day of minutes, by hour": {10, stretch{time.Minute, 1440, 60, 24}},
		"five days of five minutes": {10, stretch{5 * time.Minute, 1440, 288, 24}},
		"five weeks of hours":       {4, stretch{time.Hour, 840, 24, 48}},
		"ten days of hours":         {10, stretch{time.Hour, 240, 24, 24}},
	} {
		t.Run(name, func(t *testing.T) {
			var all [len(levels)]float64
			for kind, e := range easy {
				holds, width := boundsOfEasy(t, kind, c.each, c.stretch)
				t.Logf("%-16s hold with %.3f, %.2f times as wide as is best", e.kind, holds, width)
				for i, level := range levels {
					all[i] += holds[i] / float64(len(easy))
					assert.InDelta(t, level, holds[i], near[i], e.kind)
					if e.stays == 0 {
						assert.Less(t, width[i], widest, e.kind)
					}
				}
			}
			for i, level := range levels {
				assert.InDelta(t, level, all[i], near[i]/2)
			}
		})
	}
}

// TestBoundsOfFewRows: where next to nothing is known, the bounds say so.
func TestBoundsOfFewRows(t *testing.T) {
	for _, rows := range []int{2, 3, 4, 5, 8, 12, 20, 50} {
		for kind, e := range easy {
			if e.kind == "a season" {
				continue // of which they show less than one
			}
			least := 0.8
			if e.kind == "a random walk" {
				least = 0.7 // further off than they reach, it goes further than they show
			}
			holds, _ := boundsOfEasy(t, kind, 200, stretch{time.Minute, rows, 24, 24})
			t.Logf("%2d rows: %-16s 95%% hold with %.3f", rows, e.kind, holds[2])
			assert.Greater(t, holds[2], least, "%d rows, %s", rows, e.kind)
		}
	}
}

func TestDoubt(t *testing.T) {
	r := rand.New(rand.NewPCG(8, 8))
	series := func(n int, draw func(i int) weighted) []weighted {
		all := make([]weighted, n)
		for i := range all {
			all[i] = draw(i)
		}
		return all
	}
	noise := func(int) weighted { return weighted{r.NormFloat64(), 1} }
	days := series(100, noise)
	for name, c := range map[string]struct {
		sums           []weighted
		block, horizon int
		independent    float64
	}{
		"one":                          {[]weighted{{3, 1}}, 24, 12, 1},
		"each for itself":              {series(2400, noise), 24, 12, 2400},
		"each for itself, many a time": {series(2400, func(int) weighted { return weighted{9 * r.NormFloat64(), 9} }), 24, 12, 2400},
		"a day is alike":               {series(2400, func(i int) weighted { return days[i/24] }), 24, 12, 130},
		"every second is not known":    {series(2400, func(i int) weighted { return weighted{r.NormFloat64(), float64(i % 2)} }), 24, 12, 1200},
		"one day low, one day high":    {series(48, func(i int) weighted { return weighted{float64(i / 24), 1} }), 24, 12, 2.6},
		"a forecast longer than a day": {series(64, noise), 24, 48, 64 / math.Pow(48, 3.0/7)},
		"few blocks":                   {series(48, noise), 24, 12, 48 / math.Cbrt(24)},
	} {
		assert.InEpsilon(t, c.independent, 1/doubt(c.sums, c.block, c.horizon), 0.3, name)
	}
}
