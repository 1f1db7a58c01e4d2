package forecast

import (
	"math"
	"slices"
)

// course is a stretch of a series and the origins from which each model of the bank forecasts it: a forecast from origin o sees
// values[:o] alone.
type course struct {
	values  []float64
	season  Season
	origins []int // ascending; the last is len(values)
	horizon int
}

// path is one model's forecasts of a course: by origin and step.
type path [][]float64

const mostOrigins = 60

// newCourse spreads the origins over the newer part of the values, at all hours of the day.
func newCourse(values []float64, s Season, horizon int) course {
	n := len(values)
	first := n / 2
	if s.Week > 0 {
		// A regression on weeks needs two of them and something to learn from.
		first = max(min(max(first, 2*s.Week+2*s.Day+min(horizon, 2*s.Day)), n-3*s.Day), 2*s.Week)
	}
	first = max(min(first, n-1), 1)
	stride := max((n-first+mostOrigins-1)/mostOrigins, 1)
	for stride > 1 && s.Day%stride == 0 && s.Day > 0 {
		stride++
	}
	c := course{values: values, season: s, horizon: horizon}
	for o := n; o >= first; o -= stride {
		c.origins = append(c.origins, o)
	}
	slices.Reverse(c.origins)
	return c
}

func (c *course) path() path {
	p := make(path, len(c.origins))
	steps := make([]float64, len(c.origins)*c.horizon)
	for i := range p {
		p[i], steps = steps[:c.horizon:c.horizon], steps[c.horizon:]
	}
	return p
}

// recency is how much an origin counts: one two weeks ago counts half.
func (c *course) recency(origin int) float64 {
	life := 2 * max(c.season.Week, 7*c.season.Day, 64)
	return math.Exp2(-float64(len(c.values)-origin) / float64(life))
}
