package engine

import (
	"fmt"
	"math"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// flood sends so many spans in batches of a thousand; change makes each another.
func (s *scene) flood(spans int, of request, change func(n int, rs ptrace.ResourceSpans, span ptrace.Span)) {
	const size = 1_000
	td := ptrace.NewTraces() // used again: it is the engine that is to take time
	for range size {
		rs := td.ResourceSpans().AppendEmpty()
		rs.Resource().Attributes().PutStr("service.name", "shop")
		of.write(s.tb, rs.ScopeSpans().AppendEmpty().Spans().AppendEmpty(), 0, s.wall)
	}
	for n := 0; n < spans; n += size {
		s.wall += int64(time.Second)
		for i := range size {
			s.number++
			rs := td.ResourceSpans().At(i)
			span := rs.ScopeSpans().At(0).Spans().At(0)
			span.SetTraceID(traceID(1, s.number))
			span.SetSpanID(spanID(0, s.number))
			span.SetStartTimestamp(pcommon.Timestamp(s.wall - 1e6))
			span.SetEndTimestamp(pcommon.Timestamp(s.wall))
			change(n+i, rs, span)
		}
		s.engine.Consume(s.tb.Context(), td, s.wall)
	}
}

// heap is how much memory is in use, in MiB.
func heap() float64 {
	runtime.GC()
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	return float64(stats.HeapAlloc) / (1 << 20)
}

func (s *scene) evicted(memory string) uint64 {
	for _, m := range s.engine.Memories() {
		if m.Name == memory {
			return m.Evicted
		}
	}
	s.tb.Fatalf("no memory is called %s", memory)
	return 0
}

func points(s *scene, name string) int {
	metric := metricNamed(s.metrics(false), name)
	return metric.Sum().DataPoints().Len()
}

func TestAMillionPathsAreAFewEndpoints(t *testing.T) {
	if testing.Short() {
		t.Skip("a million spans")
	}
	s := newScene(t)
	before := heap()
	asked := requestOf(ptrace.SpanKindServer, "shop").with("http.request.method", "GET")
	s.flood(1_000_000, asked, func(n int, _ ptrace.ResourceSpans, span ptrace.Span) {
		path := fmt.Sprintf("/orders/%d/items/%08x-aaaa-4bbb-8ccc-%012x", n, n, n)
		switch n % 4 {
		case 0:
			path = fmt.Sprintf("/product/%s-%d", strings.Repeat(string(rune('a'+n%26)), 1+n%7), n)
		case 1:
			path = fmt.Sprintf("/blog/%s", []byte{'a' + byte(n%26), 'a' + byte(n/26%26), 'a' + byte(n/676%26), 'a' + byte(n/17576%26)})
		case 2:
			span.Attributes().PutStr("http.route", path) // an instrumentation that takes the path for the route
			return
		}
		span.Attributes().PutStr("url.path", path)
	})
	after := heap()
	t.Logf("%.0f MiB", after-before)
	assert.Less(t, after-before, 20.0, "MiB")
	assert.Less(t, points(s, "apierror.requests"), 1_500)
	assert.Contains(t, text(s.metrics(false), "apierror.requests"), "http.route=/orders/{id}/items/{id} ")
	assert.Less(t, len(s.engine.incidents.places), 1_500)
}

func TestAHundredThousandTenants(t *testing.T) {
	s := newScene(t, func(s *Settings) { s.Dimensions = []string{"tenant.id"} })
	before := heap()
	s.flood(100_000, server("shop", "GET /x"), func(n int, _ ptrace.ResourceSpans, span ptrace.Span) {
		span.Attributes().PutStr("tenant.id", fmt.Sprintf("tenant-%d", n))
	})
	assert.Less(t, heap()-before, 60.0, "MiB")
	s.metrics(false)
	s.wall += int64(time.Minute)
	metrics := s.metrics(false)
	assert.Equal(t, 20_001, metricNamed(metrics, "apierror.requests").Sum().DataPoints().Len())
	assert.Contains(t, text(metrics, "apierror.requests"), "  otel.metric.overflow=true: 80000\n")
	assert.EqualValues(t, 80_000, s.evicted(memorySeries))
	assert.Equal(t, []string{memorySeries}, s.engine.TakeCounts().Full)
}

func TestWithoutFindingsAFullMemoryIsToldOfToo(t *testing.T) {
	s := newScene(t, func(s *Settings) { s.MaxSeries = 1 })
	s.engine.tellFindings = false
	s.send(server("a", "GET /x"), server("b", "GET /x"))
	s.metrics(false)
	assert.Equal(t, []string{memorySeries}, s.engine.TakeCounts().Full)
}

func TestServicesByTheHundredThousand(t *testing.T) {
	s := newScene(t)
	before := heap()
	failing := server("", "GET /x").broken().worth("checkout", apierror.CriticalityHigh, 1).with("user.id", "ada").
		suspicious(apierror.SignalEndpointScanning, "203.0.113.7", apierror.SeverityLow)
	s.flood(100_000, failing, func(n int, rs ptrace.ResourceSpans, span ptrace.Span) {
		rs.Resource().Attributes().PutStr("service.name", fmt.Sprintf("made-up-%d", n))
		span.Attributes().PutStr(apierror.KeyBusinessProcess, fmt.Sprintf("made-up-%d", n))
	})
	grown := heap() - before
	t.Logf("%.0f MiB", grown)
	assert.Less(t, grown, 250.0, "MiB")
	s.tell()
	assert.LessOrEqual(t, len(s.engine.incidents.places), maxPlaces)
	assert.LessOrEqual(t, len(s.engine.incidents.losses), maxLosses)
	full := s.engine.TakeCounts().Full
	assert.Contains(t, full, memorySeries)
	assert.Contains(t, full, memoryEndpoints)
	assert.LessOrEqual(t, len(full), 6, "each once: %v", full)
}

// Who came while there was no room is judged when there is room again.
func TestPlacesThatNobodyCallsMakeRoom(t *testing.T) {
	s := newScene(t)
	s.flood(maxPlaces, server("", "GET /x"), func(n int, rs ptrace.ResourceSpans, _ ptrace.Span) {
		rs.Resource().Attributes().PutStr("service.name", fmt.Sprintf("short-lived-%d", n))
	})
	asked := server("search", "GET /search")
	for range 75 { // three days
		s.wall += int64(time.Hour)
		s.send(asked)
		s.tell()
	}
	s.pass(lived, asked.every(60))
	s.pass(10*time.Minute, asked.every(60).but(0.5, asked.broken()))
	assert.Len(t, began(s.told), 1)
}

func TestValuesThatCannotBe(t *testing.T) {
	asked := server("shop", "POST /orders").broken().worth("checkout", apierror.CriticalityHigh, 10)
	for name, change := range map[string]func(span ptrace.Span){
		"value is a text":      func(span ptrace.Span) { span.Attributes().PutStr(apierror.KeyBusinessValueAtRisk, "1000") },
		"value is no number":   func(span ptrace.Span) { span.Attributes().PutDouble(apierror.KeyBusinessValueAtRisk, math.NaN()) },
		"value is infinite":    func(span ptrace.Span) { span.Attributes().PutDouble(apierror.KeyBusinessValueAtRisk, math.Inf(1)) },
		"value is negative":    func(span ptrace.Span) { span.Attributes().PutDouble(apierror.KeyBusinessValueAtRisk, -5) },
		"currency is a number": func(span ptrace.Span) { span.Attributes().PutInt(apierror.KeyBusinessCurrency, 840) },
		"route is a list":      func(span ptrace.Span) { span.Attributes().PutEmptySlice("http.route").AppendEmpty().SetStr("x") },
		"method is a map":      func(span ptrace.Span) { span.Attributes().PutEmptyMap("http.request.method") },
		"user is bytes":        func(span ptrace.Span) { span.Attributes().PutEmptyBytes("user.id").FromRaw([]byte{0xff}) },
		"service is not UTF-8": func(span ptrace.Span) { span.Attributes().PutStr("http.route", "/\xff\xfe") },
		"duration is negative": func(span ptrace.Span) { span.SetStartTimestamp(span.EndTimestamp() + 5e9) },
		"a megabyte of a route": func(span ptrace.Span) {
			span.Attributes().PutStr("http.route", strings.Repeat("a/", 1<<19))
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := newScene(t)
			td := s.batch(asked)
			change(td.ResourceSpans().At(0).ScopeSpans().At(0).Spans().At(0))
			s.engine.Consume(t.Context(), td, s.wall)
			s.tell()
			metrics := s.metrics(true)
			requests := metricNamed(metrics, "apierror.requests").Sum().DataPoints()
			require.Equal(t, 1, requests.Len())
			assert.EqualValues(t, 1, requests.At(0).IntValue(), "it counts as far as the rest goes")
			duration := metricNamed(metrics, "apierror.duration").ExponentialHistogram().DataPoints().At(0)
			assert.GreaterOrEqual(t, duration.Sum(), 0.0)
			assert.Less(t, len(keyed(requests.At(0).Attributes())), 2_000)
			value := metricNamed(metrics, "apierror.value_at_risk")
			for i := range value.Sum().DataPoints().Len() {
				assert.LessOrEqual(t, value.Sum().DataPoints().At(i).DoubleValue(), 10.0)
				assert.GreaterOrEqual(t, value.Sum().DataPoints().At(i).DoubleValue(), 0.0)
			}
		})
	}
}

// A quadrillion is a sum that a mistaken unit makes. It stays readable, and the next ones are added.
func TestAQuadrillion(t *testing.T) {
	s := newScene(t)
	asked := server("shop", "POST /orders")
	s.pass(lived, asked.every(60))
	s.pass(10*time.Minute, asked.every(60).but(1, asked.broken().worth("checkout", apierror.CriticalityCritical, 1e15)))
	latest := s.told[len(s.told)-1]
	assert.Greater(t, latest.Subject.Business.ValueAtRisk, 1e17)
	assert.LessOrEqual(t, len(latest.Summary), 300, latest.Summary)
	for range 2 {
		s.send(asked.broken().worth("checkout", apierror.CriticalityCritical, math.MaxFloat64))
	}
	s.tell()
	for _, f := range s.told {
		assert.False(t, math.IsInf(f.Subject.Business.ValueAtRisk, 0))
	}
	for _, part := range s.engine.Parts() {
		assert.NotEmpty(t, part.Append(nil), part.Name)
	}
}

func TestHostileNamesAreQuoted(t *testing.T) {
	s := newScene(t)
	evil := server("pay\nments <b>", "POST /charges\x1b[31m")
	s.pass(lived, evil.every(60))
	s.pass(10*time.Minute, evil.every(60).but(1, evil.broken()))
	require.NotEmpty(t, s.told)
	for _, f := range s.told {
		for _, sentence := range []string{f.Summary, f.Rationale} {
			assert.NotContains(t, sentence, "\n")
			assert.NotContains(t, sentence, "\x1b")
		}
	}
}
