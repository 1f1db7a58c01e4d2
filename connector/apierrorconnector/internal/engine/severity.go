package engine

import (
	"github.com/otelcol-apierror/otelcol-apierror/connector/apierrorconnector/internal/cascade"
	"github.com/otelcol-apierror/otelcol-apierror/connector/apierrorconnector/internal/surge"
	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// What share of the calls has to fail for a surge to be graver.
const (
	halfFails = 0.5
	mostFail  = 0.9
)

// surgeSeverity is how grave it is that an error rate left its normal range: a blip that may not last is low, a lasting one medium, and
// graver the more calls fail. What callers do wrong is one step less: nobody is to be woken because a client sends bad forms.
func surgeSeverity(v *surge.Verdict) apierror.Severity {
	if !v.Lasting() {
		return apierror.SeverityLow
	}
	severity := apierror.SeverityMedium
	if v.Rate >= halfFails {
		severity = apierror.SeverityHigh
	}
	if callersFault(v.Category) {
		severity--
	}
	return severity
}

// processSeverity is how grave it is that a process fails: its criticality says how much it matters, the share of its calls how far
// it is down. A critical process of which most calls fail is as bad as it gets.
func processSeverity(criticality apierror.Criticality, v *surge.Verdict) apierror.Severity {
	severity := surgeSeverity(v)
	if !v.Lasting() || callersFault(v.Category) {
		return severity
	}
	switch criticality {
	case apierror.CriticalityLow:
		return min(severity, apierror.SeverityMedium)
	case apierror.CriticalityCritical:
		severity = max(severity, apierror.SeverityHigh)
		if v.Rate >= mostFail {
			severity = apierror.SeverityCritical
		}
	case apierror.CriticalityHigh:
		if v.Rate >= mostFail {
			severity = apierror.SeverityHigh
		}
	default:
	}
	return severity
}

// mattersLittle reports whether all that an incident hit is of processes whose owners say so.
func mattersLittle(r *cascade.Radius) bool {
	calls := 0
	for i := range r.Processes {
		if r.Processes[i].Criticality != apierror.CriticalityLow {
			return false
		}
		calls += r.Processes[i].Calls
	}
	return calls > 0 && calls >= r.Traces && r.ProcessesTotal == len(r.Processes)
}

// callersFault reports whether a category says that callers ask for what they should not, or cannot, have.
func callersFault(category apierror.Category) bool {
	switch category {
	case apierror.CategoryAuthentication, apierror.CategoryAuthorization, apierror.CategoryValidation, apierror.CategoryNotFound,
		apierror.CategoryRouting, apierror.CategoryConflict, apierror.CategoryRateLimit:
		return true
	default:
		return false
	}
}
