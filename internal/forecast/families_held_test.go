package forecast

import (
	"math"
	"math/rand/v2"
)

func passengers(r *rand.Rand, n int) []float64 {
	c := newCalendar(r, rush(r, 8, 8, 18, 13), rush(r, 13, 16, 22), rush(r, 13, 16), uniform(r, 0.3, 0.9), 0.04)
	base := math.Exp(uniform(r, 4, 9))
	noise, level := persistent(r, n, uniform(r, 0.3, 0.8)), dailyLevels(r, n, 0.01, 0.05)
	holiday := r.IntN(n / 24)
	out := make([]float64, n)
	for t := range out {
		x := 0.02 + c.at(t)
		if h := c.hour(t); h >= 1 && h < 5 {
			x *= 0.1
		}
		if (t+c.start)/24 == holiday {
			x *= 0.5
		}
		out[t] = poisson(r, base*x*math.Exp(level[t]+0.07*noise[t]))
	}
	return out
}

func wind(r *rand.Rand, n int) []float64 {
	noise, curve, full := persistent(r, n, uniform(r, 0.95, 0.99)), dayCurve(r), math.Exp(uniform(r, 3, 8))
	mid, breeze := uniform(r, -1.5, 0.5), uniform(r, 0, 0.4)
	out := make([]float64, n)
	for t := range out {
		out[t] = full * max(0, 1.1/(1+math.Exp(-mid-1.5*noise[t]-breeze*curve[t%24]))-0.05)
	}
	return out
}

func spotPrice(r *rand.Rand, n int) []float64 {
	c := newCalendar(r, dayCurve(r), dayCurve(r), dayCurve(r), uniform(r, 0.5, 1), 0.1)
	level, noise := dailyLevels(r, n, 0.05, 0.1), persistent(r, n, uniform(r, 0.7, 0.95))
	base, spike, below := uniform(r, 20, 80), 0.0, r.IntN(3) == 0
	out := make([]float64, n)
	for t := range out {
		if spike *= 0.5; r.Float64() < 0.005 {
			spike += r.ExpFloat64()
		}
		out[t] = base * (1 + 0.25*c.at(t) + level[t] + 0.12*noise[t] + spike)
		if below {
			out[t] -= base * 0.7
		}
	}
	return out
}

func clicks(r *rand.Rand, n int) []float64 {
	c := newCalendar(r, dayCurve(r), dayCurve(r), dayCurve(r), uniform(r, 0.5, 1.2), 0.15)
	level, noise := dailyLevels(r, n, uniform(r, 0, 0.08), uniform(r, 0.02, 0.2)), persistent(r, n, uniform(r, 0.2, 0.9))
	base, size := math.Exp(uniform(r, -2, 7)), uniform(r, 0.1, 0.45)
	swing := uniform(r, 0.1, 0.7)
	out := make([]float64, n)
	for t := range out {
		out[t] = base * math.Exp(swing*c.at(t)+level[t]+size*noise[t])
	}
	return out
}

// articles are read by the day, and now and then by all at once, which dies away slowly.
func articles(r *rand.Rand, n int) []float64 {
	c := newCalendar(r, dayCurve(r), dayCurve(r), dayCurve(r), uniform(r, 0.7, 1.2), 0.1)
	level, base := dailyLevels(r, n, 0.04, 0.15), math.Exp(uniform(r, 2.5, 8))
	since, fame := math.Inf(1), 0.0
	out := make([]float64, n)
	for t := range out {
		since++
		if r.Float64() < 0.004 {
			since, fame = 1, r.ExpFloat64()*3
		}
		out[t] = poisson(r, base*math.Exp(0.5*c.at(t)+level[t])*(1+fame*math.Pow(since, -0.7))) + 10
	}
	return out
}

func weather(r *rand.Rand, n int) []float64 {
	front, noise := persistent(r, n, 0.99), persistent(r, n, 0.8)
	start, base, swing := r.IntN(24), uniform(r, -5, 25), uniform(r, 1, 6)
	trend := uniform(r, -8, 8)
	out := make([]float64, n)
	for t := range out {
		sunny := 1 / (1 + math.Exp(-front[t]))
		out[t] = base + trend*float64(t)/float64(n) + 4*front[t] + 0.4*noise[t] + 2*swing*sunny*math.Cos(2*math.Pi*float64((t+start)%24-15)/24)
		out[t] = math.Round(10*out[t]) / 10
	}
	return out
}

// rebuilt moves to another level, shape or noise, for good.
func rebuilt(r *rand.Rand, n int) []float64 {
	c, d := newCalendar(r, dayCurve(r), dayCurve(r), dayCurve(r), 0.6, 0.1), newCalendar(r, dayCurve(r), dayCurve(r), dayCurve(r), 0.6, 0.1)
	d.start = c.start
	noise, level := persistent(r, n, uniform(r, 0.5, 0.9)), dailyLevels(r, n, 0.02, 0.05)
	base, moved, by, other := math.Exp(uniform(r, 3, 9)), n/3+r.IntN(n/2), uniform(r, -0.7, 0.7), r.IntN(2) == 0
	out := make([]float64, n)
	for t := range out {
		x := c.at(t)
		if t >= moved {
			if other {
				x = d.at(t)
			}
			x += by / 0.4
		}
		out[t] = base * math.Exp(0.4*x+level[t]+0.08*noise[t])
	}
	return out
}

// queue is what a load leaves waiting: most of the time little.
func queue(r *rand.Rand, n int) []float64 {
	c := newCalendar(r, rush(r, 10, 15), rush(r, 12), rush(r, 12), uniform(r, 0.3, 0.9), 0.1)
	noise, waiting := persistent(r, n, 0.7), 0.0
	can, size := uniform(r, 0.5, 0.9), uniform(r, 20, 500)
	out := make([]float64, n)
	for t := range out {
		waiting = max(0, waiting+c.at(t)*math.Exp(0.3*noise[t])-can)
		out[t] = math.Round(size * (waiting + 0.1*math.Exp(0.5*noise[t])))
	}
	return out
}

func shop(r *rand.Rand, n int) []float64 {
	opened, closed := 7+r.IntN(4), 17+r.IntN(6)
	c := newCalendar(r, rush(r, 12, 17), rush(r, 13), rush(r, 13), uniform(r, 0, 0.8), 0.08)
	level, noise, base := dailyLevels(r, n, 0.02, 0.1), persistent(r, n, 0.4), math.Exp(uniform(r, 2, 6))
	out := make([]float64, n)
	for t := range out {
		if h := c.hour(t); h >= opened && h < closed {
			out[t] = poisson(r, base*c.at(t)*math.Exp(level[t]+0.15*noise[t]))
		}
		out[t] += 10
	}
	return out
}
