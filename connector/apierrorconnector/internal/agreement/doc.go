// Package agreement judges how a partner stands towards what it agreed to: its availability and its latency over a rolling window, how
// much may still go wrong, whether the agreement is broken or soon will be, and what the partner owes.
//
// Each term of an agreement is an objective with a budget, so package slo counts and tells how fast it burns. Time is the spans' own,
// in Unix nanoseconds. Nothing here is safe for concurrent use.
package agreement
