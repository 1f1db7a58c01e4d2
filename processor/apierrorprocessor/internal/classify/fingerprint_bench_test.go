package classify

import (
	"strings"
	"testing"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// BenchmarkFingerprint has the failures that come by the thousand: with a status alone, with a message, and with an exception and
// its stack trace.
func BenchmarkFingerprint(b *testing.B) {
	trace := "com.acme.OrderException: no stock of article 0815" +
		strings.Repeat("\n\tat com.acme.Order.place(Order.java:17)", 60)
	for _, of := range []struct {
		name string
		said
	}{
		{"route", said{kind: server, http: 500, attributes: map[string]any{
			"http.request.method": "GET", "http.route": "/api/v1/orders/{id}", "url.path": "/api/v1/orders/123456",
		}}},
		{"path", said{kind: server, http: 500, attributes: map[string]any{
			"http.request.method": "GET", "url.path": "/api/v1/orders/123456/items",
		}}},
		{"client", said{kind: client, http: 503, attributes: map[string]any{
			"http.request.method": "GET", "server.address": "stock.shop.svc.cluster.local", "url.full": "http://stock.shop.svc.cluster.local/items/17",
		}}},
		{"grpc", said{kind: server, grpc: 13, attributes: map[string]any{"rpc.system": "grpc", "rpc.service": "shop.Ledger", "rpc.method": "Book"}}},
		{"message", said{
			kind: server, http: 500, message: "the order 17 of customer 'c-4711' could not be placed: there is no stock left of article 0815",
			attributes: map[string]any{"http.request.method": "POST", "http.route": "/api/v1/orders"},
		}},
		{"exception", said{
			kind: server, http: 500, exceptions: []thrown{{"com.acme.OrderException", "no stock of article 0815", trace}},
			attributes: map[string]any{"http.request.method": "POST", "http.route": "/api/v1/orders"},
		}},
		{"null", said{
			kind: server, http: 500, exceptions: []thrown{{"java.lang.NullPointerException", "", trace}},
			attributes: map[string]any{"http.request.method": "POST", "http.route": "/api/v1/orders"},
		}},
	} {
		b.Run(of.name, func(b *testing.B) {
			view, failure := of.read(b), apierror.Failure{}
			classifier := New(asItIs)
			if !classifier.Classify(view, false, &failure) {
				b.Fatal("not a failure")
			}
			b.ReportAllocs()
			for b.Loop() {
				classifier.Fingerprint(1, view, &failure)
			}
		})
	}
}
