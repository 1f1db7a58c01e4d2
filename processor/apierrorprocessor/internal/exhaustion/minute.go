package exhaustion

import "math"

// levels are sums over calls, each counted with its weight, that tell how a route fares.
type levels struct {
	calls      float64
	squares    float64 // of the weights
	broken     float64
	time       float64 // seconds
	log        float64 // binary logarithms of nanoseconds
	logSquares float64
}

func (l *levels) add(o *levels) {
	l.calls += o.calls
	l.squares += o.squares
	l.broken += o.broken
	l.time += o.time
	l.log += o.log
	l.logSquares += o.logSquares
}

func (l *levels) scale(by float64) {
	l.calls *= by
	l.squares *= by
	l.broken *= by
	l.time *= by
	l.log *= by
	l.logSquares *= by
}

// shown is how many calls of equal weight would tell as much as these do.
func (l *levels) shown() float64 {
	if l.squares <= 0 {
		return 0
	}
	return l.calls * l.calls / l.squares
}

// weight is how many calls a typical one of those stands for that make up the sum.
func (l *levels) weight() float64 {
	if l.calls <= 0 {
		return 1
	}
	return l.squares / l.calls
}

// share is how much of the calls failed. Two more clean calls might as well have been in the sample.
func (l *levels) share() float64 {
	if l.calls <= 0 {
		return 0
	}
	return l.broken / (l.calls + 2*l.weight())
}

// duration is the binary logarithm of what a typical call takes, the geometric mean, in nanoseconds: one call that hangs does
// not move it.
func (l *levels) duration() float64 {
	if l.calls <= 0 {
		return 0
	}
	return l.log / l.calls
}

// mean is what a call takes on average, in seconds.
func (l *levels) mean() float64 {
	if l.calls <= 0 {
		return 0
	}
	return l.time / l.calls
}

// Clocks of two hosts can make a call last forever or less than nothing; a broken sampler can claim any weight.
const (
	shortest    = int64(1e3)   // nanoseconds
	longest     = int64(600e9) // nanoseconds
	weightLimit = 1 << 20
)

// log2 is the binary logarithm of a normal positive number, too little by 0.09 at most: the exponent, and between two powers a
// straight line. Levels are compared with levels, so an exact one would only cost more.
func log2(x float64) float64 { return float64(math.Float64bits(x))/(1<<52) - 1023 }

// minute is what happened on a route in a minute. Its zero value is empty.
type minute struct {
	levels
	actors uint64 // who called, a bit for each hash
	top    hitters
}

// add counts a call; cost is what a call of the route usually takes, in seconds.
func (m *minute) add(c *Call, cost float64) {
	weight := float64(min(max(1, c.Weight), weightLimit))
	nanos := float64(min(max(shortest, c.Duration), longest))
	time, log := weight*nanos/1e9, log2(nanos)
	m.calls += weight
	m.squares += weight * weight
	m.time += time
	m.log += weight * log
	m.logSquares += weight * log * log
	broken := 0.0
	if c.Broken {
		broken = weight
		m.broken += weight
	}
	if c.Actor == 0 {
		return
	}
	m.actors |= 1 << (c.Actor >> 58)
	p := m.top.take(c.Actor, float32(weight*cost+time))
	p.calls += float32(weight)
	p.broken += float32(broken)
	p.time += float32(time)
	p.callsSquares += float32(weight * weight)
	p.timeSquares += float32(time * time)
}
