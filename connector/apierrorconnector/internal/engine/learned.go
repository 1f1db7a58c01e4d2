package engine

import (
	"github.com/otelcol-apierror/otelcol-apierror/connector/apierrorconnector/internal/findings"
	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
	"github.com/otelcol-apierror/otelcol-apierror/internal/business"
)

// maxLearned bounds the processes that only spans tell of.
const maxLearned = 1_000

// processOf finds where the process of the call at hand is judged; nil if it has none. Where the connector has no business section, the
// processor says on a failed call what process it is of, and what else enters at the same place is taken to be of it from then on.
func (e *Engine) processOf(at *entry) *place {
	s := &e.span
	switch {
	case !e.tellFindings:
		return nil
	case s.process != nil:
		return e.incidents.process(s.process)
	case s.verdict.Business.Process != "":
		at.process = e.incidents.learn(&s.verdict.Business)
		if at.process != nil && at.process.ahead == nil {
			at.process.ahead = e.foresight.horizon()
		}
	}
	return at.process
}

// learn finds the place of a process that a span names; nil if there is no room for one more.
func (i *incidents) learn(b *apierror.Business) *place {
	if known := i.learned[b.Process]; known != nil {
		return known
	}
	for _, declared := range i.processes {
		if declared.process.Name == b.Process {
			return declared // by the processor's word, though not by this configuration's match
		}
	}
	name := bounded(b.Process)
	if known := i.learned[name]; known != nil {
		return known
	}
	if len(i.learned) >= maxLearned {
		i.unlearned++
		return nil
	}
	declared := &business.Process{ProcessConfig: business.ProcessConfig{Name: name, Owner: bounded(b.Owner), Criticality: b.Criticality}}
	i.learned[name] = &place{process: declared, subject: apierror.Subject{
		Business: apierror.Business{Process: name, Owner: declared.Owner, Criticality: b.Criticality},
	}}
	return i.learned[name]
}

// tellBreach makes a call that broke a partner's agreement an event, where the connector does not know what was agreed: then the
// processor's word on each call is all there is.
func (e *Engine) tellBreach() {
	s := &e.span
	b := &s.verdict.Business
	if !e.tellFindings || !b.SLABreached || b.Partner == "" || s.partner != nil {
		return
	}
	event := findings.Event{
		ID: apierror.SLABreachSituation(b.Partner), Kind: apierror.KindSLABreach, Name: b.Partner,
		Time: s.end, Severity: breachSeverity(&s.verdict), Confidence: s.verdict.Failure.Confidence, Rationale: b.Rationale,
		TraceID: s.span.TraceID(), SpanID: s.span.SpanID(),
		Subject: apierror.Subject{
			Service: e.resource.service, Category: s.verdict.Failure.Category, Reason: s.verdict.Failure.Reason, Origin: s.verdict.Failure.Origin,
			Business: *b,
		},
	}
	e.incidents.book.Observe(&event, e.now())
}

// breachSeverity is how grave one call is that broke an agreement: medium at most, for one call breaks no agreement over its window.
func breachSeverity(v *apierror.Verdict) apierror.Severity {
	return max(apierror.SeverityLow, min(apierror.SeverityMedium, max(v.Severity, v.Business.Impact.Severity())))
}
