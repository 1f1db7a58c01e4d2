package window

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

type tally struct{ n int }

func (t *tally) Reset() { t.n = 0 }

// plainStore is what Store should do, kept in the plainest way: two lists, oldest first.
type plainStore struct {
	limit              int
	ordinary, promoted []uint64
	values             map[uint64]int
	moved              map[uint64]int // when a key came to where it is, in moves of any
	moves              int
	evictions          uint64
}

func (p *plainStore) move(key uint64) {
	p.moves++
	p.moved[key] = p.moves
}

func last(keys []uint64) uint64 {
	if len(keys) == 0 {
		return math.MaxUint64
	}
	return keys[len(keys)-1]
}

func (p *plainStore) touch(key uint64) {
	if _, kept := p.values[key]; kept && (p.moves-p.moved[key] <= p.limit/8 || last(p.ordinary) == key || last(p.promoted) == key) {
		return
	}
	defer p.move(key)
	switch i, j := slices.Index(p.ordinary, key), slices.Index(p.promoted, key); {
	case i >= 0:
		p.ordinary = append(slices.Delete(p.ordinary, i, i+1), key)
	case j >= 0:
		p.promoted = append(slices.Delete(p.promoted, j, j+1), key)
	default:
		if len(p.values) == p.limit {
			from := &p.ordinary
			if len(*from) == 0 {
				from = &p.promoted
			}
			delete(p.values, (*from)[0])
			*from = (*from)[1:]
			p.evictions++
		}
		p.ordinary = append(p.ordinary, key)
		p.values[key] = 0
	}
}

func (p *plainStore) promote(key uint64) {
	i := slices.Index(p.ordinary, key)
	if i < 0 {
		return
	}
	if len(p.promoted) >= p.limit/2 {
		p.ordinary = append(p.ordinary, p.promoted[0])
		p.move(p.promoted[0])
		p.promoted = p.promoted[1:]
		i = slices.Index(p.ordinary, key)
	}
	p.ordinary = slices.Delete(p.ordinary, i, i+1)
	p.promoted = append(p.promoted, key)
	p.move(key)
}

func (p *plainStore) remove(key uint64) {
	same := func(other uint64) bool { return other == key }
	p.ordinary = slices.DeleteFunc(p.ordinary, same)
	p.promoted = slices.DeleteFunc(p.promoted, same)
	delete(p.values, key)
}

func TestStoreIsTheModel(t *testing.T) {
	for seed := range uint64(20) {
		random := rand.New(rand.NewPCG(seed, 6))
		limit := 2 + random.IntN(30)
		store := NewStore[tally](limit)
		plain := &plainStore{limit: limit, values: make(map[uint64]int), moved: make(map[uint64]int)}
		for range 1000 {
			key := random.Uint64N(40)
			switch random.IntN(8) {
			case 0:
				if ref, ok := store.Peek(key); ok {
					store.Promote(ref)
					plain.promote(key)
				}
			case 1:
				if ref, ok := store.Peek(key); ok {
					store.Remove(ref)
					plain.remove(key)
				}
			default:
				plain.touch(key)
				plain.values[key]++
				store.Value(store.Touch(key)).n++
			}
			requireSame(t, plain, store, seed)
		}
	}
}

func requireSame(t *testing.T, plain *plainStore, store *Store[tally, *tally], seed uint64) {
	t.Helper()
	require.Equal(t, len(plain.values), store.Len(), "seed %d", seed)
	require.Equal(t, plain.evictions, store.Evictions(), "seed %d", seed)
	for key := range uint64(40) {
		n, kept := plain.values[key]
		ref, ok := store.Peek(key)
		require.Equal(t, kept, ok, "seed %d, key %d", seed, key)
		if ok {
			require.Equal(t, n, store.Value(ref).n, "seed %d, key %d", seed, key)
		}
	}
	ref, ok := store.Oldest()
	require.Equal(t, len(plain.ordinary) > 0, ok)
	if ok {
		require.Equal(t, plain.ordinary[0], store.node(ref).key, "seed %d", seed)
	}
}

func TestStoreKeepsThePromotedThroughAFlood(t *testing.T) {
	const limit = 1000
	store := NewStore[tally](limit)
	for key := range uint64(limit / 2) {
		ref := store.Touch(key)
		store.Value(ref).n = int(key)
		store.Promote(ref)
	}
	for key := range uint64(1_000_000) {
		store.Touch(limit + key)
	}
	assert.Equal(t, limit, store.Len())
	assert.Equal(t, uint64(1_000_000-limit/2), store.Evictions())
	for key := range uint64(limit / 2) {
		ref, ok := store.Peek(key)
		require.True(t, ok)
		assert.Equal(t, int(key), store.Value(ref).n)
	}
}

func BenchmarkStoreTouch(b *testing.B) {
	const keys = 10_000
	store := NewStore[tally](keys)
	b.ReportAllocs()
	for i := uint64(0); b.Loop(); i++ {
		store.Value(store.Touch((i%keys)*0x9E3779B97F4A7C15)).n++
	}
}

func BenchmarkStoreFlood(b *testing.B) {
	store := NewStore[tally](10_000)
	b.ReportAllocs()
	for i := uint64(0); b.Loop(); i++ {
		store.Touch(i * 0x9E3779B97F4A7C15)
	}
}
