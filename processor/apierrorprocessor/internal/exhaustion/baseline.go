package exhaustion

import "math"

const (
	// remember is what a minute leaves of the past: half of it is forgotten in three hours of calls.
	remember = 1 - 1.0/256
	// A route has a baseline after so many minutes with calls, and so many calls.
	leastMinutes = 15
	leastCalls   = 100
	// regulars is how many actors the baseline tells apart; anybody else is taken for the least of them.
	regulars = 16
)

// baseline is how a route usually fares, and who usually takes its work. Its zero value is empty.
type baseline struct {
	levels
	minutes float64 // with calls
	cost    float64 // seconds that a call usually takes
	regular [regulars]regular
}

// regular is what an actor took, or whoever was there before it: never too little.
type regular struct {
	actor       uint64
	calls, time float64
}

func (b *baseline) established() bool { return b.minutes >= leastMinutes && b.calls >= leastCalls }

// learn makes a minute part of the past.
func (b *baseline) learn(m *minute) {
	b.scale(remember)
	b.minutes = b.minutes*remember + 1
	b.add(&m.levels)
	b.setCost()
	for i := range b.regular {
		b.regular[i].calls *= remember
		b.regular[i].time *= remember
	}
	for i, actor := range m.top.actors {
		if actor == 0 {
			continue
		}
		p := &m.top.of[i]
		// What the actor may have done before it was noticed is taken to be like the rest.
		all := max(1, float64(m.top.work[i])/(float64(p.calls)*b.cost+float64(p.time)))
		r := b.place(actor)
		r.actor = actor
		r.calls += all * float64(p.calls)
		r.time += all * float64(p.time)
	}
}

// setCost works out the cost from the levels.
func (b *baseline) setCost() {
	if b.calls > 0 {
		b.cost = math.Exp2(b.duration()) / 1e9
	}
}

// place finds an actor, or who has to go for it.
func (b *baseline) place(actor uint64) *regular {
	least := &b.regular[0]
	for i := range b.regular {
		r := &b.regular[i]
		if r.actor == actor {
			return r
		}
		if r.calls*b.cost+r.time < least.calls*b.cost+least.time {
			least = r
		}
	}
	return least
}

// of returns what an actor usually takes in a minute, at most.
func (b *baseline) of(actor uint64, by measure) float64 {
	r := b.place(actor)
	if by == inTime {
		return r.time / b.minutes
	}
	return r.calls / b.minutes
}

// failing is the share of calls that usually fail. Another one might have.
func (b *baseline) failing() float64 { return (b.broken + 1) / (b.calls + 1) }

// slow is the binary logarithm of what a call usually takes, in nanoseconds. Below leastUsual, nobody minds.
func (b *baseline) slow() float64 { return max(b.duration(), math.Log2(leastUsual)) }

// deviation is the standard deviation of the logarithms of the durations.
func (b *baseline) deviation() float64 {
	mean := b.duration()
	return math.Sqrt(max(0, b.logSquares/b.calls-mean*mean))
}
