// Package detect decides whether failed calls are an attack. It counts them, in their own time and in bounded memory, by
// whom they come from and what they aim at, and says of a span that takes part in a suspicious behaviour which one, how
// sure that is and why.
//
// What is looked for is declared as rows of one table (see declarations). It reads no clock, does no I/O and, but
// for MaySuspect and SuspectsActors, is not safe for concurrent use.
package detect
