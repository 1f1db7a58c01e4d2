package series

import (
	"math"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/pmetric"
)

func TestResourceAndScope(t *testing.T) {
	store := cumulative()
	calls := store.NewSet(10)
	requests := calls.NewCount(Instrument{Name: "requests", Unit: "{request}", Description: "Calls."})
	metrics := pmetric.NewMetrics()

	store.Collect(at(time.Second), metrics)
	assert.Zero(t, metrics.ResourceMetrics().Len(), "there is nothing to tell")

	requests.Add(group(calls, 1), 1)
	store.NewSet(10).NewCount(Instrument{Name: "of nothing"})
	store.Collect(at(2*time.Second), metrics)
	require.Equal(t, 1, metrics.ResourceMetrics().Len())
	resource := metrics.ResourceMetrics().At(0)
	assert.Zero(t, resource.Resource().Attributes().Len())
	require.Equal(t, 1, resource.ScopeMetrics().Len())
	scope := resource.ScopeMetrics().At(0)
	assert.Equal(t, "apierror", scope.Scope().Name())
	assert.Equal(t, "1", scope.Scope().Version())
	require.Equal(t, 1, scope.Metrics().Len(), "a metric without points isn't told")
	assert.Equal(t, "requests", scope.Metrics().At(0).Name())
	assert.Equal(t, "{request}", scope.Metrics().At(0).Unit())
	assert.Equal(t, "Calls.", scope.Metrics().At(0).Description())
}

func TestCumulative(t *testing.T) {
	store := cumulative()
	calls := store.NewSet(10)
	requests := calls.NewCount(Instrument{Name: "requests", Unit: "{request}"})
	duration := calls.NewHistogram(Instrument{Name: "duration", Unit: "s"})
	money := store.NewSet(10)
	value := money.NewSum(Instrument{Name: "value", Unit: "{USD}"})

	a := group(calls, 1, String("service.name", "a"))
	requests.Add(a, 2)
	duration.Record(a, 2)
	duration.Record(a, 0)
	value.Add(group(money, 1, String("process", "checkout")), 42.5)
	tells(t, `
		requests {request} Cumulative monotonic=true
		service.name=a [0s 10s] int 0
		duration s Cumulative
		service.name=a [0s 10s] count=0 sum=0 zeros=0 scale=20 0[]
		value {USD} Cumulative monotonic=true
		process=checkout [0s 10s] double 0
	`, collected(store, 10*time.Second))

	requests.Add(a, 1)
	requests.Add(group(calls, 2, String("service.name", "b")), 1)
	tells(t, `
		requests {request} Cumulative monotonic=true
		service.name=a [0s 20s] int 3
		service.name=b [10s 20s] int 0
		duration s Cumulative
		service.name=a [0s 20s] count=2 sum=2 min=0 max=2 zeros=1 scale=20 1048575[1]
		value {USD} Cumulative monotonic=true
		process=checkout [0s 20s] double 42.5
	`, collected(store, 20*time.Second))

	duration.Record(a, 1)
	tells(t, `
		requests {request} Cumulative monotonic=true
		service.name=a [0s 30s] int 3
		service.name=b [10s 30s] int 1
		duration s Cumulative
		service.name=a [0s 30s] count=3 sum=3 min=0 max=2 zeros=1 scale=7 -1[1 0×127 1]
		value {USD} Cumulative monotonic=true
		process=checkout [0s 30s] double 42.5
	`, collected(store, 30*time.Second))
}

func TestDelta(t *testing.T) {
	store := delta()
	calls := store.NewSet(10)
	requests := calls.NewCount(Instrument{Name: "requests", Unit: "{request}"})
	value := calls.NewSum(Instrument{Name: "value", Unit: "{USD}"})
	duration := calls.NewHistogram(Instrument{Name: "duration", Unit: "s"})

	a := group(calls, 1, String("service.name", "a"))
	b := group(calls, 2, String("service.name", "b"))
	requests.Add(a, 2)
	requests.Add(b, 3)
	value.Add(b, 0)
	duration.Record(a, 2)
	tells(t, `
		requests {request} Delta monotonic=true
		service.name=a [0s 10s] int 2
		service.name=b [0s 10s] int 3
		value {USD} Delta monotonic=true
		service.name=b [0s 10s] double 0
		duration s Delta
		service.name=a [0s 10s] count=1 sum=2 min=2 max=2 zeros=0 scale=20 1048575[1]
	`, collected(store, 10*time.Second))

	assert.Empty(t, collected(store, 20*time.Second), "nothing was touched")

	requests.Add(b, 1)
	duration.Record(a, 4)
	tells(t, `
		requests {request} Delta monotonic=true
		service.name=b [20s 30s] int 1
		duration s Delta
		service.name=a [20s 30s] count=1 sum=4 min=4 max=4 zeros=0 scale=20 2097151[1]
	`, collected(store, 30*time.Second))
}

func TestCollectLastTellsWhatIsNew(t *testing.T) {
	store := cumulative()
	calls := store.NewSet(10)
	requests := calls.NewCount(Instrument{Name: "requests"})
	requests.Add(group(calls, 1), 7)
	last := pmetric.NewMetrics()
	store.CollectLast(at(10*time.Second), last)
	tells(t, `
		requests  Cumulative monotonic=true
		[0s 10s] int 7
	`, text(last))
}

func TestOnlyWhatCountedIsTold(t *testing.T) {
	store := cumulative()
	calls := store.NewSet(10)
	requests := calls.NewCount(Instrument{Name: "requests"})
	failures := calls.NewCount(Instrument{Name: "failures"})
	g := group(calls, 1)
	requests.Add(g, 1)
	collected(store, 10*time.Second)
	failures.Add(g, 1)
	tells(t, `
		requests  Cumulative monotonic=true
		[0s 20s] int 1
		failures  Cumulative monotonic=true
		[0s 20s] int 0
	`, collected(store, 20*time.Second))
}

// The intervals of any series are not empty and follow each other, whatever is counted and however the clock goes.
func TestIntervals(t *testing.T) {
	for _, temporality := range []pmetric.AggregationTemporality{pmetric.AggregationTemporalityCumulative, pmetric.AggregationTemporalityDelta} {
		t.Run(temporality.String(), func(t *testing.T) {
			random := rand.New(rand.NewPCG(1, 2))
			store := newStore(temporality)
			calls := store.NewSet(4)
			requests := calls.NewCount(Instrument{Name: "requests"})
			ends, starts := map[string]pcommon.Timestamp{}, map[string]pcommon.Timestamp{}
			counted, told := int64(0), map[string]int64{}
			var sum int64 // of what ended
			now := epoch
			for range 2000 {
				for range random.IntN(4) {
					key := random.Uint64N(6)
					requests.Add(group(calls, key, Int("key", int64(key))), 1)
					counted++
				}
				now += []int64{0, 1, -int64(time.Hour), int64(10 * time.Second), int64(20 * time.Second), 2 * int64(time.Hour)}[random.IntN(6)]
				metrics := pmetric.NewMetrics()
				store.Collect(now, metrics)
				sum += checkIntervals(t, metrics, temporality, starts, ends, told)
			}
			metrics := pmetric.NewMetrics()
			store.CollectLast(now+int64(time.Second), metrics)
			sum += checkIntervals(t, metrics, temporality, starts, ends, told)
			for _, n := range told {
				sum += n
			}
			assert.Equal(t, counted, sum, "all that was counted was told, once")
			assert.NotZero(t, calls.Stats().Expired)
			assert.NotZero(t, calls.Stats().Overflowed)
		})
	}
}

// checkIntervals returns what was counted by the series that ended.
func checkIntervals(
	t *testing.T, metrics pmetric.Metrics, temporality pmetric.AggregationTemporality,
	starts, ends map[string]pcommon.Timestamp, told map[string]int64,
) (ended int64) {
	t.Helper()
	if metrics.ResourceMetrics().Len() == 0 {
		return 0
	}
	for _, dp := range metrics.ResourceMetrics().At(0).ScopeMetrics().At(0).Metrics().At(0).Sum().DataPoints().All() {
		name := "overflow"
		if key, ok := dp.Attributes().Get("key"); ok {
			name = key.AsString()
		}
		require.Less(t, dp.StartTimestamp(), dp.Timestamp())
		require.Less(t, ends[name], dp.Timestamp())
		switch {
		case temporality == pmetric.AggregationTemporalityDelta:
			require.GreaterOrEqual(t, dp.StartTimestamp(), ends[name])
			told[name] += dp.IntValue()
		case starts[name] != dp.StartTimestamp():
			require.GreaterOrEqual(t, dp.StartTimestamp(), ends[name], "one that began anew")
			ended += told[name]
			told[name] = dp.IntValue()
		default:
			require.GreaterOrEqual(t, dp.IntValue(), told[name])
			told[name] = dp.IntValue()
		}
		starts[name], ends[name] = dp.StartTimestamp(), dp.Timestamp()
	}
	return ended
}

func TestAbsurdClock(t *testing.T) {
	store := New(Settings{Temporality: pmetric.AggregationTemporalityCumulative}, math.MinInt64)
	calls := store.NewSet(1)
	requests := calls.NewCount(Instrument{Name: "requests"})
	requests.Add(group(calls, 1), 1)
	metrics := pmetric.NewMetrics()
	store.Collect(math.MinInt64, metrics)
	dp := metrics.ResourceMetrics().At(0).ScopeMetrics().At(0).Metrics().At(0).Sum().DataPoints().At(0)
	assert.Less(t, dp.StartTimestamp(), dp.Timestamp())
}
