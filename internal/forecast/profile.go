package forecast

import (
	"fmt"
	"math"
)

// profileKind is a way to average the season.
type profileKind struct {
	halfLife float64 // weeks after which a week counts half; 0: no season at all
	shrink   float64 // how many weeks' worth of doubt a weekday has to overcome to differ from the average day; infinite: all days alike
	patterns int     // how many patterns of the week are free of that doubt
	median   bool    // whether a week is the median of the last ones instead
}

// residualKind is a way to carry on what the season leaves over.
type residualKind struct {
	slow  float64 // the window of the level, in days
	decay float64 // how much of what is above the level remains, a step
	drift bool    // whether the level goes on as it went from the week before to the last one
}

var profileKinds = []profileKind{
	{halfLife: 3, shrink: 2, patterns: 2},
	{halfLife: 1, shrink: 2, patterns: 2},
	{halfLife: 3, median: true},
	{halfLife: 1, shrink: 0.3},
	{halfLife: 1, shrink: 2},
	{halfLife: 3, shrink: 0.3},
	{halfLife: 3, shrink: 2},
	{halfLife: 1, shrink: math.Inf(1)},
	{halfLife: 0.3, shrink: math.Inf(1)},
	{shrink: math.Inf(1)},
}

// kindsOfDays is how many of the last profile kinds need no week.
const kindsOfDays = 3

var residualKinds = []residualKind{
	{7, 0.95, false}, {2, 0.9, false}, {0.5, 0.7, false}, {30, 0.98, false}, {0.1, 0.5, false}, {0, 0, false}, {2, 0.9, true}, {7, 0.9, true},
}

// weeksKept bounds what a profile looks back on.
const weeksKept = 8

// profiles forecast by an averaged season, on which a smoothed level and a decaying remainder ride.
func profiles(c *course, scale string) []candidate {
	var all []candidate
	kinds := profileKinds
	switch {
	case c.season.Day == 0:
		kinds = []profileKind{{}}
	case c.season.Week == 0:
		kinds = profileKinds[len(profileKinds)-kindsOfDays:]
	}
	for _, kind := range kinds {
		paths := make([]path, len(residualKinds))
		for i := range paths {
			paths[i] = c.path()
		}
		p := profile{day: max(c.season.Day, 1), week: c.season.Week, kind: kind}
		for i, o := range c.origins {
			p.fit(c.values[:o])
			for j, r := range residualKinds {
				p.forecast(c.values[:o], r, paths[j][i])
			}
		}
		for j, r := range residualKinds {
			all = append(all, candidate{fmt.Sprintf("%s, level over %g days%s", kind.name(c.season), r.slow, scale), paths[j]})
		}
	}
	return all
}

func (k profileKind) name(s Season) string {
	switch {
	case s.Day == 0 || k.halfLife == 0:
		return "a smoothed level"
	case k.median:
		return "the median of the weeks"
	case math.IsInf(k.shrink, 1):
		return fmt.Sprintf("a daily season over some %g weeks", 2*k.halfLife)
	default:
		return fmt.Sprintf("a weekly season over some %g weeks", 2*k.halfLife)
	}
}

// profile is the season as deviations from the level, the newest value's place in it last.
type profile struct {
	day, week int
	kind      profileKind
	season    []float64 // by steps since the origin, modulo its length
	sum, n    []float64
}

// fit averages the season of the values so far.
func (p *profile) fit(values []float64) {
	period := p.day
	weekly := p.week > 0 && !math.IsInf(p.kind.shrink, 1)
	if weekly {
		period = p.week
	}
	p.season = resized(p.season, period)
	if p.day == 1 || p.kind.halfLife == 0 {
		return
	}
	span := max(p.week, p.day)
	values = values[max(0, len(values)-weeksKept*span):]
	// Deviations from the mean of whole weeks (or days), so that a drift from one to the next does not lean into the season.
	dev := make([]float64, len(values))
	blockMean := 0.0
	for end := len(values); end > 0; end -= span {
		start := end - span
		if start >= 0 {
			blockMean = mean(values[start:end])
		} else if end == len(values) {
			blockMean = mean(values[:end])
		}
		for i := max(start, 0); i < end; i++ {
			dev[i] = values[i] - blockMean
		}
	}
	p.average(dev, p.day, span)
	daily := make([]float64, p.day)
	for i := range daily {
		daily[i] = p.sum[i] / max(p.n[i], 1e-9)
	}
	p.clip(dev, daily)
	if !weekly {
		p.average(dev, p.day, span)
		for i := range p.season {
			p.season[i] = p.sum[i] / max(p.n[i], 1e-9)
		}
		return
	}
	if p.kind.median {
		p.medianWeek(dev)
		return
	}
	p.average(dev, p.week, span)
	p.weekOf(daily)
}

// clip draws in what lies far off the usual: a burst is no season.
func (p *profile) clip(dev, daily []float64) {
	off := make([]float64, len(dev))
	for i := range dev {
		off[i] = math.Abs(dev[i] - daily[p.place(i, len(dev), p.day)])
	}
	const far = 6
	limit := far * quantile(off, 0.5)
	if limit == 0 {
		return
	}
	for i := range dev {
		at := daily[p.place(i, len(dev), p.day)]
		dev[i] = min(max(dev[i], at-limit), at+limit)
	}
}

// place is where in a season the i-th of n values lies: the newest is its last.
func (p *profile) place(i, n, period int) int { return ((i-n)%period + period) % period }

// average sums up the deviations by their place in a season, the older ones counting less.
func (p *profile) average(dev []float64, period, span int) {
	p.sum, p.n = resized(p.sum, period), resized(p.n, period)
	forget := math.Exp2(-1 / (p.kind.halfLife * float64(span)))
	if p.week == 0 {
		forget = math.Exp2(-1 / (p.kind.halfLife * 7 * float64(span)))
	}
	w := 1.0
	for i := len(dev) - 1; i >= 0; i-- {
		at := p.place(i, len(dev), period)
		p.sum[at] += w * dev[i]
		p.n[at] += w
		w *= forget
	}
}

// forecast carries the level and what is above it over the season.
func (p *profile) forecast(values []float64, r residualKind, out []float64) {
	n, period := len(values), len(p.season)
	steps := r.slow * float64(p.day)
	if p.day == 1 {
		steps = 4 * r.slow
	}
	alpha := 1 / (1 + steps)
	from := max(0, n-int(6*steps)-2*max(p.day, p.week))
	var level, above, weight float64
	for i := from; i < n; i++ {
		x := values[i] - p.season[p.place(i, n, period)]
		// The first values are averaged plainly.
		weight++
		level += (x - level) * max(alpha, 1/weight)
		above = 0.5*above + 0.5*(x-level)
		if i == n-1 {
			above = 0.5*above + 0.5*(x-level)
		}
	}
	slope := 0.0
	if span := max(p.week, 7*p.day); r.drift && n >= 2*span {
		// The season's mean falls out of whole weeks.
		slope = (mean(values[n-span:]) - mean(values[n-2*span:n-span])) / float64(span)
		level += slope * steps
		above -= slope * steps
	}
	for h := range out {
		above *= r.decay
		out[h] = level + slope*float64(h+1) + above + p.season[h%period]
	}
}

func resized(s []float64, n int) []float64 {
	if cap(s) < n {
		return make([]float64, n)
	}
	s = s[:n]
	clear(s)
	return s
}
