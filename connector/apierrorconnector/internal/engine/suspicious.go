package engine

import (
	"github.com/otelcol-apierror/otelcol-apierror/connector/apierrorconnector/internal/findings"
	"github.com/otelcol-apierror/otelcol-apierror/connector/apierrorconnector/internal/series"
	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// countSuspicious counts a span that takes part in a suspicious behaviour, and tells the findings of it: a span counts once for
// a signal, however often it is listed.
func (e *Engine) countSuspicious() {
	s := &e.span
	security := &s.verdict.Security
	var seen uint32
	for _, signal := range security.Signals {
		at, known := signalIndex[signal]
		if !known || seen&(1<<at) != 0 {
			continue
		}
		seen |= 1 << at
		e.countSignal(signal)
		if e.tellFindings {
			e.tellSignal(signal)
		}
	}
}

var signalIndex = func() map[apierror.Signal]uint {
	index := make(map[apierror.Signal]uint)
	for i, signal := range apierror.Signals() {
		index[signal] = uint(i)
	}
	return index
}()

func (e *Engine) countSignal(signal apierror.Signal) {
	security := &e.span.verdict.Security
	k := key(e.resource.hash).with(e.seed, string(signal)).plus(uint64(security.Severity))
	group, known := e.metrics.security.Find(uint64(k))
	if !known {
		group = e.metrics.security.Add(uint64(k), series.String(apierror.KeyServiceName, e.resource.service),
			series.String(keySignal, string(signal)), series.String(apierror.KeySecuritySeverity, security.Severity.String()))
	}
	e.metrics.events.Add(group, 1)
	e.metrics.events.Offer(group, 1, &series.Exemplar{
		TraceID: e.span.span.TraceID(), SpanID: e.span.span.SpanID(), Time: e.span.end, Failed: true,
	})
}

// tellSignal makes the span an event of its situation: an actor and a signal, or a place that leaks.
func (e *Engine) tellSignal(signal apierror.Signal) {
	s := &e.span
	security := &s.verdict.Security
	leak := signal == apierror.SignalErrorDataLeak
	if security.Actor.IsZero() && !leak {
		e.counts.Malformed++ // nobody could act on it
		return
	}
	t := e.targetOf(s)
	event := findings.Event{
		ID: apierror.SecuritySituation(security.Actor, signal), Kind: apierror.KindSecurity, Name: string(signal),
		Time: s.end, Severity: max(security.Severity, apierror.SeverityInfo), Confidence: security.Confidence, Rationale: security.Rationale,
		TraceID: s.span.TraceID(), SpanID: s.span.SpanID(), Subject: t.subject(e.resource.service),
	}
	event.Subject.Signals = []apierror.Signal{signal}
	event.Subject.References = security.References
	event.Subject.Actor = security.Actor
	event.Subject.Tenant = e.tenant()
	if leak { // it is mended where it leaks, whoever was there to see
		event.Kind, event.ID = apierror.KindDataLeak, apierror.DataLeakSituation(e.resource.service, t.endpoint())
	}
	if e.allowedSignal(&event) {
		e.incidents.book.Observe(&event, e.now())
	}
}

// tenant is the customer whose span it is, by its own word or its resource's.
func (e *Engine) tenant() string {
	if own := textAt(e.span.span.Attributes(), apierror.KeyTenantID); own != "" {
		return own
	}
	return textAt(e.resource.attributes, apierror.KeyTenantID)
}
