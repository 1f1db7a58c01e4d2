package forecast

import (
	"math"
	"time"
)

// Kind is what a series consists of, which decides the scale it is forecast on.
type Kind uint8

const (
	// Rate is a share of counts, forecast on log odds.
	Rate Kind = iota
	// Positive is a latency or another size, forecast on logarithms.
	Positive
	// Plain is anything else.
	Plain
	kinds
)

// Series forecasts one series from a state of fixed size. It goes by the points' own time alone. NewSeries and ReadSeries make one; it is not to be
// copied once it was fed, for copies share the counts of a Rate.
type Series struct {
	kind      Kind
	started   bool
	step      int64 // nanoseconds
	at        int64 // of the newest point
	points    uint32
	late      uint8   // points in a row that came from the past
	outside   int16   // how long the values have been outside what is usual, in points; negative: below
	rise      float32 // how far the values have been above the season, summed up (see depart)
	fall      float32 // and below
	scale     float32 // the usual distance from the season
	fastScale float32 // the usual error of the trend, a step ahead
	info      float32 // the usual weight of a point

	ramp   ramp
	counts *counts // nil but of a Rate
	bank   states
	rungs  [len(horizons)]rung
}

// NewSeries starts a series of one point a step.
func NewSeries(kind Kind, step time.Duration) Series {
	s := Series{kind: min(kind, kinds-1), step: max(int64(step), 1)}
	if s.kind == Rate {
		s.counts = &counts{}
	}
	return s
}

const (
	// lateLimit is how many points in a row may come from the past before that is taken for the present: one point from the future
	// shall not silence a series.
	lateLimit = 16
	// clipAt is the largest error a point teaches, in units of the usual one.
	clipAt = 3
	// settled is how many points it takes until what is usual is known.
	settled = 16
)

// Observe takes a point of a Rate: how many of how many. It says whether the point counts: there must be some, and no later one.
func (s *Series) Observe(at int64, numerator, denominator float64) bool {
	if !(denominator > 0) || !(numerator >= 0) || denominator > largestCount {
		return false
	}
	numerator = min(numerator, denominator)
	// Half an event on either side keeps the odds finite.
	p := (numerator + 0.5) / (denominator + 1)
	if !s.observe(at, math.Log(p/(1-p)), (denominator+1)*p*(1-p)) {
		return false
	}
	if s.counts != nil {
		s.count(at, numerator, denominator-numerator)
	}
	return true
}

// ObserveValue takes a point of a Positive or Plain series.
func (s *Series) ObserveValue(at int64, value float64) bool {
	if math.IsNaN(value) || math.Abs(value) > largestValue {
		return false
	}
	if s.kind == Positive {
		if value < 0 {
			return false
		}
		value = math.Log(max(value, leastValue))
	}
	return s.observe(at, value, 1)
}

const (
	largestCount = 1e15
	largestValue = 1e15
	leastValue   = 1e-9
)

// observe takes a point on the scale of the forecasts, and how much it knows.
func (s *Series) observe(at int64, x, info float64) bool {
	passed := stepsBetween(s.at, at, s.step)
	switch {
	case !s.started:
		s.started = true
		s.bank.begin(x)
		passed = 1
	case passed <= 0:
		s.late++
		if s.late < lateLimit {
			return false
		}
		passed = mostGap
	}
	s.late = 0
	s.at = at
	s.points = min(s.points, math.MaxUint32-1) + 1
	s.judge(x, passed)
	s.learn(x, info, passed)
	s.promise()
	return true
}

// mostGap is a silence, in steps, over which no forecast reaches.
const mostGap = 1 << 16

// stepsBetween is how many steps later the second time is, mostGap at most.
func stepsBetween(from, to, step int64) int64 {
	a, b := floorDiv(from, step), floorDiv(to, step)
	if b <= a {
		return 0
	}
	return int64(min(uint64(b)-uint64(a), mostGap)) //nolint:gosec // b is greater, whatever their signs, and mostGap fits
}

// learn moves the models towards a point. The fast ones, level and trend, go by at most a few of their usual errors at once, so that
// they follow a ramp and miss a spike. The seasons and the level that they ride on hardly learn from what is unusual at its hour,
// unless it lasts: then it is the new level.
func (s *Series) learn(x, info float64, passed int64) {
	// What few events say counts less, and may lie further off.
	weight := 1.0
	if s.info > 0 {
		weight = min(max(info/float64(s.info), leastWeight), 1)
	}
	s.info += float32((info - float64(s.info)) * s.rate())

	expected := s.bank.soon(passed)
	fast, _ := s.clip(x-expected, &s.fastScale, weight, s.rate())
	p := placeOf(s.at, 0, s.step)
	_, weekly := s.bank.seasonal(p)
	s.bank.follow(x, weekly, expected, fast, weight, s.points, passed)
	usual := float64(s.bank.base) + weekly
	widening := s.rate()
	if s.points > 2*weekBins {
		widening /= 8 // the hours were seen, of hourly points those of a weekend too: what is unusual now is no season
	}
	s.depart((x - usual) * math.Sqrt(weight))
	if s.rise == 0 {
		s.ramp = ramp{}
	} else {
		s.ramp.observe(x-usual, weight, passed)
	}
	slow, beyond := s.clip(x-usual, &s.scale, weight, widening)
	s.outside = outsideFor(s.outside, beyond)
	if int64(max(s.outside, -s.outside)) >= lasting(s.step) && !s.rises() {
		s.bank.shift(p)
		s.outside, s.rise, s.fall, s.ramp = 0, 0, 0, ramp{}
		for i := range s.rungs {
			s.rungs[i].doubt()
		}
	} else {
		s.bank.remember(usual+slow, weight, s.points, p, s.step)
	}
	s.bank.remain(expected+fast, weight, p)
}

// depart sums up what is beyond the unremarkable (CUSUM): a slow creep departs as a jump does.
func (s *Series) depart(e float64) {
	unit := 0.0
	if s.points > settled {
		unit = min(max(e/(float64(s.scale)+tiny), -clipAt), clipAt)
	}
	s.rise = float32(min(max(float64(s.rise)+unit-unremarkable, 0), farthest))
	s.fall = float32(min(max(float64(s.fall)-unit-unremarkable, 0), farthest))
}

const (
	unremarkable = 1  // of the usual distance from the season
	departure    = 8  // a sum that chance reaches once in some hundred thousand points, where they are independent
	farthest     = 20 // so that a return is noticed soon
)

// regime tells whether the series is where its season has it.
func (s *Series) regime() uint8 {
	if max(s.rise, s.fall) > departure {
		return departed
	}
	return calm
}

// rate is how much the newest point tells of what is usual.
func (s *Series) rate() float64 { return max(1/float64(s.points), slowly) }

// clip draws an error in to some times the usual size, which it updates: by so much of what was drawn in. It says on which side the
// error lay beyond, if it did.
func (s *Series) clip(e float64, scale *float32, weight, widening float64) (clipped float64, beyond int16) {
	doubt, rate := math.Sqrt(weight), s.rate()
	clipped = e
	if s.points > settled {
		limit := (clipAt*float64(*scale) + tiny) / doubt
		switch {
		case e > limit:
			clipped, beyond, rate = limit, 1, widening
		case e < -limit:
			clipped, beyond, rate = -limit, -1, widening
		}
	}
	*scale += float32((math.Abs(clipped)*doubt - float64(*scale)) * rate)
	return clipped, beyond
}

const (
	// slowly is how much a point tells of what is usual, once that is known.
	slowly = 0.02
	// tiny keeps a series that never moved from dividing by its usual error.
	tiny = 1e-9
	// leastWeight is what the emptiest point counts.
	leastWeight = 1e-3
)

// outsideFor counts how long values have stayed on one side; within, it is soon forgotten.
func outsideFor(outside, beyond int16) int16 {
	if beyond == 0 {
		return outside / 2
	}
	if outside*beyond < 0 {
		outside = 0
	}
	return min(max(outside+beyond, -maxOutside), maxOutside)
}

// lasting is how many points outside make a new level of an anomaly: two hours' worth, and more of them than hours in a weekend.
func lasting(step int64) int64 { return min(max(int64(2*time.Hour)/step, 60), maxOutside) }

const maxOutside = 1000

func floorDiv(a, b int64) int64 {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}

// Is tells whether the series is of a kind, and of points so many nanoseconds apart.
func (s *Series) Is(kind Kind, step int64) bool { return s.kind == kind && s.step == step }
