package forecast

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
)

// aWeek is a week of three hours a day in which all weekdays are alike but the last two.
func aWeek() []float64 {
	var week []float64
	for d := range 7 {
		scale := 1.0
		if d >= 5 {
			scale = 0.25
		}
		week = append(week, scale*3, scale*-1, scale*2)
	}
	return week
}

func TestTheStrongestPatternIsMoved(t *testing.T) {
	from, to := aWeek(), make([]float64, 21)
	moveStrongest(from, to, 3)
	assert.InDeltaSlice(t, aWeek(), to, 1e-12, "a product of weekday and hour is one pattern")
	assert.InDeltaSlice(t, make([]float64, 21), from, 1e-12)

	moveStrongest(from, to, 3)
	assert.InDeltaSlice(t, aWeek(), to, 1e-12, "nothing is left to move")
}

func TestPatternsSeeThroughNoise(t *testing.T) {
	const weeks = 4
	r := rand.New(rand.NewPCG(1, 2))
	off := func(kind profileKind) float64 {
		sum := 0.0
		for range 50 {
			var values []float64
			for range weeks {
				for _, v := range aWeek() {
					values = append(values, v+0.5*r.NormFloat64())
				}
			}
			p := profile{day: 3, week: 21, kind: kind}
			p.fit(values)
			level := mean(aWeek())
			for i, v := range aWeek() {
				sum += math.Abs(p.season[i] - (v - level))
			}
		}
		return sum
	}
	patterned := off(profileKind{halfLife: 3, shrink: 2, patterns: 1})
	assert.Less(t, patterned, 0.9*off(profileKind{halfLife: 3, shrink: 2}), "shrunk weekends")
	assert.Less(t, patterned, 0.9*off(profileKind{halfLife: 3, shrink: 0}), "each hour for itself")
}

func TestTheMedianWeekIgnoresOneThatDiffers(t *testing.T) {
	var values []float64
	for w := range 5 {
		for _, v := range aWeek() {
			if w == 3 {
				v = -v
			}
			values = append(values, v)
		}
	}
	p := profile{day: 3, week: 21}
	p.season = make([]float64, 21)
	p.medianWeek(values)
	assert.Equal(t, aWeek(), p.season)
}

func TestScales(t *testing.T) {
	for name, c := range map[string]struct {
		values []float64
		want   []scale
	}{
		"all above 0":      {[]float64{10, 20, 30}, []scale{{" of logarithms", 0, 5}, {" of logarithms above a floor", 8.5, 1.5}}},
		"some below 0":     {[]float64{-10, 0, 10}, []scale{{" of logarithms above a floor", -11.5, 1.5}}},
		"mostly the least": {[]float64{0, 0, 0, 1}, nil},
		"a constant":       {[]float64{4, 4, 4}, []scale{{" of logarithms", 0, 2}}},
	} {
		t.Run(name, func(t *testing.T) { assert.Equal(t, c.want, scales(c.values)) })
	}
}
