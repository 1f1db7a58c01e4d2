// Package rootcause says of the failed spans of a trace where the failure began and which of them only passed it on.
//
// A Graph judges the failed spans of one batch: it links each to the nearest failed span above it, and takes a failure for
// passed on if a failure below can have caused it: it was over in time, and nothing on the spans speaks against it. Where that
// is in doubt, texts decide: who quotes what failed below passed it on, who complains of something else failed by itself. A
// Memory, which all batches share, brings together what came in pieces.
//
// It is pure: it reads no clock (times are the spans' own) and knows nothing of the collector but pdata.
package rootcause
