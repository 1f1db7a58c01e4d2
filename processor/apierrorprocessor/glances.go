package apierrorprocessor

import (
	"sync/atomic"

	"go.opentelemetry.io/collector/pdata/pcommon"
)

// glances says which calls are looked at whoever makes them. All batches share it.
//
// It goes by span time, so that a day that is replayed within minutes is looked at as closely as it was when it was lived through.
type glances struct {
	pace   *pace
	second atomic.Int64
	left   atomic.Int64
}

// take says how many calls the one that ended at a time is looked at for, of those that were passed over since; 0 if it is passed over
// itself.
func (g *glances) take(end pcommon.Timestamp, passed *int) int {
	*passed++
	if second := secondOf(end); second != g.second.Load() {
		g.tick(second)
	}
	if g.left.Load() <= 0 || g.left.Add(-1) < 0 {
		return 0
	}
	weight := *passed
	*passed = 0
	return weight
}

// tick gives the glances of the seconds that have gone by, as many as are saved for a burst. Time that goes back gives none, unless it goes back for good.
func (g *glances) tick(second int64) {
	last := g.second.Load()
	gone := second - last
	if gone == 0 || gone < 0 && gone > -backwards || !g.second.CompareAndSwap(last, second) {
		return
	}
	if gone < 0 {
		gone = 1
	}
	g.left.Store(min(mostGlances, max(0, g.left.Load())+min(gone, mostGlances)*g.pace.glances()))
}
