package forecast

import (
	"math"
	"slices"
)

// interval makes bounds from the mixture's own rolling-origin errors: their quantiles, of errors in units of what is usual at the
// target's hour and at the step, pooled over all steps. That is a conformal interval: it holds whatever the errors' distribution.
type interval struct {
	byHour []float64 // the usual error at a place of the day, over the usual error of all
	byStep []float64
	errors []weighted // in units of the two
	// independent is how many forecasts that know nothing of each other the errors stem from.
	independent float64
}

// outcome is by how much a forecast was off.
type outcome struct {
	place, step int // of the day, and of the forecast
	weight, err float64
}

func outcomes(c *course, p path) []outcome {
	var all []outcome
	for i, o := range c.origins {
		for h := range min(c.horizon, len(c.values)-o) {
			all = append(all, outcome{(o + h) % max(c.season.Day, 1), h, c.recency(o), c.values[o+h] - p[i][h]})
		}
	}
	return all
}

func newInterval(c *course, p path) interval {
	iv := interval{
		byHour: make([]float64, max(c.season.Day, 1)), byStep: make([]float64, c.horizon),
		independent: float64(len(c.values)-c.origins[0]) / float64(max(c.season.Day, c.horizon/2, 1)),
	}
	all := outcomes(c, p)
	if !slices.ContainsFunc(all, func(o outcome) bool { return o.err != 0 }) {
		return iv
	}
	iv.byHour = evened(all, len(iv.byHour))
	sums, weights := make([]float64, c.horizon), make([]float64, c.horizon)
	for _, o := range all {
		sums[o.step] += o.weight * math.Abs(o.err) / iv.byHour[o.place]
		weights[o.step] += o.weight
	}
	iv.byStep = rising(sums, weights)
	for _, o := range all {
		if s := iv.byHour[o.place] * iv.byStep[o.step]; s > 0 {
			iv.errors = append(iv.errors, weighted{o.err / s, o.weight})
		}
	}
	return iv
}

// evened is the usual error by hour, over the usual error of all. An hour is drawn to its neighbours and to all: a few days tell
// little of one hour.
func evened(all []outcome, hours int) []float64 {
	sums, weights := make([]float64, hours), make([]float64, hours)
	var total, weight float64
	for _, o := range all {
		sums[o.place] += o.weight * math.Abs(o.err)
		weights[o.place] += o.weight
		total += o.weight * math.Abs(o.err)
		weight += o.weight
	}
	out := make([]float64, hours)
	reach := hours / 24
	for hour := range out {
		const doubt, neighbour = 0.4, 0.5
		sum, w := doubt*total/float64(hours), doubt*weight/float64(hours)
		for d := -reach; d <= reach; d++ {
			share := neighbour
			if d == 0 {
				share = 1
			}
			j := (hour + d + hours) % hours
			sum += share * sums[j]
			w += share * weights[j]
		}
		out[hour] = sum / w * weight / total
	}
	return out
}

// rising turns sums into means that are smooth and hardly fall: what lies further off is no surer.
func rising(sums, weights []float64) []float64 {
	out := make([]float64, len(sums))
	for h := range sums {
		reach := h/4 + 1
		var sum, weight float64
		for j := max(0, h-reach); j <= min(len(sums)-1, h+reach); j++ {
			sum += sums[j]
			weight += weights[j]
		}
		out[h] = sum / max(weight, 1e-300)
		if weight == 0 && h > 0 {
			out[h] = out[h-1]
		}
		if h > 0 {
			out[h] = max(out[h], out[h-1]*0.98)
		}
	}
	return out
}

// bounds sets the bounds that hold with a probability.
func (iv *interval) bounds(origin int, level float64, forecast, lower, upper []float64) {
	// The errors were measured where the models were chosen, and the rarest of them were not met yet: the fewer they are and the
	// further out the bound, the wider.
	widen := 1 + unseen*math.Pow(level, 4)/max(iv.independent, 2)
	tail := (1 - level) / 2
	low, high := weightedQuantile(iv.errors, tail), weightedQuantile(iv.errors, 1-tail)
	wide := (high - low) / 2
	// Half of the skew is kept: the tails of a few days tell little of which is the longer one.
	const skew = 0.5
	low, high = skew*low-(1-skew)*wide, skew*high+(1-skew)*wide
	for h := range forecast {
		s := iv.byHour[(origin+h)%len(iv.byHour)] * iv.byStep[h] * widen
		lower[h] = forecast[h] + min(low, 0)*s
		upper[h] = forecast[h] + max(high, 0)*s
	}
}

// unseen is by how much a bound that holds always is too narrow when it was read from one forecast; chosen by the coverage of the
// simulated series and of the measured ones.
const unseen = 3.6
