package window

import (
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestDuplicatesSeesARepetition(t *testing.T) {
	for name, id := range map[string]func(uint64) uint64{
		"random ids":  func(i uint64) uint64 { return rand.New(rand.NewPCG(i, 4)).Uint64() },
		"counted ids": func(i uint64) uint64 { return i + 1 },
		"shifted ids": func(i uint64) uint64 { return (i + 1) << 40 },
		"smallest id": func(uint64) uint64 { return 1 },
		"greatest id": func(uint64) uint64 { return ^uint64(0) },
	} {
		t.Run(name, func(t *testing.T) {
			duplicates := NewDuplicates(10)
			const batch = 256
			for i := range uint64(batch) {
				duplicates.Seen(id(i))
			}
			repeated := 0
			for i := range uint64(batch) {
				if duplicates.Seen(id(i)) {
					repeated++
				}
			}
			assert.Equal(t, batch, repeated)
		})
	}
}

func TestDuplicatesForgetsTheOldest(t *testing.T) {
	duplicates := NewDuplicates(1)
	for id := range uint64(1000) {
		assert.False(t, duplicates.Seen(id))
	}
	assert.True(t, duplicates.Seen(999))
	assert.False(t, duplicates.Seen(1))
}

func TestDuplicatesTakesNoIDForNew(t *testing.T) {
	duplicates := NewDuplicates(4)
	assert.False(t, duplicates.Seen(0))
	assert.False(t, duplicates.Seen(0))
}

func BenchmarkDuplicates(b *testing.B) {
	duplicates := NewDuplicates(15)
	random := rand.New(rand.NewPCG(1, 5))
	b.ReportAllocs()
	for b.Loop() {
		duplicates.Seen(random.Uint64())
	}
}
