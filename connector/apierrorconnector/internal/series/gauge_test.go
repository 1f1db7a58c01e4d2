package series

import (
	"math"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
)

func TestGauge(t *testing.T) {
	store := cumulative()
	objectives := store.NewSet(10)
	left := objectives.NewGauge(Instrument{Name: "left", Unit: "1"})
	a, b := group(objectives, 1, String("slo", "a")), group(objectives, 2, String("slo", "b"))
	left.Set(a, 0.5)
	left.Set(a, -0.25)
	left.Set(b, 1)
	tells(t, `
		left 1 Gauge
		slo=a [- 10s] double -0.25
		slo=b [- 10s] double 1
	`, collected(store, 10*time.Second))

	left.Set(b, 0)
	for _, refused := range []float64{math.NaN(), math.Inf(1), math.Inf(-1)} {
		left.Set(a, refused)
	}
	tells(t, `
		left 1 Gauge
		slo=b [- 20s] double 0
	`, collected(store, 20*time.Second))
	assert.Equal(t, uint64(3), store.Refused())

	assert.Empty(t, collected(store, 2*time.Minute))
	left.Set(a, 1)
	assert.Equal(t, Stats{Expired: 2, Stale: 1}, objectives.Stats())
	group(objectives, 1, String("slo", "a"))
	assert.Empty(t, collected(store, 3*time.Minute), "one that begins anew has no value")
}
