package spanview

import (
	"testing"

	"go.opentelemetry.io/collector/pdata/ptrace"
)

// cleanSpan is what an HTTP server instrumentation reports of a request that succeeded.
func cleanSpan() ptrace.Span {
	span := ptrace.NewSpan()
	span.SetKind(ptrace.SpanKindServer)
	attrs := span.Attributes()
	attrs.PutStr("http.request.method", "POST")
	attrs.PutStr("url.scheme", "https")
	attrs.PutStr("url.path", "/api/v1/orders")
	attrs.PutStr("server.address", "shop.example")
	attrs.PutInt("server.port", 443)
	attrs.PutStr("http.route", "/api/v1/orders")
	attrs.PutStr("client.address", "203.0.113.7")
	attrs.PutStr("user.id", "u-1042")
	attrs.PutInt("http.response.status_code", 200)
	attrs.PutStr("network.protocol.version", "1.1")
	return span
}

// BenchmarkPeek is the floor of the processor's cost: most spans are clean, and each is looked at.
func BenchmarkPeek(b *testing.B) {
	span := cleanSpan()
	b.ReportAllocs()
	for b.Loop() {
		if mayHaveFailed, _, _ := Peek(span); mayHaveFailed {
			b.Fatal("a clean span")
		}
	}
}

func BenchmarkRead(b *testing.B) {
	span := cleanSpan()
	b.ReportAllocs()
	for b.Loop() {
		var view View
		view.Read(span)
	}
}

// BenchmarkReadFailed is what reading a failed span costs beside its attributes.
func BenchmarkReadFailed(b *testing.B) {
	span := cleanSpan()
	span.Attributes().PutInt("http.response.status_code", 503)
	span.Attributes().PutStr("error.type", "503")
	span.Attributes().PutStr("user_agent.original", "Mozilla")
	b.ReportAllocs()
	for b.Loop() {
		var view View
		view.Read(span)
	}
}
