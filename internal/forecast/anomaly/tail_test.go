package anomaly

import (
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestTailKeepsTheGreatestPeaksOfBlocks(t *testing.T) {
	var greatest tail
	for i := range 40 * block {
		greatest.add(float32(i))
	}
	assert.Equal(t, uint32(40), greatest.Blocks)
	assert.InDelta(t, 319, greatest.Top[0], 0)
	assert.InDelta(t, 319-15*block, greatest.Top[peaks-1], 0)
	assert.InDelta(t, 7.5*block*16/15, greatest.Excess, 1e-3)
}

// Of peaks that are as a tail supposes, one in ten reaches a surprise of 1, one in a hundred one of 2.
func TestSurpriseIsARarity(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	var rare tail
	for range 500 * block {
		rare.add(float32(random.ExpFloat64()))
	}
	const blocks = 4000
	counts := map[float64]int{1.5: 0, 2: 0}
	for range blocks {
		peak := float32(0)
		for range block {
			peak = max(peak, float32(random.ExpFloat64()))
		}
		surprise, _ := rare.surprise(peak, 0)
		for limit := range counts {
			if surprise >= limit {
				counts[limit]++
			}
		}
	}
	assert.InDelta(t, 0.0316, float64(counts[1.5])/blocks, 0.012)
	assert.InDelta(t, 0.01, float64(counts[2])/blocks, 0.007)
}

func TestNothingIsSurprisingAtFirst(t *testing.T) {
	var young tail
	for range leastBlocks*block - 1 {
		young.add(1)
	}
	surprise, _ := young.surprise(1e9, 0)
	assert.Zero(t, surprise)
	young.add(1)
	surprise, _ = young.surprise(1e9, 0)
	assert.Greater(t, surprise, 5.0)
}

func TestAFirstOfItsKindLeavesTheNextOneSurprising(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	var known tail
	quiet := func(blocks int) {
		for range blocks * block {
			known.add(float32(random.ExpFloat64()))
		}
	}
	quiet(100)
	surprises := []float64{}
	for range 8 {
		surprise, _ := known.surprise(40, 0)
		surprises = append(surprises, surprise)
		known.learn(40)
		known.learn(40) // the same incident goes on
		quiet(2 * apart)
	}
	assert.Greater(t, surprises[1], 0.8*surprises[0], "one incident is no habit")
	assert.Less(t, surprises[2], 0.6*surprises[0], "two are")
	assert.Less(t, surprises[7], 2.0, "eight are usual")
}

func TestNearlyEqualPeaksDoNotMakeALittleMoreRare(t *testing.T) {
	var wave tail
	for i := range 100 * block {
		wave.add(100 + float32(i%3)/100)
	}
	surprise, _ := wave.surprise(101, 0)
	assert.Less(t, surprise, 1.5)
	surprise, _ = wave.surprise(200, 0)
	assert.Greater(t, surprise, 2.5)
}
