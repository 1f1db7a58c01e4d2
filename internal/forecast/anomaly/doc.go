// Package anomaly finds what is out of the ordinary in one series of numbers, row by row and from the past alone.
//
// Twelve plain statistics (feature.go) ask how far a row lies from what came before: from the last value, from fast and slow means,
// from the hour's own level, and for how long. Each is ranked against its own greatest values so far (tail.go), which makes them comparable without
// any scale: a·x+b is judged as x is. Their surprises are pooled into one score, of which 0.5 is an alert, raised once a situation
// (situation.go). The constants were chosen on plateaus, over measured and simulated series of twenty kinds (nab_test.go, simulated_kinds_test.go).
package anomaly
