package rootcause

import (
	"time"

	"github.com/cespare/xxhash/v2"

	"github.com/otelcol-apierror/otelcol-apierror/processor/apierrorprocessor/internal/spanview"
)

// callees learns which of the services that are called report their own failures. Where the caller's span comes first, a
// failure that such a service answered is known to have begun there, or further down: its own span will say so.
type callees struct {
	known   cache[callee]
	waiting []awaited // a ring
	oldest  int
	count   int
}

// callee is who answered a service with one status: a 503 may be the gateway's in between, where a 500 is the service's.
type callee struct {
	reports bool
	misses  uint8 // in a row
}

// awaited is a failed call whose answering side is not here yet.
type awaited struct{ key, callee, due uint64 }

const (
	calleeBits = 9 // 4,096 of them
	// awaitedLimit is how many calls are waited for at once; the oldest of more goes unjudged.
	awaitedLimit = 1 << 12
	// patience is how long, in span time, the answering side may take to come: SDKs send their spans every five seconds.
	patience = uint64(10 * time.Second)
	// maxMisses is how many awaited spans in a row may fail to come until a service is taken to report no more.
	maxMisses = 2
)

func newCallees() callees { return callees{known: cache[callee]{bits: calleeBits}} }

// calleeKey is 0 where the span does not say whom it called.
func (m *Memory) calleeKey(service uint64, view *spanview.View, status int16) uint64 {
	if view.Host == "" && view.RPC == "" {
		return 0
	}
	h := fold(service^m.seed, xxhash.Sum64String(view.Host)^0xa0761d6478bd642f)
	return fold(h^uint64(status), xxhash.Sum64String(view.RPC)^0xe7037ed1a0b428db) | 1 //nolint:gosec // a status is not negative
}

func (c *callees) reports(key uint64) bool {
	known := c.known.first(key)
	return known != nil && known.reports
}

func (c *callees) reported(key uint64) {
	if known := c.known.first(key); known != nil {
		*known = callee{reports: true}
		return
	}
	c.known.push(key, callee{reports: true})
}

func (c *callees) missed(key uint64) {
	known := c.known.first(key)
	if known == nil || !known.reports {
		return
	}
	known.misses++
	if known.misses >= maxMisses {
		*known = callee{}
	}
}

// await notes a failed call whose answering side may still come.
func (c *callees) await(key, callee, now uint64) {
	if c.waiting == nil {
		c.waiting = make([]awaited, awaitedLimit)
	}
	if c.count == awaitedLimit {
		c.oldest = (c.oldest + 1) % awaitedLimit
		c.count--
	}
	c.waiting[(c.oldest+c.count)%awaitedLimit] = awaited{key, callee, now + patience}
	c.count++
}

// due takes the next call from the ring whose time is up.
func (c *callees) due(now uint64) (awaited, bool) {
	if c.count == 0 || c.waiting[c.oldest].due > now {
		return awaited{}, false
	}
	a := c.waiting[c.oldest]
	c.oldest = (c.oldest + 1) % awaitedLimit
	c.count--
	return a, true
}
