package apierror

import "slices"

// Criticality is how much a business process matters, as its owner declares it.
type Criticality string

const (
	CriticalityLow      Criticality = "low"
	CriticalityMedium   Criticality = "medium"
	CriticalityHigh     Criticality = "high"
	CriticalityCritical Criticality = "critical"
)

var criticalities = []Criticality{CriticalityLow, CriticalityMedium, CriticalityHigh, CriticalityCritical}

// Criticalities lists every criticality, lowest first.
func Criticalities() []Criticality { return slices.Clone(criticalities) }

// Valid reports whether c is in the vocabulary.
func (c Criticality) Valid() bool { return slices.Contains(criticalities, c) }

// Impact is what one failed or slow call does to the business.
type Impact string

const (
	ImpactNone     Impact = "none"
	ImpactLow      Impact = "low"
	ImpactMedium   Impact = "medium"
	ImpactHigh     Impact = "high"
	ImpactCritical Impact = "critical"
)

var impacts = []Impact{ImpactNone, ImpactLow, ImpactMedium, ImpactHigh, ImpactCritical}

// Impacts lists every impact, lowest first.
func Impacts() []Impact { return slices.Clone(impacts) }

// Valid reports whether i is in the vocabulary.
func (i Impact) Valid() bool { return slices.Contains(impacts, i) }

// Severity is the least severity of a verdict or finding whose business impact is i.
func (i Impact) Severity() Severity {
	switch i {
	case ImpactLow:
		return SeverityLow
	case ImpactMedium:
		return SeverityMedium
	case ImpactHigh:
		return SeverityHigh
	case ImpactCritical:
		return SeverityCritical
	default:
		return SeverityNone
	}
}
