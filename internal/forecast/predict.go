package forecast

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"time"
)

// Prediction is how a series goes on.
type Prediction struct {
	Forecast []float64 // by step; the median rather than the mean
	Season   Season
	Models   []Share // what was mixed, the weightiest first
	// Skill is by how much less the mixture's error is than that of the last value, day or week repeated, whichever is best,
	// over the rolling origins: 0 and below, nothing is known but that.
	Skill float64
	// Beyond is how many values were taken for missing since they lie beyond Largest.
	Beyond int

	interval    interval
	origin      int
	nonNegative bool
}

// Share is how much of a prediction a kind of model makes up.
type Share struct {
	Model string
	Share float64
}

// MaxHorizon bounds a prediction's steps.
const MaxHorizon = 1000

// mostValues is how far back a prediction looks: eight weeks of steps of five minutes, and more.
const mostValues = 20_000

// Predict goes on for horizon steps from values that follow each other by one step each. A value that is not finite is missing.
func Predict(values []float64, step time.Duration, horizon int) (Prediction, error) {
	if horizon < 1 || horizon > MaxHorizon {
		return Prediction{}, fmt.Errorf("a horizon of %d steps: it has to be 1 to %d", horizon, MaxHorizon)
	}
	filled, beyond, err := fill(values[max(0, len(values)-mostValues):])
	if err != nil {
		return Prediction{}, err
	}
	c := newCourse(filled, Seasons(filled, step), horizon)
	naive, structural := bank(&c)
	mixed, members := mix(&c, append(slices.Clone(naive), structural...))
	least := math.Inf(1)
	for _, m := range naive {
		least = min(least, pastError(&c, m.path))
	}
	p := Prediction{
		Forecast: mixed[len(c.origins)-1], Season: c.season, Models: shares(members), Beyond: beyond, origin: len(filled),
		interval: newInterval(&c, mixed), nonNegative: slices.Min(filled) >= 0,
	}
	if least > 0 {
		p.Skill = 1 - pastError(&c, mixed)/least
	}
	p.clamp(p.Forecast)
	return p, nil
}

// Bounds are what the values stay within with a probability, each step for itself.
func (p *Prediction) Bounds(level float64) (lower, upper []float64) {
	lower, upper = make([]float64, len(p.Forecast)), make([]float64, len(p.Forecast))
	p.interval.bounds(p.origin, level, p.Forecast, lower, upper)
	p.clamp(lower)
	p.clamp(upper)
	return lower, upper
}

// clamp keeps what never was negative from becoming so.
func (p *Prediction) clamp(values []float64) {
	if !p.nonNegative {
		return
	}
	for h := range values {
		values[h] = max(values[h], 0)
	}
}

// shares sums up the models that go by one name.
func shares(members []member) []Share {
	var all []Share
	for _, m := range members {
		i := slices.IndexFunc(all, func(s Share) bool { return s.Model == m.name })
		if i < 0 {
			i = len(all)
			all = append(all, Share{Model: m.name})
		}
		all[i].Share += m.weight
	}
	slices.SortStableFunc(all, func(a, b Share) int { return cmp.Compare(b.Share, a.Share) })
	return all
}
