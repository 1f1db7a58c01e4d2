package apierrorprocessor

import (
	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// failureGraph links the failed spans of a batch: a failure with a failed child only passed through.
type failureGraph struct {
	failed  []failedSpan
	parents map[spanKey]struct{} // of failed spans
}

// spanKey tells spans apart: a span id is unique within its trace only.
type spanKey struct {
	trace pcommon.TraceID
	span  pcommon.SpanID
}

type failedSpan struct {
	span ptrace.Span
	// cause says that this failure can be the cause of its parent's: a call that was cancelled is its effect.
	cause bool
}

// keptParents bounds the map that is kept for the next batch: one giant batch must not hold memory for good.
const keptParents = 1 << 16

func (g *failureGraph) reset() {
	clear(g.failed)
	g.failed = g.failed[:0]
	if g.parents == nil || len(g.parents) > keptParents {
		g.parents = make(map[spanKey]struct{})
	}
	clear(g.parents)
}

func (g *failureGraph) add(span ptrace.Span, f *apierror.Failure) {
	cause := f.Category != apierror.CategoryCancelled
	g.failed = append(g.failed, failedSpan{span: span, cause: cause})
	if parent := span.ParentSpanID(); cause && !parent.IsEmpty() {
		g.parents[spanKey{span.TraceID(), parent}] = struct{}{}
	}
}

// settle corrects apierror.root_cause on the spans whose failure began in a child.
func (g *failureGraph) settle() {
	if len(g.parents) == 0 {
		return
	}
	for i := range g.failed {
		f := &g.failed[i]
		if _, passedOn := g.parents[spanKey{f.span.TraceID(), f.span.SpanID()}]; passedOn && f.cause {
			f.span.Attributes().PutBool(apierror.KeyRootCause, false)
		}
	}
}
