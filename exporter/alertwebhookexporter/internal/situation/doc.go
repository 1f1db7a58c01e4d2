// Package situation decides what to tell whom, and when. It folds what single spans say into situations, each with a life of
// its own: it opens, is held back for a moment, is told of, worsens, lasts and ends.
//
// At each destination situations are told in groups: by the labels of the route, or each for itself until there are too many of one
// kind and name. What a destination is owed follows from the facts, from what it was told (the notification log, in life.go), and
// from what the Router says; an agenda has when each group and each situation is to be looked at next, so that a look at what is due
// costs nothing for what is not.
//
// It is the pure core of the exporter: it does no I/O and reads no clock. Two times are told apart: a span's own, which says
// when something happened, and `now`, the wall clock passed in, which says when we heard of it. Holding back, repeating and
// ending go by the second.
package situation
