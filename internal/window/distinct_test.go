package window

import (
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// hash makes a value's hash, as the callers do.
func hash(value uint64) uint64 { return (value + 1) * 0x9E3779B97F4A7C15 }

func TestDistinctIsTheModel(t *testing.T) {
	for seed := range uint64(50) {
		random := rand.New(rand.NewPCG(seed, 2))
		var distinct Distinct
		var plain model
		for i, e := range traffic(random, 500, 1+random.Uint64N(DistinctLimit)) {
			require.Equal(t, plain.add(e), distinct.Add(hash(e.value), e.slot), "seed %d, event %d", seed, i)
			require.Equal(t, plain.different(), distinct.Sum(), "seed %d, event %d", seed, i)
		}
	}
}

func TestDistinctNeverSaysMoreThanThereAre(t *testing.T) {
	for seed := range uint64(50) {
		random := rand.New(rand.NewPCG(seed, 3))
		var distinct Distinct
		var plain model
		for _, e := range traffic(random, 2000, 10*DistinctLimit) {
			plain.add(e)
			distinct.Add(hash(e.value), e.slot)
			require.LessOrEqual(t, distinct.Sum(), min(DistinctLimit, plain.different()))
			require.LessOrEqual(t, cap(distinct.more), DistinctLimit)
		}
	}
}

func TestDistinctAtItsLimit(t *testing.T) {
	var distinct Distinct
	for value := range uint64(10 * DistinctLimit) {
		distinct.Add(hash(value), 100+uint32(value/100))
	}
	assert.Equal(t, DistinctLimit, distinct.Sum())
}

func TestDistinctRenewsAValueSeenAgain(t *testing.T) {
	var distinct Distinct
	distinct.Add(hash(1), 100)
	distinct.Add(hash(2), 100)
	distinct.Add(hash(1), 110)
	distinct.Add(hash(3), 113)
	assert.Equal(t, 2, distinct.Sum(), "value 2 has left the window, value 1 was seen again since")
}

func TestDistinctResetGivesUpItsMemory(t *testing.T) {
	var distinct Distinct
	for value := range uint64(20) {
		distinct.Add(hash(value), 100)
	}
	require.NotNil(t, distinct.more)
	distinct.Reset()
	assert.Zero(t, distinct)
}

func BenchmarkDistinctAdd(b *testing.B) {
	var distinct Distinct
	b.ReportAllocs()
	for i := uint64(0); b.Loop(); i++ {
		distinct.Add(hash(i%8), 1000+uint32(i/64))
	}
}

func BenchmarkDistinctAddAtLimit(b *testing.B) {
	var distinct Distinct
	b.ReportAllocs()
	for i := uint64(0); b.Loop(); i++ {
		distinct.Add(hash(i), 1000+uint32(i/64))
	}
}

func TestDistinctOfWhatWasKnownBefore(t *testing.T) {
	var distinct Distinct
	distinct.AddBefore(hash(1))
	distinct.AddFirst(hash(1), 1000)
	assert.Zero(t, distinct.Sum())
	for value := range uint64(10) {
		distinct.AddFirst(hash(value), 1000)
	}
	assert.Equal(t, 9, distinct.Sum())
	distinct.AddBefore(hash(2))
	assert.Equal(t, 8, distinct.Sum())
	distinct.AddFirst(hash(20), 1001)
	assert.Equal(t, 9, distinct.Sum(), "the window has not moved back")
}

func TestDistinctOfWhatIsNew(t *testing.T) {
	var d Distinct
	for round := range uint32(50) {
		for value := range uint64(20) {
			assert.True(t, d.AddFirst(value, 100+5*round))
		}
		if round*5 < Slots {
			assert.Equal(t, 20, d.Sum())
		} else {
			assert.Zero(t, d.Sum(), "what is asked for again and again is not new")
		}
	}
	d.AddFirst(20, 345)
	assert.Equal(t, 1, d.Sum())
	for value := range uint64(2 * DistinctLimit) {
		d.AddFirst(1000+value, 346)
	}
	assert.Equal(t, DistinctLimit, d.Sum(), "the known make room for the new")
}

func TestDistinctOfWhatIsNewDoesNotDependOnTheOrder(t *testing.T) {
	var early, late Distinct
	early.AddFirst(1, 100)
	early.AddFirst(1, 105)
	late.AddFirst(1, 105)
	late.AddFirst(1, 100)
	for _, d := range []*Distinct{&early, &late} {
		d.AddFirst(2, 112)
		assert.Equal(t, 1, d.Sum())
	}
}
