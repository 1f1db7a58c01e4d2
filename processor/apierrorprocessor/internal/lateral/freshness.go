package lateral

import (
	"math/bits"
	"sync/atomic"
	"time"
)

// freshness is which known edges were refreshed within their minute, for any number of goroutines at once and without a lock:
// nearly every call is of such an edge. Each word holds the upper bits of an edge's key and the minute; edges with the same
// lower bits take each other's place, which costs a second look and nothing else.
type freshness []atomic.Uint64

const (
	minuteBits = 26 // minutes since 1970: enough until 2097
	minuteMask = 1<<minuteBits - 1
	// trusted is how many minutes a call may be older than the refreshing and still need no learning. More than that, the
	// refreshing had a wrong clock.
	trusted = 60
)

func newFreshness(edges int) freshness {
	return make(freshness, 1<<bits.Len(uint(max(1, 2*edges-1))))
}

func minute(at int64) uint64 { return uint64(at/int64(time.Minute)) & minuteMask } //nolint:gosec // never negative

func (f freshness) word(key uint64) *atomic.Uint64 { return &f[key&uint64(len(f)-1)] } //nolint:gosec // a length

func (f freshness) refresh(key uint64, at int64) {
	f.word(key).Store(key&^minuteMask | minute(at))
}

func (f freshness) has(key uint64, at int64) bool {
	word := f.word(key).Load()
	// For a call of a later minute the difference wraps to a large one.
	return word>>minuteBits == key>>minuteBits && (word-minute(at))&minuteMask <= trusted
}
