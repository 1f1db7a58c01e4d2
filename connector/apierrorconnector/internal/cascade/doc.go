// Package cascade finds where failures began that show at many places: which failed span of a trace explains the others, what a
// cause took down, and which surges are one incident.
//
// Spans of a trace come from many services, in any order and in batches of their own, so what is said of a trace is the best
// explanation so far. The package is pure: it reads no clock, every `now` is span time in Unix nanoseconds.
package cascade
