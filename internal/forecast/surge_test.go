package forecast

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
)

// An error rate of 1% in a minute of 1,000 calls, and what comes over it: by minutes since it began, on log odds.
const (
	surgeBegins = 3000
	surgeEnds   = 3100
	tooMuch     = 0.05
	minutesOn   = 25
)

// claims are the minutes at which the rate was forecast to be too much, and when it first was.
func claims(seed uint64, shape func(minutes float64) float64) (claimed []int, crossing int) {
	r := rand.New(rand.NewPCG(seed, 8))
	f := NewSeries(Rate, time.Minute)
	for i := range surgeEnds {
		x := math.Log(0.01 / 0.99)
		if i >= surgeBegins {
			x += shape(float64(i - surgeBegins))
		}
		p := 1 / (1 + math.Exp(-x))
		if p > tooMuch && crossing == 0 {
			crossing = i
		}
		f.Observe(int64(i)*minute, binomial(r, 1000, p), 1000)
		if o := f.Forecast(minutesOn, 0.8); o.OK && o.Mean > tooMuch {
			claimed = append(claimed, i)
		}
	}
	return claimed, crossing
}

func TestARampIsForeseen(t *testing.T) {
	var leads []int
	for seed := range uint64(15) {
		claimed, crossing := claims(seed, func(minutes float64) float64 { return minutes / 30 })
		if assert.NotEmpty(t, claimed) {
			assert.GreaterOrEqual(t, claimed[0], surgeBegins, "nothing was claimed before there was anything")
			leads = append(leads, crossing-claimed[0])
		}
	}
	slices.Sort(leads)
	t.Log("minutes of warning:", leads)
	assert.Positive(t, leads[1], "all but one are foreseen")
	assert.GreaterOrEqual(t, leads[len(leads)/2], 10)
}

func TestWhatCannotBeForeseenIsNotClaimed(t *testing.T) {
	for name, shape := range map[string]func(float64) float64{
		"a deployment that breaks a third": func(float64) float64 { return 4 },
		"nothing":                          func(float64) float64 { return 0 },
		"a doubling that stays":            func(float64) float64 { return 0.7 },
	} {
		for seed := range uint64(15) {
			claimed, crossing := claims(seed, shape)
			if crossing > 0 {
				for _, i := range claimed {
					assert.GreaterOrEqual(t, i, crossing, name)
				}
			} else {
				assert.LessOrEqual(t, len(claimed), 10, "%s: %v", name, claimed)
			}
		}
	}
}
