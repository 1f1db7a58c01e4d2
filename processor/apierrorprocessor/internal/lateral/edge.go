package lateral

import (
	"math"
	"math/bits"
	"time"
)

// What teaches an edge. One call that succeeds may be an attacker's luck, and three at once its retries; a peer that denied
// a service before it ever let it in may have been broken into, so it takes longer than a finding about it lasts.
const (
	fewSuccesses  = 3
	shortWhile    = int64(time.Minute)
	manySuccesses = 10
	longWhile     = span
)

// tried is how many denials in a row nothing innocent explains: with a challenge the first call of a connection is denied,
// with NTLM the second as well.
const tried = 3

// edge is what is known of one service calling one peer. Its zero value is empty.
type edge struct {
	from, to           uint64
	succeeded, denied  int64 // first time, Unix nanoseconds; 0 for never
	last               int64 // newest call that was looked at
	successes, denials uint8 // until it is known
	known              bool
	slow               bool   // it takes longer to become known
	insisted           bool   // it was tried often before it was let in
	coldly             bool   // it was first denied when the service itself was new
	counted            uint32 // the life of the service that counts it among its known edges
}

// Reset empties the edge for the next key.
func (e *edge) Reset() { *e = edge{} }

// edgeKey is the key of an edge; the two directions differ.
func edgeKey(from, to uint64) uint64 {
	high, low := bits.Mul64(from^0xa0761d6478bd642f, to^0xe7037ed1a0b428db) // wyhash's multipliers
	return high ^ low
}

func (e *edge) succeed(at int64) {
	e.successes = increment(e.successes)
	e.succeeded = earlier(e.succeeded, at)
	if e.slow {
		e.known = e.successes >= manySuccesses && at-e.succeeded >= longWhile
	} else {
		e.known = e.successes >= fewSuccesses && at-e.succeeded >= shortWhile
	}
}

// deny counts a denial; coldly says that the service itself is new.
func (e *edge) deny(at int64, coldly bool) {
	if e.denied == 0 {
		e.coldly = coldly
	}
	e.denials = increment(e.denials)
	e.denied = earlier(e.denied, at)
	e.insisted = e.insisted || e.denials >= tried && e.denials > e.successes
	e.slow = e.slow || e.insisted || e.succeeded == 0 || at < e.succeeded
}

// refused reports whether the denials mean something: not where a challenge came before what succeeded, nor where calls
// succeed but for a user's own that is not allowed.
func (e *edge) refused() bool { return e.insisted || e.denials > e.successes }

func increment(n uint8) uint8 {
	if n == math.MaxUint8 {
		return n
	}
	return n + 1
}

func earlier(known, at int64) int64 {
	if known == 0 {
		return at
	}
	return min(known, at)
}
