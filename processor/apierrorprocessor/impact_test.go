package apierrorprocessor

import (
	"context"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/component/componenttest"
	"go.opentelemetry.io/collector/pdata/ptrace"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/sdk/metric/metricdata"
	"go.opentelemetry.io/otel/sdk/metric/metricdata/metricdatatest"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
	"github.com/otelcol-apierror/otelcol-apierror/internal/business"
	"github.com/otelcol-apierror/otelcol-apierror/processor/apierrorprocessor/internal/metadatatest"
)

// lost makes failed orders, each in a trace of its own.
func lost(orders int) ptrace.Traces {
	td := ptrace.NewTraces()
	rs := td.ResourceSpans().AppendEmpty()
	rs.Resource().Attributes().PutStr("service.name", "checkout")
	spans := rs.ScopeSpans().AppendEmpty().Spans()
	for i := range orders {
		span := spans.AppendEmpty()
		span.SetTraceID([16]byte{1, byte(i >> 8), byte(i)})
		span.SetSpanID([8]byte{1, byte(i >> 8), byte(i)})
		span.SetKind(ptrace.SpanKindServer)
		span.Attributes().PutStr("http.route", "/orders")
		span.Attributes().PutInt("http.response.status_code", 500)
	}
	return td
}

// The same orders reach several workers at once: their money is counted once.
func TestWorkersShareWhatWasCounted(t *testing.T) {
	const workers, orders = 8, 300
	config := createDefaultConfig().(*Config)
	config.Business.Processes = []business.ProcessConfig{{
		Name: "orders", Match: business.MatchConfig{Routes: []string{"/orders"}}, Value: &business.ValueConfig{Default: 10},
	}}
	requireValid(t, config)
	e := newTestEnricher(t, config)
	batches := make([]ptrace.Traces, workers)
	sums := make([]float64, workers)
	var wg sync.WaitGroup
	for w := range workers {
		wg.Go(func() {
			batches[w], _ = e.processTraces(t.Context(), lost(orders)) // never fails
			for _, span := range batches[w].ResourceSpans().At(0).ScopeSpans().At(0).Spans().All() {
				verdict, _ := apierror.ReadSpan(span.Attributes())
				sums[w] += verdict.Business.ValueAtRisk
			}
		})
	}
	wg.Wait()
	total := 0.0
	for _, sum := range sums {
		total += sum
	}
	assert.InDelta(t, 10*orders, total, 0)
}

// A condition that cannot be evaluated is counted under the process's name, and the call is of no process.
func TestAProcessWhoseConditionFails(t *testing.T) {
	telemetry := componenttest.NewTelemetry()
	t.Cleanup(func() { assert.NoError(t, telemetry.Shutdown(context.Background())) })
	config := createDefaultConfig().(*Config)
	config.Business.Processes = []business.ProcessConfig{{
		Name: "orders", Match: business.MatchConfig{When: `ParseJSON(span.attributes["http.route"])["a"] == 1`},
	}}
	requireValid(t, config)
	e, err := newEnricher(metadatatest.NewSettings(telemetry), config, newLoggedExceptions())
	require.NoError(t, err)
	t.Cleanup(e.shutdown)
	td, err := e.processTraces(t.Context(), lost(3))
	require.NoError(t, err)
	verdict, _ := apierror.ReadSpan(td.ResourceSpans().At(0).ScopeSpans().At(0).Spans().At(0).Attributes())
	assert.Equal(t, apierror.CategoryInternal, verdict.Failure.Category)
	assert.True(t, verdict.Business.IsZero())
	metadatatest.AssertEqualProcessorApierrorRuleErrors(t, telemetry, []metricdata.DataPoint[int64]{{
		Value: 3, Attributes: attribute.NewSet(attribute.String("rule", "business::processes::orders")),
	}}, metricdatatest.IgnoreTimestamp())
}
