package rootcause

import (
	"fmt"
	"testing"

	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
	"github.com/otelcol-apierror/otelcol-apierror/processor/apierrorprocessor/internal/spanview"
)

// BenchmarkGraph is what the graph costs a batch of 1,000 failed spans, over an empty memory and over a full one.
func BenchmarkGraph(b *testing.B) {
	lone := failure{id: "a", service: "shop", kind: server, from: 0, to: 60, category: apierror.CategoryInternal, http: 500}
	for name, trace := range map[string][]failure{
		"lone servers":              {lone},
		"servers below remote ones": {answering()},
		"callers and called":        {answering(), calling("")},
		"called without an answer":  {calling("")},
		"calls of a broken store":   {storing("b"), storing("c")},
	} {
		for _, full := range []bool{false, true} {
			b.Run(fmt.Sprintf("%s/full=%v", name, full), func(b *testing.B) {
				const size = 1000
				g := NewMemory(1).NewGraph()
				if full {
					f := answering()
					for n := range 200 {
						g.Reset()
						td := ptrace.NewTraces()
						for i := range size {
							addNumbered(g, td, &f, uint64(1e9+n*size+i))
						}
						g.Settle(td, arrival)
					}
				}
				td := ptrace.NewTraces()
				views := make([]spanview.View, 0, size)
				for i := range size {
					f := trace[i%len(trace)]
					addNumbered(g, td, &f, uint64(i/len(trace)))
				}
				for i := range size {
					var view spanview.View
					view.Read(td.ResourceSpans().At(i).ScopeSpans().At(0).Spans().At(0))
					views = append(views, view)
				}
				verdict := apierror.Failure{Category: apierror.CategoryInternal, Reason: "server_error"}
				hash := uint64(nameHash("shop"))
				b.ReportAllocs()
				for b.Loop() {
					g.Reset()
					for i := range views {
						g.Add(td.ResourceSpans().At(i).ScopeSpans().At(0).Spans().At(0), &views[i], &verdict, "shop", hash)
					}
					g.Settle(td, arrival)
				}
				b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/size, "ns/span")
			})
		}
	}
}

func storing(id string) failure {
	return failure{
		id: id, parent: "a", service: "shop", kind: client, from: 3, to: 40, category: apierror.CategoryNetwork, store: "postgresql",
		errorName: "*pgconn.ConnectError", message: "failed to connect to `host=db user=shop database=shop`: dial tcp 10.0.0.7:5432: connect: connection refused",
	}
}
