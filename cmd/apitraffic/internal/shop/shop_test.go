package shop

import (
	"math/rand/v2"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/pdata/ptrace"
)

var noon = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

// called gives the spans of a call from outside by a customer.
func called(route string, outcome Outcome) []Span {
	known := Known(route)
	request := &Request{
		Caller: Caller{
			Address: "79.231.4.7", Agent: "curl/8.9.1", UserID: "anna", Session: "s1",
			Place: &Place{City: "Berlin", Country: "DE", Lat: 52.52, Lon: 13.405},
		},
		Route: known, Method: known.Method, Path: known.Path("17"),
		Challenge: `Bearer error="invalid_token"`, Retry: "30", Failure: &Exception{Type: "java.io.IOException", Message: "closed"},
	}
	return Trace(rand.New(rand.NewPCG(1, 2)), noon, request, outcome)
}

// How far a call comes depends on who refuses it: the gateway checks tokens and limits, the services all else.
func TestACallPassesThroughServices(t *testing.T) {
	tests := map[string]struct {
		route  string
		status int64
		want   []string // services that report, in order; a caller's side in brackets
	}{
		"read":                {"GET /api/v1/orders/{id}", 200, []string{"storefront", "(storefront)", "orders"}},
		"written":             {"POST /api/v1/orders", 201, []string{"storefront", "(storefront)", "orders", "(orders)", "catalog"}},
		"denied":              {"GET /api/v1/admin/users", 403, []string{"storefront", "(storefront)", "admin"}},
		"invalid":             {"POST /api/v1/orders", 422, []string{"storefront", "(storefront)", "orders", "(orders)", "catalog"}},
		"no token":            {"GET /api/v1/orders", 401, []string{"storefront"}},
		"too many":            {"GET /api/v1/orders", 429, []string{"storefront"}},
		"a wrong password":    {"POST /api/v1/login", 401, []string{"storefront", "(storefront)", "auth", "(auth)", "users"}},
		"the gateway's own":   {"GET /health", 200, []string{"storefront"}},
		"of another instance": {"GET /api/v1/statements/{id}", 200, []string{"storefront", "(storefront)", "documents"}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			var got []string
			for _, span := range called(test.route, Outcome{Status: test.status}) {
				name := span.Service.Name
				if span.Side == Client {
					name = "(" + name + ")"
				}
				got = append(got, name)
			}
			assert.Equal(t, test.want, got)
		})
	}
}

// written gives the attributes of a call's spans as OTLP, by service and kind.
func written(t *testing.T, spans []Span) map[string]map[string]any {
	t.Helper()
	pointers := make([]*Span, len(spans))
	for i := range spans {
		pointers[i] = &spans[i]
	}
	td := ptrace.NewTraces()
	Write(td, pointers)
	require.Equal(t, len(spans), td.SpanCount())
	all := make(map[string]map[string]any)
	for _, rs := range td.ResourceSpans().All() {
		service, _ := rs.Resource().Attributes().Get("service.name")
		for _, span := range rs.ScopeSpans().At(0).Spans().All() {
			attrs := span.Attributes().AsRaw()
			attrs["events"] = span.Events().Len()
			attrs["status"] = span.Status().Code()
			attrs["name"] = span.Name()
			all[service.Str()+" "+span.Kind().String()] = attrs
		}
	}
	return all
}

func TestServersSayWhoCalls(t *testing.T) {
	spans := written(t, called("POST /api/v1/orders", Outcome{Status: 201}))
	edge, orders, catalog := spans["storefront Server"], spans["orders Server"], spans["catalog Server"]
	for _, attrs := range []map[string]any{edge, orders} {
		assert.Equal(t, "79.231.4.7", attrs["client.address"])
		assert.Equal(t, "anna", attrs["user.id"])
		assert.Equal(t, "s1", attrs["session.id"])
		assert.Equal(t, "Berlin", attrs["geo.locality.name"])
		assert.InDelta(t, 52.52, attrs["geo.location.lat"], 1e-9)
	}
	assert.NotContains(t, edge, "network.peer.address")
	assert.Contains(t, Find(Gateway).Pods, orders["network.peer.address"], "the client is named by X-Forwarded-For")
	assert.Contains(t, Find("orders").Pods, catalog["client.address"], "nobody forwards the client to a service behind a service")
	assert.Equal(t, "anna", catalog["user.id"], "but its token")
	assert.NotContains(t, catalog, "geo.location.lat")
}

func TestSpansReadAsTheConventionsHaveThem(t *testing.T) {
	fine := written(t, called("GET /api/v1/orders/{id}", Outcome{Status: 200}))
	server, client := fine["orders Server"], fine["storefront Client"]
	assert.Equal(t, "GET /api/v1/orders/{id}", server["name"])
	assert.Equal(t, "/api/v1/orders/{id}", server["http.route"])
	assert.Equal(t, "/api/v1/orders/17", server["url.path"])
	assert.Equal(t, int64(200), server["http.response.status_code"])
	assert.Equal(t, ptrace.StatusCodeUnset, server["status"])
	assert.Equal(t, "GET", client["name"])
	assert.Equal(t, "http://orders.shop.svc.cluster.local:8080/api/v1/orders/17", client["url.full"])
	assert.Equal(t, "orders.shop.svc.cluster.local", client["server.address"])

	broken := written(t, called("GET /api/v1/orders/{id}", Outcome{Status: 500}))
	assert.Equal(t, ptrace.StatusCodeError, broken["orders Server"]["status"])
	assert.Equal(t, "java.io.IOException", broken["orders Server"]["error.type"])
	assert.Equal(t, 1, broken["orders Server"]["events"])
	assert.Equal(t, "500", broken["storefront Server"]["error.type"], "the gateway does not know why")
	assert.Equal(t, 0, broken["storefront Server"]["events"])

	denied := written(t, called("GET /api/v1/orders/{id}", Outcome{Status: 403}))
	assert.Equal(t, ptrace.StatusCodeUnset, denied["orders Server"]["status"], "a 4xx is no error of the server's")
	assert.Equal(t, ptrace.StatusCodeError, denied["storefront Client"]["status"], "but the client's")

	limited := written(t, called("GET /api/v1/orders", Outcome{Status: 429}))
	assert.Equal(t, []any{"30"}, limited["storefront Server"]["http.response.header.retry-after"])
	expired := written(t, called("GET /api/v1/orders", Outcome{Status: 401}))
	assert.Equal(t, []any{`Bearer error="invalid_token"`}, expired["storefront Server"]["http.response.header.www-authenticate"])
}

func TestARoutelessServiceHidesItsRoutesFromTheGatewayToo(t *testing.T) {
	spans := written(t, called("GET /api/v1/statements/{id}", Outcome{Status: 200}))
	for _, of := range []string{"storefront Server", "documents Server"} {
		assert.NotContains(t, spans[of], "http.route")
		assert.Equal(t, "/api/v1/statements/17", spans[of]["url.path"])
		assert.Equal(t, "GET", spans[of]["name"])
	}
}

func TestQuery(t *testing.T) {
	assert.Equal(t, "q=C%2B%2B+code&page=2", Query("q", "C++ code", "page", "2"))
	assert.Empty(t, Query())
}
