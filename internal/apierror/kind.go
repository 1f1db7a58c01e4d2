package apierror

import "slices"

// Kind says what a finding is about.
type Kind string

const (
	KindSecurity        Kind = "security"
	KindSurge           Kind = "surge"
	KindSLOBurn         Kind = "slo_burn"
	KindSLABreach       Kind = "sla_breach"
	KindContractDrift   Kind = "contract_drift"
	KindDataLeak        Kind = "data_leak"
	KindBusinessFailure Kind = "business_failure"
	KindForecast        Kind = "forecast"
)

var kinds = []Kind{
	KindSecurity, KindSurge, KindSLOBurn, KindSLABreach, KindContractDrift, KindDataLeak, KindBusinessFailure, KindForecast,
}

// Kinds lists every kind.
func Kinds() []Kind { return slices.Clone(kinds) }

// Valid reports whether k is in the vocabulary.
func (k Kind) Valid() bool { return slices.Contains(kinds, k) }

// Status is where a situation stands.
type Status string

const (
	StatusFiring   Status = "firing"
	StatusResolved Status = "resolved"
)

// Valid reports whether s is in the vocabulary.
func (s Status) Valid() bool { return s == StatusFiring || s == StatusResolved }
