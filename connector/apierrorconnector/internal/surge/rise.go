package surge

import "math"

// State says whether an error rate is in its normal range.
type State uint8

const (
	Normal  State = iota
	Blip          // left it, and is not known to last
	Surging       // left it, and lasts
)

var stateNames = [...]string{"normal", "blip", "surging"}

func (s State) String() string {
	if int(s) >= len(stateNames) {
		return ""
	}
	return stateNames[s]
}

const (
	// A rise lasts if its calls outside of so many slots in a row, the worst, show it: any two minutes touch five.
	blipSlots = 5
	// Where most of so many calls fail, a minute is enough, which touches three.
	heavyBlipSlots = 3
	heavyFailures  = 1000
	heavyRate      = 0.5

	hour = int64(3600e9) / slotLength // slots
)

// lengths are the slots of the stretches that are tested: the short ones for what breaks, the long ones for few calls and for what creeps.
var lengths = [...]int64{blockSlots, 2 * blockSlots, 4 * blockSlots, longSlots}

// rise is the time that a category spends outside of its normal range.
type rise struct {
	state  State
	creeps bool    // against the slow reference, not the baseline
	level  float32 // the rate that it has not grown beyond
	steady int64   // slot since which it has not; at first the one that it was found in, if it creeps, else since
	since  int64   // slot
	length int64   // slots of the stretch that showed it
	failed uint64  // since then
}

// begin looks for a rise.
func (e *Endpoint) begin(c *category, u usual, end int64, l limits) bool {
	for _, length := range lengths {
		tested := e.last(c, length, end)
		found := e.counts(c, tested)
		if !u.risen(found, c.usual.cold(), l) && !c.isBroken(found) && !c.breaks(length, found) {
			continue
		}
		since := e.onset(c, u.rate, found.rate(), e.last(c, longSlots, end))
		failed := c.failed.sum(stretch{since, e.newest})
		c.rise = rise{
			state: Blip, since: since, steady: since, level: float32(found.rate()), length: length, failed: uint64(failed),
		}
		c.low = 0
		c.hold.rising(&c.usual)
		return true
	}
	return false
}

// onset is the slot from which on the higher rate explains the calls best.
func (e *Endpoint) onset(c *category, usualRate, rate float64, within stretch) int64 {
	rate = min(rate, 0.999)
	failed, passed := math.Log(rate/usualRate), math.Log((1-rate)/(1-usualRate))
	best, sum, since := 0.0, 0.0, within.to
	for slot := within.to; slot >= within.from; slot-- {
		f := float64(*c.failed.at(slot))
		sum += f*failed + (float64(*e.calls.at(slot))-f)*passed
		if sum > best {
			best, since = sum, slot
		}
	}
	return since
}

// lasting reports whether a rise shows outside of its worst minutes as well.
func (e *Endpoint) lasting(c *category, u usual, end int64, l limits) bool {
	since := e.since(c, end)
	all := e.counts(c, since)
	blip := int64(blipSlots)
	if all.failed >= heavyFailures && all.rate() >= heavyRate {
		blip = heavyBlipSlots
	}
	if since.length() <= blip {
		return false
	}
	var worst counts
	for from := since.from; from+blip-1 <= since.to; from++ {
		if part := e.counts(c, stretch{from, from + blip - 1}); part.failed > worst.failed {
			worst = part
		}
	}
	return u.above(counts{all.calls - worst.calls, all.failed - worst.failed}, l.on)
}

// over reports whether a rise has ended: whether the last minutes, as many as it takes to see it if it goes on, do not show it.
func (e *Endpoint) over(c *category, u usual, end int64, l limits) bool {
	level := e.counts(c, e.since(c, end)).rate()
	seen := e.last(c, blockSlots, end)
	for farthest := e.last(c, longSlots, end).from; seen.from > farthest; seen.from = max(farthest, seen.from-blockSlots) {
		calls := e.calls.sum(seen)
		if u.logTail(counts{calls, math.Floor(calls * level)}) < l.up {
			break
		}
	}
	return !u.above(e.counts(c, seen), logDown)
}

// since is the rise up to now, as far as it is kept.
func (e *Endpoint) since(c *category, end int64) stretch {
	return stretch{max(c.rise.since, e.newest-slots+1), end}
}

// skip keeps a rise from being learnt, but for its first minutes: those that come again and again are usual.
func (e *Endpoint) skip(c *category, end int64) {
	skipped := e.since(c, end)
	if !c.usual.cold() {
		skipped.from = max(skipped.from, c.rise.since+blockSlots)
	}
	for slot := skipped.from; slot <= skipped.to; slot++ {
		c.skip |= bit(slot)
	}
}
