package drift

import "math"

const (
	// slots of slotLength make the window that is compared with what was before it.
	slots      = 6
	slotLength = int64(60e9) // nanoseconds of span time
	// keep is what a slot leaves of the past: half of it is forgotten in an hour.
	keep = 0.98851
	// lateLimit is how many slots a call may be late; it counts for the oldest slot then.
	lateLimit = slots
	// learnDrift is after how many slots what has moved becomes what is usual.
	learnDrift = 24 * 60
)

// calls are how many calls there were and how many of them did not keep to the contract.
type calls struct{ all, broken float32 }

func (c *calls) add(other calls) {
	c.all += other.all
	c.broken += other.broken
}

func (c calls) without(other calls) calls {
	return calls{max(0, c.all-other.all), max(0, c.broken-other.broken)}
}

func (c calls) share() float64 {
	if c.all <= 0 {
		return 0
	}
	return min(1, float64(c.broken)/float64(c.all))
}

// tally is what happened lately, slot by slot, and what is left of the past before it. Its zero value is empty.
type tally struct {
	first   int64 // slot number
	newest  int64
	recent  [slots]calls
	past    calls
	sources uint64 // who called, a bit for each hash
	drifted int64  // the slot since which a side has moved; 0 where none has
}

// Reset empties the tally for the next key.
func (t *tally) Reset() { *t = tally{} }

func (t *tally) add(slot int64, c calls) {
	switch {
	case t.newest == 0 || slot-t.newest > math.MaxInt32:
		t.first, t.newest = slot, slot
	case slot > t.newest:
		t.slide(slot)
	case t.newest-slot >= lateLimit:
		slot = t.newest - slots + 1
	}
	t.recent[slot%slots].add(c)
}

// slide moves the window on; what leaves it becomes the past.
func (t *tally) slide(to int64) {
	for t.newest < to {
		t.newest++
		if to-t.newest > 10*slots { // nothing of the window is left, and hardly anything of the past
			t.fold()
			t.newest = to
			return
		}
		gone := &t.recent[t.newest%slots]
		if t.drifted == 0 || t.newest-t.drifted > learnDrift {
			t.past.all, t.past.broken = t.past.all*keep+gone.all, t.past.broken*keep+gone.broken
		}
		*gone = calls{}
	}
}

// fold makes the whole window part of the past.
func (t *tally) fold() {
	for i := range t.recent {
		t.past.add(t.recent[i])
		t.recent[i] = calls{}
	}
}

// lately sums the window that ends with the slot.
func (t *tally) lately(slot int64) (sum calls) {
	if slot > t.newest {
		t.slide(slot)
	}
	for _, c := range t.recent {
		sum.add(c)
	}
	return sum
}
