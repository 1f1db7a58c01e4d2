package e2e

import (
	"math"
	"math/rand/v2"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/ptrace"
)

// A leak is told of before it hurts, once, and then that it came true: the spans of six hours come within seconds, and are judged by their
// own time.
func TestALeakIsForeseen(t *testing.T) {
	webhook := newReceiver(t)
	collector := startExample(t, webhook.URL)
	const (
		minutes   = 6 * 60
		leaking   = 150 // in the last so many minutes the odds of a failure double every 25
		perMinute = 600
	)
	random := rand.New(rand.NewPCG(7, 11))
	now := time.Now()
	var passed time.Time // when 5% fail
	for minute := minutes; minute > 0; minute-- {
		at := now.Add(-time.Duration(minute) * time.Minute)
		rate := 0.002
		if minute < leaking {
			rate *= math.Exp2(float64(leaking-minute) / 25)
		}
		if passed.IsZero() && rate > 0.05 {
			passed = at
		}
		collector.sendHTTP(t, charges(at, perMinute, rate, random))
		if minute < 70 { // what begins and ends between two looks at what there is to tell is not told
			time.Sleep(150 * time.Millisecond)
		}
	}
	require.Eventually(t, func() bool { return len(forecasts(t, webhook)) >= 1 }, patience, 100*time.Millisecond, "%s", collector.log)
	told := forecasts(t, webhook)[0]
	assert.Equal(t, "error_rate", told["name"])
	assert.Equal(t, "payments", told["service"])
	assert.Equal(t, "/api/v1/payments", told["route"])
	summary, _ := told["summary"].(string)
	t.Log(summary, "—", told["rationale"])
	assert.Contains(t, summary, `"/api/v1/payments" of service "payments"`)
	assert.Contains(t, summary, "5% failures")
	started, err := time.Parse(time.RFC3339Nano, told["started_at"].(string))
	require.NoError(t, err)
	assert.Positive(t, passed.Sub(started), "told before")
	for _, metric := range []string{"apierror_forecast_precision_ratio", "apierror_forecast_lead_time_seconds", "apierror_forecast_silent_ratio"} {
		assert.Eventually(t, func() bool {
			return strings.Contains(strings.Join(collector.exposed(t, metric), "\n"), `apierror_forecast_measure="error_rate"`)
		}, patience, 200*time.Millisecond, "%s: it is held against what happened", metric)
	}
}

// forecasts are the notifications of them, in order.
func forecasts(t *testing.T, of *receiver) []map[string]any {
	t.Helper()
	var found []map[string]any
	for _, a := range of.seen() {
		if data := a.data(t); data["kind"] == "forecast" {
			found = append(found, data)
		}
	}
	return found
}

// charges are a minute's calls, of which a share fails.
func charges(at time.Time, count int, rate float64, random *rand.Rand) ptrace.Traces {
	td := ptrace.NewTraces()
	rs := td.ResourceSpans().AppendEmpty()
	rs.Resource().Attributes().PutStr("service.name", "payments")
	spans := rs.ScopeSpans().AppendEmpty().Spans()
	spans.EnsureCapacity(count)
	for i := range count {
		began := at.Add(time.Duration(i) * time.Minute / time.Duration(count))
		span := spans.AppendEmpty()
		span.SetName("POST /api/v1/payments")
		span.SetKind(ptrace.SpanKindServer)
		var trace pcommon.TraceID
		copy(trace[:], began.UTC().Format("0102150405.000000"))
		span.SetTraceID(trace)
		span.SetSpanID(pcommon.SpanID{1})
		span.SetStartTimestamp(pcommon.NewTimestampFromTime(began))
		span.SetEndTimestamp(pcommon.NewTimestampFromTime(began.Add(40 * time.Millisecond)))
		status := http.StatusCreated
		if random.Float64() < rate {
			status = http.StatusInternalServerError
			span.Status().SetCode(ptrace.StatusCodeError)
		}
		span.Attributes().PutStr("http.request.method", http.MethodPost)
		span.Attributes().PutStr("http.route", "/api/v1/payments")
		span.Attributes().PutStr("url.path", "/api/v1/payments")
		span.Attributes().PutInt("http.response.status_code", int64(status))
	}
	return td
}
