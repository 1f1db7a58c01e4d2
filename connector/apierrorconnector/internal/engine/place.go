package engine

import (
	"go.opentelemetry.io/collector/pdata/pcommon"

	"github.com/otelcol-apierror/otelcol-apierror/connector/apierrorconnector/internal/surge"
	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
	"github.com/otelcol-apierror/otelcol-apierror/internal/business"
)

// place is where error rates are judged: an endpoint of a service, or a business process.
type place struct {
	subject  apierror.Subject  // its service and endpoint, or its process
	endpoint string            // "" for a process
	process  *business.Process // nil for an endpoint

	rates    surge.Endpoint
	ahead    *horizon  // nil where nobody looks ahead
	of       *place    // of the process that calls were part of last; nil for a process, and where there was none
	method   string    // of the calls; "" where they differ
	failures *failures // nil until a call failed
	seen     int64     // span time of the latest call
}

// failures are what is known of the calls that failed at a place lately.
type failures struct {
	contributors *surge.Contributors
	recent       [recentFailures]failure
	next         int
}

// failure is a call that failed.
type failure struct {
	at       int64
	category apierror.Category
	trace    pcommon.TraceID
	span     pcommon.SpanID
}

// recentFailures is how many calls of a place are asked for where they began to fail.
const recentFailures = 64

// maxPlaces bounds the endpoints that are judged: 10,000 of them take some 10 MB, and 2 KiB more each where calls fail.
const maxPlaces = 10_000

// placeIdle is how long a place is kept that nobody calls, in nanoseconds: its baseline outlives a weekend.
const placeIdle = 72 * 3600e9

// placeOf finds where calls to a target of the service at hand are judged; nil for calls that lead nowhere, and where there is no room
// to judge one more.
func (e *Engine) placeOf(t target) *place {
	name := t.endpoint()
	if !e.tellFindings || name == "" && e.span.isLost() {
		return nil
	}
	k := e.placeKey(e.resource.service, name)
	if known := e.incidents.places[k]; known != nil {
		return known
	}
	if len(e.incidents.places) >= maxPlaces {
		e.incidents.refused++
		e.full(memoryEndpoints)
		return nil
	}
	made := &place{
		subject: boundedSubject(t.subject(e.resource.service)), endpoint: bounded(name), ahead: e.foresight.horizon(), method: e.span.Method,
	}
	e.incidents.places[k] = made
	e.warm(k, made)
	return made
}

func (e *Engine) placeKey(service, endpoint string) key {
	return key(0).with(e.seed, service).with(e.seed, endpoint)
}

// expectFailures makes room for what is known of failures.
func (p *place) expectFailures(e *Engine) {
	if p.failures == nil {
		p.failures = &failures{contributors: surge.NewContributors(e.settings.Contributors...)}
	}
}

// add counts the call at hand and reports whether it was young enough.
func (p *place) add(e *Engine) bool {
	s := &e.span
	category := s.failedAs()
	if p.process == nil && category == apierror.CategoryBusinessLogic && (s.process != nil || s.verdict.Business.Process != "") {
		category = "" // it is the process that fails: the call was answered
	}
	if p.method != s.Method {
		p.method = ""
	}
	taken := p.rates.Add(s.end, category)
	p.ahead.expect(s)
	p.seen = max(p.seen, s.end)
	if category != "" {
		p.failed(e)
	}
	// While nothing fails nobody asks who contributes; what succeeds counts from the first failure on.
	if p.failures != nil && taken && p.failures.contributors.Wants(category != "") {
		p.failures.contributors.Add(s.end, category != "", e.contributions()...)
	}
	return taken
}

func (p *place) failed(e *Engine) {
	s := &e.span
	p.expectFailures(e)
	f := p.failures
	f.recent[f.next%recentFailures] = failure{
		at: s.end, category: s.verdict.Failure.Category, trace: s.span.TraceID(), span: s.span.SpanID(),
	}
	f.next++
}

// contributions are the values of the call at hand, of which one may stand out.
func (e *Engine) contributions() []string {
	e.values = e.values[:0]
	for i, name := range e.settings.Contributors {
		value := valueAt(e.span.attributes, name)
		if value == "" {
			value = e.resource.contributors[i]
		}
		e.values = append(e.values, value)
	}
	return e.values
}

// traces are those of the calls that failed in one way since a time, the latest first.
func (f *failures) traces(category apierror.Category, since int64) []pcommon.TraceID {
	var traces []pcommon.TraceID
	for i := range min(f.next, recentFailures) {
		recent := &f.recent[(f.next-1-i)%recentFailures]
		if recent.category == category && recent.at >= since && !recent.trace.IsEmpty() {
			traces = append(traces, recent.trace)
		}
	}
	return traces
}

// example is the latest call that failed in one way.
func (f *failures) example(category apierror.Category) (trace pcommon.TraceID, span pcommon.SpanID) {
	for i := range min(f.next, recentFailures) {
		if recent := &f.recent[(f.next-1-i)%recentFailures]; recent.category == category {
			return recent.trace, recent.span
		}
	}
	return trace, span
}
