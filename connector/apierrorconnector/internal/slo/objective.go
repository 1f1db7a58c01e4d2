package slo

import (
	"math"
	"time"
)

// DefaultPeriod is the budget period of the SRE workbook's examples.
const DefaultPeriod = 30 * 24 * time.Hour

// leastPeriod is the shortest budget period: below it, the long windows would be all the same.
const leastPeriod = time.Hour

// leastAllowed is the smallest share of bad calls that an objective can allow: one that allows none would burn infinitely fast
// with its first bad call.
const leastAllowed = 1e-6

// Objective is a share of calls that are to be good.
type Objective struct {
	Name   string
	Target float64 // above 0 and below 1, e.g. 0.999
	// Latency makes a slower call a bad one; 0 where only failures are.
	Latency time.Duration
	// Window is the period of the error budget; DefaultPeriod if 0.
	Window time.Duration
}

// Bad reports whether a call counts against the objective.
func (o *Objective) Bad(failed bool, took time.Duration) bool {
	return failed || o.Latency > 0 && took > o.Latency
}

// Period is the length of the error budget's window.
func (o *Objective) Period() time.Duration {
	if o.Window <= 0 {
		return DefaultPeriod
	}
	return max(o.Window, leastPeriod)
}

// Allowed is the share of calls that may be bad, at least one in a million.
func (o *Objective) Allowed() float64 {
	// 1-0.999 is a little more than 0.001: a burn rate of exactly a threshold would miss it.
	allowed := math.Round((1-o.Target)*1e12) / 1e12
	if !(allowed >= leastAllowed) { // so that NaN is not either
		return leastAllowed
	}
	return min(allowed, 1)
}
