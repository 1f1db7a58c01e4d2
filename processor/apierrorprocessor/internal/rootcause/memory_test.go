package rootcause

import (
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// answering and calling are the two sides of one call.
func answering() failure {
	return failure{id: "c", parent: "b", service: "stock", kind: server, from: 3, to: 40, category: apierror.CategoryInternal, http: 500, want: began}
}

func calling(parent string) failure {
	return failure{id: "b", parent: parent, service: "shop", kind: client, from: 1, to: 50, category: apierror.CategoryDependency, http: 500, host: "stock", want: began}
}

func (f failure) passedOn() failure { f.want = passedOn; return f }

func (f failure) in(trace byte) failure { f.trace = trace; return f }

// later is longer than the memory waits for the answering side.
func (f failure) later() failure { f.from += 11_000; f.to += 11_000; return f }

// TestOverBatches shows what is known of a trace that comes in pieces: one line a batch, in the order of arrival.
func TestOverBatches(t *testing.T) {
	gateway := failure{id: "a", service: "shop", kind: server, from: 0, to: 60, category: apierror.CategoryDependency, http: 502, want: began}
	tests := map[string][][]failure{
		"from the bottom up": {
			{answering()},
			{calling("a").passedOn()},
			{gateway.passedOn()},
		},
		"from the top down, nothing is known yet": {
			{gateway},
			{calling("a")},
			{answering()},
		},
		"the caller's side comes together": {
			{answering()},
			{gateway.passedOn(), calling("a").passedOn()},
		},
		"through a clean step": {
			{{id: "i", parent: "a", kind: internal, from: 1, to: 55}, calling("i")},
			{gateway.passedOn()},
		},
		"what was below had nothing to do with it": {
			{failure{id: "b", parent: "a", service: "shop", kind: client, from: 1, to: 10, category: apierror.CategoryTimeout, store: "redis", want: began}},
			{failure{id: "a", service: "shop", kind: server, from: 0, to: 60, category: apierror.CategoryInternal, reason: "null_reference", http: 500, want: began}},
		},
		"a parent that comes once more": {
			{gateway.passedOn(), calling("a")},
			{gateway.passedOn()},
		},
		"a parent whose failed call was made again, and that comes once more": {
			{
				func() failure { f := calling("a"); f.retryable, f.http = true, 503; return f }(),
				{id: "r", parent: "a", service: "shop", kind: client, from: 52, to: 58, http: 200, host: "stock"},
				gateway,
			},
			{gateway},
		},
		"a service that is known to report its failures": {
			{answering(), calling("a").passedOn()},
			{calling("a").in(2).passedOn()},
			{answering().in(2)},
		},
		"it is learned from pieces too": {
			{answering()},
			{calling("a").passedOn()},
			{calling("a").in(2).passedOn()},
		},
		"its other answers may be the gateway's": {
			{answering(), calling("a").passedOn()},
			{func() failure { f := calling("a").in(2); f.http = 503; return f }()},
		},
		"nor does it answer what it was never asked": {
			{answering(), calling("a").passedOn()},
			{failure{id: "b", trace: 2, service: "shop", kind: client, from: 1, to: 50, category: apierror.CategoryNetwork, host: "stock", want: began}},
		},
		"one that answered later than it was asked about is learned": {
			{calling("a")},
			{answering()},
			{calling("a").in(2).later().passedOn()},
		},
		"one that reports no more is forgotten": {
			{answering(), calling("a").passedOn()},
			{calling("a").in(2).passedOn()},
			{calling("a").in(3).passedOn()},
			{calling("a").in(4).later()},
			{answering().in(5).later(), calling("a").in(5).later().passedOn()},
			{calling("a").in(6).later().passedOn()},
		},
		"a span from the future does not end the waiting": {
			{answering().later(), calling("a").later().passedOn()},
			{calling("a").in(2).later().passedOn(), calling("a").in(3).later().passedOn()},
			{failure{id: "x", kind: server, from: 100_000, to: 100_001, category: apierror.CategoryInternal, want: began}},
			{calling("a").in(4).later().passedOn()},
		},
	}
	for name, batches := range tests {
		t.Run(name, func(t *testing.T) {
			g := newGraph()
			for _, failures := range batches {
				expectRoots(t, g, failures)
			}
		})
	}
}

// TestForgetting shows that memory stays what it is, and that what is lost too early is counted.
func TestForgetting(t *testing.T) {
	g := NewMemory(1).NewGraph()
	failures := make([]failure, 1000)
	for i := range failures {
		failures[i] = answering()
	}
	next := uint64(0)
	fill := func() {
		td := ptrace.NewTraces()
		g.Reset()
		for i := range failures {
			addNumbered(g, td, &failures[i], next)
			next++
		}
		g.Settle(td, arrival)
	}
	for range 20 {
		fill()
	}
	assert.Less(t, g.memory.Evictions(), uint64(20), "20,000 fit, as far as they spread")
	for range 180 {
		fill()
	}
	assert.InDelta(t, 200_000-65_536, g.memory.Evictions(), 10_000)
	assert.Len(t, g.memory.children.keys, 1<<childBits)
}

func TestConcurrentBatches(t *testing.T) {
	memory := NewMemory(7)
	var wg sync.WaitGroup
	for worker := range 8 {
		wg.Go(func() {
			g := memory.NewGraph()
			for i := range 200 {
				trace := byte(i)
				switch worker % 3 {
				case 0:
					batch(g, []failure{answering().in(trace)})
				case 1:
					batch(g, []failure{calling("a").in(trace)})
				default:
					batch(g, []failure{answering().in(trace), calling("a").in(trace)})
				}
			}
		})
	}
	wg.Wait()
	g := memory.NewGraph()
	expectRoots(t, g, []failure{calling("a").in(1).passedOn()})
}
