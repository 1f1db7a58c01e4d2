package business

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/component/componenttest"
	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-apierror/otelcol-apierror/internal/spancondition"
)

// Several processes match a call: the one counts that names it most exactly.
func TestTheMostSpecificProcessCounts(t *testing.T) {
	tests := map[string]struct {
		processes string // in the order of the configuration, by name
		call      string
		attrs     map[string]any
		want      string
	}{
		"a literal route over a template": {
			`any: { routes: ["/orders/{id}"] }; one: { routes: [/orders/recent] }`, "GET /orders/recent", nil, "one",
		},
		"a template over any depth": {`deep: { routes: ["/orders/**"] }; one: { routes: ["/orders/*"] }`, "GET /orders/{id}", nil, "one"},
		"more literal segments":     {`api: { routes: ["/api/**"] }; orders: { routes: ["/api/orders/**"] }`, "GET /api/orders/{id}", nil, "orders"},
		"a method besides the route": {
			`route: { routes: [/orders] }; post: { routes: ["POST /orders"] }`, "POST /orders", nil, "post",
		},
		"a method of the list besides the route": {
			`route: { routes: [/orders] }; list: { methods: [PUT, POST], routes: [/orders] }`, "POST /orders", nil, "list",
		},
		"a route over a service":            {`shop: { services: [shop] }; orders: { routes: [/orders] }`, "POST /orders", nil, "orders"},
		"a service besides the route":       {`orders: { routes: [/orders] }; shop: { services: [shop], routes: [/orders] }`, "POST /orders", nil, "shop"},
		"a service and a star equal":        {`shop: { services: [shop] }; all: { routes: ["/**"] }`, "POST /orders", nil, "shop"},
		"equals go by their order":          {`all: { routes: ["/**"] }; shop: { services: [shop] }`, "POST /orders", nil, "all"},
		"the best of a process's routes":    {`a: { routes: ["/**", /orders] }; b: { routes: ["/{x}"], services: [shop] }`, "POST /orders", nil, "a"},
		"a tenant's own":                    {`all: { routes: [/orders] }; acme: { routes: [/orders], tenants: [acme] }`, "POST /orders", map[string]any{"tenant.id": "acme"}, "acme"},
		"another tenant":                    {`all: { routes: [/orders] }; acme: { routes: [/orders], tenants: [acme] }`, "POST /orders", map[string]any{"tenant.id": "umbrella"}, "all"},
		"a tenant of a number":              {`all: { routes: [/orders] }; one: { routes: [/orders], tenants: ["17"] }`, "POST /orders", map[string]any{"tenant.id": 17}, "one"},
		"no tenant at all":                  {`acme: { routes: [/orders], tenants: [acme] }`, "POST /orders", nil, ""},
		"a condition that holds":            {`all: { routes: [/orders] }; b2b: { routes: [/orders], when: 'span.attributes["b2b"] == true' }`, "POST /orders", map[string]any{"b2b": true}, "b2b"},
		"a condition that does not":         {`all: { routes: [/orders] }; b2b: { routes: [/orders], when: 'span.attributes["b2b"] == true' }`, "POST /orders", nil, "all"},
		"a condition alone":                 {`b2b: { when: 'resource.attributes["service.name"] == "shop"' }`, "POST /orders", nil, "b2b"},
		"the first of two conditions":       {`a: { when: 'span.attributes["n"] > 1' }; b: { when: 'span.attributes["n"] > 0' }`, "GET /", map[string]any{"n": 2}, "a"},
		"the second of two conditions":      {`a: { when: 'span.attributes["n"] > 1' }; b: { when: 'span.attributes["n"] > 0' }`, "GET /", map[string]any{"n": 1}, "b"},
		"every part has to hold":            {`a: { services: [shop], methods: [PUT], routes: [/orders] }`, "POST /orders", nil, ""},
		"a raw path where no route is":      {`a: { routes: ["/orders/{id}"] }; all: { routes: ["/**"] }`, "raw:GET /orders/17", nil, "a"},
		"neither a route nor a path":        {`a: { routes: ["/**"] }; shop: { services: [shop] }`, "raw:GET ", nil, "shop"},
		"a method alone":                    {`writes: { methods: [POST, PUT] }; all: { routes: ["/**"], services: [shop] }`, "raw:PUT ", nil, "writes"},
		"a service's name is matched whole": {`a: { services: [sho] }`, "GET /", nil, ""},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			m := compile(t, section(test.processes))
			for range 2 { // the second time from memory
				assert.Equal(t, test.want, nameOf(m.Process(at(t, m, "shop", test.call, test.attrs))))
			}
		})
	}
}

// section writes "name: match; name: match" as a configuration.
func section(processes string) string {
	var text strings.Builder
	text.WriteString("processes:\n")
	for declared := range strings.SplitSeq(processes, "; ") {
		name, match, _ := strings.Cut(declared, ": ")
		fmt.Fprintf(&text, "  - { name: %s, match: %s }\n", name, match)
	}
	return text.String()
}

// What is remembered of a route is remembered for its service.
func TestServicesHaveTheirOwnRoutes(t *testing.T) {
	m := compile(t, section(`shop: { services: [shop], routes: [/orders] }; stock: { services: [stock, depot], routes: [/orders] }`))
	for range 2 {
		for service, want := range map[string]string{"shop": "shop", "stock": "stock", "depot": "stock", "mail": ""} {
			assert.Equal(t, want, nameOf(m.Process(at(t, m, service, "GET /orders", nil))))
			assert.Equal(t, want, nameOf(m.Process(at(t, m, service, "raw:GET /orders", nil))))
		}
	}
}

func TestServersNameProcessesOnBothSides(t *testing.T) {
	m := compile(t, section(`all: { services: [shop] }; pay: { servers: [pay.example, "*.pay.example"], services: [shop] }`))
	for server, want := range map[string]string{
		"pay.example": "pay", "EU.pay.example:8443": "pay", "other.example": "all", "": "all", "notpay.example": "all",
	} {
		for range 2 {
			call := at(t, m, "shop", "GET /charges", nil)
			call.Server = server
			assert.Equal(t, want, nameOf(m.Process(call)), server)
		}
	}
}

// A tenant of the resource counts where the span names none.
func TestATenantOfTheResource(t *testing.T) {
	m := compile(t, "tenant_attribute: app.tenant\n"+section(`acme: { tenants: [acme] }; umbrella: { tenants: [umbrella] }`))
	call := at(t, m, "shop", "GET /", nil)
	m.resource.Resource().Attributes().PutStr("app.tenant", "acme")
	assert.Equal(t, "acme", nameOf(m.Process(call)))
	call.Span.Attributes().PutStr("app.tenant", "umbrella")
	assert.Equal(t, "umbrella", nameOf(m.Process(call)))
	call.Span.Attributes().PutBool("app.tenant", true)
	assert.Empty(t, nameOf(m.Process(call)), "no tenant's name")
	call.Span.Attributes().PutStr("app.tenant", strings.Repeat("a", 1<<16))
	assert.Empty(t, nameOf(m.Process(call)))
}

func TestAConditionThatCannotBeEvaluatedIsNotMet(t *testing.T) {
	config, err := parse(t, section(`broken: { when: 'ParseJSON(span.attributes["x"])["a"] == 1', routes: [/a] }; all: { routes: [/a] }`))
	require.NoError(t, err)
	catalog, err := Compile(config, spancondition.Parser(componenttest.NewNopTelemetrySettings()))
	require.NoError(t, err)
	var failed []string
	m := catalog.NewMatcher(func(process string) { failed = append(failed, process) })
	assert.Equal(t, "all", nameOf(m.Process(at(t, m, "shop", "GET /a", map[string]any{"x": "no JSON"}))))
	assert.Equal(t, []string{"broken"}, failed)
}

func TestPartners(t *testing.T) {
	m := compile(t, `
partners:
  - { name: cardnet, match: { servers: [api.cardnet.example, "*.cardnet.example"], services: [cardnet-gateway] } }
  - { name: parcel, match: { servers: ["*.parcel.example"] } }
  - { name: clearing, match: { attributes: { app.psp: [clearing, "7"] } } }
`)
	tests := map[string]struct {
		server, peer string
		psp          any
		want         string
	}{
		"a server":                    {server: "api.cardnet.example:443", want: "cardnet"},
		"a server below":              {server: "eu.parcel.example", want: "parcel"},
		"a peer":                      {server: "10.0.0.7", peer: "cardnet-gateway", want: "cardnet"},
		"an attribute":                {psp: "clearing", want: "clearing"},
		"an attribute of a number":    {psp: 7, want: "clearing"},
		"an attribute of another one": {psp: "elsewhere"},
		"the first of two":            {server: "eu.parcel.example", peer: "cardnet-gateway", psp: "clearing", want: "cardnet"},
		"nobody":                      {server: "db.shop.example", peer: "db"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			call := at(t, m, "shop", "POST /charge", nil)
			call.Calling, call.Server, call.Peer = true, test.server, test.peer
			if test.psp != nil {
				require.NoError(t, call.Span.Attributes().FromRaw(map[string]any{"app.psp": test.psp}))
			}
			for range 2 {
				partner := m.Partner(call)
				if test.want == "" {
					assert.Nil(t, partner)
				} else {
					require.NotNil(t, partner)
					assert.Equal(t, test.want, partner.Name)
				}
			}
			call.Calling = false
			assert.Nil(t, m.Partner(call), "who answers calls nobody")
		})
	}
}

func TestTiers(t *testing.T) {
	m := compile(t, `
tier_attribute: app.customer.tier
tiers:
  - { name: enterprise, values: [gold, "1"], penalty: 50 }
  - { name: trial }
`)
	for value, want := range map[any]string{"gold": "enterprise", 1: "enterprise", "trial": "trial"} {
		tier := m.Tier(at(t, m, "shop", "GET /", map[string]any{"app.customer.tier": value}))
		require.NotNil(t, tier, value)
		assert.Equal(t, want, tier.Name)
	}
	for _, value := range []any{"enterprise", "", true, nil} {
		assert.Nil(t, m.Tier(at(t, m, "shop", "GET /", map[string]any{"app.customer.tier": value})), value)
	}
	assert.Nil(t, m.Tier(at(t, m, "shop", "GET /", nil)))
}

// Attackers choose host names.
func TestRememberedHostsAreBounded(t *testing.T) {
	m := compile(t, `partners: [{ name: p, match: { servers: ["*.p.example"] } }]`)
	call := at(t, m, "shop", "GET /", nil)
	call.Calling = true
	for i := range 3 * hostLimit {
		call.Server = strconv.Itoa(i) + ".p.example"
		assert.NotNil(t, m.Partner(call))
		assert.LessOrEqual(t, len(m.hosts), hostLimit)
	}
}

func TestMatchingAllocatesNothing(t *testing.T) {
	m := compile(t, "tier_attribute: tier\ntiers: [{ name: gold }]\n"+
		section(`a: { tenants: [acme], servers: [a.example], routes: [/orders] }; b: { routes: ["/**"] }`)+
		`partners: [{ name: p, match: { servers: ["*.p.example"], services: [p], attributes: { psp: [p] } } }]`)
	call := at(t, m, "shop", "POST /orders", map[string]any{"tenant.id": "acme", "tier": "gold", "psp": "p"})
	call.Calling, call.Server, call.Peer = true, "a.example:443", "p"
	check := func() {
		if m.Process(call) == nil || m.Partner(call) == nil || m.Tier(call) == nil {
			t.Error("nothing found")
		}
	}
	check()
	assert.Zero(t, testing.AllocsPerRun(100, check))
	call.Route, call.Path = "", "/orders"
	check()
	assert.Zero(t, testing.AllocsPerRun(100, check), "nor on a raw path")
}

func TestAMatcherLetsGoOfTheBatch(t *testing.T) {
	m := compile(t, section(`a: { services: [shop] }`))
	m.Process(at(t, m, "shop", "POST /orders", nil))
	m.Forget()
	assert.Equal(t, ptrace.ResourceSpans{}, m.resource)
	assert.Equal(t, place{}, m.at)
	assert.Empty(t, m.service)
}

// Ten thousand routes and a hundred processes cost no more than one: what is looked up is what was found for the route.
func BenchmarkProcess(b *testing.B) {
	for _, processes := range []int{1, 100} {
		for _, routes := range []int{1, 10_000} {
			b.Run(fmt.Sprintf("%d processes %d routes", processes, routes), func(b *testing.B) {
				var text []string
				for i := range processes {
					text = append(text, fmt.Sprintf(`p%d: { services: [shop], routes: ["POST /api/v1/area%d/**", "/api/v2/area%d/{id}"] }`, i, i, i))
				}
				m := compile(b, section(strings.Join(text, "; ")))
				calls := make([]*Call, routes)
				for i := range calls {
					calls[i] = at(b, m, "shop", fmt.Sprintf("POST /api/v1/area%d/resource%d/{id}", i%processes, i), nil)
				}
				rs := ptrace.NewTraces().ResourceSpans().AppendEmpty()
				m.Resource(b.Context(), "shop", rs)
				for _, call := range calls {
					m.Process(call)
				}
				b.ReportAllocs()
				i := 0
				for b.Loop() {
					if m.Process(calls[i]) == nil {
						b.Fatal("no process")
					}
					i = (i + 1) % len(calls)
				}
			})
		}
	}
}
