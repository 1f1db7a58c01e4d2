package engine

import (
	"hash/maphash"

	"github.com/otelcol-apierror/otelcol-apierror/connector/apierrorconnector/internal/series"
	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// countFailed counts a call that failed: the error, the money, whom it met, and where it began.
func (e *Engine) countFailed(at *entry, seconds float64) {
	s := &e.span
	failure := &s.verdict.Failure
	exemplar := series.Exemplar{TraceID: s.span.TraceID(), SpanID: s.span.SpanID(), Time: s.end, Failed: true}
	e.metrics.duration.Offer(at.group, seconds, &exemplar)

	k := at.key.with(e.seed, string(failure.Category)).with(e.seed, string(failure.Origin)).with(e.seed, failure.Reason)
	told := "" // the process, where only the span tells it
	if s.process == nil {
		told = s.verdict.Business.Process
		k = k.with(e.seed, told)
	}
	group, known := e.metrics.failures.Find(uint64(k))
	if !known {
		attributes := append(e.callAttributes(),
			series.String(apierror.KeyCategory, string(failure.Category)),
			series.String(apierror.KeyOrigin, string(failure.Origin)),
			series.String(apierror.KeyReason, failure.Reason))
		if told != "" {
			attributes = append(attributes, series.String(apierror.KeyBusinessProcess, told))
		}
		group = e.metrics.failures.Add(uint64(k), attributes...)
	}
	e.metrics.errors.Add(group, 1)
	e.metrics.errors.Offer(group, 1, &exemplar)

	e.countMoney(&exemplar)
	if s.Entry() {
		e.countAffected()
	}
	e.note()
}

// countMoney adds up what the processor says that the call is worth.
func (e *Engine) countMoney(exemplar *series.Exemplar) {
	s := &e.span
	b := &s.verdict.Business
	if b.Currency == "" || (b.ValueAtRisk == 0 && b.Cost == 0) {
		return
	}
	k := key(e.resource.hash).with(e.seed, b.Process).with(e.seed, string(b.Criticality)).with(e.seed, b.Owner).
		with(e.seed, b.Currency).with(e.seed, string(s.verdict.Failure.Category))
	group, known := e.metrics.money.Find(uint64(k))
	if !known {
		attributes := e.attributes[:0]
		for _, field := range [...]struct{ key, value string }{
			{apierror.KeyServiceName, e.resource.service},
			{apierror.KeyBusinessProcess, b.Process},
			{apierror.KeyBusinessOwner, b.Owner},
			{apierror.KeyBusinessCriticality, string(b.Criticality)},
			{apierror.KeyBusinessCurrency, b.Currency},
			{apierror.KeyCategory, string(s.verdict.Failure.Category)},
		} {
			if field.value != "" {
				attributes = append(attributes, series.String(field.key, field.value))
			}
		}
		e.attributes = attributes
		group = e.metrics.money.Add(uint64(k), attributes...)
	}
	e.metrics.valueAtRisk.Add(group, b.ValueAtRisk)
	e.metrics.valueAtRisk.Offer(group, b.ValueAtRisk, exemplar)
	e.metrics.cost.Add(group, b.Cost)
}

// countAffected notes who met the failure.
func (e *Engine) countAffected() {
	s := &e.span
	var who string
	for _, name := range e.settings.Actors {
		if who = valueAt(s.attributes, name); who != "" {
			break
		}
	}
	if who == "" {
		return
	}
	process := s.verdict.Business.Process
	k := key(e.resource.hash).with(e.seed, process)
	group, known := e.metrics.affected.Find(uint64(k))
	if !known {
		attributes := e.attributes[:0]
		attributes = append(attributes, series.String(apierror.KeyServiceName, e.resource.service))
		if process != "" {
			attributes = append(attributes, series.String(apierror.KeyBusinessProcess, process))
		}
		e.attributes = attributes
		group = e.metrics.affected.Add(uint64(k), attributes...)
	}
	e.metrics.actors.Add(group, maphash.String(e.seed, who))
}
