package forecast

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestPackedNumbers(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 10000 {
		x := math.Exp(r.NormFloat64() * 8)
		assert.InEpsilon(t, x, magnitudeOf(x).float(), 1.0/512)
		assert.InEpsilon(t, x, offsetOf(x).float(), 1.0/256)
		assert.InEpsilon(t, -x, offsetOf(-x).float(), 1.0/256)
	}
	for n := range 512 {
		assert.InDelta(t, n, magnitudeOf(float64(n)).float(), 0, "few failures are counted one by one")
	}
	assert.Zero(t, offsetOf(0).float())
}
