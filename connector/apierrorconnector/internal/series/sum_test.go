package series

import (
	"math"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
)

func TestCountOfExtremes(t *testing.T) {
	store := delta()
	calls := store.NewSet(10)
	requests := calls.NewCount(Instrument{Name: "requests"})
	g := group(calls, 1)
	requests.Add(g, -1)
	assert.Empty(t, collected(store, time.Second), "a refused value is no point")
	requests.Add(g, math.MaxInt64)
	requests.Add(g, 5)
	requests.Add(g, math.MinInt64)
	tells(t, `
		requests  Delta monotonic=true
		[1s 2s] int 9223372036854775807
	`, collected(store, 2*time.Second))
	assert.Equal(t, uint64(2), store.Refused())
}

func TestSumOfExtremes(t *testing.T) {
	store := delta()
	money := store.NewSet(10)
	value := money.NewSum(Instrument{Name: "value", Unit: "{USD}"})
	g := group(money, 1)
	for _, refused := range []float64{math.NaN(), math.Inf(1), math.Inf(-1), -0.01, math.MaxFloat64, 2 * AmountLimit} {
		value.Add(g, refused)
		value.Offer(g, refused, exemplar(1, 0, true))
	}
	assert.Equal(t, uint64(6), store.Refused())
	assert.Empty(t, collected(store, time.Second))
	value.Add(g, 1e15)
	value.Add(g, 0.25)
	value.Add(g, math.Copysign(0, -1))
	tells(t, `
		value {USD} Delta monotonic=true
		[1s 2s] double 1.0000000000000002e+15
	`, collected(store, 2*time.Second))
}
