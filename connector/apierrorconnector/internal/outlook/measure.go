package outlook

import "time"

// Measure is what a forecast is about.
type Measure uint8

const (
	// ErrorRate is the share of calls that fail, but for those that are their callers' fault.
	ErrorRate Measure = iota
	// Latency is its 95th percentile.
	Latency
	// Exhaustion is latency and failures that rise together.
	Exhaustion
	// Peak is more traffic than was ever served well.
	Peak
	// BudgetUse is the error budget of an objective.
	BudgetUse
	measures
)

var measureNames = [measures]string{"error_rate", "latency", "exhaustion", "peak", "budget"}

// String is the measure's name in metrics and evidence.
func (m Measure) String() string { return measureNames[min(m, measures-1)] }

// Measures are all of them.
func Measures() []Measure { return []Measure{ErrorRate, Latency, Exhaustion, Peak, BudgetUse} }

// Limits are what is told of.
type Limits struct {
	Horizon     time.Duration // how far ahead
	Probability float64       // least to be told
	ErrorRate   float64       // told of when it will be passed; 0: never
	Latency     time.Duration // likewise
}
