// Package report reads what came out of the collector, enriched spans, metrics, findings and alerts, and says in plain words
// what it means.
package report

import (
	"io"
	"strings"

	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// Call is one span with the collector's verdict on it.
type Call struct {
	Trace   pcommon.TraceID
	Span    pcommon.SpanID
	Parent  pcommon.SpanID // empty where the request came from outside
	Remote  bool           // it crosses a process: a server or client span, not an internal one
	Service string
	Name    string // method and route, where the span knows them
	Client  string // address of the client, where the span knows it
	Status  int64  // HTTP status, 0 where there was none
	Failed  bool
	Began   bool // the failure began in this call, see markBeginnings
	Verdict apierror.Verdict
}

// ReadCalls reads enriched spans as the file exporter wrote them.
func ReadCalls(from io.Reader) ([]Call, error) {
	var calls []Call
	var decoder ptrace.JSONUnmarshaler
	err := eachLine(from, "enriched spans", func(line []byte) error {
		traces, err := decoder.UnmarshalTraces(line)
		if err == nil {
			calls = appendCalls(calls, traces)
		}
		return err
	})
	markBeginnings(calls)
	return calls, err
}

func appendCalls(calls []Call, traces ptrace.Traces) []Call {
	for _, resource := range traces.ResourceSpans().All() {
		service := text(resource.Resource().Attributes(), "service.name")
		for _, scope := range resource.ScopeSpans().All() {
			for _, span := range scope.Spans().All() {
				calls = append(calls, callOf(service, span))
			}
		}
	}
	return calls
}

func callOf(service string, span ptrace.Span) Call {
	attributes := span.Attributes()
	verdict, _ := apierror.ReadSpan(attributes)
	kind := span.Kind()
	call := Call{
		Trace:   span.TraceID(),
		Span:    span.SpanID(),
		Parent:  span.ParentSpanID(),
		Remote:  kind != ptrace.SpanKindInternal && kind != ptrace.SpanKindUnspecified,
		Service: service,
		Name:    span.Name(),
		Client:  text(attributes, "client.address"),
		Failed:  !verdict.Failure.IsZero(),
		Verdict: verdict,
	}
	if kind == ptrace.SpanKindClient {
		if server := text(attributes, "server.address"); server != "" {
			call.Name = strings.TrimPrefix(span.Name(), "HTTP ") + " to " + server
		}
	}
	if status, ok := attributes.Get("http.response.status_code"); ok && status.Type() == pcommon.ValueTypeInt {
		call.Status = status.Int()
	}
	return call
}

func text(attributes pcommon.Map, key string) string {
	value, ok := attributes.Get(key)
	if !ok || value.Type() != pcommon.ValueTypeStr {
		return ""
	}
	return value.Str()
}
