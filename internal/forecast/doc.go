// Package forecast says how a series goes on, how sure that is, and when it cannot be known.
//
// It has two depths. Predict takes a whole history (course.go) and mixes some hundred cheap models (bank.go): averaged seasons
// with a level (profile.go) and regressions on the days and weeks before (regression.go), on the values and on their logarithms,
// weighed by what each would have forecast from earlier origins (combine.go). The mixture's own errors there make its bounds
// (interval.go).
//
// Series is the same thought for a collector that watches thousands: a state of fixed size that is fed point by point, a bank of
// five models whose forecasts are kept until their outcome is known (ladder.go), weights by that record, and bounds that adapt
// until they hold as often as they say (conformal.go). It says too how probably, and when, a threshold will be passed (passage.go): by a rise
// that has gone on for some time (ramp.go), of failures by when they were (counts.go, onset.go), or else by level and season.
package forecast
