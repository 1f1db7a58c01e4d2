package series

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestOverflow(t *testing.T) {
	store := cumulative()
	calls := store.NewSet(2)
	requests := calls.NewCount(Instrument{Name: "requests"})
	for key := range uint64(5) {
		requests.Add(group(calls, key, Int("key", int64(key))), 1)
	}
	requests.Add(group(calls, 1), 1)
	collected(store, 10*time.Second)
	tells(t, `
		requests  Cumulative monotonic=true
		key=0 [0s 20s] int 1
		key=1 [0s 20s] int 2
		otel.metric.overflow=true [0s 20s] int 3
	`, collected(store, 20*time.Second))
	assert.Equal(t, Stats{Groups: 2, Overflowed: 3}, calls.Stats())
}

func TestOverflowIsNotKept(t *testing.T) {
	store := cumulative()
	calls := store.NewSet(1)
	requests := calls.NewCount(Instrument{Name: "requests"})
	own := group(calls, 1)
	requests.Add(own, 1)
	shared := group(calls, 2)
	requests.Add(shared, 1)
	assert.True(t, calls.Alive(own))
	assert.False(t, calls.Alive(shared), "it is to be looked up again")

	collected(store, 10*time.Second)
	collected(store, 20*time.Second)
	assert.Empty(t, collected(store, 90*time.Second))
	assert.Equal(t, Stats{Overflowed: 1, Expired: 1}, calls.Stats(), "the overflow group is none of the caller's")

	requests.Add(group(calls, 2, String("its", "own")), 1)
	requests.Add(group(calls, 3), 1)
	tells(t, `
		requests  Cumulative monotonic=true
		its=own [1m30s 1m40s] int 0
		otel.metric.overflow=true [1m30s 1m40s] int 0
	`, sorted(collected(store, 100*time.Second)))
}

func TestExpiryAndRevival(t *testing.T) {
	store := cumulative()
	calls := store.NewSet(10)
	requests := calls.NewCount(Instrument{Name: "requests"})
	duration := calls.NewHistogram(Instrument{Name: "duration", Unit: "s"})
	old := group(calls, 1, String("service.name", "a"))
	requests.Add(old, 5)
	duration.Record(old, 1)
	collected(store, 10*time.Second)
	collected(store, 20*time.Second)
	assert.NotEmpty(t, collected(store, 79*time.Second), "it is told until it expires")
	assert.True(t, calls.Alive(old))
	assert.Empty(t, collected(store, 80*time.Second), "a minute after the Collect that found it counting, and told it")
	assert.False(t, calls.Alive(old))
	assert.Equal(t, Stats{Expired: 1}, calls.Stats())

	anew := group(calls, 1, String("service.name", "a"))
	assert.NotEqual(t, old, anew)
	requests.Add(anew, 1)
	requests.Add(old, 100)
	duration.Record(old, 100)
	assert.Equal(t, Stats{Groups: 1, Expired: 1, Stale: 2}, calls.Stats())
	collected(store, 90*time.Second)
	tells(t, `
		requests  Cumulative monotonic=true
		service.name=a [1m20s 1m40s] int 1
	`, collected(store, 100*time.Second))
}

func TestUseKeepsAGroupAlive(t *testing.T) {
	store := delta()
	calls := store.NewSet(10)
	requests := calls.NewCount(Instrument{Name: "requests"})
	g := group(calls, 1)
	for since := time.Duration(0); since < time.Hour; since += 50 * time.Second {
		requests.Add(g, 1)
		require.NotEmpty(t, collected(store, since+time.Second))
		require.True(t, calls.Alive(g))
	}
}

// What was told as zero is told in full, however short the time to expire.
func TestNothingExpiresUntold(t *testing.T) {
	store := cumulative()
	store.settings.ExpireAfter = 0
	calls := store.NewSet(10)
	requests := calls.NewCount(Instrument{Name: "requests"})
	requests.Add(group(calls, 1), 3)
	collected(store, 10*time.Second)
	tells(t, `
		requests  Cumulative monotonic=true
		[0s 1h0m0s] int 3
	`, collected(store, time.Hour))
	assert.Empty(t, collected(store, 2*time.Hour))
}

func TestPlacesAreUsedAgain(t *testing.T) {
	store := delta()
	calls := store.NewSet(100)
	requests := calls.NewCount(Instrument{Name: "requests"})
	for round := range 50 {
		for key := range uint64(200) {
			requests.Add(group(calls, uint64(round)<<32|key), 1)
		}
		collected(store, time.Duration(2*round)*time.Hour)
		collected(store, time.Duration(2*round+1)*time.Hour)
	}
	assert.LessOrEqual(t, calls.allotted, uint32(101))
	assert.Equal(t, Stats{Overflowed: 50 * 100, Expired: 50 * 100}, calls.Stats())
}

func TestAnInstrumentDeclaredLate(t *testing.T) {
	store := delta()
	calls := store.NewSet(1000)
	for key := range uint64(500) {
		group(calls, key)
	}
	late := calls.NewCount(Instrument{Name: "late"})
	late.Add(group(calls, 499, Int("key", 499)), 1)
	tells(t, `
		late  Delta monotonic=true
		[0s 1s] int 1
	`, collected(store, time.Second))
}

func TestGroupsOfNoSet(t *testing.T) {
	store := delta()
	calls := store.NewSet(10)
	requests := calls.NewCount(Instrument{Name: "requests"})
	duration := calls.NewHistogram(Instrument{Name: "duration"})
	for _, g := range []Group{{}, {place: 5000, generation: 1}} {
		assert.False(t, calls.Alive(g))
		requests.Add(g, 1)
		duration.Offer(g, 1, exemplar(1, 0, true))
	}
	assert.Equal(t, uint64(2), calls.Stats().Stale)
	assert.Empty(t, collected(store, time.Second))
}
