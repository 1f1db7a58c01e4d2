package apierrorprocessor

import (
	"math"
	"slices"

	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
	"github.com/otelcol-apierror/otelcol-apierror/processor/apierrorprocessor/internal/classify"
)

// settle corrects what only the whole batch shows: what a failure costs, and apierror.root_cause on the spans whose failure began
// elsewhere; it says where if that is known.
func (w *workspace) settle(td ptrace.Traces) {
	w.assessor.Settle(td)
	w.failures.Settle(td, w.arrival)
	if w.failures.PassedOn() == 0 {
		return
	}
	for i := range w.failures.Len() {
		passedOn, origin := w.failures.Verdict(i)
		if !passedOn {
			continue
		}
		span, _ := w.failures.Span(i)
		attrs := span.Attributes()
		attrs.PutBool(apierror.KeyRootCause, false)
		if origin < 0 {
			continue
		}
		began := w.beginning(origin)
		if isUnspecified(attrs) {
			began += w.takeOver(i)
		}
		if rationale, ok := attrs.Get(apierror.KeyRationale); ok && rationale.Type() == pcommon.ValueTypeStr {
			rationale.SetStr(rationale.Str() + began)
		}
	}
}

// beginning names the span in which a failure began.
func (w *workspace) beginning(origin int) string {
	span, service := w.failures.Span(origin)
	if service == "" {
		return "; it began in " + apierror.Quote(span.Name())
	}
	return "; it began in service " + apierror.Quote(service) + ", " + apierror.Quote(span.Name())
}

// takenOver is how much of its certainty a verdict keeps on a span that only passed the failure on.
const takenOver = 0.8

// takeOver gives a span that itself says nothing of its failure the verdict on what it failed of, as its own service sees it,
// and tells which span that was. The fingerprint stays: it is to be the same when the batch holds less.
func (w *workspace) takeOver(i int) string {
	cause := w.failures.Cause(i)
	for cause >= 0 { // a chain of causes ends: Settle broke the circles
		span, _ := w.failures.Span(cause)
		if !isUnspecified(span.Attributes()) {
			break
		}
		cause = w.failures.Cause(cause)
	}
	if cause < 0 {
		return ""
	}
	below, serviceBelow := w.failures.Span(cause)
	verdict, known := apierror.ReadSpan(below.Attributes())
	if !known {
		return ""
	}
	span, service := w.failures.Span(i)
	failure := &verdict.Failure
	if failure.Category == apierror.CategoryCancelled {
		return ""
	}
	seenFromAbove(failure, service != serviceBelow, below.Kind())
	attrs := span.Attributes()
	own, _ := apierror.ReadSpan(attrs)
	w.tally.recount(own.Failure.Category, failure.Category)
	attrs.PutStr(apierror.KeyCategory, string(failure.Category))
	attrs.PutStr(apierror.KeyReason, failure.Reason)
	attrs.PutStr(apierror.KeyOrigin, string(failure.Origin))
	attrs.PutBool(apierror.KeyRetryable, failure.Retryable)
	attrs.PutDouble(apierror.KeyConfidence, max(own.Failure.Confidence, math.Round(100*takenOver*failure.Confidence)/100))
	attrs.PutStr(apierror.KeySeverity, max(own.Severity, classify.Severity(failure)).String())
	return "; category, reason and origin are taken over from " + apierror.Quote(below.Name())
}

// isUnspecified reports whether the verdict is that nothing on the span says why it failed.
func isUnspecified(attrs pcommon.Map) bool {
	category, found := attrs.Get(apierror.KeyCategory)
	if !found || category.Str() != string(apierror.CategoryUnknown) {
		return false
	}
	reason, found := attrs.Get(apierror.KeyReason)
	return found && reason.Str() == classify.ReasonUnspecified
}

// seenFromAbove turns the verdict on a failed span into that of a span above it. What a calling span says is said from its
// service's side already.
func seenFromAbove(f *apierror.Failure, elsewhere bool, kind ptrace.SpanKind) {
	if !elsewhere && kind != ptrace.SpanKindServer && kind != ptrace.SpanKindConsumer {
		return
	}
	switch f.Origin {
	case apierror.OriginCaller:
		f.Origin = apierror.OriginService // which called it
	case apierror.OriginService:
		if elsewhere {
			f.Origin = apierror.OriginDependency
		}
	default:
	}
	if elsewhere && f.Category == apierror.CategoryInternal {
		f.Category = apierror.CategoryDependency // as a 5xx that is received
	}
}

// recount counts a failed span under another category than before.
func (t *tally) recount(from, to apierror.Category) {
	if i, j := slices.Index(categories, from), slices.Index(categories, to); i >= 0 && j >= 0 {
		t.failed[i]--
		t.failed[j]++
	}
}
