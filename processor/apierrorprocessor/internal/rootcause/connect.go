package rootcause

import (
	"go.opentelemetry.io/collector/pdata/ptrace"
)

// maxClimb bounds how many clean spans may lie between two failures, should ids form a circle.
const maxClimb = 32

// connect finds for every failed span the nearest failed span above it.
func (g *Graph) connect(td ptrace.Traces) {
	g.index.reset(len(g.nodes))
	g.traces.reset()
	for i := range g.nodes {
		g.enter(int32(i))
	}
	climbs := false
	for i := range g.nodes {
		n := &g.nodes[i]
		if n.twin != none || n.up != none || n.parent == 0 {
			continue
		}
		if up, failed := g.index.get(n.parent); failed {
			n.up, n.outer = up, g.nodes[up].key
			continue
		}
		n.outer = n.parent
		// Above the answering side there is mostly the caller, elsewhere: that is worth a look only if something else of the
		// trace failed here.
		if !n.isServing() || g.traces.twice(traceHash(n.span)) {
			climbs = true
		}
	}
	if climbs {
		g.link(td)
		for i := range g.nodes {
			g.climb(&g.nodes[i])
		}
	}
}

func (n *node) isServing() bool {
	return n.kind == ptrace.SpanKindServer || n.kind == ptrace.SpanKindConsumer
}

func (n *node) isCalling() bool {
	return n.kind == ptrace.SpanKindClient || n.kind == ptrace.SpanKindProducer
}

// enter puts a node into the index. A span that came twice counts once. Zipkin gives both sides of a call the same id: the
// answering side is then below the calling one, and whatever names that id as its parent is below the answering side.
func (g *Graph) enter(i int32) {
	n := &g.nodes[i]
	g.traces.add(traceHash(n.span))
	first, known := g.index.get(n.key)
	if !known {
		g.index.put(n.key, i)
		return
	}
	f := &g.nodes[first]
	switch {
	case f.isCalling() && n.isServing():
		n.up, n.outer = first, n.key
		g.index.put(n.key, i)
	case f.isServing() && n.isCalling() && f.up == none:
		f.up, f.outer = i, n.key
	case f.isServing() && n.isCalling():
		n.twin = f.up
	default:
		n.twin = first
	}
}

// link notes the spans through which a failure may have gone unmarked: frameworks' own spans between a handler and the call
// it makes often have no status. A call in between that was answered well has ended the failure, so those are left out.
func (g *Graph) link(td ptrace.Traces) {
	g.links.reset(len(g.nodes))
	for _, rs := range td.ResourceSpans().All() {
		for _, ss := range rs.ScopeSpans().All() {
			for _, span := range ss.Spans().All() {
				kind := span.Kind()
				between := (kind == ptrace.SpanKindInternal || kind == ptrace.SpanKindUnspecified) && span.Status().Code() == ptrace.StatusCodeUnset
				if !between || span.ParentSpanID().IsEmpty() || !g.traces.once(traceHash(span)) {
					continue
				}
				key := g.memory.key(span.TraceID(), span.SpanID())
				if _, failed := g.index.get(key); !failed {
					g.links.put(key, g.memory.key(span.TraceID(), span.ParentSpanID()))
				}
			}
		}
	}
}

// climb follows the links up to the next span that failed, or as far as the batch goes.
func (g *Graph) climb(n *node) {
	if n.up != none || n.outer == 0 || n.twin != none {
		return
	}
	for range maxClimb {
		above, ok := g.links.get(n.outer)
		if !ok {
			return
		}
		n.outer = above
		if up, failed := g.index.get(above); failed {
			if above != n.key {
				n.up = up
			}
			return
		}
	}
}
