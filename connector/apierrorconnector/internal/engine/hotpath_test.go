package engine

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// shopper is a clean request as SDKs write it.
func shopper(route int) request {
	return server("shop", fmt.Sprintf("GET /api/v1/resource%d/{id}", route)).
		on("service.version", "1.4.2").on("service.instance.id", "shop-7c5d-x2").
		with("url.scheme", "https").with("url.path", "/api/v1/resource/12").with("http.response.status_code", 200).
		with("server.address", "shop.example").with("server.port", 443).with("client.address", "203.0.113.7").
		with("user.id", "user-7").with("network.protocol.version", "1.1").with("user_agent.original", "Mozilla/5.0")
}

func TestAKnownCleanCallAllocatesNothing(t *testing.T) {
	for name, with := range map[string]struct {
		findings bool
		before   request // seen before
	}{
		"metrics alone":               {false, shopper(1)},
		"metrics and findings":        {true, shopper(1)},
		"where a call failed already": {true, shopper(1).broken()},
	} {
		t.Run(name, func(t *testing.T) {
			s := newScene(t)
			s.engine.tellFindings = with.findings
			s.send(with.before)
			const spans = 100
			batch := make([]request, spans)
			for i := range batch {
				batch[i] = shopper(1)
			}
			td := s.batch(batch...)
			s.engine.Consume(t.Context(), td, s.wall)
			allocated := testing.AllocsPerRun(20, func() { s.engine.Consume(t.Context(), td, s.wall) })
			assert.Less(t, allocated, 3.0, "for %d spans", spans) // of the batch, not of its spans
		})
	}
}

func BenchmarkSpan(b *testing.B) {
	for _, series := range []int{50, 1_000, 100_000} {
		for _, bench := range []struct {
			name    string
			request func(route int) request
			judged  bool
		}{
			{"clean", shopper, true},
			{"clean, metrics alone", shopper, false},
			{"failed", func(route int) request {
				return shopper(route).broken().worth("checkout", apierror.CriticalityHigh, 42.5)
			}, true},
		} {
			b.Run(fmt.Sprintf("%s/%d series", bench.name, series), func(b *testing.B) {
				s := newScene(b, func(s *Settings) { s.MaxSeries = 200_000 })
				s.engine.tellFindings = bench.judged
				batches := batchesOf(s, series, bench.request)
				for i := range batches {
					s.engine.Consume(b.Context(), batches[i], s.wall)
				}
				b.ReportAllocs()
				for n := 0; b.Loop(); n++ {
					// One iteration is a batch; the report is by span.
					s.engine.Consume(b.Context(), batches[n%len(batches)], s.wall)
				}
				spans := batches[0].SpanCount()
				b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*spans), "ns/span")
			})
		}
	}
}

// batchesOf makes batches of 1,000 spans each over so many routes, of 200 services at most.
func batchesOf(s *scene, routes int, of func(route int) request) []ptrace.Traces {
	const size = 1_000
	var batches []ptrace.Traces
	for at := 0; at < max(routes, size); at += size {
		requests := make([]request, size)
		for i := range requests {
			route := (at + i) % routes
			requests[i] = of(route)
			requests[i].resource[0].value = fmt.Sprintf("shop-%d", (at+i)/500)
			requests[i].ended = s.wall
		}
		batches = append(batches, s.batch(requests...))
	}
	return batches
}
