package exhaustion

import "math"

// kept is how many actors are told apart. Whoever takes more than an eighth of the work of a minute is among them.
const kept = 8

// hitters are the actors that take the most work of a minute, by the Space-Saving algorithm (Metwally, Agrawal and El Abbadi:
// Efficient Computation of Frequent and Top-k Elements in Data Streams, 2005). Work is the time that the calls take, and for
// each call as much as one usually takes: so both many calls and slow calls weigh.
type hitters struct {
	actors [kept]uint64  // 0: free
	work   [kept]float32 // with what was inherited from whoever had to go: never too little
	of     [kept]portion // since the actor is there: never too much
}

// portion is what an actor takes.
type portion struct {
	calls, broken             float32
	time                      float32 // seconds
	callsSquares, timeSquares float32 // of the single calls, to tell chance from habit
}

func (p *portion) add(o *portion) {
	p.calls += o.calls
	p.broken += o.broken
	p.time += o.time
	p.callsSquares += o.callsSquares
	p.timeSquares += o.timeSquares
}

// answered is the part of it that counts as the actor's own doing in a minute. Who fails as all do may call more because it
// fails, and try again: only what was answered well counts then.
func (p portion) answered(others *levels) portion {
	if p.calls <= 0 || others.broken*float64(p.calls) < alike*float64(p.broken)*others.calls {
		return p
	}
	part := 1 - p.broken/p.calls
	return portion{part * p.calls, 0, part * p.time, part * p.callsSquares, part * p.timeSquares}
}

// take adds work of an actor and returns its portion.
func (h *hitters) take(actor uint64, work float32) *portion {
	least := 0
	for i := range h.actors {
		if h.actors[i] == actor {
			h.work[i] += work
			return &h.of[i]
		}
		if h.work[i] < h.work[least] {
			least = i
		}
	}
	h.actors[least] = actor
	h.work[least] += work
	h.of[least] = portion{}
	return &h.of[least]
}

// portion returns what is known of an actor.
func (h *hitters) portion(actor uint64) portion {
	for i := range h.actors {
		if h.actors[i] == actor {
			return h.of[i]
		}
	}
	return portion{}
}

// measure is how work is measured. Calls alone would miss who asks for much at once; time alone would blame who waits.
type measure uint8

const (
	inCalls measure = iota
	inTime
)

var measures = [...]measure{inCalls, inTime}

func (l *levels) total(by measure) float64 {
	if by == inTime {
		return l.time
	}
	return l.calls
}

func (p *portion) total(by measure) float64 {
	if by == inTime {
		return float64(p.time)
	}
	return float64(p.calls)
}

// sure is the total less some standard deviations, if the calls came by chance: neither one call that hangs nor one that stands
// for a hundred makes a habit.
func (p *portion) sure(by measure, less float64) float64 {
	if by == inTime {
		return float64(p.time) - less*math.Sqrt(float64(p.timeSquares))
	}
	return float64(p.calls) - less*math.Sqrt(float64(p.callsSquares))
}
