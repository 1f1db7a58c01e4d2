package agreement

import (
	"time"

	"github.com/otelcol-apierror/otelcol-apierror/connector/apierrorconnector/internal/slo"
	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// Agreement is what a partner agreed to. It has an availability, a latency, or both.
type Agreement struct {
	Partner      string
	Availability float64       // share of calls that succeed, 0 to 1; 0 where not agreed
	Latency      time.Duration // that calls keep to; 0 where not agreed
	// Percentile is the share of calls that keep to the latency, below 1; 0 where each has to.
	Percentile float64
	// Window over which the agreement is settled; slo.DefaultPeriod if 0.
	Window time.Duration
	// Penalty is what the partner owes for a window in which the agreement was broken, in Currency.
	Penalty  float64
	Currency string
}

// prompt is the share of calls that have to keep to the latency.
func (a *Agreement) prompt() float64 {
	if a.Percentile > 0 && a.Percentile < 1 {
		return a.Percentile
	}
	return 1
}

func (a *Agreement) availability() slo.Objective {
	return slo.Objective{Name: a.Partner, Target: a.Availability, Window: a.Window}
}

func (a *Agreement) latency() slo.Objective {
	return slo.Objective{Name: a.Partner, Target: a.prompt(), Latency: a.Latency, Window: a.Window}
}

// Outcome is what a call says of the partner.
type Outcome uint8

const (
	// Answered is a call that the partner did its part in, also where it refused what the caller got wrong.
	Answered Outcome = iota
	// Failed is a call that failed through the partner's fault.
	Failed
	// Lost is a call that may never have reached the partner. It says nothing of it, neither good nor bad.
	Lost
)

// OutcomeOf goes by whose fault a call is; "" for one that did not fail.
func OutcomeOf(origin apierror.Origin) Outcome {
	switch origin {
	case apierror.OriginThirdParty:
		return Failed
	case apierror.OriginNetwork:
		return Lost
	default:
		return Answered
	}
}
