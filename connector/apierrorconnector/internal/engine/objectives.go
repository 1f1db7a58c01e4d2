package engine

import (
	"time"

	"github.com/otelcol-apierror/otelcol-apierror/connector/apierrorconnector/internal/findings"
	"github.com/otelcol-apierror/otelcol-apierror/connector/apierrorconnector/internal/outlook"
	"github.com/otelcol-apierror/otelcol-apierror/connector/apierrorconnector/internal/series"
	"github.com/otelcol-apierror/otelcol-apierror/connector/apierrorconnector/internal/slo"
	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// objective is one of the configuration, and how it stands.
type objective struct {
	calls   *Calls
	tracker *slo.Tracker
	dropped uint64
	ahead   *outlook.Budget // nil where nobody looks ahead

	// The latest bad call, as an example and for what it says of the business.
	bad     failure
	subject apierror.Subject
}

func newObjectives(declared []Objective) []*objective {
	made := make([]*objective, 0, len(declared))
	for i := range declared {
		made = append(made, &objective{calls: &declared[i].Calls, tracker: slo.New(declared[i].Objective)})
	}
	return made
}

// add counts the call at hand and reports whether it was young enough. What its own user gave up on is no fault of the service's, and
// neither is what a caller did wrong.
func (o *objective) add(e *Engine) bool {
	s := &e.span
	failed := s.Failed && s.verdict.Failure.Origin != apierror.OriginCaller
	bad := o.tracker.Objective().Bad(failed, time.Duration(s.duration))
	o.tracker.Add(s.end, bad)
	if o.ahead != nil {
		o.ahead.Add(s.end, bad)
	}
	if bad {
		o.bad = failure{at: s.end, category: s.verdict.Failure.Category, trace: s.span.TraceID(), span: s.span.SpanID()}
		o.subject = boundedSubject(s.target.subject(e.resource.service))
		if s.process != nil {
			o.subject.Business = apierror.Business{
				Process: s.process.Name, Owner: s.process.Owner, Criticality: s.process.Criticality,
			}
		}
	}
	late := o.tracker.Dropped() > o.dropped
	o.dropped = o.tracker.Dropped()
	return !late
}

// judge reports an objective whose budget burns too fast.
func (o *objective) judge(e *Engine, now int64) {
	i := e.incidents
	v := o.tracker.Judge(now)
	if !v.Firing {
		return
	}
	name := v.Objective.Name
	id, sentence := apierror.SLOBurnSituation(name), v.Sentence()
	subject := o.subject
	i.addLosses(&subject.Business, id, v.Since, v.Long.Length(v.Period), now)
	state := findings.State{
		ID: id, Kind: apierror.KindSLOBurn, Name: name,
		Since: v.Since, Count: int64(v.Count), //nolint:gosec // a count
		Severity: v.Severity, Confidence: v.Confidence(), Summary: sentence + atRisk(&subject.Business), Rationale: sentence, Evidence: v.Evidence(),
		TraceID: o.bad.trace, SpanID: o.bad.span, Subject: subject,
	}
	if e.allowed(situationOf(&state, now)) {
		i.book.Report(&state, now)
	}
}

// set sets the gauges of an objective.
func (o *objective) set(e *Engine, now int64) {
	standing := o.tracker.Standing(now)
	declared := o.tracker.Objective()
	k := key(0).with(e.seed, declared.Name)
	name := series.String(keySLO, declared.Name)
	group, known := e.metrics.objectives.Find(uint64(k))
	if !known {
		group = e.metrics.objectives.Add(uint64(k), name)
	}
	e.metrics.objective.Set(group, declared.Target)
	e.metrics.budget.Set(group, standing.BudgetLeft)
	for _, w := range slo.Windows() {
		of := k.plus(uint64(w) + 1)
		group, known := e.metrics.burns.Find(uint64(of))
		if !known {
			group = e.metrics.burns.Add(uint64(of), name, series.String(keySLOWindow, w.String()))
		}
		e.metrics.burnRate.Set(group, standing.Burn[w])
		e.metrics.badCalls.Set(group, float64(standing.Counts[w].Bad))
	}
}
