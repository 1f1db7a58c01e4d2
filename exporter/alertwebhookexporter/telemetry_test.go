package alertwebhookexporter

import (
	"fmt"
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/pdata/ptrace"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/sdk/metric/metricdata"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// metrics are all that the exporter measured, as text.
func (r *running) metrics() string {
	r.t.Helper()
	var all metricdata.ResourceMetrics
	require.NoError(r.t, r.telemetry.Reader.Collect(r.t.Context(), &all))
	return fmt.Sprintf("%+v", all)
}

// counted is the sum of an own counter over all destinations, of one reason if given.
func (r *running) counted(name, reason string) int64 {
	r.t.Helper()
	return r.countedBy(name, "reason", reason)
}

func (r *running) countedBy(name, key, value string) int64 {
	r.t.Helper()
	metric, err := r.telemetry.GetMetric("otelcol_exporter_alert_webhook_" + name)
	if err != nil {
		return 0
	}
	var sum int64
	switch data := metric.Data.(type) {
	case metricdata.Sum[int64]:
		for _, point := range data.DataPoints {
			if got, _ := point.Attributes.Value(attribute.Key(key)); value == "" || got.AsString() == value {
				sum += point.Value
			}
		}
	case metricdata.Gauge[int64]:
		for _, point := range data.DataPoints {
			sum += point.Value
		}
	}
	return sum
}

func TestOwnTelemetry(t *testing.T) {
	r := newReceiver(t, func(w http.ResponseWriter, attempt int) {
		switch attempt {
		case 1:
			w.WriteHeader(http.StatusTooManyRequests)
		case 3:
			w.WriteHeader(http.StatusForbidden)
		}
	})
	e := start(t, quick(r.URL), "")
	e.see(attackBy("203.0.113.1"))
	eventually(t, func() bool { return len(r.got()) == 2 }, "retried, then sent")
	harmless := attackBy("203.0.113.2")
	harmless.Security.Severity = apierror.SeverityLow
	e.see(attackBy("203.0.113.3"), harmless)
	broken := ptrace.NewTraces()
	broken.ResourceSpans().AppendEmpty().ScopeSpans().AppendEmpty().Spans().AppendEmpty().Attributes().PutStr("apierror.category", "gremlin")
	require.NoError(t, e.ConsumeTraces(t.Context(), broken))

	eventually(t, func() bool { return e.counted("notifications_failed", "rejected") == 1 }, "403")
	eventually(t, func() bool { return e.counted("findings_opened", "") == 2 }, "opened")
	assert.EqualValues(t, 1, e.counted("notifications_sent", ""))
	assert.EqualValues(t, 1, e.counted("notifications_retried", "throttled"))
	assert.EqualValues(t, 3, e.counted("situations", ""))
	assert.EqualValues(t, 1, e.counted("verdicts_malformed", ""))
	assert.EqualValues(t, 1, e.counted("dead_letters", ""))
	assert.Zero(t, e.counted("queue_size", ""))
	assert.Zero(t, e.counted("breaker_state", ""))
	latency, err := e.telemetry.GetMetric("otelcol_exporter_alert_webhook_delivery_latency")
	require.NoError(t, err)
	assert.Len(t, latency.Data.(metricdata.Histogram[float64]).DataPoints, 1)
	e.end()
}
