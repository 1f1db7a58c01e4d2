package apierror

import "slices"

// Origin says whose fault a failure is, relative to the service that owns the span.
type Origin string

const (
	OriginCaller     Origin = "caller"      // whoever called this service
	OriginService    Origin = "service"     // the service itself
	OriginDependency Origin = "dependency"  // what the service called
	OriginThirdParty Origin = "third_party" // a dependency of another company
	OriginNetwork    Origin = "network"     // what lies between
)

var origins = []Origin{OriginCaller, OriginService, OriginDependency, OriginThirdParty, OriginNetwork}

// Valid reports whether o is in the vocabulary.
func (o Origin) Valid() bool { return slices.Contains(origins, o) }
