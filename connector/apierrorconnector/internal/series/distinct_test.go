package series

import (
	"math"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestDistinct(t *testing.T) {
	store := cumulative()
	store.settings.ExpireAfter = time.Hour
	failing := store.NewSet(10)
	actors := failing.NewDistinct(Instrument{Name: "actors", Unit: "{actor}"}, 20*time.Second)
	failing.NewCount(Instrument{Name: "unused"})
	g := group(failing, 1, String("service.name", "a"))
	group(failing, 2, String("service.name", "b"))
	for _, actor := range []uint64{1, 2, 3, 1, 1} {
		actors.Add(g, actor)
	}
	tells(t, `
		actors {actor} Gauge
		service.name=a [- 10s] int 3
	`, collected(store, 10*time.Second))
	actors.Add(g, 3)
	actors.Add(g, 4)
	assert.Contains(t, collected(store, 15*time.Second), "int 4", "those of both halves, once")
	assert.Contains(t, collected(store, 20*time.Second), "int 4")
	assert.Contains(t, collected(store, 30*time.Second), "int 2", "the first half is over")
	tells(t, `
		actors {actor} Gauge
		service.name=a [- 40s] int 0
	`, collected(store, 40*time.Second))
	actors.Add(Group{}, 1)
	assert.Equal(t, uint64(1), failing.Stats().Stale)
}

func TestDistinctExpires(t *testing.T) {
	store := cumulative()
	failing := store.NewSet(10)
	actors := failing.NewDistinct(Instrument{Name: "actors"}, time.Hour)
	actors.Add(group(failing, 1), 1)
	assert.NotEmpty(t, collected(store, time.Second))
	assert.Empty(t, collected(store, 2*time.Minute))
	actors.Add(group(failing, 1), 2)
	assert.Contains(t, collected(store, 3*time.Minute), "int 1", "whom an earlier group saw is forgotten")
}

func TestSketchIsExactForFew(t *testing.T) {
	var s, none sketch
	for i := range uint64(fewValues) {
		s.add(mix(i))
		s.add(mix(i / 2))
		require.InDelta(t, float64(i+1), union(&s, &none), 0)
	}
	assert.Nil(t, s.registers)
}

// Over many runs the error is the standard error of HyperLogLog and there is no bias.
func TestSketchError(t *testing.T) {
	const runs = 100
	for _, n := range []int{257, 1_000, 3_000, 10_000, 100_000} {
		var squares, errors float64
		for run := range uint64(runs) {
			random := rand.New(rand.NewPCG(run, 3))
			var a, b, both sketch
			for i := range n {
				hash := mix(random.Uint64())
				both.add(hash)
				// The halves overlap by a third.
				if i%3 < 2 {
					a.add(hash)
				}
				if i%3 > 0 {
					b.add(hash)
				}
			}
			require.InDelta(t, union(&both, &sketch{}), union(&a, &b), 0.06*float64(n))
			off := union(&both, &sketch{})/float64(n) - 1
			squares += off * off
			errors += off
		}
		assert.Less(t, math.Sqrt(squares/runs), 0.045, "%d values", n)
		assert.Less(t, math.Abs(errors/runs), 0.012, "%d values", n)
	}
}

func TestSketchOfAbsurdlyMany(t *testing.T) {
	full := sketch{registers: &registers{}}
	for at := range full.registers {
		full.registers[at] = rankBits + 1
	}
	assert.Greater(t, union(&full, &sketch{}), 1e9)
	assert.Zero(t, union(&sketch{registers: &registers{}}, &sketch{}))
}
