package surge

import "math"

const (
	// What lasts for so long is what is usual from then on. An endpoint that fails a fifth of its calls is told of for a day.
	shiftSlots      = 2 * hour
	heavyShiftSlots = 24 * hour
	heavyShiftRate  = 0.2
	// What grows is not what is usual: so many times the rate that it had, so many standard deviations more.
	growing           = 1.25
	growingDeviations = 2.5
)

// shifted notes whether a rise grows, and reports whether it has lasted so long without that it is what is usual now.
func (e *Endpoint) shifted(c *category, end int64) bool {
	least := shiftSlots
	recent := e.last(c, longSlots, end)
	recent.from = max(recent.from, c.rise.since)
	found := e.counts(c, recent)
	if found.rate() >= heavyShiftRate {
		least = heavyShiftSlots
	}
	// By the rate: numbers of failures come and go with the calls of the day.
	before := float64(c.rise.level) * found.calls
	switch {
	case end-c.rise.since < longSlots: // its level is not known better yet
		c.rise.level = float32(found.rate())
	case found.failed > max(growing*before, before+growingDeviations*math.Sqrt(before)):
		c.rise.steady, c.rise.level = end, float32(found.rate())
	}
	return end-c.rise.steady >= least
}

// sink looks whether the rate has been lower than usual for so long that this is usual now.
func (e *Endpoint) sink(c *category, u usual, end int64) {
	if c.usual.failed == 0 {
		return
	}
	switch long := e.last(c, longSlots, end); {
	case !u.fallen(e.counts(c, long)):
		c.low = 0
	case c.low == 0:
		c.low = end
	case end-c.low >= shiftSlots:
		e.adopt(c, end)
	}
}

// adopt makes what was seen last the baseline, with what the rise told of how well that is known. The slow reference stays, where a rate fell, since it may
// rise again with the day.
func (e *Endpoint) adopt(c *category, end int64) {
	recent := e.counts(c, e.last(c, longSlots, end))
	next := baseline{}
	if c.rise.state != Normal {
		c.creep.adopt(recent)
		next = c.hold.next.baseline()
	}
	next.calls, next.blocks = max(next.calls, recent.calls), max(next.blocks, coldBlocks)
	next.failed = next.calls * recent.rate()
	c.usual, c.low, c.hold = next, 0, hold{}
}
