package surge

import "github.com/otelcol-apierror/otelcol-apierror/internal/apierror"

// systemPrior and callerPrior stand for what is not known yet of an endpoint, as calls that were never made.
var (
	systemPrior = counts{calls: 50, failed: 0.5} // 1% is ordinary; most calls failing is not, even at first sight
	callerPrior = counts{calls: 5, failed: 0.5}  // 10%, but anything below nearly all is believable
)

// priorOf is weak where callers decide how often it happens: a login page may answer mostly 401, a search mostly 404, a payment may be
// declined, and none of them is broken.
func priorOf(category apierror.Category) counts {
	switch category {
	case apierror.CategoryTimeout, apierror.CategoryDependency, apierror.CategoryCapacity, apierror.CategoryInternal,
		apierror.CategoryNetwork, apierror.CategoryData, apierror.CategoryUnknown:
		return systemPrior
	default:
		return callerPrior
	}
}
