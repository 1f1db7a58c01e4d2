package forecast

import (
	"cmp"
	"math"
	"slices"
)

// steepness is how strongly a better record outweighs a worse: a model's weight is its mean error to this power, inverted.
const steepness = 12

// kept is how many of the best models of a bank are mixed: many are much alike.
const kept = 32

// member is a model of the mixture.
type member struct {
	candidate

	weight float64
	err    float64 // the mean error of its record, in units of its series
}

// mix weighs the models by their rolling-origin records, of which the newer count more, and mixes the best.
func mix(c *course, bank []candidate) (path, []member) {
	members := make([]member, 0, len(bank))
	for _, b := range bank {
		if e := pastError(c, b.path); !math.IsNaN(e) && !math.IsInf(e, 0) {
			members = append(members, member{candidate: b, err: e})
		}
	}
	slices.SortStableFunc(members, func(a, b member) int { return cmp.Compare(a.err, b.err) })
	members = members[:min(kept, len(members))]
	total := 0.0
	for i := range members {
		m := &members[i]
		m.weight = math.Pow((members[0].err+1e-300)/(m.err+1e-300), steepness)
		total += m.weight
	}
	mixed := c.path()
	for i := range members {
		m := &members[i]
		m.weight /= total
		for o, steps := range m.path {
			for h, x := range steps {
				mixed[o][h] += m.weight * x
			}
		}
	}
	keepStill(c, mixed)
	return mixed, members
}

// keepStill repeats what an hour of the day has always been of late: nothing by night is nothing, not a little.
func keepStill(c *course, mixed path) {
	const days = 7
	if c.season.Day == 0 {
		return
	}
	for i, o := range c.origins {
		for h := range min(c.horizon, c.season.Day) {
			first := o + h - c.season.Day
			if first-(days-1)*c.season.Day < 0 {
				continue
			}
			still := true
			for d := 1; d < days && still; d++ {
				still = c.values[first-d*c.season.Day] == c.values[first]
			}
			for at := h; still && at < c.horizon; at += c.season.Day {
				mixed[i][at] = c.values[first]
			}
		}
	}
}

// pastError is a model's mean absolute error over all origins whose outcome is known.
func pastError(c *course, p path) float64 {
	var sum, weight float64
	for i, o := range c.origins {
		w := c.recency(o)
		for h := range min(c.horizon, len(c.values)-o) {
			sum += w * math.Abs(c.values[o+h]-p[i][h])
			weight += w
		}
	}
	return sum / max(weight, 1e-300)
}
