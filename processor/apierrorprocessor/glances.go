package apierrorprocessor

import (
	"sync/atomic"

	"go.opentelemetry.io/collector/pdata/pcommon"
)

const (
	// glancesASecond is how many calls are looked at for each second of span time, whoever makes them: all of them
	// in most systems, and of a flood as many as tell what is usual.
	glancesASecond = 20
	// savedGlances is how many of them may be saved for a burst.
	savedGlances = 600
)

// glances says which calls are looked at whoever makes them. All batches share it.
//
// It goes by span time, so that a day that is replayed within minutes is looked at as closely as it was when it was lived through.
type glances struct {
	second atomic.Int64
	left   atomic.Int64
}

// take says how many calls the one that ended at a time is looked at for, of those that were passed over since; 0 if it is passed over
// itself.
func (g *glances) take(end pcommon.Timestamp, passed *int) int {
	const nanosShift = 30 // a second of 1.07 s: a shift costs less than a division, and this is asked of every span
	*passed++
	if second := int64(end >> nanosShift); second != g.second.Load() {
		g.tick(second)
	}
	if g.left.Load() <= 0 || g.left.Add(-1) < 0 {
		return 0
	}
	weight := *passed
	*passed = 0
	return weight
}

// tick gives the glances of the seconds that have gone by. Time that goes back gives none, unless it goes back for good.
func (g *glances) tick(second int64) {
	const backwards = 60
	last := g.second.Load()
	gone := second - last
	if gone == 0 || gone < 0 && gone > -backwards || !g.second.CompareAndSwap(last, second) {
		return
	}
	if gone < 0 {
		gone = 1
	}
	g.left.Store(min(savedGlances, max(0, g.left.Load())+min(gone, savedGlances)*glancesASecond))
}
