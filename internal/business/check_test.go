package business

import (
	"errors"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func process(fields string) string {
	return "processes: [{ name: checkout, match: { services: [checkout] }, " + fields + " }]"
}

func match(fields string) string { return "processes: [{ name: checkout, match: { " + fields + " } }]" }

func sla(fields string) string {
	return "partners: [{ name: p, match: { servers: [a.example] }, sla: { " + fields + " } }]"
}

func partners(first, second string) string {
	return "partners: [{ name: p, match: { " + first + " } }, { name: q, match: { " + second + " } }]"
}

// Each error begins with the key path, and says the value and what is allowed. What the processor's own tests tell already is not
// repeated here.
func TestWhatIsWrong(t *testing.T) {
	tests := map[string]struct {
		section string
		want    []string
	}{
		"a rate of no currency":      {`rates: { euro: 1.08 }`, []string{"rates::euro: is no currency", "EUR"}},
		"a rate of the currency":     {`rates: { USD: 1 }`, []string{"rates::USD: is the currency that all values are in"}},
		"a rate of nothing":          {`rates: { EUR: 0 }`, []string{"rates::EUR: 0 is no rate", "above 0"}},
		"a rate that is none":        {`rates: { EUR: .nan }`, []string{"rates::EUR: NaN is no rate"}},
		"an endless rate":            {`rates: { EUR: .inf }`, []string{"rates::EUR: +Inf is no rate"}},
		"one actor is many":          {`many_actors: 1`, []string{"many_actors: 1: from 2 to 64"}},
		"more actors than are told":  {`many_actors: 65`, []string{"many_actors: 65: from 2 to 64"}},
		"tiers without an attribute": {`tiers: [{ name: gold }]`, []string{`tier_attribute: "" is empty`, "app.customer.tier"}},
		"a tier without a name":      {`tier_attribute: t, tiers: [{ penalty: 1 }]`, []string{"tiers::0::name", "missing"}},
		"a tier's penalty":           {`tier_attribute: t, tiers: [{ name: gold, penalty: -1 }]`, []string{"tiers::0::penalty: -1", "0 or more"}},
		"a tier's empty value":       {`tier_attribute: t, tiers: [{ name: gold, values: [""] }]`, []string{`tiers::0::values::0: "": is empty`}},
		"a value of two tiers": {
			`tier_attribute: t, tiers: [{ name: gold }, { name: vip, values: [black, gold] }]`, []string{`tiers::1::values: "gold" belongs to tiers::0`},
		},
		"two tiers of one name": {
			`tier_attribute: t, tiers: [{ name: gold }, { name: gold, values: [x] }]`, []string{`tiers::1::name: "gold" is taken by tiers::0`},
		},
		"tenants without an attribute": {
			`tenant_attribute: "", processes: [{ name: a, match: { tenants: [acme] } }]`, []string{`tenant_attribute: "" is empty`, "processes::0"},
		},

		"nothing to match":           {`processes: [{ name: a }]`, []string{"processes::0::match: is empty", "services, routes, or both", "when"}},
		"a method that is none":      {match("methods: [post]"), []string{`processes::0::match::methods::0: "post": one of GET`}},
		"a server with its scheme":   {match(`servers: ["https://a.example"]`), []string{"processes::0::match::servers::0", "without scheme"}},
		"an empty tenant":            {match(`tenants: [" "]`), []string{`processes::0::match::tenants::0: " ": is empty`}},
		"a condition that is none":   {match(`when: 'span.name ='`), []string{`processes::0::match::when: "span.name =" is no OTTL condition on a span`}},
		"a route that never matches": {match(`methods: [GET], routes: [/a, "POST /b"]`), []string{`processes::0::match::routes::1: "POST /b" never matches: POST is none of the methods`}},

		"an abandonment of percents": {process("abandonment: 60"), []string{"processes::0::abandonment: 60 is no share", "0.6"}},
		"a negative abandonment":     {process("abandonment: -0.1"), []string{"processes::0::abandonment: -0.1"}},
		"an abandonment of NaN":      {process("abandonment: .nan"), []string{"processes::0::abandonment: NaN"}},
		"a contact for nothing":      {process("support: { rate: 0.1 }"), []string{"processes::0::support::cost: 0", "above 0"}},
		"a contact that never is":    {process("support: { cost: 7 }"), []string{"processes::0::support::rate: 0", "0.1"}},
		"more contacts than calls":   {process("support: { cost: 7, rate: 10 }"), []string{"processes::0::support::rate: 10"}},

		"a value of nothing":          {process("value: { large: 3 }"), []string{"processes::0::value: has neither", "nor a revenue", "leave value out"}},
		"an absurd default":           {process("value: { default: 1.0e+15 }"), []string{"processes::0::value::default: 1e+15 is no amount of money"}},
		"an unknown unit":             {process("value: { attribute: a, unit: cents }"), []string{`processes::0::value::unit: "cents" is unknown: major`, "minor"}},
		"a unit of no attribute":      {process("value: { default: 1, unit: minor }"), []string{"processes::0::value::unit", "set attribute"}},
		"a currency of no attribute":  {process("value: { default: 1, currency_attribute: c }"), []string{"processes::0::value::currency_attribute", "set attribute"}},
		"a blank currency":            {process(`value: { attribute: a, currency_attribute: " " }`), []string{`processes::0::value::currency_attribute: " "`}},
		"a large value that is none":  {process("value: { default: 1, large: -1 }"), []string{"processes::0::value::large: -1"}},
		"revenue without calls":       {process("value: { revenue: { yearly: 1000 } }"), []string{"processes::0::value::revenue::calls: 0", "1 or more"}},
		"revenue of nothing":          {process("value: { revenue: { calls: 10 } }"), []string{"processes::0::value::revenue::yearly: 0", "above 0"}},
		"a share of more than all":    {process("value: { revenue: { yearly: 1, calls: 1, share: 40 } }"), []string{"processes::0::value::revenue::share: 40", "0.4"}},
		"a default and a revenue":     {process("value: { default: 1, revenue: { yearly: 1, calls: 1 } }"), []string{"processes::0::value::revenue", "leave default (1) or revenue out"}},
		"an agreement of a sure p100": {sla("latency: 1s, percentile: 1"), []string{"partners::0::sla::percentile: 1", "0.99"}},
		"a percentile in percent":     {sla("latency: 1s, percentile: 99"), []string{"partners::0::sla::percentile: 99", "0.99"}},
		"a percentile of nothing":     {sla("availability: 0.9, percentile: 0.99"), []string{"partners::0::sla::percentile", "set latency"}},
		"a window in days":            {sla("availability: 0.9, window: 30d"), []string{`window: "30d" is no duration`, "720h"}},
		"a window without its unit":   {sla("availability: 0.9, window: 720"), []string{"partners::0::sla::window: 720ns is below 1h", "720h"}},
		"a negative penalty":          {sla("availability: 0.9, penalty: -5"), []string{"partners::0::sla::penalty: -5"}},
		"a partner of nothing":        {`partners: [{ name: p }]`, []string{"partners::0::match::servers: is empty", "services or attributes"}},
		"an attribute of no value":    {`partners: [{ name: p, match: { attributes: { psp: [] } } }]`, []string{"partners::0::match::attributes::psp: is empty"}},
		"a peer that is a pattern":    {`partners: [{ name: p, match: { services: ["p*"] } }]`, []string{"partners::0::match::services::0", "matches exactly"}},
		"a service of two partners":   {partners("services: [a]", "services: [b, a]"), []string{`partners::1::match::services::1: "a" belongs to partners::0 already: a service is one partner's`}},
		"a value of two partners": {
			partners("attributes: { psp: [a] }", "attributes: { psp: [a] }"), []string{`partners::1::match::attributes::psp::0: "a" belongs to partners::0 already`},
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			config, err := parse(t, "{ "+test.section+" }")
			if err == nil {
				err = errors.Join(config.Check()...)
			}
			for _, want := range test.want {
				assert.ErrorContains(t, err, want)
			}
		})
	}
}

// A process that another one always stands before is a mistake of whoever wrote it.
func TestProcessesThatNeverCount(t *testing.T) {
	tests := map[string]struct{ processes, never string }{
		"the same":                       {`a: { routes: [/x] }; b: { routes: [/x] }`, "processes::1::match: never counts: processes::0"},
		"one of the routes":              {`a: { routes: [/x, /y] }; b: { routes: [/y] }`, "processes::1"},
		"the routes of another spelling": {`a: { routes: ["/x/{id}"] }; b: { routes: ["/x/*"] }`, "processes::1"},
		"one of the services":            {`a: { services: [x, y] }; b: { services: [y] }`, "processes::1"},
		"one of the tenants":             {`a: { tenants: [x, y] }; b: { tenants: [x] }`, "processes::1"},
		"a server of another spelling":   {`a: { servers: [A.example] }; b: { servers: [a.example.] }`, "processes::1"},
		"a method written otherwise":     {`a: { methods: [POST, PUT], routes: [/x] }; b: { routes: ["POST /x"] }`, "processes::1"},
		"the same condition":             {`a: { when: 'true' }; b: { when: 'true' }`, "processes::1"},
		"the more exact one of one's own routes comes to nothing": {`a: { routes: ["/**", /x] }; b: { routes: [/x] }`, "processes::1"},

		"more of the routes":     {`a: { routes: [/y] }; b: { routes: [/x, /y] }`, ""},
		"a more exact one":       {`a: { routes: ["/**"] }; b: { routes: [/x] }`, ""},
		"a service more":         {`a: { routes: [/x] }; b: { routes: [/x], services: [s] }`, ""},
		"a method more":          {`a: { routes: [/x] }; b: { routes: ["POST /x"] }`, ""},
		"another method":         {`a: { routes: ["PUT /x"] }; b: { routes: ["POST /x"] }`, ""},
		"a condition more":       {`a: { routes: [/x] }; b: { routes: [/x], when: 'true' }`, ""},
		"another condition":      {`a: { when: 'true' }; b: { when: '1 == 1' }`, ""},
		"other parts altogether": {`a: { services: [s] }; b: { routes: [/x] }`, ""},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			config, err := parse(t, section(test.processes))
			require.NoError(t, err)
			errs := config.Check()
			if test.never == "" {
				assert.Empty(t, errs)
				return
			}
			require.Len(t, errs, 1)
			assert.ErrorContains(t, errs[0], test.never)
		})
	}
}

func TestTheWholeSection(t *testing.T) {
	config, err := parse(t, `
currency: USD
rates: { EUR: 1.08, JPY: 0.0067 }
tenant_attribute: app.tenant
tier_attribute: app.customer.tier
tiers:
  - { name: enterprise, values: [gold, platinum], penalty: 50, raise_impact: true }
many_actors: 20
processes:
  - name: checkout
    match: { services: [checkout], routes: ["POST /api/v1/orders"], methods: [POST], servers: ["*.shop.example"], tenants: [acme], when: 'span.attributes["b2b"] == true' }
    owner: payments-team
    criticality: critical
    value: { attribute: app.order.amount, unit: minor, currency_attribute: app.order.currency, default: 42.5, large: 1000 }
    abandonment: 0.6
    support: { cost: 7, rate: 0.1 }
  - name: search
    match: { routes: ["/search/**"] }
    value: { revenue: { yearly: 12000000, share: 0.4, calls: 10000000 } }
partners:
  - name: cardnet
    match: { servers: ["*.cardnet.example"], services: [cardnet], attributes: { app.psp: [cardnet] } }
    sla: { availability: 0.999, latency: 800ms, percentile: 0.99, window: 720h, penalty: 5000 }
`)
	require.NoError(t, err)
	assert.Empty(t, config.Check())
	assert.InDelta(t, 0.6, *config.Processes[0].Abandonment, 0)
}

// The zero settings are fine: nothing is declared.
func TestNothingDeclared(t *testing.T) {
	config := DefaultConfig()
	assert.Empty(t, config.Check())
}

func TestDecimals(t *testing.T) {
	for currency, want := range map[string]int{"USD": 2, "EUR": 2, "JPY": 0, "KRW": 0, "KWD": 3, "TND": 3, "CLF": 4, "XXX": 2} {
		assert.Equal(t, want, Decimals(currency), currency)
	}
}
