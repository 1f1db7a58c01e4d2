package series

import (
	"hash/maphash"
	"iter"

	"go.opentelemetry.io/collector/pdata/pmetric"
)

// Set is a bounded number of groups and the instruments that count in them.
type Set struct {
	store       *Store
	limit       int
	instruments []instrument

	index    map[uint64]uint32 // where a key's group is kept
	groups   column[groupState]
	allotted uint32
	free     []uint32
	overflow Group

	seed       maphash.Seed
	encoded    []byte // the attributes of the last Add
	overflowed uint64
	expired    uint64
	stale      uint64
}

// Group names the points of one combination of attributes. It may be kept, as long as it is asked whether it is still Alive.
// The zero Group never is.
type Group struct{ place, generation uint32 }

// groupState is what the instruments of a set share about a group.
type groupState struct {
	key        uint64
	attributes string // encoded
	start      int64
	seen       int64  // the Collect that last found it touched
	generation uint32 // odd while there is a group
	touched    bool   // since the last Collect
	untold     bool   // the last Collect said zero of something that counted
}

// instrument is one column of a set, as the set sees it.
type instrument interface {
	grow()
	clear(place uint32)
	collect(r *report, into pmetric.MetricSlice)
}

// Stats says how full a set is; all but Groups only grow.
type Stats struct {
	Groups     int    // now, besides the overflow group
	Overflowed uint64 // look-ups that ended in the overflow group
	Expired    uint64 // groups dropped because nothing touched them
	Stale      uint64 // points lost because their group was no longer Alive
}

// overflowKey is what OpenTelemetry's metrics SDK specification calls the attribute of what a cardinality limit left out.
const overflowKey = "otel.metric.overflow"

func newSet(store *Store, limit int) *Set {
	return &Set{
		store: store,
		limit: max(1, limit),
		index: map[uint64]uint32{},
		seed:  maphash.MakeSeed(),
	}
}

// Stats returns how full the set is.
func (s *Set) Stats() Stats {
	return Stats{Groups: len(s.index), Overflowed: s.overflowed, Expired: s.expired, Stale: s.stale}
}

// Find finds the group of a key; false if it has to be added. Of a full set that doesn't know the key it returns the
// overflow group. The key is a hash of all attributes with a secret seed (hash/maphash): nobody can choose two with the
// same, so it stands for them.
func (s *Set) Find(key uint64) (Group, bool) {
	if place, ok := s.index[key]; ok {
		return Group{place: place, generation: s.groups.at(place).generation}, true
	}
	if len(s.index) >= s.limit {
		return s.overflows(), true
	}
	return Group{}, false
}

// Alive reports whether a kept group can still be counted in. The overflow group has to be looked up each time, so that it
// is counted how often, and that a key gets its own once there is room.
func (s *Set) Alive(g Group) bool {
	return g != s.overflow && s.holds(g)
}

func (s *Set) holds(g Group) bool {
	return g.place < s.allotted && s.groups.at(g.place).generation == g.generation
}

// Add adds a group that Find didn't find. Texts are copied, cut to TextLimit and made valid UTF-8; groups that are the same
// then are one. The keys of the attributes have to differ.
func (s *Set) Add(key uint64, attributes ...Attribute) Group {
	var changeable bool
	s.encoded, changeable = appendAttributes(s.encoded[:0], attributes)
	if changeable {
		// Under the caller's key it would stand beside others that look the same once they are cut.
		key = maphash.Bytes(s.seed, s.encoded)
	}
	if g, ok := s.Find(key); ok {
		return g
	}
	g := s.begin(key, string(s.encoded))
	s.index[key] = g.place
	return g
}

func (s *Set) overflows() Group {
	s.overflowed++
	if s.overflow.generation == 0 {
		encoded, _ := appendAttributes(nil, []Attribute{Bool(overflowKey, true)})
		s.overflow = s.begin(0, string(encoded))
	}
	return s.overflow
}

// begin allots a place to a group.
func (s *Set) begin(key uint64, attributes string) Group {
	var place uint32
	if last := len(s.free) - 1; last >= 0 {
		place = s.free[last]
		s.free = s.free[:last]
	} else {
		place = s.allotted
		if place%chunkSize == 0 {
			s.groups.grow()
			for _, i := range s.instruments {
				i.grow()
			}
		}
		s.allotted++
	}
	g := s.groups.at(place)
	*g = groupState{
		key:        key,
		attributes: attributes,
		start:      s.store.collected,
		seen:       s.store.collected,
		generation: g.generation + 1,
	}
	return Group{place: place, generation: g.generation}
}

// touch reports whether a point may be counted in the group, which then counts as used.
func (s *Set) touch(g Group) bool {
	if !s.holds(g) {
		s.stale++
		return false
	}
	s.groups.at(g.place).touched = true
	return true
}

// all are the groups and where they are kept.
func (s *Set) all() iter.Seq2[uint32, *groupState] {
	return func(yield func(uint32, *groupState) bool) {
		for place := range s.allotted {
			if g := s.groups.at(place); g.generation%2 != 0 && !yield(place, g) {
				return
			}
		}
	}
}

// expire drops the groups that were not touched for so long. One that counted stays until that was told.
func (s *Set) expire(now, after int64) {
	for place, g := range s.all() {
		switch {
		case g.touched || g.untold:
			g.seen, g.touched, g.untold = now, false, false
		case now-g.seen >= after:
			s.drop(place, g)
		}
	}
}

func (s *Set) drop(place uint32, g *groupState) {
	for _, i := range s.instruments {
		i.clear(place)
	}
	if s.overflow.place == place && s.overflow.generation == g.generation {
		s.overflow = Group{}
	} else {
		delete(s.index, g.key)
		s.expired++
	}
	*g = groupState{generation: g.generation + 1}
	s.free = append(s.free, place)
}

// declare adds an instrument, for groups that there may be already.
func (s *Set) declare(i instrument) {
	for range s.groups.chunks {
		i.grow()
	}
	s.instruments = append(s.instruments, i)
}
