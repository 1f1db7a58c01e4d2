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
	// doubt is how little the errors tell of the rarest: 1 over how many of them know nothing of each other.
	doubt float64
}

// outcome is by how much a forecast was off.
type outcome struct {
	at, place, step int // among the values, of the day, and of the forecast
	weight, err     float64
}

func outcomes(c *course, p path) []outcome {
	var all []outcome
	for i, o := range c.origins {
		for h := range min(c.horizon, len(c.values)-o) {
			all = append(all, outcome{o + h, (o + h) % max(c.season.Day, 1), h, c.recency(o), c.values[o+h] - p[i][h]})
		}
	}
	return all
}

func newInterval(c *course, p path) interval {
	iv := interval{byHour: make([]float64, max(c.season.Day, 1)), byStep: make([]float64, c.horizon)}
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
	// At one time there is one surprise, however many forecasts of it went wrong.
	from := c.origins[0]
	surprises, sizes := make([]weighted, len(c.values)-from), make([]weighted, len(c.values)-from)
	for _, o := range all {
		s := iv.byHour[o.place] * iv.byStep[o.step]
		if s == 0 {
			continue
		}
		unit := o.err / s
		iv.errors = append(iv.errors, weighted{unit, o.weight})
		unit = min(max(unit, -farOff), farOff)
		add(&surprises[o.at-from], unit)
		add(&sizes[o.at-from], math.Abs(unit))
	}
	// What lasts, lasts a day or for most of a forecast.
	block := max(c.season.Day, c.horizon/2, 1)
	iv.doubt = max(doubt(surprises, block, c.horizon), doubt(sizes, block, c.horizon))
	iv.errors = append(iv.errors, supposed...)
	return iv
}

func add(m *weighted, x float64) {
	m.value += x
	m.weight++
}

// supposed are the errors that count until there are others: two that are normal, in units of their mean absolute value.
var supposed = func() (all []weighted) {
	const parts, weight = 200, 2.0
	for i := range parts {
		z := normalQuantile((float64(i) + 0.5) / parts)
		all = append(all, weighted{z * math.Sqrt(math.Pi/2), weight / parts})
	}
	return all
}()

// doubt is 1 over how many independent ones the sums stand for, each a mean where its weight is not 0. Sums over blocks vary as single
// ones do where they are independent, and by as much more as neighbours resemble each other.
func doubt(sums []weighted, block, horizon int) float64 {
	var total, known float64
	for _, s := range sums {
		if s.weight > 0 {
			total += s.value / s.weight
			known++
		}
	}
	n := len(sums)
	block = min(block, (n+1)/2)
	usual, variance := total/max(known, 1), 0.0
	running := make([]float64, n+1)
	for i, s := range sums {
		running[i+1] = running[i]
		if s.weight > 0 {
			x := s.value/s.weight - usual
			running[i+1] += x
			variance += x * x
		}
	}
	together := 0.0
	for i := block; i <= n; i++ {
		x := running[i] - running[i-block]
		together += x * x
	}
	size, blocks := float64(block), float64(n)/float64(block)
	// The mean was taken from the same blocks.
	alike := together / float64(n+1-block) / max(variance*size/float64(n)*(1-1/blocks), tiny)
	alike = min(max(alike, 1), size)
	// A few blocks or forecasts tell little: one more is supposed, in which all are alike.
	whole := float64(min(max(block, horizon), max(n, 1)))
	count := float64(n) / whole
	alike = math.Exp((count*math.Log(alike) + math.Log(whole)) / (count + 1))
	return alike / max(known, 1)
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
	widen := 1 + (chosen+unseen*iv.doubt)*math.Pow(level, 4)
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

// chosen and unseen are by how much a bound that holds always is too narrow where the models were chosen by the same errors, and when
// it was read from one error; set by the coverage of simulated series, easy ones and harder.
const chosen, unseen = 0.1, 5
