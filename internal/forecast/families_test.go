package forecast

import (
	"math"
	"math/rand/v2"
	"slices"
)

// family is a kind of hourly series that the shapes do not have: each draws its own parameters, widely.
type family struct {
	kind string
	// held is whether the models were chosen without its scores, but for two choices: a level without a season was added because
	// some of these lacked it, and the intervals' width was set on all.
	held   bool
	values func(r *rand.Rand, n int) []float64
}

var families = []family{
	{"bicycles hired", false, bicycles},
	{"power of the sun", false, sunlight},
	{"requests of a small site", false, sparse},
	{"a price that wanders", false, wandering},
	{"a full machine", false, saturated},
	{"jobs by the clock", false, jobs},
	{"a season that grows", false, growing},
	{"a week off", false, weekOff},
	{"several meters", false, meters},

	{"passengers", true, passengers},
	{"power of the wind", true, wind},
	{"price of electricity", true, spotPrice},
	{"clicks", true, clicks},
	{"articles read", true, articles},
	{"heat and cold", true, weather},
	{"a rebuilt service", true, rebuilt},
	{"queue length", true, queue},
	{"a shop", true, shop},
}

// drawn makes the k-th series of a family: every other pair of them with nothing below 10, as some collections have it.
func (f *family) drawn(k int, seed uint64) hourly {
	n := 700 + 260*(k%2)
	all := f.values(rand.New(rand.NewPCG(seed, uint64(k))), n+ahead)
	if low := slices.Min(all); k%4 >= 2 && low < 10 {
		for i := range all {
			all[i] += 10 - low
		}
	}
	return hourly{kind: f.kind, history: all[:n], outcome: all[n:]}
}

func uniform(r *rand.Rand, from, to float64) float64 { return from + (to-from)*r.Float64() }

// persistent is a remainder of standard deviation 1 of which phi stays, with now and then a heavy tail.
func persistent(r *rand.Rand, n int, phi float64) []float64 {
	tails := uniform(r, 0, 1)
	out := make([]float64, n)
	x := r.NormFloat64()
	for i := range out {
		e := r.NormFloat64()
		if tails < 0.3 && r.Float64() < 0.05 {
			e *= 3
		}
		x = phi*x + math.Sqrt(1-phi*phi)*e
		out[i] = x
	}
	return out
}

// dayCurve is a smooth day of mean 0 and a swing of some 1: harmonics with random phases, the slow ones larger.
func dayCurve(r *rand.Rand) (c [24]float64) {
	for k := 1; k <= 4; k++ {
		size, phase := uniform(r, 0.3, 1)/float64(k), uniform(r, 0, 2*math.Pi)
		for i := range c {
			c[i] += size * math.Cos(2*math.Pi*float64(k*i)/24+phase)
		}
	}
	return c
}

// rush is a day of quiet nights and peaks at given hours.
func rush(r *rand.Rand, peaks ...float64) (c [24]float64) {
	for _, at := range peaks {
		at += uniform(r, -1, 1)
		wide, tall := uniform(r, 1, 3), uniform(r, 0.5, 1)
		for i := range c {
			d := math.Abs(float64(i) - at)
			d = min(d, 24-d)
			c[i] += tall * math.Exp(-d*d/2/wide/wide)
		}
	}
	return c
}

// calendar is a week made of days, begun on any hour.
type calendar struct {
	days  [7]*[24]float64
	scale [7]float64
	start int
}

func newCalendar(r *rand.Rand, work, saturday, sunday [24]float64, weekend, differ float64) calendar {
	c := calendar{start: r.IntN(168)}
	for d := range c.days {
		c.days[d], c.scale[d] = &work, 1+differ*r.NormFloat64()
	}
	c.days[5], c.days[6] = &saturday, &sunday
	c.scale[5], c.scale[6] = uniform(r, (1+weekend)/2, 1), weekend
	return c
}

func (c *calendar) at(t int) float64 {
	t = (t + c.start) % 168
	return c.scale[t/24] * c.days[t/24][t%24]
}

func (c *calendar) hour(t int) int { return (t + c.start) % 24 }

func poisson(r *rand.Rand, rate float64) float64 {
	if rate > 40 {
		return max(0, math.Round(rate+math.Sqrt(rate)*r.NormFloat64()))
	}
	n, p := 0.0, math.Exp(-rate)
	for u := r.Float64(); u > p; u *= r.Float64() {
		n++
	}
	return n
}

// dailyLevels is a level that changes by midnight, in logs.
func dailyLevels(r *rand.Rand, n int, walk, come float64) []float64 {
	out := make([]float64, n)
	level, today, before := 0.0, 0.0, 0.0
	for t := range out {
		if t%24 == 0 {
			level += walk * r.NormFloat64()
			before, today = today, 0.6*today+come*r.NormFloat64()
		}
		share := float64(t%24) / 24
		out[t] = level + before*(1-share) + today*share
	}
	return out
}

func bicycles(r *rand.Rand, n int) []float64 {
	work, rest := rush(r, 8, 17.5), rush(r, 14, 15)
	c := newCalendar(r, work, rest, rest, uniform(r, 0.5, 1.2), 0.05)
	fair := dailyLevels(r, n, 0.03, uniform(r, 0.1, 0.4)) // the weather, by the day
	noise := persistent(r, n, uniform(r, 0.3, 0.8))
	base := math.Exp(uniform(r, 3, 6.5))
	out := make([]float64, n)
	for t := range out {
		out[t] = poisson(r, base*(0.01+c.at(t))*math.Exp(fair[t]+0.2*noise[t]))
	}
	return out
}

func sunlight(r *rand.Rand, n int) []float64 {
	start, cloud := r.IntN(24), persistent(r, n, uniform(r, 0.8, 0.97))
	long, peak := uniform(r, 10, 15), math.Exp(uniform(r, 2, 7))
	out := make([]float64, n)
	for t := range out {
		x := math.Cos(2 * math.Pi * (float64((t+start)%24) - 12.5) / (2 * long))
		if d := math.Abs(float64((t+start)%24) - 12.5); d < long/2 {
			out[t] = peak * x / (1 + math.Exp(1.2*cloud[t]-1.5))
		}
	}
	return out
}

func sparse(r *rand.Rand, n int) []float64 {
	c := newCalendar(r, rush(r, 10, 15, 20), rush(r, 12, 18), rush(r, 12, 18), uniform(r, 0.3, 1.3), 0.1)
	level, rate := dailyLevels(r, n, 0.03, 0.15), uniform(r, 0.7, 8)
	out := make([]float64, n)
	for t := range out {
		out[t] = poisson(r, rate*(0.05+c.at(t))*math.Exp(level[t]))
	}
	return out
}

func wandering(r *rand.Rand, n int) []float64 {
	phi := uniform(r, 0.97, 1)
	noise, x, base := uniform(r, 0.003, 0.03), 0.0, math.Exp(uniform(r, 0, 8))
	pull := uniform(r, 0, 0.02)
	curve := dayCurve(r)
	out := make([]float64, n)
	for t := range out {
		x = phi*x + noise*r.NormFloat64()
		out[t] = base * math.Exp(x+pull*curve[t%24])
	}
	return out
}

func saturated(r *rand.Rand, n int) []float64 {
	c := newCalendar(r, dayCurve(r), dayCurve(r), dayCurve(r), uniform(r, 0.2, 1), 0.1)
	noise, level := persistent(r, n, uniform(r, 0.5, 0.95)), dailyLevels(r, n, 0.1, 0.2)
	full, mid := 100.0, uniform(r, -1, 1.5)
	out := make([]float64, n)
	for t := range out {
		out[t] = full / (1 + math.Exp(-mid-1.2*c.at(t)-level[t]-0.3*noise[t]))
		out[t] = min(out[t]*1.1, full)
	}
	return out
}

func jobs(r *rand.Rand, n int) []float64 {
	idle, noise := uniform(r, 1, 20), uniform(r, 0.02, 0.3)
	start := r.IntN(168)
	var load [168]float64
	for range 1 + r.IntN(3) { // by the day
		at, high := r.IntN(24), idle*uniform(r, 1, 8)
		for d := range 7 {
			load[24*d+at] += high
			load[(24*d+at+1)%168] += high * uniform(r, 0, 0.5)
		}
	}
	for range r.IntN(3) { // by the week
		at, long, high := r.IntN(168), 1+r.IntN(6), idle*uniform(r, 2, 10)
		for i := range long {
			load[(at+i)%168] += high
		}
	}
	out := make([]float64, n)
	for t := range out {
		out[t] = max(0, (idle+load[(start+t)%168])*(1+noise*r.NormFloat64()))
	}
	return out
}

func growing(r *rand.Rand, n int) []float64 {
	first, last := dayCurve(r), dayCurve(r)
	c := newCalendar(r, first, first, last, uniform(r, 0.4, 1), 0.05)
	noise, base := persistent(r, n, uniform(r, 0.5, 0.9)), math.Exp(uniform(r, 4, 9))
	more, trend := uniform(r, -0.5, 1), uniform(r, -0.3, 0.6)
	out := make([]float64, n)
	for t := range out {
		gone := float64(t) / float64(n)
		out[t] = base * math.Exp(trend*gone+0.3*(1+more*gone)*c.at(t)+0.05*noise[t])
	}
	return out
}

func weekOff(r *rand.Rand, n int) []float64 {
	c := newCalendar(r, rush(r, 9, 13, 17), rush(r, 12), rush(r, 12), uniform(r, 0.2, 0.7), 0.05)
	noise, base := persistent(r, n, uniform(r, 0.3, 0.9)), math.Exp(uniform(r, 3, 8))
	off := r.IntN(n)
	size := uniform(r, 0.3, 0.8)
	out := make([]float64, n)
	for t := range out {
		x := 0.15 + c.at(t)
		if t >= off && t < off+168 {
			x *= size
		}
		out[t] = base * x * math.Exp(0.08*noise[t])
	}
	return out
}

func meters(r *rand.Rand, n int) []float64 {
	c := newCalendar(r, dayCurve(r), dayCurve(r), dayCurve(r), uniform(r, 0.3, 1), 0.1)
	level, noise := dailyLevels(r, n, 0.02, uniform(r, 0.02, 0.12)), persistent(r, n, uniform(r, 0.5, 0.95))
	base, swing, size := math.Exp(uniform(r, 3, 9)), uniform(r, 0.1, 0.5), uniform(r, 0.02, 0.12)
	out := make([]float64, n)
	for t := range out {
		out[t] = max(0, base*(1+swing*c.at(t)+level[t]+size*noise[t]))
	}
	return out
}
