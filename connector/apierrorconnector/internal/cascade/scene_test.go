package cascade

import (
	"encoding/binary"
	"testing"
	"time"

	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

const start = int64(1_750_000_000 * time.Second)

const (
	ms     = int64(time.Millisecond)
	server = ptrace.SpanKindServer
	client = ptrace.SpanKindClient
	inside = ptrace.SpanKindInternal
)

func traceID(n int) pcommon.TraceID {
	var id pcommon.TraceID
	binary.BigEndian.PutUint64(id[8:], uint64(n)+1)
	return id
}

func traceIDs(from, to int) []pcommon.TraceID {
	var ids []pcommon.TraceID
	for n := from; n < to; n++ {
		ids = append(ids, traceID(n))
	}
	return ids
}

// span is a failed one: its id and its parent's are single letters; it lasts from its depth to as long before the end.
func span(id, parent string, kind ptrace.SpanKind, service, endpoint string, category apierror.Category, root bool) Fact {
	f := Fact{
		TraceID: traceID(0), Kind: kind, Service: service, Endpoint: endpoint, Category: category, RootCause: root,
		Start: start + int64(id[0]-'a')*ms, End: start + 100*ms - int64(id[0]-'a')*ms,
	}
	f.SpanID[0] = id[0]
	if parent != "" {
		f.Parent[0] = parent[0]
	}
	return f
}

// calls is a failed call of something that sends no spans of its own.
func (f Fact) calls(callee, address string) Fact {
	f.Callee, f.Address = callee, address
	return f
}

func (f Fact) of(process string, value float64) Fact {
	f.Process, f.ValueAtRisk, f.Cost, f.Currency, f.Criticality = process, value, value/10, "USD", apierror.CriticalityHigh
	return f
}

func (f Fact) in(trace int) Fact {
	f.TraceID = traceID(trace)
	return f
}

// three is a call of storefront, which asks orders, which asks payments, which fails by itself.
func three() []Fact {
	return []Fact{
		span("a", "", server, "storefront", "/buy", apierror.CategoryDependency, false).of("checkout", 42.5),
		span("b", "a", client, "storefront", "", apierror.CategoryDependency, true).calls("", "orders.internal"),
		span("c", "b", server, "orders", "/orders", apierror.CategoryDependency, false).of("checkout", 40),
		span("d", "c", client, "orders", "", apierror.CategoryDependency, true).calls("", "payments.internal"),
		span("e", "d", server, "payments", "/charge", apierror.CategoryInternal, true),
	}
}

func note(m *Memory, facts ...Fact) {
	for i := range facts {
		m.Note(&facts[i], start)
	}
}

// noteAll notes the facts for each of some traces.
func noteAll(m *Memory, from, to int, facts ...Fact) {
	for n := from; n < to; n++ {
		for _, f := range facts {
			note(m, f.in(n))
		}
	}
}

func newMemory(t *testing.T) *Memory {
	t.Helper()
	return NewMemory(DefaultRules())
}

func surgeAt(service, endpoint string, category apierror.Category, from, to int) Surge {
	return Surge{
		ID: service + endpoint, Service: service, Endpoint: endpoint, Category: category, Traces: traceIDs(from, to),
	}
}
