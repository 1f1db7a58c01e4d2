package cascade

import (
	"cmp"
	"math"
	"slices"

	"go.opentelemetry.io/collector/pdata/pcommon"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// maxListed bounds each list of a Radius; the total beside it says how many there are.
const maxListed = 10

// Radius is what a cause took down, as far as a number of its traces show. A trace counts once in each part of it, and its money
// once for a process, however many of its spans tell of it.
type Radius struct {
	Traces int // of which anything is known

	Services       []string // those that most traces failed in first
	ServicesTotal  int
	Endpoints      []Endpoint
	EndpointsTotal int
	Processes      []Process // those with the most at risk first
	ProcessesTotal int
	Partner        string // that was called where it began, if it was one
}

// Bounded reports whether a radius that was saved can be one that was made.
func (r *Radius) Bounded() bool {
	return max(len(r.Services), len(r.Endpoints), len(r.Processes)) <= maxListed &&
		min(r.ServicesTotal, r.EndpointsTotal, r.ProcessesTotal) >= 0 && max(r.ServicesTotal, r.EndpointsTotal, r.ProcessesTotal) < math.MaxInt32
}

// Endpoint is what a service offers.
type Endpoint struct{ Service, Name string }

// Process is a business process that was hit.
type Process struct {
	Name        string
	Criticality apierror.Criticality
	Calls       int
	ValueAtRisk float64
	Cost        float64
	Currency    string
}

// tally counts names once a trace.
type tally[K comparable] map[K]*counted

type counted struct{ traces, last int }

func (t tally[K]) add(name K, trace int) {
	known := t[name]
	if known == nil {
		known = &counted{}
		t[name] = known
	}
	if known.last != trace {
		known.traces, known.last = known.traces+1, trace
	}
}

// first lists the names that most traces have.
func (t tally[K]) first(compare func(a, b K) int) []K {
	names := make([]K, 0, len(t))
	for name := range t {
		names = append(names, name)
	}
	slices.SortFunc(names, func(a, b K) int { return cmp.Or(cmp.Compare(t[b].traces, t[a].traces), compare(a, b)) })
	return names[:min(len(names), maxListed)]
}

type processKey struct{ name, currency string }

// Radius reads what the traces hit. A trace that is named twice counts once.
func (m *Memory) Radius(ids []pcommon.TraceID) Radius {
	services, endpoints := make(tally[string]), make(tally[Endpoint])
	processes := make(map[processKey]*Process)
	seen := make(map[pcommon.TraceID]struct{}, len(ids))
	var r Radius
	for _, id := range ids {
		t := m.find(id)
		if _, twice := seen[id]; twice || t == nil {
			continue
		}
		seen[id] = struct{}{}
		r.Traces++
		for i := range t.facts {
			place := t.facts[i].place.Value()
			services.add(place.Service, r.Traces)
			if t.facts[i].entry && place.Endpoint != "" {
				endpoints.add(Endpoint{place.Service, place.Endpoint}, r.Traces)
			}
		}
		for name, p := range t.processes() {
			p.addTo(processes, name)
		}
		r.Partner = cmp.Or(r.Partner, t.place.Value().Partner)
	}
	delete(services, "")
	r.Services, r.ServicesTotal = services.first(cmp.Compare[string]), len(services)
	r.Endpoints, r.EndpointsTotal = endpoints.first(func(a, b Endpoint) int {
		return cmp.Or(cmp.Compare(a.Service, b.Service), cmp.Compare(a.Name, b.Name))
	}), len(endpoints)
	r.Processes, r.ProcessesTotal = listed(processes), len(processes)
	return r
}

// processes are those that the trace is part of, each with what the trace is worth to it.
func (t *trace) processes() map[processKey]Process {
	var found map[processKey]Process
	for i := range t.facts {
		f := &t.facts[i]
		if !f.staked {
			continue
		}
		if found == nil {
			found = make(map[processKey]Process)
		}
		s := f.stake.Value()
		name := processKey{s.process, s.currency}
		p := found[name]
		p.Criticality = graver(p.Criticality, s.criticality)
		p.ValueAtRisk, p.Cost = max(p.ValueAtRisk, f.value), max(p.Cost, f.cost)
		found[name] = p
	}
	return found
}

func (p *Process) addTo(processes map[processKey]*Process, name processKey) {
	sum := processes[name]
	if sum == nil {
		sum = &Process{Name: name.name, Currency: name.currency}
		processes[name] = sum
	}
	sum.Calls++
	sum.Criticality = graver(sum.Criticality, p.Criticality)
	sum.ValueAtRisk, sum.Cost = sum.ValueAtRisk+p.ValueAtRisk, sum.Cost+p.Cost
}

func graver(a, b apierror.Criticality) apierror.Criticality {
	order := apierror.Criticalities()
	if slices.Index(order, b) > slices.Index(order, a) {
		return b
	}
	return a
}

func listed(processes map[processKey]*Process) []Process {
	all := make([]Process, 0, len(processes))
	for _, p := range processes {
		p.ValueAtRisk, p.Cost = apierror.Cents(p.ValueAtRisk), apierror.Cents(p.Cost)
		all = append(all, *p)
	}
	order := apierror.Criticalities()
	slices.SortFunc(all, func(a, b Process) int {
		return cmp.Or(
			cmp.Compare(b.ValueAtRisk, a.ValueAtRisk),
			cmp.Compare(slices.Index(order, b.Criticality), slices.Index(order, a.Criticality)),
			cmp.Compare(b.Calls, a.Calls),
			cmp.Compare(a.Name, b.Name),
			cmp.Compare(a.Currency, b.Currency),
		)
	})
	return all[:min(len(all), maxListed)]
}
