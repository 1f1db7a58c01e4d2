package lateral

import (
	"runtime"
	"testing"
	"time"

	"github.com/cespare/xxhash/v2"
	"github.com/stretchr/testify/assert"
)

// many is a memory that knows what a thousand services call, and those calls.
func many() (*world, []Call) {
	w := newWorld()
	var calls []Call
	for i := range 10_000 {
		calls = append(calls, call(w.now, numbered("s", i%1000), numbered("s", i%1000+1+i/1000), ok))
	}
	for range 15 {
		w.wait(time.Minute)
		for i := range calls {
			calls[i].Time = w.now.UnixNano()
			w.m.Observe(&calls[i], &Finding{})
		}
	}
	return w, calls
}

func BenchmarkKnows(b *testing.B) {
	w, calls := many()
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		c := &calls[i%len(calls)]
		w.m.Knows(c.From, c.To, c.Time)
	}
}

func BenchmarkObserve(b *testing.B) {
	for name, test := range map[string]struct {
		a    answer
		step time.Duration
	}{
		"known":           {ok, 0},
		"known_refreshed": {ok, time.Minute},
		"known_denied":    {denied, 0},
	} {
		b.Run(name, func(b *testing.B) {
			w, calls := many()
			for i := range calls {
				calls[i].Denied = test.a == denied
			}
			var out Finding
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				c := &calls[i%len(calls)]
				c.Time += int64(test.step)
				w.m.Observe(c, &out)
			}
		})
	}
	b.Run("attack", func(b *testing.B) {
		w, _ := many()
		w.deny("s-1", 10, time.Second)
		c := call(w.now, "s-1", "new-0", denied)
		var out Finding
		b.ReportAllocs()
		for b.Loop() {
			w.m.Observe(&c, &out)
		}
	})
	b.Run("flood", func(b *testing.B) {
		w, calls := many()
		c := calls[0]
		c.Denied = true
		var out Finding
		b.ReportAllocs()
		for i := uint64(1); b.Loop(); i++ {
			c.From, c.To = i*0x9E3779B97F4A7C15, i*0xa0761d6478bd642f
			w.m.Observe(&c, &out)
		}
	})
}

func BenchmarkAppendState(b *testing.B) {
	w, _ := many()
	var state []byte
	b.ReportAllocs()
	for b.Loop() {
		state = w.m.AppendState(state[:0])
	}
	b.SetBytes(int64(len(state)))
}

func TestQuietTrafficAllocatesNothing(t *testing.T) {
	w, calls := many()
	var out Finding
	assert.Zero(t, testing.AllocsPerRun(100, func() {
		for i := range 10 {
			c := &calls[i]
			w.m.Knows(c.From, c.To, c.Time)
			w.m.Observe(c, &out)
			c.Time += int64(time.Minute)
			w.m.Observe(c, &out) // refreshes
			c.Denied = true
			w.m.Observe(c, &out)
			c.Denied = false
		}
	}))
}

// What has long been denied costs no more than what is known.
func TestLongDeniedAllocatesNothing(t *testing.T) {
	w := newWorld().work()
	for range 3 {
		w.deny("orders", 40, 0)
		w.wait(time.Hour)
	}
	calls := make([]Call, 40)
	for i := range calls {
		calls[i] = call(w.now, "orders", numbered("new", i), denied)
	}
	assert.Zero(t, testing.AllocsPerRun(10, func() {
		for i := range calls {
			w.m.Observe(&calls[i], &Finding{})
		}
	}))
}

func TestSize(t *testing.T) {
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	w := newWorld()
	for i := range uint64(100_000) {
		c := Call{Time: noon.UnixNano(), From: xxhash.Sum64String(numbered("s", int(i/20))), To: i + 1, ToName: numbered("peer", int(i)), Denied: true}
		w.m.Observe(&c, &Finding{})
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	size := float64(after.HeapAlloc - before.HeapAlloc)
	t.Logf("%.1f MiB, all full", size/(1<<20))
	assert.Equal(t, 25_000, w.m.Len())
	assert.Less(t, size, float64(12<<20))
	w, _ = many()
	state := w.m.AppendState(nil)
	t.Logf("%d bytes of state for an edge", len(state)/w.m.edges.Len())
	assert.Less(t, len(state), 25*w.m.edges.Len())
}
