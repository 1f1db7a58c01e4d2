package apierrorprocessor

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/component/componenttest"
	"go.opentelemetry.io/collector/consumer/consumertest"
	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/plog"
	"go.opentelemetry.io/collector/pdata/ptrace"
	"go.opentelemetry.io/collector/processor/processortest"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
	"github.com/otelcol-apierror/otelcol-apierror/processor/apierrorprocessor/internal/metadata"
)

// logged is a log record in short.
type logged struct {
	severity   plog.SeverityNumber
	event      string
	body       string
	attributes map[string]any
}

func (l logged) logs(t *testing.T) plog.Logs {
	t.Helper()
	logs := plog.NewLogs()
	rl := logs.ResourceLogs().AppendEmpty()
	rl.Resource().Attributes().PutStr("service.name", "checkout")
	record := rl.ScopeLogs().AppendEmpty().LogRecords().AppendEmpty()
	record.SetSeverityNumber(l.severity)
	record.SetEventName(l.event)
	record.Body().SetStr(l.body)
	record.SetTraceID(pcommon.TraceID{1})
	record.SetSpanID(pcommon.SpanID{2})
	require.NoError(t, record.Attributes().FromRaw(l.attributes))
	return logs
}

func theRecord(logs plog.Logs) plog.LogRecord {
	return logs.ResourceLogs().At(0).ScopeLogs().At(0).LogRecords().At(0)
}

func enrichLog(t *testing.T, l logged) plog.LogRecord {
	t.Helper()
	e, err := newLogEnricher(processortest.NewNopSettings(metadata.Type), createDefaultConfig().(*Config), newLoggedExceptions())
	require.NoError(t, err)
	defer func() { require.NoError(t, e.shutdown(t.Context())) }()
	logs, err := e.processLogs(t.Context(), l.logs(t))
	require.NoError(t, err)
	return theRecord(logs)
}

func TestExceptionsInLogs(t *testing.T) {
	exhausted := map[string]any{
		"exception.type":    "java.sql.SQLTransientConnectionException",
		"exception.message": "HikariPool-1 - Connection is not available, request timed out after 30000ms.",
	}
	tests := map[string]struct {
		record logged
		want   string // category/reason/origin; "" for a record that is left alone
	}{
		"an exception":           {logged{severity: plog.SeverityNumberError, attributes: exhausted}, "capacity/pool_exhausted/service"},
		"an exception event":     {logged{event: "exception", attributes: exhausted}, "capacity/pool_exhausted/service"},
		"a fatal one":            {logged{severity: plog.SeverityNumberFatal, attributes: exhausted}, "capacity/pool_exhausted/service"},
		"without severity":       {logged{attributes: exhausted}, "capacity/pool_exhausted/service"},
		"handled, says severity": {logged{severity: plog.SeverityNumberWarn, attributes: exhausted}, ""},
		"no exception":           {logged{severity: plog.SeverityNumberError, body: "order 17 failed: connection refused"}, ""},
		"an empty exception":     {logged{severity: plog.SeverityNumberError, attributes: map[string]any{"exception.type": ""}}, ""},
		"of the wrong type":      {logged{severity: plog.SeverityNumberError, attributes: map[string]any{"exception.type": 7}}, ""},
		"a cause in its stack trace": {logged{severity: plog.SeverityNumberError, attributes: map[string]any{
			"exception.type": "com.acme.OrderException", "exception.stacktrace": "com.acme.OrderException: x\nCaused by: java.net.UnknownHostException: stock.example",
		}}, "network/dns_failure/network"},
		"the message in its body": {logged{severity: plog.SeverityNumberError, body: "cannot load order: ORA-00060: deadlock detected while waiting for resource", attributes: map[string]any{
			"exception.type": "com.acme.OrderException",
		}}, "conflict/deadlock/service"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			before := theRecord(test.record.logs(t)).Attributes().AsRaw()
			record := enrichLog(t, test.record)
			verdict, found := apierror.ReadSpan(record.Attributes())
			if test.want == "" {
				assert.Equal(t, before, record.Attributes().AsRaw(), "left as it was")
				return
			}
			require.True(t, found)
			assert.Equal(t, test.want, fmt.Sprintf("%s/%s/%s", verdict.Failure.Category, verdict.Failure.Reason, verdict.Failure.Origin))
			assert.NotEmpty(t, verdict.Failure.Fingerprint)
			assert.NotEmpty(t, verdict.Failure.Rationale)
			assert.NotZero(t, verdict.Severity)
		})
	}
}

// Nobody else puts words into the processor's mouth, in logs as little as on spans.
func TestForgedVerdictsInLogsAreRemoved(t *testing.T) {
	record := enrichLog(t, logged{severity: plog.SeverityNumberError, attributes: map[string]any{
		"exception.type": "java.net.UnknownHostException", "apierror.severity": "critical", "apierror.business.process": "checkout",
	}})
	severity, _ := record.Attributes().Get(apierror.KeySeverity)
	assert.Equal(t, "medium", severity.Str())
	_, forged := record.Attributes().Get(apierror.KeyBusinessProcess)
	assert.False(t, forged)
}

// A finding on its way through the pipeline is no exception, and stays as it is.
func TestFindingsPass(t *testing.T) {
	record := enrichLog(t, logged{severity: plog.SeverityNumberError, event: apierror.EventFinding, attributes: map[string]any{"apierror.finding.id": "1"}})
	assert.Equal(t, map[string]any{"apierror.finding.id": "1"}, record.Attributes().AsRaw())
}

// Instrumentation of the present conventions logs the exception and leaves the span no more than its status: the two halves of
// one component put that together, those of two components do not.
func TestLoggedExceptionExplainsItsSpan(t *testing.T) {
	factory := NewFactory()
	set := processortest.NewNopSettings(metadata.Type)
	config := factory.CreateDefaultConfig()
	spans := new(consumertest.TracesSink)
	logs, err := factory.CreateLogs(t.Context(), set, config, consumertest.NewNop())
	require.NoError(t, err)
	traces, err := factory.CreateTraces(t.Context(), set, config, spans)
	require.NoError(t, err)
	set.ID = component.NewIDWithName(metadata.Type, "other")
	others, err := factory.CreateTraces(t.Context(), set, config, spans)
	require.NoError(t, err)
	for _, c := range []component.Component{logs, traces, others} {
		require.NoError(t, c.Start(t.Context(), componenttest.NewNopHost()))
		defer func() { require.NoError(t, c.Shutdown(t.Context())) }()
	}

	require.NoError(t, logs.ConsumeLogs(t.Context(), logged{severity: plog.SeverityNumberError, attributes: map[string]any{
		"exception.type": "redis.clients.jedis.exceptions.JedisExhaustedPoolException",
	}}.logs(t)))
	failed := func(id pcommon.SpanID) ptrace.Traces {
		td := ptrace.NewTraces()
		span := td.ResourceSpans().AppendEmpty().ScopeSpans().AppendEmpty().Spans().AppendEmpty()
		span.SetKind(ptrace.SpanKindServer)
		span.SetTraceID(pcommon.TraceID{1})
		span.SetSpanID(id)
		span.Attributes().PutInt("http.response.status_code", 500)
		return td
	}
	require.NoError(t, traces.ConsumeTraces(t.Context(), failed(pcommon.SpanID{2})))
	require.NoError(t, traces.ConsumeTraces(t.Context(), failed(pcommon.SpanID{3})))
	require.NoError(t, others.ConsumeTraces(t.Context(), failed(pcommon.SpanID{2})))
	var reasons []string
	for _, td := range spans.AllTraces() {
		verdict, _ := apierror.ReadSpan(td.ResourceSpans().At(0).ScopeSpans().At(0).Spans().At(0).Attributes())
		reasons = append(reasons, verdict.Failure.Reason)
	}
	assert.Equal(t, []string{"pool_exhausted", "server_error", "server_error"}, reasons)
}
