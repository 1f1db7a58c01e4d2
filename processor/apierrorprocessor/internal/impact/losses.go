package impact

import (
	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
	"github.com/otelcol-apierror/otelcol-apierror/processor/apierrorprocessor/internal/spanview"
)

// loss is a failed call of a process, until the batch shows what became of it.
type loss struct {
	span      ptrace.Span
	at        int64
	trace     uint64 // of the process in the span's trace; 0 for none
	key       uint64 // likewise of its idempotency key
	process   int
	severity  apierror.Severity // of everything but what it does to the business
	money     bool
	read      bool // its value is the span's own
	retryable bool
	hidden    bool // only the configuration says that the call failed: whoever called cannot know
	outcome   outcome
}

// outcome is what became of a failed call.
type outcome uint8

const (
	final outcome = iota // as far as the data at hand shows
	retried
	recovered
	there // what was asked for
	countedInTrace
	countedByKey
)

// sentences say why a failure costs nothing.
var sentences = [...]string{
	retried:        "; nothing is lost: a later attempt succeeded",
	recovered:      "; nothing is lost: the call that it was made for succeeded",
	there:          "; nothing is lost: what was asked for is there already",
	countedInTrace: "; nothing is added: already counted in this trace",
	countedByKey:   "; nothing is added: already counted under this idempotency key",
}

// keptLosses bounds what is kept for the next batch: one giant batch must not hold memory for good.
const keptLosses = 1 << 14

// Remember keeps the failed call that Failed was asked of last, for Settle. Severity is that of everything but what it does to the
// business.
func (a *Assessor) Remember(v *spanview.View, span ptrace.Span, verdict *apierror.Verdict, severity apierror.Severity, at int64) {
	if a.last.process < 0 {
		return
	}
	l := loss{
		span: span, at: at, process: a.last.process, read: a.last.read, severity: severity, retryable: verdict.Failure.Retryable,
		hidden: !v.HasFailed(), money: verdict.Business.ValueAtRisk > 0 || verdict.Business.Cost > 0,
	}
	if isThere(&verdict.Failure) {
		l.outcome = there
	}
	if l.money {
		l.trace = a.counted.ofTrace(span.TraceID(), l.process)
		l.key = a.counted.ofKey(idempotencyKey(v.Attributes()), l.process)
	}
	a.losses = append(a.losses, l)
}

// isThere reports whether the call was refused because what it asked for had been done before: a form that was sent twice.
func isThere(f *apierror.Failure) bool {
	return f.Category == apierror.CategoryConflict && (f.Reason == "duplicate_key" || f.Reason == "already_exists")
}

// keyLimit is how much of an idempotency key counts, in bytes.
const keyLimit = 256

// idempotencyKey is what the caller sent to say that it asks for the same as before (draft-ietf-httpapi-idempotency-key-header).
func idempotencyKey(attrs pcommon.Map) string {
	value, found := attrs.Get("http.request.header.idempotency-key")
	if !found {
		value, found = attrs.Get("http.request.header.idempotency_key") // as older conventions wrote it
	}
	if found && value.Type() == pcommon.ValueTypeSlice && value.Slice().Len() > 0 {
		value = value.Slice().At(0)
	}
	if !found || value.Type() != pcommon.ValueTypeStr {
		return ""
	}
	return apierror.Cut(value.Str(), keyLimit)
}

// Settle corrects what the batch's failed calls were said to cost: a failure that was made good loses nothing, and one that was
// counted already adds nothing.
func (a *Assessor) Settle(td ptrace.Traces) {
	if len(a.losses) == 0 {
		return
	}
	a.findHandled(td)
	a.claim()
	for i := range a.losses {
		if l := &a.losses[i]; l.outcome != final {
			l.correct()
		}
	}
	a.forgetLosses()
}

func (a *Assessor) forgetLosses() {
	if cap(a.losses) > keptLosses {
		a.losses = nil
	}
	clear(a.losses) // they hold on to the batch's memory
	a.losses = a.losses[:0]
	a.lost.forget()
}

// claim counts each final failure once. Of the failures of one trace the one counts whose value is its own; else the first.
func (a *Assessor) claim() {
	c := a.counted
	c.mu.Lock()
	defer c.mu.Unlock()
	for i := range a.losses {
		if l := &a.losses[i]; l.outcome == final && l.key != 0 {
			if known := c.keys.find(l.key, l.at); known != nil && known.trace != l.trace {
				l.outcome = countedByKey
				c.remember(l)
			}
		}
	}
	for _, read := range [...]bool{true, false} {
		for i := range a.losses {
			if l := &a.losses[i]; l.money && l.outcome == final && l.read == read {
				c.count(l)
			}
		}
	}
}

func (c *counted) count(l *loss) {
	if l.trace != 0 && c.traces.find(l.trace, l.at) != nil {
		l.outcome = countedInTrace
		return
	}
	// The batch itself may hold both.
	if l.key != 0 && c.keys.find(l.key, l.at) != nil {
		l.outcome = countedByKey
	}
	c.remember(l)
}

// remember keeps others from counting what has been.
func (c *counted) remember(l *loss) {
	if l.trace != 0 && c.traces.find(l.trace, l.at) == nil && c.traces.put(claim{key: l.trace, at: l.at}) {
		c.evictions++
	}
	if l.key != 0 && c.keys.find(l.key, l.at) == nil && c.keys.put(claim{key: l.key, trace: l.trace, at: l.at}) {
		c.evictions++
	}
}

// correct takes from the span what the failure does not cost.
func (l *loss) correct() {
	attrs := l.span.Attributes()
	if l.money {
		attrs.PutDouble(apierror.KeyBusinessValueAtRisk, 0)
		attrs.Remove(apierror.KeyBusinessCost)
	}
	if rationale, found := attrs.Get(apierror.KeyBusinessRationale); found && rationale.Type() == pcommon.ValueTypeStr {
		rationale.SetStr(rationale.Str() + sentences[l.outcome])
	}
	if l.outcome == retried || l.outcome == recovered {
		// A partner's broken agreement stays broken.
		left := apierror.ImpactNone
		if breached, found := attrs.Get(apierror.KeyBusinessSLABreached); found && breached.Bool() {
			left = apierror.ImpactLow
		}
		attrs.PutStr(apierror.KeyBusinessImpact, string(left))
		attrs.PutStr(apierror.KeySeverity, max(l.severity, left.Severity()).String())
	}
}
