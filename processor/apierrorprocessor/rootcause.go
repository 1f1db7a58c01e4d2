package apierrorprocessor

import (
	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// settle corrects apierror.root_cause on the spans of the batch whose failure began elsewhere, and says where if that is known.
func (w *workspace) settle(td ptrace.Traces) {
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
		if rationale, ok := attrs.Get(apierror.KeyRationale); ok && rationale.Type() == pcommon.ValueTypeStr {
			rationale.SetStr(rationale.Str() + w.beginning(origin))
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
