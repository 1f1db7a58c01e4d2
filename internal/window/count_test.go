package window

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestCountIsTheModel(t *testing.T) {
	for seed := range uint64(50) {
		random := rand.New(rand.NewPCG(seed, 1))
		var count Count
		var plain model
		for i, e := range traffic(random, 500, 1) {
			require.Equal(t, plain.add(e), count.Add(e.slot), "seed %d, event %d", seed, i)
			require.Equal(t, len(plain.at(0)), count.Sum(), "seed %d, event %d", seed, i)
			require.Equal(t, plain.spread(), count.Spread(), "seed %d, event %d", seed, i)
			later := plain.newest + random.Uint32N(2*Slots)
			require.Equal(t, len(plain.at(later)), count.SumAt(later), "seed %d, event %d, at %d", seed, i, later)
		}
	}
}

func TestCount(t *testing.T) {
	for _, c := range []struct {
		name  string
		slots []uint32
		sum   int
	}{
		{"nothing", nil, 0},
		{"all in one slot", []uint32{100, 100, 100}, 3},
		{"over the whole window", []uint32{100, 105, 111}, 3},
		{"the oldest has just left", []uint32{100, 105, 112}, 2},
		{"out of order inside the window", []uint32{111, 105, 100}, 3},
		{"late: before the window", []uint32{112, 100}, 1},
		{"a silence of years", []uint32{100, 100, 4_000_000}, 1},
		{"one event from the future, then the present goes on", []uint32{100, 9000, 101, 101, 101, 101, 102}, 2},
		{"a host that is always late, among others", []uint32{200, 100, 200, 100, 200, 100, 200, 100, 200, 100, 200}, 6},
	} {
		t.Run(c.name, func(t *testing.T) {
			var count Count
			for _, slot := range c.slots {
				count.Add(slot)
			}
			assert.Equal(t, c.sum, count.Sum())
		})
	}
}

func TestCountSaturates(t *testing.T) {
	var count Count
	for range math.MaxUint16 + 10 {
		count.Add(7)
	}
	assert.Equal(t, math.MaxUint16, count.Sum())
	count.Reset()
	assert.Zero(t, count.Sum())
}

func BenchmarkCountAdd(b *testing.B) {
	var count Count
	slot := uint32(1000)
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		if i%16 == 0 {
			slot++
		}
		count.Add(slot)
	}
}
