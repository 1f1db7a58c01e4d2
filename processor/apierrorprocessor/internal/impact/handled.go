package impact

import (
	"encoding/binary"

	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
	"github.com/otelcol-apierror/otelcol-apierror/internal/business"
	"github.com/otelcol-apierror/otelcol-apierror/processor/apierrorprocessor/internal/rootcause"
)

// attempts are the spans of the traces in which a call failed and another succeeded. They are read in such batches alone.
type attempts struct {
	likely    [likelyWords]uint64      // bits of the traces of losses: most spans are of none, and this says so at once
	traces    map[pcommon.TraceID]bool // of losses; true where a call succeeded
	succeeded []attempt
	below     map[spanKey]int32 // a span → the last attempt that was made for it
	spans     map[spanKey]ptrace.Span
}

// attempt is a call that succeeded.
type attempt struct {
	span   ptrace.Span
	target uint64 // 0 as long as nobody asked
	before int32  // the one before it that was made for the same span; negative for none
}

const likelyWords = 64

// bit is where a trace is among the likely ones. Trace ids are random on one half at least.
func bit(trace pcommon.TraceID) (word, mask uint64) {
	h := (binary.LittleEndian.Uint64(trace[:8]) ^ binary.LittleEndian.Uint64(trace[8:])) * 0x9e3779b97f4a7c15 >> 52
	return h / 64, 1 << (h % 64)
}

// mostSiblings bounds how many calls are looked at that were made for one span.
const mostSiblings = 1024

type spanKey struct {
	trace pcommon.TraceID
	span  pcommon.SpanID
}

func (at *attempts) forget() {
	at.likely = [likelyWords]uint64{}
	if len(at.spans) > keptLosses || len(at.traces) > keptLosses {
		*at = attempts{}
		return
	}
	clear(at.succeeded)
	at.succeeded = at.succeeded[:0]
	clear(at.traces)
	clear(at.below)
	clear(at.spans)
}

// findHandled looks for failures that were made good: by a later attempt, or else by whoever called, who succeeded in spite of them.
func (a *Assessor) findHandled(td ptrace.Traces) {
	if !a.lost.collect(td, a.losses) {
		return
	}
	for i := range a.losses {
		l := &a.losses[i]
		if !l.hidden && a.lost.traces[l.span.TraceID()] {
			l.outcome = a.lost.outcome(l, a.processes[l.process].Value)
		}
	}
}

// collect gathers the spans of traces in which a call failed and another succeeded, and reports whether there are any.
func (at *attempts) collect(td ptrace.Traces, losses []loss) bool {
	if at.traces == nil {
		at.traces, at.below, at.spans = make(map[pcommon.TraceID]bool), make(map[spanKey]int32), make(map[spanKey]ptrace.Span)
	}
	for i := range losses {
		if trace := losses[i].span.TraceID(); !trace.IsEmpty() && !losses[i].span.ParentSpanID().IsEmpty() {
			at.traces[trace] = false
			word, mask := bit(trace)
			at.likely[word] |= mask
		}
	}
	if len(at.traces) == 0 {
		return false
	}
	eachSpan(td, func(span ptrace.Span) {
		if kind := span.Kind(); kind != ptrace.SpanKindClient && kind != ptrace.SpanKindServer {
			return
		}
		trace := span.TraceID()
		if word, mask := bit(trace); at.likely[word]&mask == 0 {
			return
		}
		if _, lost := at.traces[trace]; lost && succeeded(span) {
			at.traces[trace] = true
			at.add(span)
		}
	})
	if len(at.succeeded) == 0 {
		return false
	}
	eachSpan(td, func(span ptrace.Span) {
		if at.traces[span.TraceID()] {
			at.spans[spanKey{span.TraceID(), span.SpanID()}] = span
		}
	})
	return true
}

func (at *attempts) add(span ptrace.Span) {
	parent := spanKey{span.TraceID(), span.ParentSpanID()}
	before, known := at.below[parent]
	if !known {
		before = -1
	}
	at.below[parent] = int32(len(at.succeeded)) //nolint:gosec // no more than spans
	at.succeeded = append(at.succeeded, attempt{span: span, before: before})
}

func eachSpan(td ptrace.Traces, visit func(ptrace.Span)) {
	for _, rs := range td.ResourceSpans().All() {
		for _, ss := range rs.ScopeSpans().All() {
			spans := ss.Spans()
			for i := range spans.Len() {
				visit(spans.At(i))
			}
		}
	}
}

// succeeded reports whether a call did, as the processor sees it: it has judged the span already.
func succeeded(span ptrace.Span) bool {
	if span.Status().Code() == ptrace.StatusCodeError {
		return false
	}
	_, failed := span.Attributes().Get(apierror.KeyCategory)
	return !failed
}

// Ids may form a circle, and clocks of two hosts are apart by milliseconds.
const (
	maxClimb = 32
	slack    = 10_000_000
)

// outcome climbs from a failed call to whoever waited for it.
func (at *attempts) outcome(l *loss, declared *business.ValueConfig) outcome {
	trace, end := l.span.TraceID(), l.span.EndTimestamp()
	span, retryable := l.span, l.retryable
	for range maxClimb {
		if span.Kind() == ptrace.SpanKindClient && at.wasRetried(span, retryable, declared) {
			return retried
		}
		parent, known := at.spans[spanKey{trace, span.ParentSpanID()}]
		switch {
		case !known, parent.Kind() == ptrace.SpanKindProducer, parent.Kind() == ptrace.SpanKindConsumer:
			return final // nobody waited
		case span.Kind() == ptrace.SpanKindServer && parent.Kind() == ptrace.SpanKindClient && succeeded(parent):
			return final // nobody noticed
		case parent.Kind() == ptrace.SpanKindInternal, parent.Kind() == ptrace.SpanKindUnspecified: // says nothing of how a call went
		case succeeded(parent) && parent.EndTimestamp()+slack >= end:
			return recovered
		case succeeded(parent):
			return final // it answered before, and does not know
		}
		span = parent
		value, found := span.Attributes().Get(apierror.KeyRetryable)
		retryable = found && value.Bool()
	}
	return final
}

// wasRetried reports whether the same was asked for again, later, with success.
func (at *attempts) wasRetried(first ptrace.Span, retryable bool, declared *business.ValueConfig) bool {
	next, known := at.below[spanKey{first.TraceID(), first.ParentSpanID()}]
	if !known {
		return false
	}
	target := rootcause.Target(first)
	for range mostSiblings {
		if next < 0 {
			break
		}
		again := &at.succeeded[next]
		next = again.before
		if again.span.Kind() != ptrace.SpanKindClient || again.span.StartTimestamp() < first.EndTimestamp() ||
			!retryable && !isResent(again.span) {
			continue
		}
		if again.target == 0 {
			again.target = rootcause.Target(again.span)
		}
		if again.target == target && !areDifferent(first, again.span, declared) {
			return true
		}
	}
	return false
}

// isResent reports whether an HTTP client says that it repeats a request: after a redirect, a new login, a failure.
func isResent(span ptrace.Span) bool {
	count, found := span.Attributes().Get("http.request.resend_count")
	return found && count.Type() == pcommon.ValueTypeInt && count.Int() > 0
}

// areDifferent reports whether two calls of one target are about different things: a loop over orders is no retry.
func areDifferent(first, again ptrace.Span, declared *business.ValueConfig) bool {
	a, b := first.Attributes(), again.Attributes()
	if key, other := idempotencyKey(a), idempotencyKey(b); key != "" && other != "" && key != other {
		return true
	}
	if declared == nil || declared.Attribute == "" {
		return false
	}
	amount, found := a.Get(declared.Attribute)
	other, foundToo := b.Get(declared.Attribute)
	return found && foundToo && !amount.Equal(other)
}
