package rootcause

import (
	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
	"github.com/otelcol-apierror/otelcol-apierror/processor/apierrorprocessor/internal/spanview"
)

// Graph holds the failed spans of one batch. It is not safe for concurrent use; what it has grown to is used again for the
// next batch.
type Graph struct {
	memory   *Memory
	loose    []loose // the first failed spans of the batch, as long as nothing links them
	services []service
	newest   uint64 // when the last of the loose spans ended, in Unix nanoseconds
	nodes    []node
	children int // nodes that have a parent
	stores   int // nodes that are calls of a data store
	givenUp  int // nodes that were cancelled or timed out
	passed   int // nodes whose failure began elsewhere

	index  table[int32]  // a span's key → its node
	links  table[uint64] // key of a clean internal span → its parent's key
	groups table[int32]  // of calls to one data store → the node that failed first
	later  table[uint64] // a parent, or a call → the latest start of a clean call below it, or like it
	traces bitmap
	path   []int32 // scratch: a way through the nodes
	words  []byte  // scratch: of a text that may quote
	quote  []byte  // scratch: of a text that may be quoted
}

// keptNodes bounds what is kept for the next batch: one giant batch must not hold memory for good.
const keptNodes = 1 << 16

// none stands for no node.
const none int32 = -1

// NewGraph makes a Graph that shares a Memory with others.
func (m *Memory) NewGraph() *Graph { return &Graph{memory: m} }

// Reset forgets the batch.
func (g *Graph) Reset() {
	if len(g.nodes) > keptNodes || len(g.loose) > keptNodes || g.links.size() > keptNodes {
		*g = Graph{memory: g.memory}
		return
	}
	g.forgetLoose()
	clear(g.nodes) // they hold on to the batch's memory
	g.nodes = g.nodes[:0]
	g.children, g.stores, g.givenUp, g.passed = 0, 0, 0, 0
}

// Add takes in a failed span of a service. The view is the span's; nothing of it is kept but strings, which are the batch's own.
func (g *Graph) Add(span ptrace.Span, view *spanview.View, f *apierror.Failure, service string, serviceHash uint64) {
	if g.isLoose(span, view) {
		g.addLoose(span, f, service, serviceHash)
		return
	}
	if len(g.loose) > 0 {
		g.tie()
	}
	n := g.append()
	n.span, n.service = span, service
	n.serviceID = uint32(serviceHash) //nolint:gosec // half of a hash is one
	g.fill(n, view, classOf(f), f.Retryable)
	if view.Calling() {
		if view.DBSystem != "" {
			n.store = nameHash(view.DBSystem)
			n.cache = isCache(view.DBSystem)
			if view.DBCode == "25P02" { // PostgreSQL: the transaction failed before
				n.aftermath = yes
			}
			g.stores++
		} else if n.status != 0 && view.Kind == ptrace.SpanKindClient {
			n.callee = g.memory.calleeKey(serviceHash, view, n.status)
		}
	}
}

// append adds an empty node.
func (g *Graph) append() *node {
	if last := len(g.nodes); last < cap(g.nodes) {
		g.nodes = g.nodes[:last+1] // cleared by Reset
	} else {
		g.nodes = append(g.nodes, node{})
	}
	return &g.nodes[len(g.nodes)-1]
}

// fill takes what a node needs of its span.
func (g *Graph) fill(n *node, view *spanview.View, of class, retryable bool) {
	n.up, n.cause = none, none
	n.twin, n.origin = none, none
	n.kind = view.Kind
	n.class = of
	n.retryable = retryable
	if n.class == cancelled || n.class == timeout {
		g.givenUp++
	}
	n.status = statusOf(view)
	n.read(view)
	trace := n.span.TraceID()
	n.key = g.memory.key(trace, n.span.SpanID())
	if parent := n.span.ParentSpanID(); !parent.IsEmpty() && parent != n.span.SpanID() {
		n.parent = g.memory.key(trace, parent)
		g.children++
	}
}

// Settle judges the failed spans of the batch. Arrival is when the batch came, in Unix nanoseconds: span time never runs
// ahead of it.
func (g *Graph) Settle(td ptrace.Traces, arrival int64) {
	if len(g.loose) > 0 {
		if g.settleLoose(arrival) {
			return
		}
		g.tie()
	}
	if len(g.nodes) == 0 {
		return
	}
	if g.children > 0 {
		g.connect(td)
		g.findAftermath()
		g.findAbandoned()
		g.explain(td)
	}
	g.memory.settle(g, arrival)
	g.findOrigins()
}

// PassedOn is how many failed spans of the batch only passed a failure on.
func (g *Graph) PassedOn() int { return g.passed }

// Len is how many failed spans the batch has.
func (g *Graph) Len() int { return max(len(g.loose), len(g.nodes)) }

// Verdict says of a failed span, by the order of Add, whether its failure began elsewhere, and where: the place of that span
// in the same order, or a negative number where it is not in the batch.
func (g *Graph) Verdict(i int) (passedOn bool, origin int) {
	if len(g.loose) > 0 {
		return g.loose[i].class == cancelled, int(none)
	}
	n := &g.nodes[i]
	return n.passedOn, int(n.origin)
}

// Cause is the failed span that explains the one at a place in the order of Add: mostly one that is called on the way to where
// the failure began. It is negative where that is not in the batch, or the failure began here.
func (g *Graph) Cause(i int) int {
	if len(g.loose) > 0 {
		return int(none)
	}
	n := &g.nodes[i]
	if n.twin != none {
		n = &g.nodes[n.twin]
	}
	return int(n.cause)
}

// Span is a failed span, by the order of Add, and the name of its service.
func (g *Graph) Span(i int) (span ptrace.Span, service string) {
	if len(g.loose) > 0 {
		return g.loose[i].span, g.services[g.loose[i].service].name
	}
	n := &g.nodes[i]
	return n.span, n.service
}

// findOrigins follows the causes to where they end. Ids in a circle are nobody's tree: every span in it stands for itself.
func (g *Graph) findOrigins() {
	for i := range g.nodes {
		if n := &g.nodes[i]; n.cause != none {
			g.findOrigin(int32(i))
		} else { // most failures begin where they are
			n.walk = done
			n.passedOn = n.elsewhere || n.class == cancelled
			if n.passedOn && g.children == 0 {
				g.passed++
			}
		}
	}
	if g.children == 0 { // then there are no twins either
		return
	}
	for i := range g.nodes {
		n := &g.nodes[i]
		if n.twin != none {
			first := &g.nodes[n.twin]
			n.passedOn, n.origin = first.passedOn, first.origin
		}
		if n.passedOn {
			g.passed++
		}
	}
}

func (g *Graph) findOrigin(i int32) {
	g.path = g.path[:0]
	for g.nodes[i].walk == unseen {
		n := &g.nodes[i]
		n.walk = onPath
		g.path = append(g.path, i)
		if n.cause == none {
			break
		}
		i = n.cause
	}
	end := &g.nodes[i]
	if end.walk == onPath && end.cause != none {
		g.breakCircle(i)
	}
	for at := len(g.path) - 1; at >= 0; at-- {
		n := &g.nodes[g.path[at]]
		n.walk = done
		switch {
		case n.cause != none:
			n.passedOn, n.origin = true, g.nodes[n.cause].source(n.cause)
		case n.elsewhere || n.class == cancelled:
			n.passedOn = true
		}
	}
}

// breakCircle takes the causes from the nodes that lead back to themselves: those at the end of the path, from node i on.
func (g *Graph) breakCircle(i int32) {
	for at := len(g.path) - 1; at >= 0; at-- {
		g.nodes[g.path[at]].cause = none
		if g.path[at] == i {
			return
		}
	}
}
