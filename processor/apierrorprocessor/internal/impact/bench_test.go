package impact

import (
	"fmt"
	"strings"
	"testing"

	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
	"github.com/otelcol-apierror/otelcol-apierror/processor/apierrorprocessor/internal/spanview"
)

// failedSpan is a call of the service checkout, as an assessor gets it.
func failedSpan(tb testing.TB, a *Assessor, attrs map[string]any) (ptrace.Span, *spanview.View) {
	rs := ptrace.NewTraces().ResourceSpans().AppendEmpty()
	a.Resource(tb.Context(), "checkout", rs)
	ss := rs.ScopeSpans().AppendEmpty()
	a.Scope(ss)
	span := ss.Spans().AppendEmpty()
	c := call{trace: 1, id: 1, failed: true, attrs: attrs}
	c.write(tb, span)
	view := new(spanview.View)
	view.Read(span)
	return span, view
}

// BenchmarkFailed is the price of a failed span of a process.
func BenchmarkFailed(b *testing.B) {
	route := map[string]any{"http.route": "/api/v1/orders", "http.request.method": "POST", "http.response.status_code": 503}
	amount := map[string]any{"http.route": "/api/v1/orders", "http.request.method": "POST", "http.response.status_code": 503, "app.order.amount": 99.9}
	const basic = `{ name: checkout, match: { routes: ["POST /api/v1/orders"] }, criticality: critical, value: { attribute: app.order.amount, default: 42.5 } }`
	var hundred []string
	for i := range 99 {
		hundred = append(hundred, fmt.Sprintf(`{ name: p%d, match: { services: [checkout], routes: ["/api/v%d/**"] } }`, i, i+2))
	}
	for name, c := range map[string]struct {
		processes string
		attrs     map[string]any
	}{
		"default":               {basic, route},
		"amount":                {basic, amount},
		"amount and cost":       {strings.TrimSuffix(basic, " }") + ", abandonment: 0.6, support: { cost: 7, rate: 0.1 } }", amount},
		"default, of a hundred": {strings.Join(append(hundred, basic), ", "), route},
	} {
		b.Run(name, func(b *testing.B) {
			a := model(b, "{ processes: ["+c.processes+"] }").assessor()
			span, view := failedSpan(b, a, c.attrs)
			var out apierror.Business
			b.ReportAllocs()
			for b.Loop() {
				if !a.Failed(view, span, &unavailable, 0, &out) {
					b.Fatal("no process")
				}
			}
		})
	}
}

// BenchmarkSettle is the price of a failed span in finding out whether its failure is final: of a batch in which half of the calls
// succeeded, each in a trace of its own, and of one in which none did.
func BenchmarkSettle(b *testing.B) {
	const spans = 1024
	for name, succeeds := range map[string]bool{"all failed": false, "every trace has a success": true} {
		b.Run(name, func(b *testing.B) {
			a := model(b, `processes: [{ name: checkout, match: { services: [checkout] }, value: { default: 1 } }]`).assessor()
			td := ptrace.NewTraces()
			rs := td.ResourceSpans().AppendEmpty()
			a.Resource(b.Context(), "checkout", rs)
			ss := rs.ScopeSpans().AppendEmpty()
			verdicts := make([]apierror.Verdict, spans)
			views := make([]spanview.View, spans)
			for i := range spans {
				c := call{trace: uint64(i/2 + 1), id: uint64(i + 1), parent: 7777, kind: ptrace.SpanKindClient, failed: !succeeds || i%2 == 0}
				span := ss.Spans().AppendEmpty()
				c.write(b, span)
				views[i].Read(span)
			}
			b.ReportAllocs()
			n := uint64(0)
			for b.Loop() {
				n++
				for i := range spans {
					span := ss.Spans().At(i)
					id := span.TraceID()
					id[15], id[14], id[13] = byte(n), byte(n>>8), byte(n>>16) // new traces
					span.SetTraceID(id)
					if span.Status().Code() == ptrace.StatusCodeError {
						a.Failed(&views[i], span, &unavailable, 0, &verdicts[i].Business)
						a.Remember(&views[i], span, &verdicts[i], apierror.SeverityLow, 0)
					}
				}
				a.Settle(td)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/spans, "ns/span")
		})
	}
}
