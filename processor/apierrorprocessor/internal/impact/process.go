package impact

import (
	"fmt"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
	"github.com/otelcol-apierror/otelcol-apierror/processor/apierrorprocessor/internal/route"
)

// Process is a business process as its owner declares it.
type Process struct {
	Name        string
	Owner       string
	Criticality apierror.Criticality

	Services []string // service.name, exactly; empty matches every service
	Routes   []string // patterns; empty matches every call

	Value *Value // nil where a call has no value in money
}

// Value is what one call is worth.
type Value struct {
	Attribute string  // the span attribute that holds it; "" for none
	Default   float64 // where the attribute is absent or unusable
}

// process is a Process, compiled.
type process struct {
	Process
	calls         route.Calls
	defaultReason string // the rationale of a call of default value, which most are
}

func compileProcess(declared Process, currency string) (*process, error) {
	p := &process{Process: declared}
	var err error
	if p.calls, err = route.CompileCalls(declared.Services, declared.Routes); err != nil {
		return nil, err
	}
	if declared.Value != nil {
		p.defaultReason = p.describe(declared.Value.Default, "its default value", currency)
	} else {
		p.defaultReason = fmt.Sprintf("process %s (%s): no value of a call is configured", p.Name, p.Criticality)
	}
	return p, nil
}

// describe is the arithmetic of one call's value.
func (p *process) describe(amount float64, source, currency string) string {
	return "process " + p.Name + " (" + string(p.Criticality) + "): 1 call × " + formatAmount(amount) + " " + currency + " (" + source + ")"
}
