// Package impact decides what a failed or slow call costs: the business process and the partner it belongs to, the money
// it puts at risk, and how bad that is.
package impact

import (
	"fmt"
	"math"
	"strconv"

	"go.opentelemetry.io/collector/pdata/pcommon"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
	"github.com/otelcol-apierror/otelcol-apierror/processor/apierrorprocessor/internal/route"
	"github.com/otelcol-apierror/otelcol-apierror/processor/apierrorprocessor/internal/spanview"
)

// Business is what the configuration declares.
type Business struct {
	Currency  string // ISO 4217
	Processes []Process
	Partners  []Partner
}

// Model is a Business, compiled. It never changes, so any number of Assessors may share it.
type Model struct {
	currency  string
	processes []*process
	partners  []*partner

	// slowest is the shortest latency that any partner agreed to: a call below it is slow for nobody.
	slowest uint64
}

// Compile checks the declarations. An error begins with the key path below business.
func Compile(declared Business) (*Model, error) {
	m := &Model{currency: declared.Currency, slowest: math.MaxUint64}
	for i, d := range declared.Processes {
		p, err := compileProcess(d, declared.Currency)
		if err != nil {
			return nil, fmt.Errorf("processes::%d::%w", i, err)
		}
		m.processes = append(m.processes, p)
	}
	for i, d := range declared.Partners {
		p, err := compilePartner(d)
		if err != nil {
			return nil, fmt.Errorf("partners::%d::%w", i, err)
		}
		if d.SLA != nil && d.SLA.Latency > 0 {
			m.slowest = min(m.slowest, uint64(d.SLA.Latency))
		}
		m.partners = append(m.partners, p)
	}
	return m, nil
}

// IsThirdParty reports whether a host belongs to a declared partner.
func (m *Model) IsThirdParty(host string) bool { return m.partner(host) != nil }

func (m *Model) partner(host string) *partner {
	if host == "" {
		return nil
	}
	for _, p := range m.partners {
		if p.matches(host) {
			return p
		}
	}
	return nil
}

// MayBeSlow is the cheap test that a clean call to another service has to pass before Slow is worth asking.
func (m *Model) MayBeSlow(nanos uint64) bool { return nanos > m.slowest }

// Assessor applies a Model to spans. It is not safe for concurrent use.
type Assessor struct {
	*Model
	byRoute route.Memo[*process] // nil where no process is concerned
}

// NewAssessor makes an Assessor for a Model.
func NewAssessor(m *Model) *Assessor {
	return &Assessor{Model: m, byRoute: route.NewMemo(m.find)}
}

// Service says whose spans come next.
func (a *Assessor) Service(name string) { a.byRoute.Service(name) }

// Failed fills out with what a failed call costs and reports whether a process or a partner is concerned. Malformed counts
// amounts that could not be read.
func (a *Assessor) Failed(v *spanview.View, f *apierror.Failure, out *apierror.Business) bool {
	*out = apierror.Business{}
	process := a.process(v)
	partner := a.calledPartner(v)
	if process != nil {
		out.Process, out.Owner, out.Criticality = process.Name, process.Owner, process.Criticality
		out.Impact = level(process.Criticality, f)
		out.Rationale = process.defaultReason
		a.value(process, v, out)
	}
	if partner != nil {
		out.Partner = partner.Name
		slow := partner.tooSlow(v.DurationNanos())
		out.SLABreached = slow || partner.broke(f)
		reason := partner.blame(f)
		if slow {
			reason += "; " + partner.slow
		}
		addPartner(out, reason)
	}
	return process != nil || partner != nil
}

// Slow fills out for a call that succeeded and broke its partner's agreement by taking too long.
func (a *Assessor) Slow(v *spanview.View, out *apierror.Business) bool {
	*out = apierror.Business{}
	partner := a.calledPartner(v)
	if partner == nil || !partner.tooSlow(v.DurationNanos()) {
		return false
	}
	if process := a.process(v); process != nil {
		out.Process, out.Owner, out.Criticality = process.Name, process.Owner, process.Criticality
	}
	out.Partner, out.SLABreached = partner.Name, true
	addPartner(out, partner.slow)
	return true
}

// addPartner joins the partner's part to what a process may have said already. A partner alone is of low impact: nothing
// says that business depends on the call.
func addPartner(out *apierror.Business, reason string) {
	if out.Impact == "" {
		out.Impact = apierror.ImpactNone
		if out.SLABreached {
			out.Impact = apierror.ImpactLow
		}
	}
	if out.Rationale != "" {
		out.Rationale += "; "
	}
	out.Rationale += reason
}

func (a *Assessor) calledPartner(v *spanview.View) *partner {
	if !v.Calling() {
		return nil
	}
	return a.partner(v.Host)
}

// process finds the process of a call: the first that matches, in the order of the configuration.
func (a *Assessor) process(v *spanview.View) *process {
	if len(a.processes) == 0 {
		return nil
	}
	return a.byRoute.Of(v.Method, v.Route, v.Path)
}

func (m *Model) find(service, method, path string) *process {
	for _, p := range m.processes {
		if p.calls.Match(service, method, path) {
			return p
		}
	}
	return nil
}

// value puts the call's money on out. An amount that is no number, negative or not finite counts as malformed and leaves
// the default.
func (a *Assessor) value(p *process, v *spanview.View, out *apierror.Business) {
	if p.Value == nil {
		return
	}
	out.Currency, out.ValueAtRisk = a.currency, p.Value.Default
	if p.Value.Attribute == "" {
		return
	}
	attribute, ok := v.Attributes().Get(p.Value.Attribute)
	if !ok {
		return
	}
	amount, ok := readAmount(attribute)
	if !ok {
		v.Malformed++
		return
	}
	out.ValueAtRisk = amount
	out.Rationale = p.describe(amount, p.Value.Attribute, a.currency)
}

func readAmount(value pcommon.Value) (float64, bool) {
	var amount float64
	switch value.Type() {
	case pcommon.ValueTypeDouble:
		amount = value.Double()
	case pcommon.ValueTypeInt:
		amount = float64(value.Int())
	case pcommon.ValueTypeStr:
		parsed, err := strconv.ParseFloat(value.Str(), 64)
		if err != nil {
			return 0, false
		}
		amount = parsed
	default:
		return 0, false
	}
	return amount, amount >= 0 && !math.IsInf(amount, 0) // NaN compares false
}
