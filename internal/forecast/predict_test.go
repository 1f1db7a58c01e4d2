package forecast

import (
	"encoding/binary"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestNoModelSeesTheFuture(t *testing.T) {
	whole := simulate(shapes[1], 700, 3).history
	c := newCourse(whole, Season{Day: 24, Week: 168}, ahead)
	for _, cut := range []int{5, 20, len(c.origins) - 2} {
		o := c.origins[cut]
		other := c
		other.values = append([]float64{}, whole...)
		for i := o; i < len(other.values); i++ {
			other.values[i] = whole[len(whole)-1-i+o] // what is to come, backwards
		}
		repeating, structural := bank(&c)
		repeatingOther, structuralOther := bank(&other)
		all, allOther := slices.Concat(repeating, structural), slices.Concat(repeatingOther, structuralOther)
		require.Len(t, allOther, len(all))
		for m := range all {
			assert.Equal(t, all[m].path[:cut+1], allOther[m].path[:cut+1], "%s, from %d", all[m].name, o)
		}
		assert.NotEqual(t, all[3].path[len(c.origins)-1], allOther[3].path[len(c.origins)-1])
	}
}

func TestSeasons(t *testing.T) {
	wave := func(n int, period ...float64) []float64 {
		r := rand.New(rand.NewPCG(1, 1))
		values := make([]float64, n)
		for i := range values {
			values[i] = 10 + 0.1*r.NormFloat64()
			for _, p := range period {
				values[i] += math.Sin(2 * math.Pi * float64(i) / p)
			}
		}
		return values
	}
	for name, c := range map[string]struct {
		values []float64
		step   time.Duration
		want   Season
	}{
		"a month of hours":             {wave(700, 24, 168), time.Hour, Season{24, 168}},
		"hours of two weeks":           {wave(336, 24), time.Hour, Season{24, 0}},
		"hours of a day":               {wave(30, 24), time.Hour, Season{}},
		"two weeks of five minutes":    {wave(4032, 288), 5 * time.Minute, Season{288, 0}},
		"days":                         {wave(100, 7), day, Season{7, 0}},
		"a season of its own":          {wave(700, 50), time.Hour, Season{50, 0}},
		"no calendar, a week in it":    {wave(700, 24, 168), time.Second, Season{24, 168}},
		"no calendar, noise":           {wave(700), time.Second, Season{}},
		"no step":                      {wave(700, 30), 0, Season{30, 0}},
		"a constant":                   {make([]float64, 700), time.Second, Season{}},
		"hours without a season":       {wave(700), time.Hour, Season{24, 168}},
		"a step that divides no day":   {wave(700, 30), 7 * time.Minute, Season{30, 0}},
		"years":                        {wave(40), 365 * day, Season{}},
		"two values":                   {wave(2), time.Hour, Season{}},
		"a season longer than a third": {wave(100, 60), time.Second, Season{}},
	} {
		t.Run(name, func(t *testing.T) { assert.Equal(t, c.want, Seasons(c.values, c.step)) })
	}
}

func TestFill(t *testing.T) {
	nan := math.NaN()
	for name, c := range map[string]struct{ values, want []float64 }{
		"nothing misses":  {[]float64{1, 2, 3}, []float64{1, 2, 3}},
		"between two":     {[]float64{1, nan, nan, 4}, []float64{1, 2, 3, 4}},
		"before and past": {[]float64{nan, 1, 2, math.Inf(1), nan}, []float64{1, 1, 2, 2, 2}},
		"absurd":          {[]float64{1, 1e300, 3}, []float64{1, 2, 3}},
	} {
		got, _, err := fill(c.values)
		require.NoError(t, err, name)
		assert.Equal(t, c.want, got, name)
	}
	for _, few := range [][]float64{nil, {1}, {nan, 1, nan}, {nan, nan}} {
		_, _, err := fill(few)
		assert.EqualError(t, err, "a forecast needs two values at least")
	}
}

func TestSkillTellsWhatCanBeKnown(t *testing.T) {
	weekly, err := Predict(simulate(shapes[5], 960, 2).history, time.Hour, ahead)
	require.NoError(t, err)
	assert.Greater(t, weekly.Skill, 0.05)
	total := 0.0
	for _, m := range weekly.Models {
		total += m.Share
	}
	assert.InDelta(t, 1, total, 1e-9)

	r := rand.New(rand.NewPCG(4, 4))
	walk := make([]float64, 700)
	for i := 1; i < len(walk); i++ {
		walk[i] = walk[i-1] + r.NormFloat64()
	}
	unknown, err := Predict(walk, time.Hour, ahead)
	require.NoError(t, err)
	assert.Less(t, unknown.Skill, 0.1)
}

func TestSolved(t *testing.T) {
	a := [][]float64{{4, 2, 0}, {2, 5, 1}, {0, 1, 3}}
	assert.InDeltaSlice(t, []float64{1, -2, 3}, solved(a, []float64{0, -5, 7}), 1e-12)
}

func TestWhatNeverWasNegativeStaysSo(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 9))
	values := make([]float64, 700)
	for i := range values {
		values[i] = max(0, 3*math.Sin(2*math.Pi*float64(i)/24)+r.NormFloat64())
	}
	p, err := Predict(values, time.Hour, ahead)
	require.NoError(t, err)
	lower, upper := p.Bounds(0.99)
	for h := range lower {
		assert.GreaterOrEqual(t, lower[h], 0.0)
		assert.Greater(t, upper[h], lower[h])
	}
}

func TestAConstantGoesOn(t *testing.T) {
	p, err := Predict([]float64{7, 7, 7, 7, 7, 7, 7, 7}, time.Hour, 3)
	require.NoError(t, err)
	lower, upper := p.Bounds(0.95)
	for _, got := range [][]float64{p.Forecast, lower, upper} {
		assert.InDeltaSlice(t, []float64{7, 7, 7}, got, 1e-9)
	}
	assert.Zero(t, p.Skill)
}

func TestStillNightsStaySo(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 5))
	values := make([]float64, 700) // of which the first is of hour 0
	for i := range values {
		if hour := i % 24; hour >= 6 && hour < 20 {
			values[i] = 50 + 10*r.NormFloat64()
		}
	}
	p, err := Predict(values, time.Hour, ahead)
	require.NoError(t, err)
	for h, x := range p.Forecast {
		if hour := (700 + h) % 24; hour >= 6 && hour < 20 {
			assert.InDelta(t, 50, x, 15)
		} else {
			assert.Zero(t, x)
		}
	}
}

func TestPredictRefuses(t *testing.T) {
	for _, horizon := range []int{-1, 0, MaxHorizon + 1} {
		_, err := Predict([]float64{1, 2, 3}, time.Hour, horizon)
		require.ErrorContains(t, err, "it has to be 1 to 1000")
	}
}

func FuzzPredict(f *testing.F) {
	bytes := func(values ...float64) (b []byte) {
		for _, v := range values {
			b = binary.LittleEndian.AppendUint64(b, math.Float64bits(v))
		}
		return b
	}
	f.Add(bytes(1, 2, 3, 4, 5, 6, 7), int64(time.Hour))
	f.Add(bytes(1e99, -1e99, 1e99, 0, math.NaN(), math.Inf(1), 5e-324), int64(day))
	f.Add(bytes(simulate(shapes[0], 120, 1).history...), int64(time.Hour))
	f.Add(bytes(simulate(shapes[3], 420, 1).history...), int64(time.Hour))
	f.Fuzz(func(t *testing.T, b []byte, step int64) {
		var values []float64
		for ; len(b) >= 8 && len(values) < 600; b = b[8:] {
			values = append(values, math.Float64frombits(binary.LittleEndian.Uint64(b)))
		}
		p, err := Predict(values, time.Duration(step), 9)
		if err != nil {
			return
		}
		lower, upper := p.Bounds(0.9)
		for h, x := range p.Forecast {
			require.False(t, math.IsNaN(x) || math.IsInf(x, 0), "step %d", h)
			require.True(t, lower[h] <= x && x <= upper[h], "step %d: %g in %g to %g", h, x, lower[h], upper[h])
		}
	})
}

func BenchmarkPredict(b *testing.B) {
	values := simulate(shapes[0], 960, 1).history
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Predict(values, time.Hour, ahead); err != nil {
			b.Fatal(err)
		}
	}
}

func TestWhatIsBeyondIsCounted(t *testing.T) {
	p, err := Predict([]float64{2 * Largest, 5, 5, -3 * Largest, 6, math.Inf(1), math.NaN(), Largest / 1e90}, time.Hour, 2)
	require.NoError(t, err)
	assert.Equal(t, 2, p.Beyond, "what is infinite or no number is missing, and nothing else")
}
