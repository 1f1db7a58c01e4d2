package report

import (
	"cmp"
	"slices"

	"go.opentelemetry.io/collector/pdata/pcommon"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// Process is what failures put at risk in one business process.
type Process struct {
	Name, Owner string
	Criticality apierror.Criticality
	Impact      apierror.Impact // the worst of any call
	Traces      int             // customers' requests it touched
	Value       float64
	Currency    string
	Example     string // how the largest single value was reached
}

// Partner is how a third party did.
type Partner struct {
	Name     string
	Failed   int
	Slow     int // answered, but later than agreed
	Breached int // calls that broke the agreement
	Example  string
}

// processesOf adds up money. One order passes several spans, and each says what is at risk: per trace, the largest counts.
func processesOf(calls []Call) []Process {
	type total struct {
		Process
		values  map[pcommon.TraceID]float64
		largest float64
	}
	byName := make(map[string]*total)
	for i := range calls {
		business := &calls[i].Verdict.Business
		if business.Process == "" {
			continue
		}
		sum := byName[business.Process]
		if sum == nil {
			sum = &total{Process: Process{Name: business.Process}, values: make(map[pcommon.TraceID]float64), largest: -1}
			byName[business.Process] = sum
		}
		sum.Owner, sum.Criticality = business.Owner, business.Criticality
		sum.Currency = cmp.Or(business.Currency, sum.Currency)
		sum.Impact = worse(sum.Impact, business.Impact)
		sum.values[calls[i].Trace] = max(sum.values[calls[i].Trace], business.ValueAtRisk)
		if business.ValueAtRisk > sum.largest {
			sum.largest, sum.Example = business.ValueAtRisk, business.Rationale
		}
	}
	rows := make([]Process, 0, len(byName))
	for _, sum := range byName {
		sum.Traces = len(sum.values)
		for _, value := range sum.values {
			sum.Value += value
		}
		rows = append(rows, sum.Process)
	}
	slices.SortFunc(rows, func(a, b Process) int { return cmp.Or(cmp.Compare(b.Value, a.Value), cmp.Compare(a.Name, b.Name)) })
	return rows
}

func partnersOf(calls []Call) []Partner {
	byName := make(map[string]*Partner)
	for i := range calls {
		business := &calls[i].Verdict.Business
		if business.Partner == "" || !calls[i].Remote {
			continue
		}
		partner := byName[business.Partner]
		if partner == nil {
			partner = &Partner{Name: business.Partner}
			byName[business.Partner] = partner
		}
		if calls[i].Failed {
			partner.Failed++
		} else {
			partner.Slow++
		}
		if business.SLABreached {
			partner.Breached++
			partner.Example = business.Rationale
		}
	}
	rows := make([]Partner, 0, len(byName))
	for _, partner := range byName {
		rows = append(rows, *partner)
	}
	slices.SortFunc(rows, func(a, b Partner) int { return cmp.Or(cmp.Compare(b.Failed, a.Failed), cmp.Compare(a.Name, b.Name)) })
	return rows
}

func worse(a, b apierror.Impact) apierror.Impact {
	if b.Severity() > a.Severity() || a == "" {
		return b
	}
	return a
}
