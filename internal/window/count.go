package window

import "math"

// Count is how many events fall into a sliding window. Its zero value is empty.
type Count struct {
	edge
	counts [Slots]uint16 // by slot number modulo Slots
}

// Add counts an event and reports whether it lies in the window. Events may come in any order.
func (c *Count) Add(slot uint32) bool {
	newest := c.newest
	switch c.place(slot) {
	case tooOld:
		return false
	case forward:
		c.slide(newest, slot)
	case rewound:
		c.counts = [Slots]uint16{}
	case within:
	}
	if n := &c.counts[slot%Slots]; *n < math.MaxUint16 {
		*n++
	}
	return true
}

func (c *Count) slide(from, to uint32) {
	c.newest = to
	if to-from >= Slots {
		c.counts = [Slots]uint16{}
		return
	}
	for slot := from + 1; slot != to; slot++ {
		c.counts[slot%Slots] = 0
	}
	c.counts[to%Slots] = 0
}

// Sum returns how many events the window that ends with its newest event holds.
func (c *Count) Sum() int {
	sum := 0
	for _, n := range c.counts {
		sum += int(n)
	}
	return sum
}

// SumAt is Sum for a window that ends no earlier than slot: it leaves out what was in the window when its own events
// ceased but no longer is.
func (c *Count) SumAt(slot uint32) int {
	if slot <= c.newest {
		return c.Sum()
	}
	sum := 0
	for gone := slot - c.newest; gone < Slots; gone++ {
		// The slots still inside, from the newest backwards.
		back := gone - (slot - c.newest)
		if back > c.newest {
			break
		}
		sum += int(c.counts[(c.newest-back)%Slots])
	}
	return sum
}

// Since returns how many slots lie between the newest event and slot.
func (c *Count) Since(slot uint32) uint32 { return max(slot, c.newest) - c.newest }

// Spread returns how many slots lie between the oldest event of the window and the newest: 0 when all fall into one.
func (c *Count) Spread() int {
	for back := uint32(Slots - 1); back > 0; back-- {
		// A window that starts at time zero has no slots before it.
		if back <= c.newest && c.counts[(c.newest-back)%Slots] > 0 {
			return int(back)
		}
	}
	return 0
}

// Reset empties the window.
func (c *Count) Reset() { *c = Count{} }
