package window

// DistinctLimit is the most different values that a Distinct tells apart; with more it says DistinctLimit.
const DistinctLimit = 64

// Distinct is how many different values fall into a sliding window. Its zero value is empty. It is exact up to
// DistinctLimit, save for collisions of 32-bit hashes, which only make it say less.
type Distinct struct {
	edge
	first bool // values stay where they were seen first
	seen  []sighting
}

// sighting is a value and the newest slot it was seen in.
type sighting struct {
	hash uint32
	slot uint32
}

// Few keys ever see more than a handful of values, so the list starts small and grows by this factor.
const (
	firstCapacity  = 4
	capacityFactor = 4
)

// Add counts a value by its hash and reports whether the event lies in the window. Events may come in any order.
func (d *Distinct) Add(hash uint64, slot uint32) bool {
	s, in := d.sight(hash, slot)
	if s != nil {
		s.slot = max(s.slot, slot)
	}
	return in
}

// AddFirst is Add for who counts what is new: a value stays where it was seen first, and what the window has left behind is
// remembered and counts no more, as long as there is room for it.
func (d *Distinct) AddFirst(hash uint64, slot uint32) bool {
	d.first = true
	s, in := d.sight(hash, slot)
	if s != nil {
		s.slot = min(s.slot, slot)
	}
	return in
}

// sight finds the sighting of a value or adds it, and reports whether the event lies in the window.
func (d *Distinct) sight(hash uint64, slot uint32) (*sighting, bool) {
	switch d.place(slot) {
	case tooOld:
		return nil, false
	case forward:
		d.newest = slot
	case rewound:
		d.seen = d.seen[:0]
	case within:
	}
	folded := uint32(hash>>32) ^ uint32(hash) //nolint:gosec // folding a hash
	for i := range d.seen {
		if s := &d.seen[i]; s.hash == folded {
			return s, true
		}
	}
	d.insert(sighting{hash: folded, slot: slot})
	return nil, true
}

func (d *Distinct) insert(s sighting) {
	if len(d.seen) == cap(d.seen) && !d.first {
		d.forget()
	}
	switch {
	case len(d.seen) < cap(d.seen):
		d.seen = append(d.seen, s)
	case len(d.seen) < DistinctLimit:
		grown := make([]sighting, len(d.seen), min(DistinctLimit, max(firstCapacity, capacityFactor*len(d.seen))))
		copy(grown, d.seen)
		d.seen = grown
		d.seen = append(d.seen, s)
	default:
		oldest := 0
		for i := range d.seen {
			if d.seen[i].slot < d.seen[oldest].slot {
				oldest = i
			}
		}
		// A late value that is itself the oldest takes no younger one's place.
		if s.slot >= d.seen[oldest].slot {
			d.seen[oldest] = s
		}
	}
}

// forget drops the values that the window has left behind.
func (d *Distinct) forget() {
	kept := d.seen[:0]
	for _, s := range d.seen {
		if d.newest-s.slot < Slots {
			kept = append(kept, s)
		}
	}
	d.seen = kept
}

// Sum returns how many different values the window that ends with its newest event holds, DistinctLimit at most.
func (d *Distinct) Sum() int {
	sum := 0
	for _, s := range d.seen {
		if d.newest-s.slot < Slots {
			sum++
		}
	}
	return sum
}

// Reset empties the window. A short list is kept for the next key; a long one would be kept for a key that never needs it.
func (d *Distinct) Reset() {
	seen := d.seen[:0]
	if cap(seen) > firstCapacity {
		seen = nil
	}
	*d = Distinct{seen: seen}
}
