package window

// DistinctLimit is the most different values that a Distinct tells apart; with more it says DistinctLimit.
const DistinctLimit = 64

// Distinct is how many different values fall into a sliding window. Its zero value is empty. It is exact up to
// DistinctLimit, save for collisions of 32-bit hashes, which only make it say less.
type Distinct struct {
	edge
	first bool // values stay where they were seen first
	held  uint8
	few   [fewest]sighting // the held ones, as long as they fit: to have them elsewhere would be one more look into cold memory
	more  []sighting       // all of them, once they do not
}

// sighting is a value and the newest slot it was seen in.
type sighting struct {
	hash uint32
	slot uint32
}

// Few keys ever see more than a handful of values, so the list starts small and grows by a factor.
const (
	fewest         = 3
	firstCapacity  = 16
	capacityFactor = 4
)

// seen is the values that are held.
func (d *Distinct) seen() []sighting {
	if d.more != nil {
		return d.more
	}
	return d.few[:d.held]
}

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

// AddBefore remembers a value, for AddFirst, as one that was seen before any window.
func (d *Distinct) AddBefore(hash uint64) {
	d.first = true
	folded := fold(hash)
	if s := d.find(folded); s != nil {
		s.slot = 0
		return
	}
	d.insert(sighting{hash: folded})
}

func fold(hash uint64) uint32 { return uint32(hash>>32) ^ uint32(hash) } //nolint:gosec // folding a hash

// find finds the sighting of a value; nil if there is none.
func (d *Distinct) find(folded uint32) *sighting {
	seen := d.seen()
	for i := range seen {
		if seen[i].hash == folded {
			return &seen[i]
		}
	}
	return nil
}

// sight finds the sighting of a value or adds it, and reports whether the event lies in the window.
func (d *Distinct) sight(hash uint64, slot uint32) (*sighting, bool) {
	switch d.place(slot) {
	case tooOld:
		return nil, false
	case forward:
		d.newest = slot
	case rewound:
		d.held, d.few, d.more = 0, [fewest]sighting{}, nil
	case within:
	}
	folded := fold(hash)
	if s := d.find(folded); s != nil {
		return s, true
	}
	d.insert(sighting{hash: folded, slot: slot})
	return nil, true
}

func (d *Distinct) insert(s sighting) {
	if d.full() && !d.first {
		d.forget()
	}
	switch {
	case !d.full():
	case d.more == nil:
		d.more = append(make([]sighting, 0, firstCapacity), d.few[:]...)
		d.held, d.few = 0, [fewest]sighting{}
	case len(d.more) < DistinctLimit:
		d.more = append(make([]sighting, 0, min(DistinctLimit, capacityFactor*len(d.more))), d.more...)
	default:
		oldest := 0
		for i := range d.more {
			if d.more[i].slot < d.more[oldest].slot {
				oldest = i
			}
		}
		// A late value that is itself the oldest takes no younger one's place.
		if s.slot >= d.more[oldest].slot {
			d.more[oldest] = s
		}
		return
	}
	if d.more != nil {
		d.more = append(d.more, s)
		return
	}
	d.few[d.held] = s
	d.held++
}

// full reports whether there is no room for another value.
func (d *Distinct) full() bool {
	if d.more != nil {
		return len(d.more) == cap(d.more)
	}
	return d.held == fewest
}

// forget drops the values that the window has left behind.
func (d *Distinct) forget() {
	seen := d.seen()
	kept := seen[:0]
	for _, s := range seen {
		if d.newest-s.slot < Slots {
			kept = append(kept, s)
		}
	}
	if d.more != nil {
		d.more = kept
		return
	}
	d.held = uint8(len(kept)) //nolint:gosec // at most fewest
	clear(d.few[d.held:])
}

// Sum returns how many different values the window that ends with its newest event holds, DistinctLimit at most.
func (d *Distinct) Sum() int {
	sum := 0
	for _, s := range d.seen() {
		if d.newest-s.slot < Slots {
			sum++
		}
	}
	return sum
}

// Reset empties the window.
func (d *Distinct) Reset() { *d = Distinct{} }
