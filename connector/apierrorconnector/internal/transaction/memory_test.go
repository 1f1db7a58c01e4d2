package transaction

import (
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Attackers choose keys: those who came further than the first step stay.
func TestFloodOfKeys(t *testing.T) {
	tracker := New(checkout(), Options{InFlight: 100, Lateness: DefaultLateness})
	for i := range 20 {
		arrive(tracker, script(t, "customer-"+strconv.Itoa(i), "cart@0s pay@1m"))
	}
	require.Empty(t, tracker.Tick(scriptStart+int64(3*time.Minute)))
	for i := range 10_000 {
		arrive(tracker, script(t, "made-up-"+strconv.Itoa(i), "cart@4m"))
		require.LessOrEqual(t, tracker.Len(), 100)
	}
	assert.EqualValues(t, 20+10_000-100, tracker.Stats().Evicted)
	for i := range 20 {
		arrive(tracker, script(t, "customer-"+strconv.Itoa(i), "confirm@5m"))
	}
	outcomes := map[Outcome]int{}
	for _, e := range wait(tracker) {
		outcomes[e.Outcome]++
	}
	assert.Equal(t, map[Outcome]int{Completed: 20, Abandoned: 80}, outcomes, "who had to go has no outcome")
}

func TestLongKeys(t *testing.T) {
	tracker := newTracker()
	long := strings.Repeat("\xff", 1<<16)
	arrive(tracker, script(t, long+"a", "cart@0s"))
	arrive(tracker, script(t, long+"b", "confirm@1m"))
	assert.Equal(t, []string{"completed at confirm after 1m0s"}, toldAll(wait(tracker)), "one key, as far as it is read")
}

func full(keys, attempts int) *Tracker {
	tracker := New(checkout(), Options{InFlight: keys, Lateness: DefaultLateness})
	for i := range keys {
		for n := range attempts {
			a := Attempt{Key: strconv.Itoa(i), Step: min(n, 2), End: scriptStart + int64(n)}
			tracker.Observe(a.End, &a)
		}
	}
	return tracker
}

// What the default's comment promises, on a fifth of it.
func TestMemory(t *testing.T) {
	const keys = DefaultInFlight / 5
	for _, c := range []struct{ attempts, mostPerKey int }{{2, 400}, {maxWaiting, 1100}} {
		var before, after runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&before)
		tracker := full(keys, c.attempts)
		runtime.GC()
		runtime.ReadMemStats(&after)
		used := int(after.HeapAlloc) - int(before.HeapAlloc)
		t.Logf("%d keys of %d attempts: %d bytes each", tracker.Len(), c.attempts, used/keys)
		assert.Less(t, used, keys*c.mostPerKey)
	}
}

func BenchmarkObserve(b *testing.B) {
	for _, bench := range []struct {
		name string
		keys int
	}{{"100 keys", 100}, {"100,000 keys", 100_000}, {"a flood of keys", 10_000_000}} {
		b.Run(bench.name, func(b *testing.B) {
			tracker := New(checkout(), Options{InFlight: DefaultInFlight, Lateness: DefaultLateness})
			keys := make([]string, min(bench.keys, 1_000_000))
			for i := range keys {
				keys[i] = "customer-" + strconv.Itoa(i)
			}
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				// 10,000 a second.
				now := scriptStart + int64(i)*1e5
				a := Attempt{Key: keys[i%len(keys)], Step: i / len(keys) % 4, End: now, Duration: 1e6}
				tracker.Observe(now, &a)
				if i%1000 == 0 {
					tracker.Tick(now)
				}
			}
		})
	}
}

func BenchmarkAppendState(b *testing.B) {
	tracker := full(DefaultInFlight, 2)
	var state []byte
	b.ReportAllocs()
	for b.Loop() {
		state = tracker.AppendState(state[:0])
	}
	b.ReportMetric(float64(len(state)), "B")
}
