package window

import (
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"
)

// keyOf is a key of a tag: it undoes what spreads keys. Of one tag there are as many as there are numbers.
func keyOf(tag, number uint32) uint64 {
	const spread = uint64(0x9E3779B97F4A7C15)
	inverse := spread
	for range 6 { // Newton's method doubles the bits that are right
		inverse *= 2 - spread*inverse
	}
	return (uint64(tag)<<32 | uint64(number)) * inverse
}

// Keys of one tag, of neighbouring ones, and of the highest, whose entries go on at the front.
func TestKeysOfOneTagAreFoundAmongEachOther(t *testing.T) {
	for seed := range uint64(20) {
		random := rand.New(rand.NewPCG(seed, 7))
		store := NewStore[tally](1000)
		kept := map[uint64]int{}
		for step := range 5000 {
			tag := random.Uint32N(3)<<28 - random.Uint32N(3)
			key := keyOf(tag, random.Uint32N(40))
			require.Equal(t, tag, tagOf(key))
			ref, found := store.Peek(key)
			_, known := kept[key]
			require.Equal(t, known, found, "seed %d, step %d", seed, step)
			if found && random.IntN(2) == 0 {
				store.Remove(ref)
				delete(kept, key)
				continue
			}
			store.Value(store.Touch(key)).n = step
			kept[key] = step
		}
		require.Equal(t, len(kept), store.Len())
		for key, step := range kept {
			ref, found := store.Peek(key)
			require.True(t, found)
			require.Equal(t, step, store.Value(ref).n)
		}
	}
}
