package window

import (
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// walked is the way through a store, with what happens to it after each step.
func walked(s *Store[tally, *tally], meanwhile func()) (ordinary, promoted []uint64) {
	s.Walk()
	for {
		key, _, isPromoted, ok := s.Step()
		switch {
		case !ok:
			return ordinary, promoted
		case isPromoted:
			promoted = append(promoted, key)
		default:
			ordinary = append(ordinary, key)
		}
		meanwhile()
	}
}

// numbered is a store of the keys from 0 on, of which the last ones are promoted.
func numbered(limit, ordinary, promoted int) *Store[tally, *tally] {
	s := NewStore[tally](limit)
	for key := range uint64(ordinary + promoted) {
		ref := s.Touch(key)
		if key >= uint64(ordinary) {
			s.Promote(ref)
		}
	}
	return s
}

func TestAWalkGoesFromTheOldestToTheNewest(t *testing.T) {
	s := numbered(10, 4, 3)
	s.Touch(1)
	s.Touch(5)
	ordinary, promoted := walked(s, func() {})
	assert.Equal(t, []uint64{0, 2, 3, 1}, ordinary)
	assert.Equal(t, []uint64{4, 6, 5}, promoted)

	ordinary, promoted = walked(NewStore[tally](10), func() {})
	assert.Empty(t, ordinary)
	assert.Empty(t, promoted)
}

func TestAKeyThatIsUsedDuringAWalkIsComeToAgain(t *testing.T) {
	s, steps := numbered(10, 4, 0), 0
	ordinary, _ := walked(s, func() {
		steps++
		if steps == 2 {
			s.Touch(0) // behind the walk
			s.Touch(2) // the next
			s.Touch(9) // new
		}
	})
	assert.Equal(t, []uint64{0, 1, 3, 0, 2, 9}, ordinary)
}

func TestAWalkEndsHoweverFastKeysAreUsed(t *testing.T) {
	s, key := numbered(100, 50, 5), uint64(0)
	ordinary, promoted := walked(s, func() {
		for range 10 {
			key++
			s.Touch(key % 50)
		}
	})
	assert.Len(t, ordinary, 100)
	assert.Len(t, promoted, 5)
}

// Whatever happens in between, what was read last of each key is what it would have been to read all at the end, but for
// keys that changed segments or came after their segment was done.
func TestAWalkMissesNoKey(t *testing.T) {
	for seed := range uint64(300) {
		random := rand.New(rand.NewPCG(seed, 12))
		limit := 4 + random.IntN(60)
		s := NewStore[tally](limit)
		for range 3 * limit {
			ref := s.Touch(random.Uint64N(80))
			if random.IntN(6) == 0 {
				s.Promote(ref)
			}
		}
		stays := map[uint64]bool{}
		for key := range uint64(80) {
			_, stays[key] = s.Peek(key)
		}
		changes := limit / 2
		ordinary, promoted := walked(s, func() {
			changes--
			if changes < 0 {
				return
			}
			key := random.Uint64N(80)
			ref, known := s.Peek(key)
			switch {
			case !known && s.Len() < limit:
				s.Touch(key)
			case !known:
			case random.IntN(3) == 0:
				s.Remove(ref)
				stays[key] = false
			default:
				s.Touch(key)
			}
		})
		seen := map[uint64]bool{}
		for _, key := range append(ordinary, promoted...) {
			seen[key] = true
		}
		for key, stayed := range stays {
			if stayed {
				require.True(t, seen[key], "seed %d, key %d", seed, key)
			}
		}
	}
}

func TestEmptied(t *testing.T) {
	s := numbered(4, 2, 2).Emptied()
	assert.Zero(t, s.Len())
	for key := range uint64(9) {
		s.Touch(key)
	}
	assert.Equal(t, 4, s.Len())
}
