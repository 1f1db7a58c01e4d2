// Package situation decides what to tell whom, and when. It folds what single spans say into situations, each with a life of
// its own: it opens, is held back for a moment, is told of, worsens, lasts and ends.
//
// It is the pure core of the exporter: it does no I/O and reads no clock. Two times are told apart: a span's own, which says
// when something happened, and `now`, the wall clock passed in, which says when we heard of it. Holding back, repeating and
// ending go by the second.
package situation
