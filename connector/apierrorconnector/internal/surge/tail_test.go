package surge

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
)

// exactTail sums all terms.
func exactTail(k, n, a, b float64) float64 {
	sum := 0.0
	for j := k; j <= n; j++ {
		sum += math.Exp(logChoose(n, j) + logBeta(a+j, b+n-j) - logBeta(a, b))
	}
	return math.Log(sum)
}

func TestLogTailIsTheSum(t *testing.T) {
	checked := 0
	for _, n := range []float64{1, 5, 30, 1000, 5000} {
		for _, rate := range []float64{0.0001, 0.01, 0.3, 0.8} {
			for _, a := range []float64{0.3, 1, 4, 100} {
				b := a * (1 - rate) / rate
				for _, times := range []float64{1.2, 2, 5, 30, 1000} {
					k := math.Min(n, math.Ceil(n*rate*times))
					exact, got := exactTail(k, n, a, b), logTail(k, n, a, b)
					if exact < math.Log(0.01) && exact > -500 { // below, the sum itself is no number
						checked++
						assert.InDelta(t, exact, got, math.Log(4.0/3), "%v of %v, Beta(%v, %v)", k, n, a, b)
					} else if exact >= math.Log(0.01) {
						assert.GreaterOrEqual(t, got, exact-0.3, "%v of %v, Beta(%v, %v)", k, n, a, b)
					}
				}
			}
		}
	}
	assert.Greater(t, checked, 50)
}

func TestLogTailByHand(t *testing.T) {
	// Uniform rates make every count equally likely.
	assert.InDelta(t, math.Log(1.0/11), logTail(10, 10, 1, 1.0000001), 1e-6)
	// 5 of 5: a(a+1)...(a+4) / (a+b)...(a+b+4).
	assert.InDelta(t, math.Log(0.5*1.5*2.5*3.5*4.5/(50.0*51*52*53*54)), logTail(5, 5, 0.5, 49.5), 1e-9)
	assert.Zero(t, logTail(0, 10, 1, 9))
	assert.Zero(t, logTail(0, 0, 1, 9))
	assert.Zero(t, logTail(50, 1000, 10, 90), "below the mode")
}

func TestLogTailOfEnormousCounts(t *testing.T) {
	tail := logTail(3_000_000, 1e9, 100, 1e5)
	assert.False(t, math.IsNaN(tail))
	assert.Less(t, tail, math.Log(1e-20))
}

func BenchmarkLogTail(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		logTail(10_000, 500_000, 4, 400)
	}
}
