package engine

import (
	"time"

	"github.com/otelcol-apierror/otelcol-apierror/connector/apierrorconnector/internal/agreement"
	"github.com/otelcol-apierror/otelcol-apierror/connector/apierrorconnector/internal/findings"
	"github.com/otelcol-apierror/otelcol-apierror/connector/apierrorconnector/internal/series"
	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
	"github.com/otelcol-apierror/otelcol-apierror/internal/business"
)

// partner is a third party with an agreement, and how it stands.
type partner struct {
	tracker *agreement.Tracker
	dropped uint64
	ahead   *horizon          // nil where nobody looks ahead
	broke   failure           // the latest call that broke the agreement
	service string            // that made it
	process apierror.Business // that it was part of
}

// newPartners follows those with an agreement, by their places in the configuration; the others are nil.
func newPartners(catalog *business.Catalog) []*partner {
	made := make([]*partner, len(catalog.Partners))
	for i, p := range catalog.Partners {
		if p.SLA == nil {
			continue
		}
		made[i] = &partner{tracker: agreement.New(agreement.Agreement{
			Partner: p.Name, Availability: p.SLA.Availability, Latency: p.SLA.Latency, Percentile: p.SLA.Percentile,
			Window: p.SLA.Window, Penalty: p.SLA.Penalty, Currency: catalog.Currency,
		})}
	}
	return made
}

// countPartner counts the call at hand for the agreement of the partner that it went to.
func (e *Engine) countPartner() {
	s := &e.span
	p := e.partners[s.partner.Index]
	if p == nil {
		return
	}
	outcome := agreement.OutcomeOf(s.verdict.Failure.Origin)
	p.tracker.Add(s.end, outcome, time.Duration(s.duration))
	if p.ahead != nil {
		p.ahead.Add(s.end, outcome == agreement.Failed, time.Duration(s.duration))
	}
	if dropped := p.tracker.Dropped(); dropped > p.dropped {
		p.dropped = dropped
		e.counts.Late++
	}
	if s.verdict.Business.SLABreached {
		p.broke = failure{at: s.end, category: s.verdict.Failure.Category, trace: s.span.TraceID(), span: s.span.SpanID()}
		p.service = bounded(e.resource.service)
		b := &s.verdict.Business
		p.process = apierror.Business{Process: bounded(b.Process), Owner: bounded(b.Owner), Criticality: b.Criticality}
	}
}

// judge reports an agreement that is broken, or soon will be.
func (p *partner) judge(e *Engine, now int64) {
	if p == nil {
		return
	}
	v := p.tracker.Judge(now)
	if !v.Firing() {
		return
	}
	i := e.incidents
	id, sentence := apierror.SLABreachSituation(v.Agreement.Partner), v.Sentence()
	subject := apierror.Subject{Service: p.service, Category: p.broke.category}
	subject.Business = p.process
	i.addLosses(&subject.Business, id, v.Since, time.Hour, now)
	subject.Business.Partner, subject.Business.SLABreached = v.Agreement.Partner, v.Status == agreement.StatusBreached
	state := findings.State{
		ID: id, Kind: apierror.KindSLABreach, Name: v.Agreement.Partner,
		Since: v.Since, Count: int64(v.Count), //nolint:gosec // a count
		Severity: v.Severity, Confidence: v.Confidence(), Summary: capital(sentence) + atRisk(&subject.Business), Rationale: sentence, Evidence: v.Evidence(),
		TraceID: p.broke.trace, SpanID: p.broke.span, Subject: subject,
	}
	if e.allowed(situationOf(&state, now)) {
		i.book.Report(&state, now)
	}
}

// set sets the gauges of a partner's agreement.
func (p *partner) set(e *Engine, now int64) {
	if p == nil {
		return
	}
	v := p.tracker.Judge(now)
	k := key(0).with(e.seed, v.Agreement.Partner)
	name := series.String(apierror.KeyBusinessPartner, v.Agreement.Partner)
	group, known := e.metrics.partners.Find(uint64(k))
	if !known {
		group = e.metrics.partners.Add(uint64(k), name)
	}
	left := 1.0
	if v.Agreement.Availability > 0 {
		e.metrics.availability.Set(group, v.Availability.Kept)
		left = min(left, v.Availability.BudgetLeft)
	}
	if v.Agreement.Latency > 0 {
		e.metrics.compliance.Set(group, v.Latency.Kept)
		left = min(left, v.Latency.BudgetLeft)
	}
	e.metrics.margin.Set(group, left)
	breached := 0.0
	if v.Status == agreement.StatusBreached {
		breached = 1
	}
	e.metrics.breached.Set(group, breached)
	if v.Agreement.Penalty > 0 {
		group, known := e.metrics.penalties.Find(uint64(k))
		if !known {
			group = e.metrics.penalties.Add(uint64(k), name, series.String(apierror.KeyBusinessCurrency, v.Agreement.Currency))
		}
		e.metrics.penalty.Set(group, v.PenaltyDue())
	}
}
