package series

import (
	"fmt"
	"hash/maphash"
	"math"
	"math/rand/v2"
	"runtime"
	"strconv"
	"testing"
	"time"

	"go.opentelemetry.io/collector/pdata/pmetric"
)

// traffic is calls of many series, as they would come.
type traffic struct {
	store    *Store
	calls    *Set
	requests *Count
	duration *Histogram
	keys     []uint64
	seconds  [4096]float64
}

func newTraffic(series, limit int) *traffic {
	store := cumulative()
	t := &traffic{store: store, calls: store.NewSet(limit), keys: make([]uint64, series)}
	t.requests = t.calls.NewCount(Instrument{Name: "apierror.requests", Unit: "{request}"})
	t.duration = t.calls.NewHistogram(Instrument{Name: "apierror.duration", Unit: "s"})
	random := rand.New(rand.NewPCG(1, 1))
	seed := maphash.MakeSeed()
	for i := range t.keys {
		t.keys[i] = maphash.Comparable(seed, i)
	}
	random.Shuffle(series, func(i, j int) { t.keys[i], t.keys[j] = t.keys[j], t.keys[i] })
	for i := range t.seconds {
		t.seconds[i] = 0.05 * math.Exp(random.NormFloat64())
	}
	return t
}

func (t *traffic) call(i int) {
	key := t.keys[i%len(t.keys)]
	seconds := t.seconds[i%len(t.seconds)]
	g, known := t.calls.Find(key)
	if !known {
		g = t.calls.Add(key, String("service.name", "checkout"), String("span.kind", "server"),
			String("http.request.method", "POST"), String("http.route", fmt.Sprintf("/api/v1/orders/%d", key%1000)), Int("http.response.status_code", 200))
	}
	t.requests.Add(g, 1)
	t.duration.Record(g, seconds)
}

// One clean span of a known series.
func BenchmarkCall(b *testing.B) {
	for _, series := range []int{50, 1_000, 100_000} {
		b.Run(strconv.Itoa(series), func(b *testing.B) {
			t := newTraffic(series, series)
			for i := range 100 * series {
				t.call(i)
			}
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				t.call(i)
			}
		})
	}
}

// A span of a series that is not known: of a set with room, and of a full one.
func BenchmarkChurn(b *testing.B) {
	b.Run("room", func(b *testing.B) {
		t := newTraffic(100_000, 100_000)
		b.ReportAllocs()
		for i := 0; b.Loop(); i++ {
			if i%len(t.keys) == 0 {
				b.StopTimer()
				t = newTraffic(100_000, 100_000)
				b.StartTimer()
			}
			t.call(i)
		}
	})
	b.Run("full", func(b *testing.B) {
		t := newTraffic(200_000, 100)
		b.ReportAllocs()
		for i := 0; b.Loop(); i++ {
			t.call(i)
		}
	})
}

func BenchmarkCollect(b *testing.B) {
	for _, series := range []int{50, 1_000, 100_000} {
		b.Run(strconv.Itoa(series), func(b *testing.B) {
			t := newTraffic(series, series)
			for i := range 20 * series {
				t.call(i)
			}
			b.ReportAllocs()
			for b.Loop() {
				t.store.Collect(epoch, pmetric.NewMetrics()) // each a nanosecond later: nothing expires
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*series), "ns/series")
		})
	}
}

// What a series of a count and a histogram takes, after some calls each.
func BenchmarkMemory(b *testing.B) {
	for _, series := range []int{50, 1_000, 100_000} {
		for _, calls := range []int{1, 10, 1_000} {
			if series*calls > 10_000_000 {
				continue
			}
			b.Run(fmt.Sprintf("series=%d/calls=%d", series, calls), func(b *testing.B) {
				for b.Loop() {
					before := heap()
					t := newTraffic(series, series)
					keys := cap(t.keys)*8 + len(t.seconds)*8
					for i := range calls * series {
						t.call(i)
					}
					b.ReportMetric(float64(int(heap()-before)-keys)/float64(series), "bytes/series")
					runtime.KeepAlive(t)
				}
			})
		}
	}
}

func heap() uint64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

func BenchmarkHistogramRecord(b *testing.B) {
	t := newTraffic(1, 1)
	var h exponential
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		h.record(t.seconds[i%len(t.seconds)])
	}
}

func BenchmarkDistinctAdd(b *testing.B) {
	for _, actors := range []uint64{50, 100_000} {
		b.Run(strconv.FormatUint(actors, 10), func(b *testing.B) {
			store := cumulative()
			set := store.NewSet(1)
			d := set.NewDistinct(Instrument{Name: "actors"}, time.Minute)
			g := group(set, 1)
			b.ReportAllocs()
			for i := uint64(0); b.Loop(); i++ {
				d.Add(g, i%actors)
			}
		})
	}
}
