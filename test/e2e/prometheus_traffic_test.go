package e2e

import (
	"fmt"
	"net/http"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/ptrace"
)

// example is a collector that runs examples/prometheus/collector.yaml.
type example struct {
	*collector
	metrics, telemetry string // what Prometheus scrapes
}

// startExample starts it at free ports, and faster: it tells its metrics every three seconds, less often than the test's
// Prometheus asks, so that none is missed on a busy machine.
func startExample(t *testing.T, webhook string, overlays ...string) *example {
	t.Helper()
	e := &example{
		collector: &collector{log: &logBuffer{}, grpc: freeAddress(t), http: freeAddress(t)},
		metrics:   freeAddress(t), telemetry: freeAddress(t),
	}
	_, port, _ := strings.Cut(e.telemetry, ":")
	e.launch(t, append([]string{
		root + "examples/prometheus/collector.yaml", "yaml:connectors::apierror::metrics::interval: 3s", "yaml:exporters::alert_webhook::group_wait: 1s",
	}, overlays...), "OTLP_GRPC="+e.grpc, "OTLP_HTTP="+e.http, "METRICS_ENDPOINT="+e.metrics, "TELEMETRY_PORT="+port,
		"WEBHOOK_URL="+webhook, "STORAGE_DIR="+filepath.Join(t.TempDir(), "storage"))
	return e
}

// What happens in an hour of the example's business; traffic makes it.
const (
	payments, failedPayments = 200, 2 // 1%
	reports, failedReports   = 100, 5 // 5%
	purchases                = 10     // completed, of those payments
	partnerCalls             = 40
	failedPartnerCalls       = 2
	guesses                  = 40

	orderValue = 400 // of each failed payment; one is in dollars, one in euros
	atRisk     = orderValue + orderValue*1.08
	cost       = atRisk*0.6 + failedPayments*0.1*7
)

// traffic is an hour's that ended so long ago; what it is called keeps the customers of hours apart.
func traffic(t *testing.T, hour string, ago time.Duration) ptrace.Traces {
	t.Helper()
	cart := func(i int) map[string]any { return map[string]any{"app.cart.id": fmt.Sprintf("cart-%s-%d", hour, i)} }
	var calls []call
	for i := range purchases + failedPayments {
		calls = append(calls, call{
			service: "storefront", method: http.MethodPost, route: "/api/v1/carts", path: "/api/v1/carts", status: 201, attributes: cart(i),
		})
	}
	for i := range payments {
		c := call{
			service: "checkout", method: http.MethodPost, route: "/api/v1/orders", path: "/api/v1/orders", status: 201,
			attributes: map[string]any{"user.id": fmt.Sprintf("customer-%s-%d", hour, i), "app.order.amount": 42.0},
		}
		if i < purchases+failedPayments {
			c.attributes["app.cart.id"] = cart(i)["app.cart.id"]
		}
		if failed := i - purchases; failed >= 0 && failed < failedPayments {
			c.status = 503
			c.attributes["app.order.amount"], c.attributes["app.order.currency"] = float64(orderValue), [...]string{"USD", "EUR"}[failed]
		}
		calls = append(calls, c)
	}
	for i := range purchases {
		calls = append(calls, call{
			service: "storefront", method: http.MethodGet, route: "/api/v1/receipts/{id}", path: fmt.Sprintf("/api/v1/receipts/%d", i), status: 200,
			attributes: cart(i),
		})
	}
	for i := range reports {
		c := call{
			service: "reporting", method: http.MethodGet, route: "/api/v1/reports/{id}", path: fmt.Sprintf("/api/v1/reports/%d", i), status: 200,
			attributes: map[string]any{"user.id": fmt.Sprintf("analyst-%s-%d", hour, i)},
		}
		if i < failedReports {
			c.status = 500
		}
		calls = append(calls, c)
	}
	for i := range guesses {
		calls = append(calls, call{
			service: "accounts", method: http.MethodPost, route: "/login", path: "/login", status: 401,
			attributes: map[string]any{"client.address": "198.51.100.66", "user.name": fmt.Sprintf("user%d@mail.example", i)},
		})
	}
	td := traces(t, calls...)
	partner(t).ResourceSpans().MoveAndAppendTo(td.ResourceSpans())
	for _, rs := range td.ResourceSpans().All() {
		span := rs.ScopeSpans().At(0).Spans().At(0)
		span.SetStartTimestamp(pcommon.NewTimestampFromTime(span.StartTimestamp().AsTime().Add(-ago)))
		span.SetEndTimestamp(pcommon.NewTimestampFromTime(span.EndTimestamp().AsTime().Add(-ago)))
	}
	return td
}

// partner is what checkout asks of cardnet.
func partner(t *testing.T) ptrace.Traces {
	t.Helper()
	calls := make([]call, partnerCalls)
	for i := range calls {
		calls[i] = call{service: "checkout", method: http.MethodPost, path: "/charges", status: 200, attributes: map[string]any{
			"server.address": "api.cardnet.example",
		}}
		if i < failedPartnerCalls {
			calls[i].status = 503
		}
	}
	td := traces(t, calls...)
	for _, rs := range td.ResourceSpans().All() {
		rs.ScopeSpans().At(0).Spans().At(0).SetKind(ptrace.SpanKindClient)
	}
	return td
}
