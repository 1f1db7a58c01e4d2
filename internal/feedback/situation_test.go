package feedback

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestSurgeEffect(t *testing.T) {
	for _, c := range []struct{ rate, usual, want float64 }{
		{0.08, 0.001, 7.9}, // points
		{0.3, 0.2, 1},      // less than twice the usual odds, and still told
		{0.6, 0.2, 3},      // odds
		{1, 0.01, 99},
		{0.5, 0, 50},
		{0, 0, 1},
		{1, 1, 1},
		{math.NaN(), 0.1, math.NaN()},
	} {
		assert.InDelta(t, c.want, SurgeEffect(c.rate, c.usual), 1e-9, "%v of %v", c.rate, c.usual)
	}
}

func TestClasses(t *testing.T) {
	assert.Equal(t, []Access{AccessRead, AccessWrite, AccessWrite, ""}, []Access{
		AccessOf("GET /orders"), AccessOf("POST"), AccessOf("DELETE /a b"), AccessOf("/orders"),
	})
	for calls, want := range map[float64]int8{0: 0, 9.9: 0, 10: 1, 99: 1, 100: 2, 1e5: 5, 1e300: 6, math.Inf(1): 6, -1: 0} {
		assert.Equal(t, want, DecadeOf(calls), "%v", calls)
	}
	assert.Zero(t, DecadeOf(math.NaN()))
	class := Class{Access: AccessWrite, Decade: 3, Criticality: "high"}
	assert.Equal(t, "write routes of high criticality from 10^3 calls a minute on", class.String())
}
