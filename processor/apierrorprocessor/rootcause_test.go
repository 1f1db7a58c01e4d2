package apierrorprocessor

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/ptrace"
)

// node is a span of a trace, by what decides where a failure began. Its id is its place in the list, from 1.
type node struct {
	parent byte
	kind   ptrace.SpanKind
	status ptrace.StatusCode
	http   int64
	root   bool // expected, where it failed
}

const (
	server   = ptrace.SpanKindServer
	client   = ptrace.SpanKindClient
	internal = ptrace.SpanKindInternal
	unset    = ptrace.StatusCodeUnset
	ok       = ptrace.StatusCodeOk
	failed   = ptrace.StatusCodeError
)

func TestRootCause(t *testing.T) {
	tests := map[string][]node{
		"one span alone":                   {{0, server, failed, 500, true}},
		"a child failed":                   {{0, server, failed, 502, false}, {1, client, failed, 503, true}},
		"a chain":                          {{0, server, failed, 502, false}, {1, client, failed, 503, false}, {2, server, failed, 503, true}},
		"two children failed":              {{0, server, failed, 500, false}, {1, client, failed, 503, true}, {1, client, failed, 500, true}},
		"through a span without a status":  {{0, server, failed, 500, false}, {1, internal, unset, 0, false}, {2, client, failed, 500, true}},
		"through several":                  {{0, server, failed, 500, false}, {1, internal, unset, 0, false}, {2, internal, unset, 0, false}, {3, client, failed, 500, true}},
		"a span that says it went well":    {{0, server, failed, 500, true}, {1, internal, ok, 0, false}, {2, client, failed, 404, true}},
		"a call in between was answered":   {{0, server, failed, 500, true}, {1, client, unset, 200, false}, {2, server, unset, 200, false}, {3, client, failed, 404, true}},
		"the parent is in another batch":   {{9, server, failed, 500, true}},
		"spans in the order they finished": {{3, client, failed, 503, true}, {0, server, failed, 500, false}, {2, internal, unset, 0, false}},
		"ids in a circle":                  {{2, internal, unset, 0, false}, {1, internal, unset, 0, false}, {1, client, failed, 503, true}, {0, server, failed, 500, true}},
	}
	for name, nodes := range tests {
		t.Run(name, func(t *testing.T) {
			td := ptrace.NewTraces()
			spans := td.ResourceSpans().AppendEmpty().ScopeSpans().AppendEmpty().Spans()
			for i, n := range nodes {
				span := spans.AppendEmpty()
				span.SetTraceID(pcommon.TraceID{1})
				span.SetSpanID(pcommon.SpanID{byte(i + 1)})
				if n.parent != 0 {
					span.SetParentSpanID(pcommon.SpanID{n.parent})
				}
				span.SetKind(n.kind)
				span.Status().SetCode(n.status)
				if n.http != 0 {
					span.Attributes().PutInt("http.response.status_code", n.http)
				}
			}
			enrich(t, createDefaultConfig().(*Config), td)
			for i, n := range nodes {
				assert.Equalf(t, n.root, verdictOf(spans.At(i)).Failure.RootCause, "span %d", i+1)
			}
		})
	}
}
