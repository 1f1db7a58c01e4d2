package surge

import "math"

const (
	slotLength = int64(30e9) // nanoseconds
	slots      = 64          // that are kept one by one, a power of two
	blockSlots = 10          // what is tested first, and what the past is learnt by
	longSlots  = 60          // what is tested for low traffic
	// learnAge is how old a block is when it is learnt, in slots from its begin: nothing is that is still tested, or else a rise that takes
	// half an hour to show would be what it is compared with.
	learnAge = longSlots
	// aheadSlots is how far a call may be ahead of all others, and of the clock.
	aheadSlots = blockSlots
	// strayLimit is how many calls in a row must be ahead until it is taken for a silence that ends.
	strayLimit = 8
)

func slotOf(unixNano int64) int64 { return unixNano / slotLength }

// ring is a count for each of the last slots. It saturates.
type ring [slots]uint32

func (r *ring) at(slot int64) *uint32 { return &r[slot&(slots-1)] }

func (r *ring) add(slot int64, n uint64) {
	count := r.at(slot)
	*count = uint32(min(uint64(*count)+min(n, math.MaxUint32), math.MaxUint32))
}

func (r *ring) sum(s stretch) float64 {
	sum := uint64(0)
	for slot := s.from; slot <= s.to; slot++ {
		sum += uint64(*r.at(slot))
	}
	return float64(sum)
}

// stretch is a number of slots in a row, both ends included.
type stretch struct{ from, to int64 }

func (s stretch) length() int64 { return s.to - s.from + 1 }

// counts are calls and how many of them failed.
type counts struct{ calls, failed float64 }

func (c counts) rate() float64 {
	if c.calls <= 0 {
		return 0
	}
	return c.failed / c.calls
}
