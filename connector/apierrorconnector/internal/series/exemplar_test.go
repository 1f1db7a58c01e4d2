package series

import (
	"math"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"go.opentelemetry.io/collector/pdata/pcommon"
)

func TestExemplarsOfFailures(t *testing.T) {
	store := delta()
	calls := store.NewSet(10)
	failures := calls.NewCount(Instrument{Name: "failures"})
	value := calls.NewSum(Instrument{Name: "value"})
	g := group(calls, 1)
	for i, amount := range []float64{10, 50, 20, 40, 30} {
		x := exemplar(byte(i+1), time.Duration(i+1)*time.Second, true)
		failures.Add(g, 1)
		failures.Offer(g, 1, x)
		value.Add(g, amount)
		value.Offer(g, amount, x)
	}
	tells(t, `
		failures  Delta monotonic=true
		[0s 10s] int 5 (1 trace 1 span 1 at 1s) (1 trace 2 span 2 at 2s) (1 trace 3 span 3 at 3s)
		value  Delta monotonic=true
		[0s 10s] double 150 (50 trace 2 span 2 at 2s) (40 trace 4 span 4 at 4s) (30 trace 5 span 5 at 5s)
	`, collected(store, 10*time.Second))
}

func TestExemplarsOfDurations(t *testing.T) {
	store := delta()
	calls := store.NewSet(10)
	duration := calls.NewHistogram(Instrument{Name: "duration"})
	g := group(calls, 1)
	offer := func(id byte, seconds float64, failed bool) {
		duration.Record(g, seconds)
		duration.Offer(g, seconds, exemplar(id, time.Second, failed))
	}
	exemplars := func(since time.Duration) string {
		told := strings.TrimSpace(collected(store, since))
		return told[strings.LastIndexByte(told, ']')+1:]
	}
	for range 100 {
		offer(1, 1, false)
	}
	offer(2, 0.5, false)
	assert.Empty(t, exemplars(10*time.Second), "none failed or was slow")

	for range 100 {
		offer(1, 1, false)
	}
	offer(3, 9, false)
	offer(4, 7, false)
	offer(5, 0.1, true)
	offer(6, 8, false)
	offer(7, 0.2, true)
	offer(8, 8.5, false)
	assert.Equal(t, " (0.2 trace 7 span 7 at 10.000000001s) (0.1 trace 5 span 5 at 10.000000001s) (9 trace 3 span 3 at 10.000000001s)",
		exemplars(20*time.Second), "failed ones first, then the slowest")

	offer(1, 1, false)
	assert.Empty(t, exemplars(30*time.Second), "those of the interval before are not told again")

	for id := range byte(exemplarsPerPoint) {
		offer(id+10, 1, true)
	}
	offer(20, 100, false)
	offer(21, 2, true)
	assert.Equal(t, " (2 trace 21 span 21 at 30.000000001s) (1 trace 10 span 10 at 30.000000001s) (1 trace 11 span 11 at 30.000000001s)",
		exemplars(40*time.Second), "a slow one doesn't push out a failed one")
}

func TestExemplarsOfAFirstPoint(t *testing.T) {
	store := cumulative()
	calls := store.NewSet(10)
	failures := calls.NewCount(Instrument{Name: "failures"})
	g := group(calls, 1)
	failures.Add(g, 1)
	failures.Offer(g, 1, exemplar(1, 3*time.Second, true))
	tells(t, `
		failures  Cumulative monotonic=true
		[0s 10s] int 0
	`, collected(store, 10*time.Second))
	tells(t, `
		failures  Cumulative monotonic=true
		[0s 20s] int 1 (1 trace 1 span 1 at 3s)
	`, collected(store, 20*time.Second))
	tells(t, `
		failures  Cumulative monotonic=true
		[0s 30s] int 1
	`, collected(store, 30*time.Second))
}

func TestExemplarsThatAreNone(t *testing.T) {
	store := delta()
	calls := store.NewSet(10)
	failures := calls.NewCount(Instrument{Name: "failures"})
	duration := calls.NewHistogram(Instrument{Name: "duration"})
	g := group(calls, 1)
	failures.Add(g, 1)
	noTrace, noSpan := exemplar(1, 1, true), exemplar(1, 1, true)
	noTrace.TraceID, noSpan.SpanID = pcommon.TraceID{}, pcommon.SpanID{}
	failures.Offer(g, 1, noTrace)
	failures.Offer(g, 1, noSpan)
	for _, seconds := range []float64{math.NaN(), math.Inf(1), -1} {
		duration.Offer(g, seconds, exemplar(1, 1, true))
	}
	assert.Empty(t, duration.exemplars.by)
	assert.Empty(t, failures.exemplars.by)
}

func TestExemplarTimesLieInTheInterval(t *testing.T) {
	store := delta()
	calls := store.NewSet(10)
	failures := calls.NewCount(Instrument{Name: "failures"})
	g := group(calls, 1)
	failures.Add(g, 1)
	for i, when := range []int64{math.MinInt64, 0, math.MaxInt64} {
		x := exemplar(byte(i+1), 0, true)
		x.Time = when
		failures.Offer(g, 1, x)
	}
	tells(t, `
		failures  Delta monotonic=true
		[0s 10s] int 1 (1 trace 1 span 1 at 1ns) (1 trace 2 span 2 at 1ns) (1 trace 3 span 3 at 10s)
	`, collected(store, 10*time.Second))
}

func TestExemplarsAreBounded(t *testing.T) {
	store := delta()
	calls := store.NewSet(2 * exemplarPoints)
	failures := calls.NewCount(Instrument{Name: "failures"})
	for key := range uint64(2 * exemplarPoints) {
		for id := range byte(2 * exemplarsPerPoint) {
			g := group(calls, key, Int("key", int64(key)))
			failures.Add(g, 1)
			failures.Offer(g, 1, exemplar(id+1, 0, true))
		}
	}
	assert.Len(t, failures.exemplars.by, exemplarPoints)
	assert.Equal(t, exemplarPoints*exemplarsPerPoint, strings.Count(collected(store, time.Second), "trace"))
	assert.Empty(t, failures.exemplars.by)
}

func TestExemplarsExpireWithTheirGroup(t *testing.T) {
	store := delta()
	calls := store.NewSet(10)
	failures := calls.NewCount(Instrument{Name: "failures"})
	duration := calls.NewHistogram(Instrument{Name: "duration"})
	g := group(calls, 1)
	failures.Offer(g, 1, exemplar(1, 0, true))
	duration.Offer(g, 1, exemplar(1, 0, true))
	assert.Empty(t, collected(store, 2*time.Minute), "an exemplar alone is no point")
	assert.Empty(t, failures.exemplars.by)
	assert.Empty(t, duration.exemplars.by)
}
