package forecast

import "math"

// regressions forecast each step by ridge regressions on what is known at the origin: the same hour of the days and weeks before,
// the last values and the levels of days and weeks. Steps of like distance share one.
func regressions(c *course, scale string) []candidate {
	if c.season.Day == 0 {
		return nil
	}
	var all []candidate
	if p, ok := regress(c, 0); ok {
		all = append(all, candidate{"a regression on the days before" + scale, p})
	}
	if c.season.Week > 0 {
		if p, ok := regress(c, c.season.Week); ok {
			all = append(all, candidate{"a regression on the weeks before" + scale, p})
		}
	}
	return all
}

// features is how many a regression has at most; one on days alone leaves some 0.
const features = 11

// lags makes the features of a regression.
type lags struct {
	values    []float64
	sums      []float64 // sums[i] is the sum of values[:i]
	day, week int
}

func (l *lags) mean(from, to int) float64 { return (l.sums[to] - l.sums[from]) / float64(to-from) }

// need is how many values an origin must have behind it.
func (l *lags) need() int {
	if l.week > 0 {
		return 2*l.week + 1
	}
	return 4*l.day + 1
}

// at fills the features of step h (from 0) after origin o, as deviations from the level, which it returns.
func (l *lags) at(o, h int, x *[features]float64) float64 {
	d := l.day
	t := o + h
	same := t - d*(h/d+1) // the same hour of the last whole day
	*x = [features]float64{}
	if l.week == 0 {
		level := l.mean(o-4*d, o)
		x[0] = l.values[same] - level
		x[1] = (l.values[same]+l.values[same-d]+l.values[same-2*d])/3 - level
		x[2] = l.values[o-1] - l.values[o-1-d]
		x[3] = l.mean(o-d, o) - level
		x[4] = l.mean(max(o-d/4, o-4), o) - l.mean(max(o-d/4, o-4)-d, o-d)
		x[5] = l.values[o-1] - level
		return level
	}
	w := l.week
	level := l.mean(o-w, o)
	sameWeek := t - w*(h/w+1)
	before := l.mean(o-2*w, o-w)
	x[0] = l.values[same] - level
	x[1] = l.values[sameWeek] - level
	// The weeks before that, as far as there are any.
	weeks := 0.0
	for back := w; back <= 3*w && o-back-w >= 0; back += w {
		x[2] += l.values[sameWeek-back] - l.mean(o-back-w, o-back)
		weeks++
	}
	x[2] /= weeks
	daily := 0.0
	for k := range w / d {
		daily += l.values[same-k*d]
	}
	x[3] = daily/float64(w/d) - level
	x[4] = l.values[o-1] - l.values[o-1-d]
	x[5] = l.values[o-1] - l.values[o-1-w]
	x[6] = l.mean(o-d, o) - level
	x[7] = l.mean(o-d, o) - l.mean(o-d-w, o-w)
	x[8] = level - before
	x[9] = l.mean(o-4, o) - l.mean(o-4-w, o-w)
	x[10] = l.values[o-1] - level
	return level
}

// blockOf groups steps whose regression is one.
func blockOf(h, day int) int {
	switch {
	case h < max(day/12, 1):
		return 0
	case h < max(day/4, 2):
		return 1
	case h < day/2:
		return 2
	case h < day:
		return 3
	default:
		return 4
	}
}

const blocks = 5

// normal is the normal equations of one regression, and what solves them.
type normal struct {
	xx  [features][features]float64
	xy  [features]float64
	fit [features]float64
}

// regress learns from every target that an origin knows, and reports whether the course is long enough.
func regress(c *course, week int) (path, bool) {
	l := lags{values: c.values, day: c.season.Day, week: week, sums: make([]float64, len(c.values)+1)}
	for i, v := range c.values {
		l.sums[i+1] = l.sums[i] + v
	}
	first := c.origins[0]
	if first < l.need()+l.day+min(c.horizon, 2*l.day) {
		return nil, false
	}
	p := c.path()
	var equations [blocks]normal
	learnt := l.need() // the origin up to whose targets all is learnt: target t is learnt for every step when it comes
	var x [features]float64
	for i, o := range c.origins {
		for t := learnt; t < o; t++ {
			const sparse = 3 // steps far off are much alike: one in so many tells enough
			for h := 0; h < c.horizon && t-h >= l.need(); h++ {
				if h >= 6 && (h+t)%sparse != 0 {
					continue
				}
				level := l.at(t-h, h, &x)
				equations[blockOf(h, l.day)].add(&x, c.values[t]-level)
			}
		}
		learnt = o
		for b := range equations {
			equations[b].solve()
		}
		for h := range p[i] {
			level := l.at(o, h, &x)
			e := &equations[blockOf(h, l.day)]
			sum := level
			for j, f := range x {
				sum += f * e.fit[j]
			}
			p[i][h] = sum
		}
	}
	return p, true
}

func (e *normal) add(x *[features]float64, y float64) {
	for i, a := range x {
		for j := i; j < features; j++ {
			e.xx[i][j] += a * x[j]
		}
		e.xy[i] += a * y
	}
}

// ridge is the share of the features' variance that counts against a coefficient.
const ridge = 0.02

// solve finds the ridge's coefficients, each feature shrunk by its own variance and by all.
func (e *normal) solve() {
	a := make([][]float64, features)
	total := 0.0
	for i := range e.xx {
		total += e.xx[i][i]
	}
	for i := range e.xx {
		row := make([]float64, features)
		for j := range row {
			row[j] = e.xx[min(i, j)][max(i, j)]
		}
		row[i] += ridge*(row[i]+total/features) + 1e-12*total + 1e-300
		a[i] = row
	}
	copy(e.fit[:], solved(a, e.xy[:]))
}

// solved solves a·x = b for a positive definite a, which it replaces by its Cholesky factor.
func solved(a [][]float64, b []float64) []float64 {
	x := make([]float64, len(b))
	for i, row := range a {
		for j := range i + 1 {
			sum := row[j]
			for k := range j {
				sum -= row[k] * a[j][k]
			}
			if i == j {
				row[i] = math.Sqrt(max(sum, 1e-300))
			} else {
				row[j] = sum / a[j][j]
			}
		}
		x[i] = b[i]
		for k := range i {
			x[i] -= row[k] * x[k]
		}
		x[i] /= row[i]
	}
	for i := len(x) - 1; i >= 0; i-- {
		for k := i + 1; k < len(x); k++ {
			x[i] -= a[k][i] * x[k]
		}
		x[i] /= a[i][i]
	}
	return x
}
