package e2e

import (
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/ptrace"
)

// A ledger that breaks takes down what calls it: three services and a process, one alert, on the ledger. Besides, an objective is missed.
func TestACascadeIsOneAlertOnItsRootCause(t *testing.T) {
	webhook := newReceiver(t)
	collector := startExample(t, webhook.URL)
	const (
		minutes   = 90 // of which the ledger is broken in the last
		broken    = 8
		perMinute = 12
	)
	now := time.Now()
	for minute := minutes; minute > 0; minute-- {
		// Each service sends batches of its own, the one that is asked first.
		for _, service := range []string{"storefront", "checkout", "ledger"} {
			collector.sendHTTP(t, orders(service, now.Add(-time.Duration(minute)*time.Minute), minute <= broken, perMinute))
		}
	}
	webhook.wait(t, 2)
	time.Sleep(5 * time.Second) // whatever else there were to tell would come
	told := make(map[any]map[string]any)
	for _, alert := range webhook.seen() {
		data := alert.data(t)
		told[data["kind"]] = data
	}
	require.Len(t, webhook.seen(), 2, "the cause, and the promise that it breaks: %v", webhook.seen())
	assert.Equal(t, "payments-availability", told["slo_burn"]["name"])
	data := told["surge"]
	assert.Equal(t, "ledger", data["service"])
	assert.Equal(t, "/ledger/entries", data["route"])
	evidence, ok := data["evidence"].(map[string]any)
	require.True(t, ok)
	assert.ElementsMatch(t, []any{"storefront", "checkout", "ledger"}, evidence["services"])
	business, ok := data["business"].(map[string]any)
	require.True(t, ok)
	assert.Equal(t, "payments", business["process"])
	assert.Positive(t, business["value_at_risk"])
}

// orders are a minute's spans of one of the services that an order passes.
func orders(service string, at time.Time, broken bool, count int) ptrace.Traces {
	hops := map[string]struct {
		span, parent byte
		route        string
		took         time.Duration
	}{
		"storefront": {1, 0, "/cart/checkout", 90 * time.Millisecond},
		"checkout":   {2, 1, "/api/v1/orders", 60 * time.Millisecond},
		"ledger":     {3, 2, "/ledger/entries", 30 * time.Millisecond},
	}
	hop := hops[service]
	td := ptrace.NewTraces()
	rs := td.ResourceSpans().AppendEmpty()
	rs.Resource().Attributes().PutStr("service.name", service)
	spans := rs.ScopeSpans().AppendEmpty().Spans()
	for i := range count {
		began := at.Add(time.Duration(i) * time.Minute / time.Duration(count))
		span := spans.AppendEmpty()
		span.SetName("POST " + hop.route)
		span.SetKind(ptrace.SpanKindServer)
		var trace pcommon.TraceID
		copy(trace[:], began.UTC().Format("0102150405.000000"))
		span.SetTraceID(trace)
		span.SetSpanID(pcommon.SpanID{hop.span})
		if hop.parent > 0 {
			span.SetParentSpanID(pcommon.SpanID{hop.parent})
		}
		span.SetStartTimestamp(pcommon.NewTimestampFromTime(began))
		span.SetEndTimestamp(pcommon.NewTimestampFromTime(began.Add(hop.took)))
		status := http.StatusCreated
		if broken && i%3 > 0 {
			status = http.StatusInternalServerError
			span.Status().SetCode(ptrace.StatusCodeError)
		}
		span.Attributes().PutStr("http.request.method", http.MethodPost)
		span.Attributes().PutStr("http.route", hop.route)
		span.Attributes().PutStr("url.path", hop.route)
		span.Attributes().PutInt("http.response.status_code", int64(status))
	}
	return td
}
