package impact

import (
	"encoding/binary"
	"hash/maphash"
	"sync"
	"time"

	"go.opentelemetry.io/collector/pdata/pcommon"
)

// How long a failure that was counted is remembered, in span time: a trace is over in seconds, and reaches the collector within
// a minute; people and their clients repeat what failed within the hour.
const (
	traceWindow = 2 * time.Minute
	keyWindow   = time.Hour
)

// counted is what the failures that were counted leave behind, so that none is counted again. It is safe for concurrent use: a batch
// takes its lock once.
type counted struct {
	seed maphash.Seed

	mu        sync.Mutex
	traces    claims
	keys      claims
	evictions uint64
}

func newCounted() *counted {
	return &counted{
		seed:   maphash.MakeSeed(),
		traces: claims{window: int64(traceWindow)},
		keys:   claims{window: int64(keyWindow)},
	}
}

// Evictions is how many failures were forgotten before their time, because more came than can be remembered.
func (m *Model) Evictions() uint64 {
	m.counted.mu.Lock()
	defer m.counted.mu.Unlock()
	return m.counted.evictions
}

// ofTrace is the key of a process in a trace; 0 where the span names no trace.
func (c *counted) ofTrace(trace pcommon.TraceID, process int) uint64 {
	if trace.IsEmpty() {
		return 0
	}
	var key [20]byte
	copy(key[:], trace[:])
	binary.LittleEndian.PutUint32(key[16:], uint32(process)) //nolint:gosec // the configuration is no longer
	return maphash.Bytes(c.seed, key[:]) | 1
}

// ofKey is the key of an idempotency key in a process; 0 where there is none.
func (c *counted) ofKey(key string, process int) uint64 {
	if key == "" {
		return 0
	}
	return (maphash.String(c.seed, key) ^ uint64(process+1)*0x9e3779b97f4a7c15) | 1 //nolint:gosec // an index
}

// claims remembers keys in a fixed memory: what is oldest in a bucket leaves it first.
type claims struct {
	window  int64
	buckets [][claimWays]claim
}

// claim is one failure that was counted.
type claim struct {
	key   uint64 // 0 is none
	trace uint64
	at    int64 // Unix nanoseconds
}

// There is room for 32,768 claims: at 500 failures of a process a second, those of the last minute, in 800 KB.
const (
	claimBits = 13
	claimWays = 4
)

// find is the claim of a key, if it is not too long ago.
func (c *claims) find(key uint64, at int64) *claim {
	if c.buckets == nil {
		return nil
	}
	bucket := &c.buckets[key>>(64-claimBits)]
	for i := range bucket {
		if known := &bucket[i]; known.key == key && max(known.at-at, at-known.at) <= c.window {
			return known
		}
	}
	return nil
}

// put remembers a claim, and reports whether one had to make room that was not out of date.
func (c *claims) put(of claim) (evicted bool) {
	if c.buckets == nil {
		c.buckets = make([][claimWays]claim, 1<<claimBits)
	}
	bucket := &c.buckets[of.key>>(64-claimBits)]
	oldest := &bucket[0]
	for i := range bucket {
		known := &bucket[i]
		if known.key == of.key || known.key == 0 {
			oldest = known
			break
		}
		if known.at < oldest.at {
			oldest = known
		}
	}
	evicted = oldest.key != 0 && oldest.key != of.key && of.at-oldest.at <= c.window
	*oldest = of
	return evicted
}
