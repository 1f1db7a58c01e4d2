// Package impact decides what a failed or slow call costs: the business process and the partner it belongs to, the money
// it puts at risk, and how bad that is.
//
// An Assessor judges the spans of a batch one by one, and corrects its judgement once the whole batch is known: only a failure
// that is final loses money, and only once. What batches have to know of each other is in the Model.
package impact

import (
	"context"
	"math"

	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
	"github.com/otelcol-apierror/otelcol-apierror/internal/business"
	"github.com/otelcol-apierror/otelcol-apierror/processor/apierrorprocessor/internal/spanview"
)

// Model is what the configuration declares, with the sentences made beforehand, and what all batches remember together. Any number
// of Assessors may share it.
type Model struct {
	catalog   *business.Catalog
	processes []process // by their index
	partners  []partner // likewise
	counted   *counted
	affected  []affected // by the index of the process

	// slowest is the shortest latency that any partner agreed to: a call below it is slow for nobody.
	slowest uint64
}

// NewModel makes the Model of what is declared.
func NewModel(catalog *business.Catalog) *Model {
	m := &Model{catalog: catalog, counted: newCounted(), affected: make([]affected, len(catalog.Processes)), slowest: math.MaxUint64}
	for _, p := range catalog.Processes {
		m.processes = append(m.processes, prepare(p, catalog.Currency))
	}
	for _, p := range catalog.Partners {
		m.partners = append(m.partners, introduce(p))
		if p.SLA != nil && p.SLA.Latency > 0 {
			m.slowest = min(m.slowest, uint64(p.SLA.Latency))
		}
	}
	return m
}

// MayBeSlow is the cheap test that a clean call to another service has to pass before Slow is worth asking.
func (m *Model) MayBeSlow(nanos uint64) bool { return nanos > m.slowest }

// Assessor applies a Model to spans. It is not safe for concurrent use.
type Assessor struct {
	*Model

	matcher *business.Matcher
	who     func(pcommon.Map) uint64
	scope   ptrace.ScopeSpans
	text    []byte // scratch
	last    judgement
	losses  []loss
	lost    attempts
}

// judgement is what is kept of the span that was judged last, until it is known that it stands.
type judgement struct {
	process int  // its index; negative for none
	read    bool // its value is the span's own
}

// NewAssessor makes an Assessor. Who names the actor of an answered call by a hash, 0 for nobody; failed is told of processes whose
// condition could not be evaluated.
func (m *Model) NewAssessor(who func(pcommon.Map) uint64, failed func(process string)) *Assessor {
	return &Assessor{Model: m, matcher: m.catalog.NewMatcher(failed), who: who}
}

// Resource says whose spans come next.
func (a *Assessor) Resource(ctx context.Context, service string, resource ptrace.ResourceSpans) {
	a.matcher.Resource(ctx, service, resource)
}

// Scope says of which scope they are.
func (a *Assessor) Scope(scope ptrace.ScopeSpans) { a.scope = scope }

// Forget lets go of the batch.
func (a *Assessor) Forget() {
	a.matcher.Forget()
	a.scope = ptrace.ScopeSpans{}
	a.forgetLosses()
}

// IsThirdParty reports whether a call went to a declared partner.
func (a *Assessor) IsThirdParty(v *spanview.View, span ptrace.Span) bool {
	if !v.Calling() || len(a.partners) == 0 {
		return false
	}
	var call business.Call
	a.read(v, span, &call)
	return a.matcher.Partner(&call) != nil
}

// read turns a view into what the catalog asks for. The call is zero, and on the stack, where the garbage collector need not be told
// what is put into it.
func (a *Assessor) read(v *spanview.View, span ptrace.Span, call *business.Call) {
	call.Calling, call.Method, call.Route, call.Path, call.Scope, call.Span = v.Calling(), v.Method, v.Route, v.Path, a.scope, span
	switch {
	case call.Calling:
		call.Server = v.Host
		if a.catalog.AsksPeers() {
			call.Peer = textOf(v.Attributes(), "service.peer.name", "peer.service")
		}
	case a.catalog.AsksServers():
		call.Server = textOf(v.Attributes(), "server.address", "http.host", "net.host.name")
	}
}

func textOf(attrs pcommon.Map, names ...string) string {
	for _, name := range names {
		if value, found := attrs.Get(name); found && value.Type() == pcommon.ValueTypeStr && value.Str() != "" {
			return value.Str()
		}
	}
	return ""
}

// Failed fills out with what a failed call costs, as long as nothing is known of others, and reports whether a process or a
// partner is concerned. At is the span's time, in Unix nanoseconds.
func (a *Assessor) Failed(v *spanview.View, span ptrace.Span, f *apierror.Failure, at int64, out *apierror.Business) bool {
	*out = apierror.Business{}
	a.last = judgement{process: -1}
	var call business.Call
	a.read(v, span, &call)
	process, partner := a.matcher.Process(&call), a.matcher.Partner(&call)
	if process != nil {
		a.assess(process, &call, v, f, at, out)
	}
	if partner != nil {
		a.partners[partner.Index].failed(v.DurationNanos(), f, out)
	}
	return process != nil || partner != nil
}

// assess fills out for a failed call of a process.
func (a *Assessor) assess(declared *business.Process, call *business.Call, v *spanview.View, f *apierror.Failure, at int64, out *apierror.Business) {
	p := &a.processes[declared.Index]
	tier := a.matcher.Tier(call)
	out.Process, out.Owner, out.Criticality = p.Name, p.Owner, p.Criticality
	value := p.worth(v.Attributes(), a.catalog)
	if value.malformed {
		v.Malformed++
	}
	a.last = judgement{process: declared.Index, read: value.read}
	bill := p.bill(&value, tier)
	if value.known || bill.known {
		out.Currency, out.ValueAtRisk, out.Cost = a.catalog.Currency, value.amount, bill.total
	}
	why := reasons{large: p.isLarge(&value), tier: tier}
	if !ordinary(f) && a.isAffected(declared.Index, v, at) {
		why.many = a.catalog.ManyActors
	}
	out.Impact = level(p.Criticality, f, why.any())
	if value.usual && tier == nil && !why.any() {
		out.Rationale = p.usual
		return
	}
	text := p.appendWorth(a.text[:0], &value)
	text = p.appendBill(text, &value, &bill)
	if out.Impact != level(p.Criticality, f, false) {
		text = why.append(text, p)
	}
	a.text = text
	out.Rationale = string(text)
}

// isAffected notes who met the failure of an answered call, and reports whether many have.
func (a *Assessor) isAffected(process int, v *spanview.View, at int64) bool {
	if !v.Serving() { // to the asking side, addresses are those of whom it called
		return false
	}
	actor := a.who(v.Attributes())
	return actor != 0 && a.affected[process].add(actor, at, a.catalog.ManyActors)
}

// Slow fills out for a call that succeeded and broke its partner's agreement by taking too long.
func (a *Assessor) Slow(v *spanview.View, span ptrace.Span, out *apierror.Business) bool {
	*out = apierror.Business{}
	var call business.Call
	a.read(v, span, &call)
	declared := a.matcher.Partner(&call)
	if declared == nil {
		return false
	}
	partner := &a.partners[declared.Index]
	if !partner.tooSlow(v.DurationNanos()) {
		return false
	}
	if p := a.matcher.Process(&call); p != nil {
		out.Process, out.Owner, out.Criticality = p.Name, p.Owner, p.Criticality
	}
	out.Partner, out.SLABreached = partner.Name, true
	partner.add(out, partner.slow, partner.leastOfSlow())
	return true
}
