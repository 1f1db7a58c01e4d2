package bench

import (
	"context"
	"encoding/binary"
	"fmt"
	"math/rand/v2"
	"runtime"
	"time"

	"go.opentelemetry.io/collector/connector"
	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/ptrace"
)

const (
	routesPerService = 50
	// heaviest is how much longer the slowest of a hundred calls takes than the fastest.
	heaviest = 100
)

// SeriesTraffic makes batches of server spans, one in a hundred failed, that make so many series of each metric, in turn.
type SeriesTraffic struct {
	series int
	next   int
	now    time.Time
	random *rand.Rand
}

// NewSeriesTraffic is seeded: every run sees the same.
func NewSeriesTraffic(series int) *SeriesTraffic {
	return &SeriesTraffic{series: series, now: time.Now().Add(-time.Hour), random: rand.New(rand.NewPCG(5, 6))}
}

// Batch makes the next one.
func (t *SeriesTraffic) Batch() ptrace.Traces {
	traces := ptrace.NewTraces()
	var service string
	var spans ptrace.SpanSlice
	for range SpansPerBatch {
		if of := fmt.Sprintf("service-%d", t.next/routesPerService); of != service {
			service = of
			rs := traces.ResourceSpans().AppendEmpty()
			rs.Resource().Attributes().PutStr("service.name", service)
			spans = rs.ScopeSpans().AppendEmpty().Spans()
		}
		t.fill(spans.AppendEmpty())
		t.next = (t.next + 1) % t.series
	}
	return traces
}

func (t *SeriesTraffic) fill(span ptrace.Span) {
	route := fmt.Sprintf("/api/v1/resource%d/{id}", t.next%routesPerService)
	span.SetName("GET " + route)
	span.SetKind(ptrace.SpanKindServer)
	var id [16]byte
	binary.BigEndian.PutUint64(id[:8], t.random.Uint64())
	binary.BigEndian.PutUint64(id[8:], t.random.Uint64())
	span.SetTraceID(id)
	span.SetSpanID([8]byte(id[:8]))
	span.SetParentSpanID([8]byte(id[8:]))
	t.now = t.now.Add(time.Microsecond)
	took := time.Duration(t.random.ExpFloat64() * float64(20*time.Millisecond))
	if t.random.IntN(heaviest) == 0 {
		took *= heaviest
	}
	span.SetStartTimestamp(pcommon.NewTimestampFromTime(t.now))
	span.SetEndTimestamp(pcommon.NewTimestampFromTime(t.now.Add(took)))
	attrs := span.Attributes()
	attrs.PutStr("http.request.method", "GET")
	attrs.PutStr("url.scheme", "https")
	attrs.PutStr("url.path", "/api/v1/resource/7")
	attrs.PutStr("http.route", route)
	attrs.PutInt("http.response.status_code", 200)
	attrs.PutStr("server.address", "shop.example")
	attrs.PutInt("server.port", 443)
	attrs.PutStr("client.address", "203.0.113.7")
	attrs.PutStr("user_agent.original", "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0")
}

// SeriesFigure is what one connector took for one number of series.
type SeriesFigure struct {
	NanosPerSpan float64 // the median of the rounds
	Ratio        float64 // the first contender's time to this one's, the median of the rounds, paired
	BytesPerSpan float64 // allocated
	Resident     int64   // bytes that it holds when all series are there
}

// MeasureSeries shows each connector the same traffic in turn, round after round. Spans are made before the clock runs.
func MeasureSeries(ctx context.Context, series, rounds int, start ...func() (connector.Traces, error)) ([]SeriesFigure, error) {
	figures := make([]SeriesFigure, len(start))
	running := make([]connector.Traces, len(start))
	traffic := make([]*SeriesTraffic, len(start))
	perRound := max(series/SpansPerBatch, round)
	for i := range start {
		before := heap()
		var err error
		if running[i], err = start[i](); err != nil {
			return nil, err
		}
		traffic[i] = NewSeriesTraffic(series)
		// Each series three times, so that a histogram holds more than a value.
		for range 3 * perRound {
			if err := running[i].ConsumeTraces(ctx, traffic[i].Batch()); err != nil {
				return nil, err
			}
		}
		figures[i].Resident = heap() - before
	}
	times := make([][]float64, len(start))
	for range rounds {
		for i := range running {
			took, allocated, err := timeSeries(ctx, running[i], traffic[i], perRound)
			if err != nil {
				return nil, err
			}
			times[i] = append(times[i], took)
			figures[i].BytesPerSpan += allocated / float64(rounds)
		}
	}
	for i := range figures {
		ratios := make([]float64, rounds)
		for r := range ratios {
			ratios[r] = times[0][r] / times[i][r]
		}
		figures[i].NanosPerSpan, figures[i].Ratio = median(times[i]), median(ratios)
		if err := running[i].Shutdown(ctx); err != nil {
			return nil, err
		}
	}
	return figures, nil
}

// timeSeries gives nanoseconds and allocated bytes a span.
func timeSeries(ctx context.Context, contender connector.Traces, traffic *SeriesTraffic, batches int) (nanos, bytes float64, err error) {
	runtime.GC()
	var took time.Duration
	var allocated uint64
	var before, after runtime.MemStats
	for range batches {
		batch := traffic.Batch()
		runtime.ReadMemStats(&before)
		began := time.Now()
		if err := contender.ConsumeTraces(ctx, batch); err != nil {
			return 0, 0, err
		}
		took += time.Since(began)
		runtime.ReadMemStats(&after)
		allocated += after.TotalAlloc - before.TotalAlloc
	}
	spans := float64(batches * SpansPerBatch)
	return float64(took.Nanoseconds()) / spans, float64(allocated) / spans, nil
}

func heap() int64 {
	runtime.GC()
	runtime.GC()
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	return int64(stats.HeapAlloc) //nolint:gosec // memory is smaller
}
