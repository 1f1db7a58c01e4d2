package rootcause

import (
	"github.com/cespare/xxhash/v2"
	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/ptrace"
)

// mayBeHandled reports whether a call that went well afterwards would take this failed one, below p, out of the question.
func (n *node) mayBeHandled(p *node) bool {
	if n.parent == 0 || (n.link != plausible && n.link != alike) {
		return false
	}
	return (n.isCalling() && (n.retryable || n.isDispensable(p))) || n.isOther(p)
}

// isOther reports whether a step of the service threw one error, and the span above another one, which does not read as if
// it were about the first.
func (n *node) isOther(p *node) bool {
	return n.kind <= ptrace.SpanKindInternal && n.serviceID == p.serviceID && n.errorName != "" && p.errorName != "" &&
		differ(p, n) && !isVague(p.message) && (n.class != p.class || n.class == other) && !shareWord(p.message, n.message)
}

// isDispensable reports whether callers can often do without the answer: what is not there, and what is kept in a cache. Of
// other calls, one that goes well afterwards may as well be there to undo something. If both failed of the same, it was not.
func (n *node) isDispensable(p *node) bool {
	return n.link == plausible && (n.class == missing || n.cache) && n.class != p.class
}

// findHandled looks for failed calls that were made again with success, and for dispensable ones after which the work went
// on, or failed of something else: they explain nothing that failed afterwards. It is the one thing for which clean calls are read, so only those beside a
// failed one are.
func (g *Graph) findHandled(td ptrace.Traces) {
	g.later.reset(len(g.nodes))
	for i := range g.nodes {
		if n := &g.nodes[i]; n.up != none && n.mayBeHandled(&g.nodes[n.up]) {
			g.later.put(n.parent, 0)
			g.later.put(g.nodes[n.up].key, 0)
			g.later.put(fold(n.parent, Target(n.span))|1, 0)
		}
	}
	for _, rs := range td.ResourceSpans().All() {
		for _, ss := range rs.ScopeSpans().All() {
			for _, span := range ss.Spans().All() {
				if kind := span.Kind(); kind == ptrace.SpanKindClient || kind == ptrace.SpanKindProducer {
					g.noteClean(span)
				}
			}
		}
	}
	for i := range g.nodes {
		if n := &g.nodes[i]; n.up != none && n.mayBeHandled(&g.nodes[n.up]) && g.wasHandled(n) {
			n.link = not
		}
	}
}

func (g *Graph) wasHandled(n *node) bool {
	end := uint64(n.span.EndTimestamp())
	again, _ := g.later.get(fold(n.parent, Target(n.span)) | 1)
	if n.retryable && again != 0 && again >= end {
		return true
	}
	p := &g.nodes[n.up]
	wentOn, _ := g.later.get(n.parent)
	if n.isOther(p) {
		above, _ := g.later.get(p.key)
		wentOn = max(wentOn, above)
	} else if !n.isDispensable(p) {
		return false
	}
	return wentOn != 0 && wentOn >= end
}

// noteClean keeps when the last clean call beside a failed one began, and the last one that is like it.
func (g *Graph) noteClean(span ptrace.Span) {
	if !g.traces.once(traceHash(span)) {
		return
	}
	parent := g.memory.key(span.TraceID(), span.ParentSpanID())
	if _, asked := g.later.get(parent); !asked {
		return
	}
	if _, failed := g.index.get(g.memory.key(span.TraceID(), span.SpanID())); failed {
		return
	}
	if saysRollback(span.Name()) {
		return
	}
	g.noteLater(fold(parent, Target(span))|1, span)
	if span.Kind() == ptrace.SpanKindClient { // a message may say that the work did not go on
		g.noteLater(parent, span)
	}
}

func (g *Graph) noteLater(key uint64, span ptrace.Span) {
	if start, asked := g.later.get(key); asked {
		g.later.put(key, max(start, uint64(span.StartTimestamp())))
	}
}

// targetLimit is how much of a value tells two calls apart: statements can be long.
const targetLimit = 1 << 10

// Target tells what is called: two calls with the same Target under the same span are attempts at the same thing.
func Target(span ptrace.Span) uint64 {
	h := xxhash.Sum64String(span.Name())
	for key, value := range span.Attributes().All() {
		switch key {
		case "url.full", "http.url", "url.path", "http.target", "server.address", "net.peer.name", "upstream_cluster",
			"db.query.text", "db.statement", "http.request.method", "http.method", "rpc.method", "messaging.destination.name":
			if value.Type() == pcommon.ValueTypeStr {
				text := value.Str()
				// Addition, because the order of attributes is no one's promise.
				h += fold(xxhash.Sum64String(key)^0x8ebc6af09c88c6e3, xxhash.Sum64String(text[:min(len(text), targetLimit)])|1)
			}
		}
	}
	return h
}
