// Package routing decides which destinations a finding goes to and by which route, and what keeps it from being told: silences,
// maintenance, findings that inhibit others, quiet hours.
//
// It is pure: a Config is what is written, a Router what is made of it; time is an argument. Where a condition cannot be evaluated
// it counts as not met, so that in doubt people are told.
package routing
