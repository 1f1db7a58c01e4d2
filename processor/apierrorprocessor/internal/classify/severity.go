package classify

import (
	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
	"github.com/otelcol-apierror/otelcol-apierror/processor/apierrorprocessor/internal/spanview"
)

// Severity is how bad a failure is by itself, before security and business are weighed in. One failed call is never more
// than high: what makes it worse is what it costs and whether it is an attack.
func Severity(f *apierror.Failure) apierror.Severity {
	switch f.Category {
	case apierror.CategoryData:
		return apierror.SeverityHigh
	case apierror.CategoryCancelled:
		return apierror.SeverityInfo
	case apierror.CategoryUnknown:
		return apierror.SeverityLow
	}
	switch {
	case f.Reason == reasonPaymentRequired:
		return apierror.SeverityLow // cards are declined all day, on both sides of the call
	case f.Origin == apierror.OriginCaller:
		return callerSeverity(f.Category)
	case f.Category == apierror.CategoryNotFound, f.Category == apierror.CategoryConflict, f.Category == apierror.CategoryValidation:
		return apierror.SeverityLow // often an expected answer that the service handles
	default:
		return apierror.SeverityMedium
	}
}

// LeastSeverity is the least that a failure is, given what the span answered: with a server error of its own, a service
// says that it did not get to an answer, whatever stopped it.
func LeastSeverity(v *spanview.View) apierror.Severity {
	if v.AnsweredServerError() {
		return apierror.SeverityMedium
	}
	return apierror.SeverityNone
}

// callerSeverity is low at most: a caller's mistake is the caller's to mend.
func callerSeverity(category apierror.Category) apierror.Severity {
	switch category {
	case apierror.CategoryAuthorization, apierror.CategoryRateLimit, apierror.CategoryContract:
		return apierror.SeverityLow
	default:
		return apierror.SeverityInfo
	}
}
