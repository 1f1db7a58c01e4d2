package rootcause

import (
	"time"

	"go.opentelemetry.io/collector/pdata/ptrace"
)

// strength is how strongly a failure below explains one above.
type strength uint8

const (
	not       strength = iota
	plausible          // nothing speaks against it
	alike              // both show the same status
	sure               // both show the same error, or one is the answer that the other received
)

// slack is by how much a span may end after the one above and still have ended before it: spans are ended by different
// code, not always in the order of the calls.
const slack = uint64(10 * time.Millisecond)

// explains says how strongly failure c explains failure p, the nearest one above it.
func explains(p, c *symptoms) strength {
	if c.class == cancelled || isAsync(p, c) {
		return not
	}
	local := isLocal(p, c)
	if local && c.start > p.end && p.end > p.start {
		return not
	}
	sameError := p.errorName != 0 && p.errorName == c.errorName
	sameStatus := p.status != 0 && p.status == c.status
	if !sameError && !sameStatus && !inTime(p, c, local) {
		return not
	}
	switch {
	case sameError, p.calling() && c.serving():
		return sure
	case p.class == bug && !p.calling() && !mayBeBug(c, local):
		return not // a mistake in the code of p, which nothing below shows
	case sameStatus:
		return alike
	case !p.blamesCaller() || mayCause(c.class, p.class):
		return plausible
	case local && c.inside() && c.class == other:
		return plausible // an exception of the service's own, which it answers as it sees fit
	default:
		return not
	}
}

// isAsync reports whether c handles a message: who sent it did not wait for what becomes of it.
func isAsync(p, c *symptoms) bool {
	return c.is(ptrace.SpanKindConsumer) &&
		(p.serviceID != c.serviceID || p.is(ptrace.SpanKindProducer) || p.is(ptrace.SpanKindServer))
}

// isLocal reports whether both spans go by the same clock. A service that calls itself may do so from host to host.
func isLocal(p, c *symptoms) bool {
	return p.serviceID == c.serviceID && (!p.calling() || !c.serving())
}

// inTime reports whether c failed when it could still be the cause of p's failure.
func inTime(p, c *symptoms, local bool) bool {
	if outlives(c, p, local, slack) {
		// The failure above came first. It was a failure to wait only if it says so, and not if c fails over nobody waiting.
		return p.class == timeout && (!c.serving() || c.class != network)
	}
	// Nor did a wait run out over what had failed long before.
	early := local && p.class == timeout && !p.calling() && c.class != timeout && c.end+p.duration()/4*3 < p.end
	return !early
}

// mayBeBug reports whether a failure below may be a mistake in code too, which is then the one that shows above: a framework
// may have given it another name, and a span inside the service may have none for it.
func mayBeBug(c *symptoms, local bool) bool {
	return c.class == bug || (local && c.inside() && c.errorName == 0)
}

// outlives reports whether a span goes on for longer than another, by more than a margin. Of two clocks, only durations can
// be compared. A clock that stood still or ran backwards tells nothing.
func outlives(s, t *symptoms, local bool, margin uint64) bool {
	if t.end <= t.start {
		return false
	}
	if local {
		return s.end > t.end+margin
	}
	return s.duration() > t.duration()+margin
}

// blamesCaller reports whether the span answered that its caller made a mistake. What a message alone says does not count:
// it may be that of the call below.
func (s *symptoms) blamesCaller() bool {
	if !s.serving() {
		return false
	}
	switch s.status - grpcStatuses {
	case 3, 5, 6, 7, 8, 9, 10, 11, 12, 16: // all but UNKNOWN, INTERNAL, DATA_LOSS and what is no answer
		return true
	default:
		return s.status >= 400 && s.status < 500
	}
}

// mayCause reports whether a failure of class c below can be why one of class p is answered, which is the caller's mistake: it
// is told from the caller's own request, unless what is below complained of the same.
func mayCause(c, p class) bool {
	switch p {
	case validation:
		return c == validation || c == contract || c == conflict || c == data
	case contract:
		return c == contract || c == validation
	case conflict:
		return c == conflict || c == validation || c == data
	case missing:
		return c == missing || c == misrouted || c == credentials // what one may not see is often said not to be there
	case misrouted:
		return c == misrouted
	case throttled:
		return c == throttled || c == overloaded
	default:
		return true
	}
}

// link is explains for two spans of the batch, whose texts are known too.
func link(p, c *node) strength {
	ps, cs := p.symptoms(), c.symptoms()
	others := differ(p, c)
	if others && ps.errorName == cs.errorName && ps.errorName != 0 {
		cs.errorName = ^ps.errorName | 1 // the same type, thrown twice
	}
	if others && p.class == bug && c.class == bug && !p.isCalling() {
		return not // two mistakes in code: no one wraps the one in the other
	}
	return explains(&ps, &cs)
}

// explain finds for every failed span the failed span below that explains it best, if one does.
func (g *Graph) explain(td ptrace.Traces) {
	doubtful, doubted := 0, false
	for i := range g.nodes {
		c := &g.nodes[i]
		if c.up == none || c.isEffect() {
			continue
		}
		p := &g.nodes[c.up]
		c.link = link(p, c)
		if (c.link == not && p.message != "") || p.judged || c.mayBeHandled(p) {
			p.doubted = true
			doubted = true
		}
		p.judged = true
	}
	if doubted {
		g.findQuotes()
		for i := range g.nodes {
			if c := &g.nodes[i]; c.up != none && c.mayBeHandled(&g.nodes[c.up]) {
				doubtful++
			}
		}
	}
	if doubtful > 0 {
		g.findHandled(td)
	}
	for i := range g.nodes {
		c := &g.nodes[i]
		if c.link == not {
			continue
		}
		if p := &g.nodes[c.up]; p.cause == none || g.better(c, p) {
			p.cause, p.strength = int32(i), c.link
		}
	}
}

// better reports whether c explains p better than the cause that p has: of equals, what failed last is what p could not do
// without.
func (g *Graph) better(c, p *node) bool {
	if c.link != p.strength {
		return c.link > p.strength
	}
	cause := &g.nodes[p.cause]
	if end, causeEnd := c.span.EndTimestamp(), cause.span.EndTimestamp(); end != causeEnd {
		return end > causeEnd
	}
	return c.key > cause.key // whatever the order in which they came
}
