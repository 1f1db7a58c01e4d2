package apierrorprocessor

import (
	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// failureGraph links the failed spans of a batch: a failure below which another failed only passed it on.
type failureGraph struct {
	failed   []failedSpan
	children int // of the failed spans, those that have a parent

	causes map[spanKey]int // indexes in failed
	traces map[pcommon.TraceID]int
	links  map[spanKey]pcommon.SpanID // from internal spans that did not fail to their parents
}

// spanKey tells spans apart: a span id is unique within its trace only.
type spanKey struct {
	trace pcommon.TraceID
	span  pcommon.SpanID
}

type failedSpan struct {
	span     ptrace.Span
	passedOn bool
}

const (
	// keptFailures bounds the maps that are kept for the next batch: one giant batch must not hold memory for good.
	keptFailures = 1 << 16

	// maxClimb bounds how many clean spans may lie between two failures, should ids form a circle.
	maxClimb = 32
)

func (g *failureGraph) reset() {
	if g.causes == nil || len(g.failed) > keptFailures || len(g.links) > keptFailures {
		*g = failureGraph{
			causes: make(map[spanKey]int), traces: make(map[pcommon.TraceID]int), links: make(map[spanKey]pcommon.SpanID),
		}
	}
	clear(g.failed)
	g.failed, g.children = g.failed[:0], 0
	clear(g.causes)
	clear(g.traces)
	clear(g.links)
}

// add takes in a failed span. One that was cancelled is an effect of its parent's failure, never the cause.
func (g *failureGraph) add(span ptrace.Span, f *apierror.Failure) {
	if f.Category == apierror.CategoryCancelled {
		return
	}
	g.failed = append(g.failed, failedSpan{span: span})
	if !span.ParentSpanID().IsEmpty() {
		g.children++
	}
}

// settle corrects apierror.root_cause on the spans of the batch whose failure began further down.
func (g *failureGraph) settle(td ptrace.Traces) {
	if g.children == 0 || len(g.failed) < 2 {
		return
	}
	for i := range g.failed {
		span := g.failed[i].span
		g.causes[spanKey{span.TraceID(), span.SpanID()}] = i
		g.traces[span.TraceID()]++
	}
	linked := false
	for i := range g.failed {
		span := g.failed[i].span
		parent := spanKey{span.TraceID(), span.ParentSpanID()}
		if parent.span.IsEmpty() || g.pass(parent) || g.traces[parent.trace] < 2 {
			continue
		}
		if !linked {
			g.link(td)
			linked = true
		}
		g.climb(parent)
	}
	for i := range g.failed {
		if g.failed[i].passedOn {
			g.failed[i].span.Attributes().PutBool(apierror.KeyRootCause, false)
		}
	}
}

// pass marks a span as having passed a failure on, and reports whether it failed at all.
func (g *failureGraph) pass(key spanKey) bool {
	i, failed := g.causes[key]
	if failed {
		g.failed[i].passedOn = true
	}
	return failed
}

// link notes the spans through which a failure may have gone unmarked: frameworks' own spans between a handler and the call
// it makes often have no status. A call in between that was answered well has ended the failure, so those are left out.
func (g *failureGraph) link(td ptrace.Traces) {
	for _, rs := range td.ResourceSpans().All() {
		for _, ss := range rs.ScopeSpans().All() {
			for _, span := range ss.Spans().All() {
				between := span.Kind() == ptrace.SpanKindInternal && span.Status().Code() == ptrace.StatusCodeUnset
				if between && !span.ParentSpanID().IsEmpty() && g.traces[span.TraceID()] > 1 {
					g.links[spanKey{span.TraceID(), span.SpanID()}] = span.ParentSpanID()
				}
			}
		}
	}
}

// climb follows the links up to the next span that failed, if there is one.
func (g *failureGraph) climb(key spanKey) {
	for range maxClimb {
		parent, ok := g.links[key]
		if !ok {
			return
		}
		key.span = parent
		if g.pass(key) {
			return
		}
	}
}
