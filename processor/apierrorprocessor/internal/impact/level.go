package impact

import (
	"strconv"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// levels are the impacts by rank, lowest first.
var levels = apierror.Impacts()

// level is the impact of one failed call: a step below the process's criticality, since one call is not the whole process,
// and two more for an answer that belongs to ordinary work. Customers mistype, submit twice and ask for what is gone, and
// nobody is to be woken for it.
func level(criticality apierror.Criticality, f *apierror.Failure) apierror.Impact {
	rank := 1
	switch criticality {
	case apierror.CriticalityMedium:
		rank = 1
	case apierror.CriticalityHigh:
		rank = 2
	case apierror.CriticalityCritical:
		rank = 3
	}
	if ordinary(f) {
		rank -= 2
	}
	return levels[max(0, rank)]
}

func ordinary(f *apierror.Failure) bool {
	switch f.Category {
	case apierror.CategoryValidation, apierror.CategoryNotFound, apierror.CategoryConflict, apierror.CategoryCancelled:
		return true
	default:
		// A declined payment stays one when the gateway that called for it sees it.
		return f.Origin == apierror.OriginCaller || f.Reason == "payment_required"
	}
}

// formatAmount writes a sum with two decimals, as money is written, and what is no sum of money any more in short.
func formatAmount(amount float64) string {
	if amount >= 1e15 {
		return strconv.FormatFloat(amount, 'g', 6, 64)
	}
	return strconv.FormatFloat(amount, 'f', 2, 64)
}
