package forecast

import (
	"fmt"
	"math"
	"math/rand/v2"
)

// hourly is a simulated hourly series: what is known, and the 48 hours that follow.
type hourly struct {
	kind             string
	history, outcome []float64
}

const ahead = 48

// shape is how a kind of series comes about. All have a day; what is 0 is not there.
type shape struct {
	kind                  string
	base                  float64
	daily, weekend        float64 // the size of the day's swing (in logs), and of what Saturday and Sunday differ by
	weekdayNoise          float64 // how much a day's level differs from its weekday's usual
	noise, persistence    float64 // of the hourly remainder, and how much of it stays
	walk                  float64 // of the level, a day
	trend                 float64 // a day, in logs
	nightFloor            float64 // the share of base below which nothing falls
	bursts, burstSize     float64 // an hour's chance, in logs
	holiday, shift, count bool
	additive              bool
	tails                 float64 // degrees of freedom of the noise; 0: normal
}

var shapes = []shape{
	{kind: "grid load", base: 30000, daily: 0.25, weekend: -0.15, weekdayNoise: 0.03, noise: 0.008, persistence: 0.9, walk: 0.015},
	{kind: "grid load with a holiday", base: 12000, daily: 0.3, weekend: -0.2, weekdayNoise: 0.03, noise: 0.01, persistence: 0.9, walk: 0.01, holiday: true},
	{kind: "an office's meter", base: 300, daily: 0.9, weekend: -0.9, weekdayNoise: 0.06, noise: 0.08, persistence: 0.5, nightFloor: 0.5},
	{kind: "a household's meter", base: 40, daily: 0.5, weekend: 0.15, weekdayNoise: 0.1, noise: 0.3, persistence: 0.4, walk: 0.02, count: true},
	{kind: "road occupancy", base: 30, daily: 0.9, weekend: -0.3, weekdayNoise: 0.04, noise: 0.12, persistence: 0.5, nightFloor: 0.2, bursts: 0.01, burstSize: 0.7},
	{kind: "vehicles", base: 900, daily: 1.1, weekend: -0.4, weekdayNoise: 0.05, noise: 0.07, persistence: 0.4, count: true},
	{kind: "web requests", base: 5000, daily: 0.7, weekend: -0.3, weekdayNoise: 0.08, noise: 0.08, persistence: 0.8, walk: 0.04, bursts: 0.01, burstSize: 0.6},
	{kind: "a growing site", base: 800, daily: 0.6, weekend: -0.1, weekdayNoise: 0.06, noise: 0.1, persistence: 0.6, walk: 0.03, trend: 0.012, count: true},
	{kind: "page views", base: 90, daily: 0.5, weekend: 0.2, weekdayNoise: 0.15, noise: 0.25, persistence: 0.7, walk: 0.06, bursts: 0.02, burstSize: 1, tails: 4, count: true},
	{kind: "temperature", base: 290, daily: 0.012, weekdayNoise: 0.006, noise: 0.001, persistence: 0.95, walk: 0.006, additive: true},
	{kind: "air quality", base: 60, daily: 0.2, weekdayNoise: 0.25, noise: 0.12, persistence: 0.93, walk: 0.1},
	{kind: "a moved load", base: 2000, daily: 0.5, weekend: -0.3, weekdayNoise: 0.05, noise: 0.06, persistence: 0.5, shift: true},
	{kind: "call centre", base: 200, daily: 1.6, weekend: -1.2, weekdayNoise: 0.1, noise: 0.1, persistence: 0.3, count: true},
	{kind: "additive load", base: 500, daily: 0.3, weekend: -0.1, weekdayNoise: 0.03, noise: 0.06, persistence: 0.6, walk: 0.01, additive: true, tails: 5},
}

// simulate makes a series of a shape.
func simulate(s shape, n int, seed uint64) hourly {
	r := rand.New(rand.NewPCG(seed, uint64(n)))
	profile := func(peaks int) (p [24]float64) {
		for range peaks {
			at, wide, tall := 6+14*r.Float64(), 1.5+3*r.Float64(), 0.5+r.Float64()
			for i := range p {
				d := math.Abs(float64(i) - at)
				d = min(d, 24-d)
				p[i] += tall * math.Exp(-d*d/2/wide/wide)
			}
		}
		m := mean(p[:])
		for i := range p {
			p[i] -= m
		}
		return p
	}
	workday, restday := profile(2+r.IntN(2)), profile(1+r.IntN(2))
	var weekdays [7]float64
	for i := range weekdays {
		weekdays[i] = s.weekdayNoise * 0.7 * r.NormFloat64()
	}
	var weekly [168]float64
	for i := range weekly {
		d, h := i/24, i%24
		if d < 5 || s.weekend == 0 {
			weekly[i] = s.daily*workday[h] + weekdays[d]
		} else {
			weekly[i] = s.daily*(0.4*workday[h]+0.6*restday[h]) + weekdays[d] + s.weekend*(0.8+0.2*float64(d-5))
		}
	}
	start, level, remainder, today, before := r.IntN(168), 0.0, 0.0, 0.0, 0.0
	holiday, moved := r.IntN(n/24), n/3+r.IntN(n/2)
	all := make([]float64, n+ahead)
	burst := 0.0
	draw := func() float64 {
		if s.tails == 0 {
			return r.NormFloat64()
		}
		chi := 0.0
		for range int(s.tails) {
			x := r.NormFloat64()
			chi += x * x
		}
		return r.NormFloat64() / math.Sqrt(chi/s.tails) * math.Sqrt((s.tails-2)/s.tails)
	}
	for t := range all {
		if t%24 == 0 {
			before, today = today, 0.5*today+s.weekdayNoise*r.NormFloat64()
			level += s.walk*r.NormFloat64() + s.trend
		}
		remainder = s.persistence*remainder + s.noise*math.Sqrt(1-s.persistence*s.persistence)*draw()
		if burst *= 0.7; r.Float64() < s.bursts {
			burst = min(burst+s.burstSize*r.ExpFloat64(), 2*s.burstSize)
		}
		at := (start + t) % 168
		if s.holiday && t/24 == holiday {
			at = 144 + at%24
		}
		share := float64(t%24) / 24
		x := weekly[at] + level + before*(1-share) + today*share + remainder + burst
		if s.shift && t >= moved {
			x += 0.4
		}
		v := s.base * math.Exp(x)
		if s.additive {
			v = s.base * (1 + x)
		}
		v = max(v, s.base*s.nightFloor*(1+0.02*r.NormFloat64()))
		switch {
		case s.count:
			v = max(math.Round(v+math.Sqrt(max(v, 0))*r.NormFloat64()), 1)
		default:
			v = max(v, s.base/1000)
		}
		all[t] = v
	}
	return hourly{kind: s.kind, history: all[:n], outcome: all[n:]}
}

// simulated is a set of series of every shape, short and long.
func simulated(each int) []hourly {
	var all []hourly
	for i, s := range shapes {
		for k := range each {
			n := 700
			if k%2 == 1 {
				n = 960
			}
			all = append(all, simulate(s, n, uint64(1000*i+k)))
		}
	}
	return all
}

func (h hourly) String() string { return fmt.Sprintf("%s of %d hours", h.kind, len(h.history)) }
