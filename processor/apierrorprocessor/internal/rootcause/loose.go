package rootcause

import (
	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
	"github.com/otelcol-apierror/otelcol-apierror/processor/apierrorprocessor/internal/spanview"
)

// loose is a failed span that nothing is linked to so far: it has no parent and called nobody, and no other failed span of the
// batch before it has or did. Batches of such spans alone are common (the edge of a system, a service that is traced alone), and
// a node costs several times as much.
type loose struct {
	span      ptrace.Span
	service   int32 // its place among the graph's services
	class     class
	retryable bool
}

// service is one whose spans a batch holds.
type service struct {
	name string
	id   uint32
}

// isLoose reports whether a span that is added may stay loose.
func (g *Graph) isLoose(span ptrace.Span, view *spanview.View) bool {
	return len(g.nodes) == 0 && !view.Calling() && span.ParentSpanID().IsEmpty()
}

func (g *Graph) addLoose(span ptrace.Span, f *apierror.Failure, name string, serviceHash uint64) {
	last := len(g.services) - 1
	if last < 0 || g.services[last].name != name {
		g.services = append(g.services, service{name, uint32(serviceHash)}) //nolint:gosec // half of a hash is one
		last++
	}
	g.newest = max(g.newest, uint64(span.EndTimestamp()))
	g.loose = append(g.loose, loose{span: span, service: int32(last), class: classOf(f), retryable: f.Retryable}) //nolint:gosec // no more than spans
}

// tie makes nodes of the loose spans, in their order, once there is something to link them to. Their texts are read again.
func (g *Graph) tie() {
	for i := range g.loose {
		l := &g.loose[i]
		var view spanview.View
		view.Read(l.span)
		n := g.append()
		from := g.services[l.service]
		n.span, n.service, n.serviceID = l.span, from.name, from.id
		g.fill(n, &view, l.class, l.retryable)
	}
	g.forgetLoose()
}

func (g *Graph) forgetLoose() {
	clear(g.loose) // they hold on to the batch's memory
	clear(g.services)
	g.loose, g.services, g.newest = g.loose[:0], g.services[:0], 0
}

// settleLoose settles a batch of loose spans alone, and reports false where a span of another batch is below one of them.
func (g *Graph) settleLoose(arrival int64) bool {
	if !g.memory.passBy(g.loose, g.newest, arrival) {
		return false
	}
	for i := range g.loose {
		if g.loose[i].class == cancelled {
			g.passed++
		}
	}
	return true
}
