package classify

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
	"github.com/otelcol-apierror/otelcol-apierror/processor/apierrorprocessor/internal/spanview"
)

func serverError(service string, attributes map[string]any, exception string) string {
	span := ptrace.NewSpan()
	span.SetKind(ptrace.SpanKindServer)
	if err := span.Attributes().FromRaw(attributes); err != nil {
		panic(err)
	}
	if exception != "" {
		event := span.Events().AppendEmpty()
		event.SetName("exception")
		event.Attributes().PutStr("exception.type", exception)
	}
	view := &spanview.View{}
	view.Read(span)
	var failure apierror.Failure
	if !New(asItIs).Classify(view, false, &failure) {
		panic("not a failure")
	}
	return New(asItIs).Fingerprint(ServiceHash(service), view, &failure)
}

func TestSameFaultSameFingerprint(t *testing.T) {
	base := serverError("orders", map[string]any{
		"http.request.method": "GET", "http.route": "/orders/{id}", "url.path": "/orders/17", "http.response.status_code": 500,
	}, "")
	assert.Equal(t, base, serverError("orders", map[string]any{
		"http.method": "GET", "http.route": "/orders/{id}", "http.target": "/orders/99?x=1", "http.status_code": 500,
		"server.address": "pod-7f9c", "client.address": "203.0.113.9",
	}, ""), "another object, instance and convention")

	raw := serverError("orders", map[string]any{"url.path": "/orders/17", "http.response.status_code": 500}, "")
	assert.Equal(t, raw, serverError("orders", map[string]any{"url.path": "/orders/4f0d1c2e-6b7a-4c8d-9e0f-1a2b3c4d5e6f", "http.response.status_code": 500}, ""),
		"without a route, ids in the path do not count")
}

func TestDifferentFaultsDifferentFingerprints(t *testing.T) {
	route := func(route string, status int) map[string]any {
		return map[string]any{"http.request.method": "GET", "http.route": route, "http.response.status_code": status}
	}
	seen := map[string]string{}
	for name, fingerprint := range map[string]string{
		"base":              serverError("orders", route("/orders", 500), ""),
		"another service":   serverError("stock", route("/orders", 500), ""),
		"another route":     serverError("orders", route("/items", 500), ""),
		"another status":    serverError("orders", route("/orders", 503), ""),
		"another exception": serverError("orders", route("/orders", 500), "com.acme.OrderException"),
		"and another":       serverError("orders", route("/orders", 500), "com.acme.ItemException"),
		"a raw path":        serverError("orders", map[string]any{"url.path": "/a/b", "http.response.status_code": 500}, ""),
		"another raw path":  serverError("orders", map[string]any{"url.path": "/b/a", "http.response.status_code": 500}, ""),
	} {
		assert.Empty(t, seen[fingerprint], "%s has the fingerprint of another", name)
		assert.Len(t, fingerprint, 16)
		seen[fingerprint] = name
	}
}

func TestMessagesTellFaultsOfOneTypeApart(t *testing.T) {
	says := func(message string) string {
		return serverError("orders", map[string]any{
			"http.route": "/orders", "http.response.status_code": 500, "exception.type": "RuntimeError", "exception.message": message,
		}, "")
	}
	base := says(`cannot open ledger "north" for order 17: it isn't there`)
	for _, same := range []string{
		`cannot open ledger "south" for order 99: it isn't there`,
		`cannot open ledger 'x y' for order 4f0d1c2e: it isn't there`,
	} {
		assert.Equal(t, base, says(same), same)
	}
	for _, other := range []string{`tax table missing`, `cannot close ledger "north" for order 17: it isn't there`, ``} {
		assert.NotEqual(t, base, says(other), other)
	}
}

func TestRPCMethodIsOneInBothConventions(t *testing.T) {
	present := serverError("ledger", map[string]any{"rpc.method": "shop.Ledger/Book", "rpc.response.status_code": "INTERNAL"}, "")
	former := serverError("ledger", map[string]any{"rpc.service": "shop.Ledger", "rpc.method": "Book", "rpc.grpc.status_code": 13}, "")
	other := serverError("ledger", map[string]any{"rpc.service": "shop.Stock", "rpc.method": "Book", "rpc.grpc.status_code": 13}, "")
	assert.Equal(t, present, former)
	assert.NotEqual(t, former, other)
}

func TestHostsAreOneNameWhateverTheInstance(t *testing.T) {
	of := hashHost
	for host, same := range map[string][]string{
		"stock":                        {"stock-0", "stock-7d9f8b6c5-x2x7p", "stock-7d9f8b6c5-bcdfg", "stock-eu-west-1", "stock01", "stock-a"},
		"inventory.eu-west-1.shop.com": {"inventory-3.us-east-2.shop.com", "inventory-5d4c9f9b77-4kq8v.ap-southeast-1.shop.com"},
		"10.0.0.7":                     {"172.16.3.99", "10.1.2.3"},
		"::1":                          {"fd00:10:244::7"},
	} {
		for _, other := range same {
			assert.Equal(t, of(host), of(other), "%s, %s", host, other)
		}
	}
	assert.NotEqual(t, of("api.partner.example"), of("api.rival.example"))
	assert.NotEqual(t, of("stock-1"), of("prices-1"))
}

func TestApplicationFrame(t *testing.T) {
	for trace, want := range map[string]string{
		"": "",
		"java.lang.NullPointerException\n\tat java.base/java.util.Objects.requireNonNull(Objects.java:233)\n\tat com.acme.A.of(A.java:1)":     "com.acme.A.of",
		"TypeError: x\n    at async show (/app/dist/a.js:1:2)\n    at next (/app/node_modules/express/x.js:1:2)":                              "show",
		"Traceback (most recent call last):\n  File \"/app/a.py\", line 1, in place\n    x\n  File \"/v/site-packages/b.py\", line 2, in get": "place",
		"goroutine 1 [running]:\nruntime/debug.Stack()\n\t/go/x.go:1 +0x1\npanic({0x1})\n\t/go/y.go:1\nmain.(*S).Place(0xc00)\n\t/a.go:1":     "main.(*S).Place",
		"System.X: y\r\n   at System.Linq.Enumerable.First(Object o)\r\n   at Acme.A.Of(Item i) in /src/A.cs:line 1":                          "Acme.A.Of",
		"/app/a.rb:17:in `show': x (NoMethodError)":                               "show",
		"E: x in /app/a.php:1\nStack trace:\n#0 /app/a.php(17): Acme\\A->total()": `Acme\A->total`,
		"x\n\tat java.util.A.b(A.java:1)":                                         "",
	} {
		assert.Equal(t, want, applicationFrame(trace), trace)
	}
}
