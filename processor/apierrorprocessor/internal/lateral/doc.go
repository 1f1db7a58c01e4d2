// Package lateral notices lateral movement: a service's identity that is denied by several peers which it did not call
// before. Which service calls which is learnt from calls that succeed, and can be kept over restarts.
//
// Who calls whom is taken from hashes that the caller of this package makes with a seed; a state that is kept is worth
// nothing without that seed. Spans that arrive twice are sorted out before they come here: one that is not counts as a
// further denial of the same peer, never as another peer, and does not make an edge learnt. It reads no clock, does no I/O
// and, but for Knows, is not safe for concurrent use.
package lateral
