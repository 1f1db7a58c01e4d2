package rootcause

import (
	"encoding/binary"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
	"github.com/otelcol-apierror/otelcol-apierror/processor/apierrorprocessor/internal/spanview"
)

const (
	server   = ptrace.SpanKindServer
	client   = ptrace.SpanKindClient
	internal = ptrace.SpanKindInternal
	producer = ptrace.SpanKindProducer
	consumer = ptrace.SpanKindConsumer
)

// root is what is expected of a failed span.
type root bool

const (
	began    root = true  // the failure began here
	passedOn root = false // it began elsewhere
)

// failure is a span by what decides where a failure began. A span without a category did not fail.
type failure struct {
	id, parent string
	service    string
	kind       ptrace.SpanKind
	from, to   int // milliseconds
	category   apierror.Category
	reason     string
	http, grpc int
	retryable  bool
	errorName  string
	message    string
	host       string
	store      string
	status     ptrace.StatusCode // of a clean span
	name       string
	trace      byte
	origin     string // the span where it began, where it was passed on and that is known
	want       root
}

var epoch = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

func at(ms int) pcommon.Timestamp {
	return pcommon.NewTimestampFromTime(epoch.Add(time.Duration(ms) * time.Millisecond))
}

// arrival is when the batches of the tests come.
var arrival = epoch.Add(12 * time.Second).UnixNano()

func spanID(name string) (id pcommon.SpanID) {
	copy(id[:], name)
	return id
}

func (f *failure) write(span ptrace.Span) {
	span.SetTraceID(pcommon.TraceID{1, f.trace})
	span.SetSpanID(spanID(f.id))
	span.SetParentSpanID(spanID(f.parent))
	span.SetKind(f.kind)
	span.SetName(f.name)
	if f.to != 0 {
		span.SetStartTimestamp(at(f.from))
		span.SetEndTimestamp(at(f.to))
	}
	span.Status().SetCode(f.status)
	if f.category != "" {
		span.Status().SetCode(ptrace.StatusCodeError)
		span.Status().SetMessage(f.message)
	}
	attrs := span.Attributes()
	for key, value := range map[string]string{"error.type": f.errorName, "server.address": f.host, "db.system.name": f.store} {
		if value != "" {
			attrs.PutStr(key, value)
		}
	}
	if f.http != 0 {
		attrs.PutInt("http.response.status_code", int64(f.http))
	}
	if f.grpc != 0 {
		attrs.PutInt("rpc.grpc.status_code", int64(f.grpc))
		attrs.PutStr("rpc.service", "pkg.Service")
		attrs.PutStr("rpc.method", "Call")
	}
}

// batch puts spans into a batch of their own and judges them.
func batch(g *Graph, failures []failure) {
	td := ptrace.NewTraces()
	g.Reset()
	for i := range failures {
		f := &failures[i]
		span := td.ResourceSpans().AppendEmpty().ScopeSpans().AppendEmpty().Spans().AppendEmpty()
		f.write(span)
		if f.category == "" {
			continue
		}
		var view spanview.View
		view.Read(span)
		verdict := apierror.Failure{Category: f.category, Reason: f.reason, Retryable: f.retryable}
		g.Add(span, &view, &verdict, f.service, uint64(nameHash(f.service)))
	}
	g.Settle(td, arrival)
}

// expectRoots judges a batch and compares it with what is expected of it.
func expectRoots(t *testing.T, g *Graph, failures []failure) {
	t.Helper()
	batch(g, failures)
	at := 0
	for i := range failures {
		f := &failures[i]
		if f.category == "" {
			continue
		}
		passed, origin := g.Verdict(at)
		assert.Equalf(t, f.want, root(!passed), "span %s: did the failure begin there", f.id)
		got := ""
		if origin >= 0 {
			span, _ := g.Span(origin)
			id := span.SpanID()
			got = string(id[:len(f.origin)])
		}
		if f.origin != "" {
			assert.Equalf(t, f.origin, got, "span %s: where it began", f.id)
		}
		at++
	}
}

// newGraph makes a Graph with a memory that is quick to make.
func newGraph() *Graph {
	memory := NewMemory(1)
	memory.children.bits, memory.callees.known.bits = 8, 4
	return memory.NewGraph()
}

// addNumbered adds a failed span with ids of its own.
func addNumbered(g *Graph, td ptrace.Traces, f *failure, number uint64) {
	span := td.ResourceSpans().AppendEmpty().ScopeSpans().AppendEmpty().Spans().AppendEmpty()
	f.write(span)
	var trace pcommon.TraceID
	binary.BigEndian.PutUint64(trace[8:], number+1)
	span.SetTraceID(trace)
	var view spanview.View
	view.Read(span)
	g.Add(span, &view, &apierror.Failure{Category: f.category, Reason: f.reason, Retryable: f.retryable}, f.service, uint64(nameHash(f.service)))
}
