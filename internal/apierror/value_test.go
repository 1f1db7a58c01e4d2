package apierror

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestPositive(t *testing.T) {
	for _, number := range []float64{0, math.Copysign(0, -1), -1, math.NaN(), math.Inf(1), math.Inf(-1), -math.MaxFloat64} {
		assert.Zero(t, math.Float64bits(Positive(number)), "%v", number)
	}
	for _, number := range []float64{42.5, 1e15, math.MaxFloat64, math.SmallestNonzeroFloat64} {
		assert.InDelta(t, number, Positive(number), 0)
	}
}

func TestKnown(t *testing.T) {
	assert.Equal(t, CategoryTimeout, Known(CategoryTimeout))
	assert.Empty(t, Known(Category("Timeout")))
	assert.Empty(t, Known(ActorType("")))
}

func TestEndpoint(t *testing.T) {
	for want, subject := range map[string]Subject{
		"/orders":          {Route: "/orders", Service: "orders"},
		"shop.Ledger/Book": {RPCMethod: "shop.Ledger/Book"},
		"/rpc":             {Route: "/rpc", RPCMethod: "shop.Ledger/Book"},
		"":                 {Service: "orders"},
	} {
		assert.Equal(t, want, subject.Endpoint())
	}
}
