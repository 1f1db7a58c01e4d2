package apierrorprocessor

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/pdata/ptrace"
	"go.opentelemetry.io/collector/processor/processortest"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
	"github.com/otelcol-apierror/otelcol-apierror/processor/apierrorprocessor/internal/metadata"
)

// The package that finds leaks has its own tests; these show which texts of a span it is asked about, and what comes of it.
func TestLeaksAreWrittenOnSpans(t *testing.T) {
	const (
		secret  = "cannot connect: postgres://shop:hunter2@db.example/orders"
		card    = "declined for card 4111 1111 1111 1111"
		sql     = `ERROR: relation "orders" does not exist at SELECT id FROM orders WHERE id = 17`
		address = "dial tcp 10.0.0.7:5432: connect: connection refused"
	)
	request := func(kind ptrace.SpanKind, attributes map[string]any) ptrace.Span {
		span := ptrace.NewSpan()
		span.SetKind(kind)
		span.Status().SetCode(ptrace.StatusCodeError)
		require.NoError(t, span.Attributes().FromRaw(attributes))
		span.Attributes().PutStr("client.address", "203.0.113.9")
		return span
	}
	server := func(attributes map[string]any) ptrace.Span {
		span := request(ptrace.SpanKindServer, attributes)
		span.Attributes().PutInt("http.response.status_code", 500)
		return span
	}
	for name, test := range map[string]struct {
		span     ptrace.Span
		severity apierror.Severity // of the leak
		says     string
	}{
		"a secret in an answer's error": {server(map[string]any{"exception.message": secret}), apierror.SeverityHigh, "connection string"},
		"a secret in a client's error":  {request(ptrace.SpanKindClient, map[string]any{"exception.message": secret}), apierror.SeverityMedium, "which the telemetry keeps"},
		"a card number in a problem":    {server(map[string]any{"problem.detail": card}), apierror.SeverityMedium, "was sent to the caller"},
		"a statement in an answer":      {server(map[string]any{"exception.message": sql}), apierror.SeverityLow, "may have carried it"},
		"a statement in a body":         {server(map[string]any{"http.response.body": sql}), apierror.SeverityMedium, "was sent to the caller"},
		"a statement in a client's":     {request(ptrace.SpanKindClient, map[string]any{"exception.message": sql}), apierror.SeverityNone, ""},
		"an address in a client's":      {request(ptrace.SpanKindClient, map[string]any{"exception.message": address}), apierror.SeverityNone, ""},
		"an address in an answer's":     {server(map[string]any{"exception.message": address}), apierror.SeverityNone, ""},
		"an address in a body":          {server(map[string]any{"http.response.body": address}), apierror.SeverityLow, "was sent to the caller"},
		"nothing":                       {server(map[string]any{"exception.message": "no stock"}), apierror.SeverityNone, ""},
	} {
		t.Run(name, func(t *testing.T) {
			td := ptrace.NewTraces()
			test.span.CopyTo(td.ResourceSpans().AppendEmpty().ScopeSpans().AppendEmpty().Spans().AppendEmpty())
			verdict := verdictOf(enrich(t, createDefaultConfig().(*Config), td).ResourceSpans().At(0).ScopeSpans().At(0).Spans().At(0))
			assert.NotContains(t, verdict.Failure.Rationale, "hunter2")
			assert.NotContains(t, verdict.Failure.Rationale, "4111")
			if test.severity == apierror.SeverityNone {
				assert.Empty(t, verdict.Security.Signals)
				return
			}
			assert.Equal(t, []apierror.Signal{apierror.SignalErrorDataLeak}, verdict.Security.Signals)
			assert.Equal(t, test.severity, verdict.Security.Severity)
			assert.GreaterOrEqual(t, verdict.Severity, test.severity)
			assert.Contains(t, verdict.Security.Rationale, test.says)
			assert.Contains(t, verdict.Security.References, "owasp:API8:2023")
			if test.says == "was sent to the caller" {
				assert.Equal(t, "203.0.113.9", verdict.Security.Actor.ID, "who got it")
			} else {
				assert.True(t, verdict.Security.Actor.IsZero(), "nobody is known to have got it")
			}
		})
	}
}

// A leak on a span that is suspected anyway is one more signal, and a span after it is not suspected of it.
func TestLeaksAddUp(t *testing.T) {
	td := ptrace.NewTraces()
	for i := range 20 {
		span := login("alice", "198.51.100.66").at(t, td, 0)
		if i == 18 {
			span.Attributes().PutStr("http.response.body", "wrong password for alice@shop.example.org")
		}
	}
	enrich(t, createDefaultConfig().(*Config), td)
	spans := td.ResourceSpans().At(0).ScopeSpans().At(0).Spans()
	assert.Equal(t, []apierror.Signal{apierror.SignalBruteForce, apierror.SignalErrorDataLeak}, verdictOf(spans.At(18)).Security.Signals)
	assert.Contains(t, verdictOf(spans.At(18)).Security.Rationale, "; the error text shows")
	assert.Equal(t, []apierror.Signal{apierror.SignalBruteForce}, verdictOf(spans.At(19)).Security.Signals)
}

// With redact, nobody behind the processor sees the secret, wherever the span holds the text, and the verdict stays.
func TestRedact(t *testing.T) {
	const secret = "cannot connect: postgres://shop:hunter2@db.example/orders"
	span := ptrace.NewSpan()
	span.SetKind(ptrace.SpanKindServer)
	span.Status().SetCode(ptrace.StatusCodeError)
	span.Status().SetMessage(secret)
	require.NoError(t, span.Attributes().FromRaw(map[string]any{
		"http.response.status_code": 500, "problem.detail": secret, "graphql.errors": []any{secret}, "user.email": "alice@shop.example.org",
	}))
	event := span.Events().AppendEmpty()
	event.SetName("exception")
	event.Attributes().PutStr("exception.message", secret)
	event.Attributes().PutStr("exception.stacktrace", "Error: "+secret+"\n    at connect (/app/db.js:17:3)")
	handled := ptrace.NewSpan()
	handled.SetKind(ptrace.SpanKindServer)
	handled.Attributes().PutInt("http.response.status_code", 200)
	event.CopyTo(handled.Events().AppendEmpty())

	for _, redact := range []bool{false, true} {
		td := ptrace.NewTraces()
		spans := td.ResourceSpans().AppendEmpty().ScopeSpans().AppendEmpty().Spans()
		span.CopyTo(spans.AppendEmpty())
		handled.CopyTo(spans.AppendEmpty())
		config := createDefaultConfig().(*Config)
		config.Redact = redact
		enrich(t, config, td)
		text, err := new(ptrace.JSONMarshaler).MarshalTraces(td)
		require.NoError(t, err)
		assert.Equal(t, !redact, strings.Contains(string(text), "hunter2"))
		assert.Contains(t, string(text), "alice@shop.example.org", "no error's text")
		assert.Contains(t, string(text), "/app/db.js:17:3")
		verdict := verdictOf(spans.At(0))
		assert.Equal(t, []apierror.Signal{apierror.SignalErrorDataLeak}, verdict.Security.Signals)
		assert.Equal(t, apierror.SeverityHigh, verdict.Security.Severity)
		assert.NotContains(t, verdict.Failure.Rationale, "hunter2", "alerts quote it")
	}
}

func TestRedactLogs(t *testing.T) {
	const secret = "cannot connect: postgres://shop:hunter2@db.example/orders"
	config := createDefaultConfig().(*Config)
	config.Redact = true
	e, err := newLogEnricher(processortest.NewNopSettings(metadata.Type), config, newLoggedExceptions())
	require.NoError(t, err)
	defer func() { require.NoError(t, e.shutdown(t.Context())) }()
	logs, err := e.processLogs(t.Context(), logged{body: secret, attributes: map[string]any{"exception.type": "Error", "exception.message": secret}}.logs(t))
	require.NoError(t, err)
	record := theRecord(logs)
	assert.NotContains(t, record.Body().Str(), "hunter2")
	verdict, _ := apierror.ReadSpan(record.Attributes())
	assert.Equal(t, []apierror.Signal{apierror.SignalErrorDataLeak}, verdict.Security.Signals)
	for _, value := range record.Attributes().All() {
		assert.NotContains(t, value.AsString(), "hunter2")
	}
}

// Whatever text of an attribute a verdict may rest on, redact masks it there: the two lists of attributes are one.
func TestRedactKnowsEveryErrorText(t *testing.T) {
	const secret = "cannot connect: postgres://shop:hunter2@db.example/orders"
	config := createDefaultConfig().(*Config)
	config.Redact = true
	for _, key := range []string{
		"error", "error.message", "error.msg", "error.object", "error.stack", "error.stack_trace", "error.cause_chain", "error_description",
		"exception.message", "exception.stacktrace", "otel.status_description", "status.message", "census.status_description",
		"opencensus.status_description", "problem.detail", "problem.title", "http.status_text", "http.response.body",
		"http.response.body.content", "http.error_message", "grpc.error_message", "dns.error_message", "aws.error.message",
		"aws.http.error_message", "db.cassandra.error.message", "rpc.jsonrpc.error_message", "jsonrpc.error_message",
		"jsonrpc.error.message", "response_code_details", "upstream_transport_failure_reason", "graphql.errors",
		"graphql.error.message", "hive.graphql.error.message", "apollo.graphql.error.message",
		"http.response.header.www-authenticate",
	} {
		t.Run(key, func(t *testing.T) {
			td := ptrace.NewTraces()
			span := td.ResourceSpans().AppendEmpty().ScopeSpans().AppendEmpty().Spans().AppendEmpty()
			span.SetKind(ptrace.SpanKindServer)
			span.Status().SetCode(ptrace.StatusCodeError)
			span.Attributes().PutStr(key, secret)
			span.Attributes().PutStr("user.note", secret) // no error's text
			event := span.Events().AppendEmpty()
			event.SetName("exception")
			event.Attributes().PutStr("exception.type", "Error")
			event.Attributes().PutStr(key, secret)
			enrich(t, config, td)
			for name, value := range span.Attributes().All() {
				assert.Equal(t, name == "user.note", strings.Contains(value.AsString(), "hunter2"), name)
			}
			masked, _ := event.Attributes().Get(key)
			assert.NotContains(t, masked.Str(), "hunter2")
		})
	}
}
