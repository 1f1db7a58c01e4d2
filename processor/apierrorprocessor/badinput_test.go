package apierrorprocessor

import (
	"context"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/component/componenttest"
	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/ptrace"
	"go.opentelemetry.io/collector/processor"
	"go.opentelemetry.io/collector/processor/processortest"
	"go.opentelemetry.io/otel/sdk/metric/metricdata"
	"go.opentelemetry.io/otel/sdk/metric/metricdata/metricdatatest"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
	"github.com/otelcol-apierror/otelcol-apierror/internal/business"
	"github.com/otelcol-apierror/otelcol-apierror/processor/apierrorprocessor/internal/metadata"
	"github.com/otelcol-apierror/otelcol-apierror/processor/apierrorprocessor/internal/metadatatest"
)

// Whatever is on a span: it is enriched as far as sense goes, it stays, and what could not be read is counted.
func TestBadInput(t *testing.T) {
	tests := map[string]struct {
		spoil     func(ptrace.Span)
		category  apierror.Category
		malformed int64
	}{
		"status as a string":          {func(s ptrace.Span) { s.Attributes().PutStr("http.response.status_code", "503") }, apierror.CategoryCapacity, 1},
		"status as a double":          {func(s ptrace.Span) { s.Attributes().PutDouble("http.response.status_code", 503) }, apierror.CategoryCapacity, 1},
		"status as a list":            {func(s ptrace.Span) { s.Attributes().PutEmptySlice("http.response.status_code") }, apierror.CategoryInternal, 1},
		"status as a fraction":        {func(s ptrace.Span) { s.Attributes().PutDouble("http.response.status_code", 503.5) }, apierror.CategoryInternal, 1},
		"status out of range":         {func(s ptrace.Span) { s.Attributes().PutInt("http.response.status_code", 1<<40) }, apierror.CategoryInternal, 1},
		"gRPC status of nobody":       {func(s ptrace.Span) { s.Attributes().PutInt("rpc.grpc.status_code", 99) }, apierror.CategoryInternal, 1},
		"route as a number":           {func(s ptrace.Span) { s.Attributes().PutInt("http.route", 7) }, apierror.CategoryInternal, 1},
		"no attributes":               {func(s ptrace.Span) { s.Attributes().Clear() }, apierror.CategoryInternal, 0},
		"a value of 64 KiB":           {func(s ptrace.Span) { s.Attributes().PutStr("error.type", strings.Repeat("x", 64<<10)) }, apierror.CategoryInternal, 1},
		"invalid UTF-8":               {func(s ptrace.Span) { s.Attributes().PutStr("error.type", "\xff\xfe\xfd") }, apierror.CategoryInternal, 1},
		"an exception without a type": {func(s ptrace.Span) { s.Events().AppendEmpty().SetName("exception") }, apierror.CategoryInternal, 0},
		"no timestamps": {func(s ptrace.Span) {
			s.SetStartTimestamp(0)
			s.SetEndTimestamp(0)
			s.Attributes().PutInt("http.response.status_code", 401)
		}, apierror.CategoryAuthentication, 1},
		"a timestamp of the year 2500": {func(s ptrace.Span) {
			s.SetEndTimestamp(1<<64 - 1)
			s.Attributes().PutInt("http.response.status_code", 401)
		}, apierror.CategoryAuthentication, 1},
		"reversed timestamps": {func(s ptrace.Span) { s.SetEndTimestamp(s.StartTimestamp() - 1e9) }, apierror.CategoryInternal, 1},
		"10,000 attributes": {func(s ptrace.Span) {
			for i := range 10_000 {
				s.Attributes().PutEmpty(strings.Repeat("k", 1+i%50) + string(rune(i)))
			}
		}, apierror.CategoryInternal, 0},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			telemetry := componenttest.NewTelemetry()
			t.Cleanup(func() { require.NoError(t, telemetry.Shutdown(context.Background())) })
			settings := processortest.NewNopSettings(metadata.Type)
			settings.TelemetrySettings = telemetry.NewTelemetrySettings()

			td := ptrace.NewTraces()
			span := request{"GET", "", "/x", 500, nil}.at(t, td, time.Second)
			span.Status().SetCode(ptrace.StatusCodeError)
			test.spoil(span)
			process(t, settings, td)

			assert.Equal(t, 1, td.SpanCount())
			verdict := verdictOf(span)
			assert.Equal(t, test.category, verdict.Failure.Category)
			assert.True(t, utf8.ValidString(verdict.Failure.Rationale))
			metadatatest.AssertEqualProcessorApierrorSpans(t, telemetry, []metricdata.DataPoint[int64]{{Value: 1}}, metricdatatest.IgnoreTimestamp())
			assert.Equal(t, test.malformed, count(telemetry, "otelcol_processor_apierror_malformed_values"))
		})
	}
}

func process(t *testing.T, settings processor.Settings, td ptrace.Traces) {
	t.Helper()
	e, err := newEnricher(settings, createDefaultConfig().(*Config), newLoggedExceptions())
	require.NoError(t, err)
	e.now = func() time.Time { return arrival }
	_, err = e.processTraces(t.Context(), td)
	require.NoError(t, err)
	e.shutdown()
}

// A rule that cannot be evaluated is counted and hides nothing.
func TestRuleThatFails(t *testing.T) {
	telemetry := componenttest.NewTelemetry()
	t.Cleanup(func() { require.NoError(t, telemetry.Shutdown(context.Background())) })
	settings := processortest.NewNopSettings(metadata.Type)
	settings.TelemetrySettings = telemetry.NewTelemetrySettings()
	config, err := parse(t, `rules: [{ name: fragile, category: data, when: 'ParseJSON(span.attributes["app.payload"])["ok"] == false' }]`)
	require.NoError(t, err)
	requireValid(t, config)

	td := ptrace.NewTraces()
	broken := request{"GET", "/x", "/x", 503, map[string]string{"app.payload": "{"}}.at(t, td, time.Second)
	matched := request{"GET", "/x", "/x", 200, map[string]string{"app.payload": `{"ok": false}`}}.at(t, td, time.Second)
	e, err := newEnricher(settings, config, newLoggedExceptions())
	require.NoError(t, err)
	_, err = e.processTraces(t.Context(), td)
	require.NoError(t, err)
	e.shutdown()

	assert.Equal(t, apierror.CategoryCapacity, verdictOf(broken).Failure.Category)
	assert.Equal(t, apierror.CategoryData, verdictOf(matched).Failure.Category)
	assert.Equal(t, "fragile", verdictOf(matched).Failure.Reason, "the rule's name, where it gives no reason")
	assert.EqualValues(t, 1, count(telemetry, "otelcol_processor_apierror_rule_errors"))
}

// count is the sum of a counter of the processor's own; 0 where it was never touched.
func count(telemetry *componenttest.Telemetry, name string) int64 {
	metric, err := telemetry.GetMetric(name)
	if err != nil {
		return 0
	}
	var sum int64
	for _, point := range metric.Data.(metricdata.Sum[int64]).DataPoints {
		sum += point.Value
	}
	return sum
}

// A service must not be able to put words into the processor's mouth: not on a span that is clean, not on one that failed.
func TestForgedVerdictsAreStripped(t *testing.T) {
	for name, status := range map[string]int{"clean": 200, "failed": 500} {
		t.Run(name, func(t *testing.T) {
			telemetry := componenttest.NewTelemetry()
			t.Cleanup(func() { require.NoError(t, telemetry.Shutdown(context.Background())) })
			settings := processortest.NewNopSettings(metadata.Type)
			settings.TelemetrySettings = telemetry.NewTelemetrySettings()
			td := ptrace.NewTraces()
			span := request{"GET", "/x", "/x", status, map[string]string{"apierror.actor.id": "victim", "apierror.invented": "x", "error": "false"}}.at(t, td, time.Second)
			span.Attributes().PutEmptySlice("apierror.security.signals").AppendEmpty().SetStr("brute_force")
			process(t, settings, td)

			assert.Empty(t, verdictOf(span).Security)
			_, kept := span.Attributes().Get("apierror.invented")
			assert.False(t, kept)
			assert.EqualValues(t, 1, count(telemetry, "otelcol_processor_apierror_malformed_values"))
		})
	}
}

// An actor's id is a key in other people's systems: it leaves as text, whatever it came as.
func TestHostileActorIDs(t *testing.T) {
	for id, want := range map[string]string{
		"203.0.113.7":               "203.0.113.7",
		"\xff\xfe":                  "\uFFFD\uFFFD",
		"a\x00\x1b[2Jb":             "a\uFFFD\uFFFD[2Jb",
		strings.Repeat("語", 20_000): strings.Repeat("語", 85),
	} {
		td := ptrace.NewTraces()
		var last ptrace.Span
		for i := range 15 {
			last = request{"POST", "/login", "/login", 401, map[string]string{"user.name": "alice", "client.address": id}}.at(t, td, time.Duration(15-i)*time.Second)
		}
		enrich(t, createDefaultConfig().(*Config), td)
		assert.Equal(t, want, verdictOf(last).Security.Actor.ID)
		assert.True(t, utf8.ValidString(verdictOf(last).Security.Rationale))
	}
}

// FuzzProcess feeds arbitrary OTLP: nothing crashes, no span is lost, and what comes out can be sent on.
func FuzzProcess(f *testing.F) {
	td := ptrace.NewTraces()
	span := td.ResourceSpans().AppendEmpty().ScopeSpans().AppendEmpty().Spans().AppendEmpty()
	span.SetKind(ptrace.SpanKindServer)
	span.SetSpanID(pcommon.SpanID{1})
	for key, value := range map[string]string{
		"http.response.status_code": "401", "url.full": "https://a@b:1/c?d#e", "client.address": "::1", "user.name": "\xff",
		"rpc.response.status_code": "UNAVAILABLE", "error.type": "timeout", "http.route": "/{x...}", "app.order.amount": "1e9",
	} {
		span.Attributes().PutStr(key, value)
	}
	seed, err := (&ptrace.ProtoMarshaler{}).MarshalTraces(td)
	require.NoError(f, err)
	f.Add(seed)
	config := createDefaultConfig().(*Config)
	config.Business.Processes = []business.ProcessConfig{{Name: "p", Match: business.MatchConfig{Routes: []string{"/**/x/*"}}, Value: &business.ValueConfig{Attribute: "app.order.amount"}}}
	config.Business.Partners = []business.PartnerConfig{{Name: "q", Match: business.PartnerMatchConfig{Servers: []string{"*.b"}}, SLA: &business.SLAConfig{Latency: 1}}}
	e, err := newEnricher(processortest.NewNopSettings(metadata.Type), config, newLoggedExceptions())
	require.NoError(f, err)
	f.Cleanup(e.shutdown)
	f.Fuzz(func(t *testing.T, data []byte) {
		td, err := (&ptrace.ProtoUnmarshaler{}).UnmarshalTraces(data)
		if err != nil {
			return
		}
		spans := td.SpanCount()
		enriched, err := e.processTraces(t.Context(), td)
		require.NoError(t, err)
		assert.Equal(t, spans, enriched.SpanCount())
		_, err = (&ptrace.ProtoMarshaler{}).MarshalTraces(enriched)
		assert.NoError(t, err)
	})
}
