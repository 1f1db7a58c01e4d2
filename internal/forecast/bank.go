package forecast

import (
	"math"
	"slices"
)

// candidate is one model's forecasts and its name for people.
type candidate struct {
	name string
	path path
}

// bank runs every model that fits the course: those that only repeat, and the others on the values and on
// logarithms, where what varies by its level is even.
func bank(c *course) (repeating, structural []candidate) {
	repeating = []candidate{{"the last value", naive(c, 1)}}
	if c.season.Day > 0 {
		repeating = append(repeating, candidate{"the day before", naive(c, c.season.Day)})
	}
	if c.season.Week > 0 {
		repeating = append(repeating, candidate{"the week before", naive(c, c.season.Week)})
	}
	structural = append(profiles(c, ""), regressions(c, "")...)
	for _, s := range scales(c.values) {
		logs := *c
		logs.values = make([]float64, len(c.values))
		for i, v := range c.values {
			logs.values[i] = math.Log(max(v-s.zero, s.least))
		}
		// A run-away exponent is no forecast.
		top := slices.Max(c.values)
		ceiling := top + 3*(top-s.zero)
		for _, m := range append(profiles(&logs, s.name), regressions(&logs, s.name)...) {
			for _, steps := range m.path {
				for h, x := range steps {
					steps[h] = min(math.Exp(x)+s.zero, ceiling)
				}
			}
			structural = append(structural, m)
		}
	}
	return repeating, structural
}

// scale is one of logarithms: of what values are above its zero, and what is least counted as that.
type scale struct {
	name        string
	zero, least float64
}

// scales are those that a series can be put on. What varies by its level may do so above a floor: nights that are never quite still, or
// a constant that was added.
func scales(values []float64) (all []scale) {
	if least, positive := leastPositive(values); positive {
		all = append(all, scale{" of logarithms", 0, least})
	}
	const margin = 0.15 // of what the median is above the least value, chosen on simulated series
	low := slices.Min(values)
	if least := margin * (quantile(values, 0.5) - low); least > 0 {
		all = append(all, scale{" of logarithms above a floor", low - least, least})
	}
	return all
}

// naive repeats the last value or season.
func naive(c *course, period int) path {
	p := c.path()
	for i, o := range c.origins {
		for h := range p[i] {
			at := o - period + h%period
			p[i][h] = c.values[max(at, 0)]
		}
	}
	return p
}

// leastPositive is what a zero counts as on the scale of logarithms: there must be few of them and nothing below.
func leastPositive(values []float64) (float64, bool) {
	least, zeros := math.Inf(1), 0
	for _, v := range values {
		switch {
		case v < 0:
			return 0, false
		case v == 0:
			zeros++
		default:
			least = min(least, v)
		}
	}
	const few = 50 // one in so many
	return least / 2, zeros*few <= len(values) && !math.IsInf(least, 1)
}
