package outbox

import (
	"maps"
	"slices"
	"strconv"
)

// Change is a change to a storage: a key and what it holds from now on; a nil value deletes it.
type Change struct {
	Key   string
	Value []byte
}

// A storage cannot be asked what it holds, so keys are numbered slots, used again, of which keyMeta has how many there are.
const (
	keyMeta       = "meta"
	prefixItem    = "item/"
	prefixAttempt = "attempt/"
	prefixDead    = "dead/"
	prefixReceipt = "receipt/"

	// slotStep is by how many slots meta runs ahead, so that few additions have to write it.
	slotStep = 64
)

func slotKey(prefix string, slot uint32) string {
	const width = 8
	number := strconv.FormatUint(uint64(slot), 16)
	return prefix + "00000000"[:width-len(number)] + number
}

// journal collects changes until they are taken. Of one key the last is kept.
type journal map[string][]byte

func (j journal) set(key string, value []byte) { j[key] = value }
func (j journal) remove(key string)            { j[key] = nil }

// take returns the changes in the order of their keys and forgets them.
func (j journal) take() []Change {
	changes := make([]Change, 0, len(j))
	for _, key := range slices.Sorted(maps.Keys(j)) {
		changes = append(changes, Change{Key: key, Value: j[key]})
	}
	clear(j)
	return changes
}

// slots gives out numbers, the returned ones first.
type slots struct {
	free []uint32
	used uint32 // all below were given out once
}

func (s *slots) take() uint32 {
	if last := len(s.free) - 1; last >= 0 {
		slot := s.free[last]
		s.free = s.free[:last]
		return slot
	}
	s.used++
	return s.used - 1
}

func (s *slots) put(slot uint32) { s.free = append(s.free, slot) }

// known is how many slots the storage may hold something in.
func (s *slots) known() uint32 { return (s.used + slotStep - 1) / slotStep * slotStep }
