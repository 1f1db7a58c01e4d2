package apierrorprocessor

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/confmap"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
	"github.com/otelcol-apierror/otelcol-apierror/internal/business"
)

func requireValid(t *testing.T, config *Config) {
	t.Helper()
	require.NoError(t, confmap.Validate(config))
}

// parse reads settings as the collector reads them, without checking.
func parse(t *testing.T, settings string) (*Config, error) {
	t.Helper()
	retrieved, err := confmap.NewRetrievedFromYAML([]byte(settings))
	require.NoError(t, err)
	conf, err := retrieved.AsConf()
	require.NoError(t, err)
	config := createDefaultConfig().(*Config)
	return config, conf.Unmarshal(config)
}

func TestDefaultsAreValid(t *testing.T) {
	requireValid(t, createDefaultConfig().(*Config))
}

func TestSmallestConfiguration(t *testing.T) {
	config := loadConfig(t, "testdata/business/config.yaml")
	assert.Equal(t, []business.ProcessConfig{{
		Name:        "checkout",
		Match:       business.MatchConfig{Services: []string{"checkout"}, Routes: []string{"POST /api/v1/orders", "/api/v1/payments/**"}},
		Criticality: apierror.CriticalityCritical,
		Value:       &business.ValueConfig{Attribute: "app.order.amount", Default: 42.5},
	}}, config.Business.Processes)
	assert.Equal(t, &business.SLAConfig{Availability: 0.999, Latency: 800 * time.Millisecond}, config.Business.Partners[0].SLA)
	assert.Equal(t, "order_rejected", config.Rules[0].Reason)
	assert.Equal(t, []string{"user.id", "enduser.id", "session.id", "client.address"}, config.Actor.Attributes, "the default")
}

func TestSetListsReplaceDefaults(t *testing.T) {
	config, err := parse(t, `actor: { attributes: [tenant.id] }`)
	require.NoError(t, err)
	assert.Equal(t, []string{"tenant.id"}, config.Actor.Attributes)
}

// Each error names the key, the value, and what is allowed.
func TestBadSettings(t *testing.T) {
	process := func(fields string) string {
		return "business: { processes: [{ name: checkout, match: { services: [checkout] }, " + fields + " }] }"
	}
	partner := func(fields string) string {
		return "business: { partners: [{ name: p, match: { servers: [a.example] }, " + fields + " }] }"
	}
	rule := func(fields string) string { return "rules: [{ " + fields + " }]" }
	expectation := func(fields string) string {
		return "expectations: [{ name: e, match: { routes: [/orders] }, " + fields + " }]"
	}
	tests := map[string]struct {
		settings string
		want     []string
	}{
		"unknown key": {`activity: 1`, []string{"activity"}},

		"no actor attribute":      {`actor: { attributes: [] }`, []string{"actor::attributes", "at least one"}},
		"empty actor attribute":   {`actor: { attributes: [user.id, ""] }`, []string{`actor::attributes::1: ""`, "is empty"}},
		"empty account attribute": {`actor: { account_attributes: [""] }`, []string{"actor::account_attributes::0", "is empty"}},

		"a proxy that is no address": {
			`actor: { trusted_proxies: [10.0.0.0/8, lb.example] }`,
			[]string{`actor::trusted_proxies::1: "lb.example"`, "10.0.0.0/8"},
		},
		"a proxy's network that is none": {
			`actor: { trusted_proxies: [10.0.0.0/33] }`,
			[]string{`actor::trusted_proxies::0: "10.0.0.0/33"`, "CIDR"},
		},
		"an empty proxy": {`actor: { trusted_proxies: [""] }`, []string{`actor::trusted_proxies::0: ""`, "an address"}},
		"everybody for a proxy": {
			`actor: { trusted_proxies: [0.0.0.0/0, "::/0"] }`,
			[]string{`actor::trusted_proxies::0: "0.0.0.0/0"`, "trusted_proxies::1", "/0"},
		},
		"hashes without a key": {`actor: { hash: true }`, []string{"actor::hash_key: is empty", "at least 16 bytes"}},
		"hashes under a short key": {
			`actor: { hash: true, hash_key: fifteen-letters }`,
			[]string{"actor::hash_key: [REDACTED]: has 15 bytes", "at least 16"},
		},
		"a hash key that is a number": {`actor: { hash: true, hash_key: 1234567890123456 }`, []string{"configopaque.String"}},
		"hashing in words":            {`actor: { hash: sometimes }`, []string{"actor", "hash"}},

		"expectation without a name":   {`expectations: [{ match: { routes: [/a] }, never_status: [204] }]`, []string{`expectations::0::name: ""`}},
		"expectation of every call":    {`expectations: [{ name: e, never_status: [204] }]`, []string{"expectations::0::match", "services, routes, or both"}},
		"expectation of nothing":       {`expectations: [{ name: e, match: { routes: [/a] } }]`, []string{"expectations::0::attributes: nothing is expected", "never_status"}},
		"expectation on a bad route":   {`expectations: [{ name: e, match: { routes: [a] }, never_status: [204] }]`, []string{`expectations::0::match::routes::0: "a"`}},
		"a status that fails anyway":   {expectation("never_status: [204, 404]"), []string{"expectations::0::never_status::1: 404", "100 to 399"}},
		"no attribute's name":          {expectation("attributes: [{ absent: true }]"), []string{"expectations::0::attributes::0::name"}},
		"the value of what is absent":  {expectation("attributes: [{ name: a, absent: true, one_of: [1] }]"), []string{"expectations::0::attributes::0::absent"}},
		"a list for a value":           {expectation("attributes: [{ name: a, one_of: [[1]] }]"), []string{"expectations::0::attributes::0::one_of::0", "a number"}},
		"a duration in words":          {expectation("duration: { max: fast }"), []string{`max: "fast" is no duration`, "800ms"}},
		"a duration without its unit":  {expectation("duration: { max: 800 }"), []string{"expectations::0::duration", "needs its unit"}},
		"a negative duration":          {expectation("duration: { min: -1s }"), []string{"expectations::0::duration", "not negative"}},
		"a duration's bounds reversed": {expectation("duration: { min: 2s, max: 1s }"), []string{"expectations::0::duration::max: 1s"}},
		"a negative size":              {expectation("response_size: { min: -1 }"), []string{"expectations::0::response_size", "0 or more"}},
		"a size's bounds reversed":     {expectation("response_size: { min: 2, max: 1 }"), []string{"expectations::0::response_size::max: 1"}},
		"an expected category":         {expectation("never_status: [204], category: business"), []string{`expectations::0::category: "business"`, "business_logic"}},
		"an expected reason":           {expectation("never_status: [204], reason: no id"), []string{`expectations::0::reason: "no id"`, "one word"}},
		"two expectations of one name": {
			`expectations: [{ name: e, match: { routes: [/a] }, never_status: [204] }, { name: e, match: { routes: [/b] }, never_status: [204] }]`,
			[]string{`expectations::1::name: "e"`, "expectations::0"},
		},

		"currency in words": {`business: { currency: dollars }`, []string{`business::currency: "dollars"`, "ISO 4217"}},
		"process without a name": {
			`business: { processes: [{ match: { services: [a] } }] }`, []string{"business::processes::0::name", "missing"},
		},
		"process that matches nothing": {
			`business: { processes: [{ name: checkout }] }`, []string{"business::processes::0::match", "services, routes, or both"},
		},
		"two processes of one name": {
			`business: { processes: [{ name: a, match: { services: [x] } }, { name: a, match: { services: [y] } }] }`,
			[]string{`business::processes::1::name: "a"`, "processes::0"},
		},
		"unknown criticality": {process("criticality: urgent"), []string{`business::processes::0::criticality: "urgent"`, "low, medium, high, critical"}},
		"bad glob": {
			`business: { processes: [{ name: a, match: { routes: ["/ok", "/a/b*"] } }] }`,
			[]string{`business::processes::0::match::routes::1: "/a/b*"`, "one whole segment"},
		},
		"unknown method": {
			`business: { processes: [{ name: a, match: { routes: ["FETCH /a"] } }] }`,
			[]string{`business::processes::0::match::routes::0: "FETCH /a"`, `method "FETCH"`, "GET"},
		},
		"negative value":   {process("value: { default: -1 }"), []string{"business::processes::0::value::default: -1", "0 or more"}},
		"value no number":  {process("value: { default: lots }"), []string{"business.processes[0].value.default"}},
		"endless value":    {process("value: { default: .inf }"), []string{"default: +Inf"}},
		"unknown in value": {process("value: { currency: EUR }"), []string{"business.processes[0].value", "currency"}},

		"partner without a name":   {`business: { partners: [{ match: { servers: [a.example] } }] }`, []string{"business::partners::0::name"}},
		"partner without a server": {`business: { partners: [{ name: p }] }`, []string{"business::partners::0::match::servers", "host names"}},
		"partner by URL": {
			`business: { partners: [{ name: p, match: { servers: ["https://a.example"] } }] }`,
			[]string{`business::partners::0::match::servers::0: "https://a.example"`, "without scheme"},
		},
		"two partners of one name": {
			`business: { partners: [{ name: p, match: { servers: [a.example] } }, { name: p, match: { servers: [b.example] } }] }`,
			[]string{`business::partners::1::name: "p"`, "partners::0"},
		},
		"availability in percent": {
			`business: { partners: [{ name: p, match: { servers: [a.example] }, sla: { availability: 99.9 } }] }`,
			[]string{"business::partners::0::sla::availability: 99.9", "0 to 1"},
		},
		"negative latency": {
			`business: { partners: [{ name: p, match: { servers: [a.example] }, sla: { latency: -5s } }] }`,
			[]string{"business::partners::0::sla::latency: -5s", "800ms"},
		},
		"latency in words": {
			`business: { partners: [{ name: p, match: { servers: [a.example] }, sla: { latency: "fast" } }] }`,
			[]string{"business.partners[0].sla", `latency: "fast" is no duration`, "800ms"},
		},

		"latency without a unit": {partner("sla: { latency: 800 }"), []string{"business::partners::0::sla::latency: 800ns", "unit", "800ms"}},
		"empty agreement":        {partner("sla: {}"), []string{"business::partners::0::sla: has neither availability nor latency"}},
		"availability no number": {partner("sla: { availability: .nan }"), []string{"business::partners::0::sla::availability: NaN", "0 to 1"}},
		"blank partner": {
			`business: { partners: [{ name: "  ", match: { servers: [a.example] } }] }`, []string{`business::partners::0::name: "  " is missing`},
		},
		"a server of two partners": {
			`business: { partners: [{ name: p, match: { servers: [a.example] } }, { name: q, match: { servers: [b.example, A.example.] } }] }`,
			[]string{`business::partners::1::match::servers::1: "A.example."`, "partners::0", "one partner's"},
		},

		"empty service": {
			`business: { processes: [{ name: a, match: { services: [''] } }] }`,
			[]string{`business::processes::0::match::services::0: ""`, "is empty"},
		},
		"pattern of services": {
			`business: { processes: [{ name: a, match: { services: [shop, 'che*'] } }] }`,
			[]string{`business::processes::0::match::services::1: "che*"`, "matches exactly"},
		},
		"service in spaces": {
			`business: { processes: [{ name: a, match: { services: [' shop'] } }] }`,
			[]string{`business::processes::0::match::services::0: " shop"`, "without spaces"},
		},
		"blank process": {
			`business: { processes: [{ name: "  ", match: { services: [a] } }] }`, []string{`business::processes::0::name: "  " is missing`},
		},
		"open bracket": {
			`business: { processes: [{ name: a, match: { routes: ["/a/[x"] } }] }`,
			[]string{`business::processes::0::match::routes::0: "/a/[x"`, `segment "[x"`, "**"},
		},
		"open brace": {
			`business: { processes: [{ name: a, match: { routes: ["/a/{x"] } }] }`,
			[]string{`business::processes::0::match::routes::0: "/a/{x"`, "as in {id}"},
		},
		"empty value":           {process("value: {}"), []string{"business::processes::0::value: has neither", "leave value out"}},
		"blank value attribute": {process(`value: { attribute: " " }`), []string{`business::processes::0::value::attribute: " "`}},
		"blank actor attribute": {`actor: { attributes: [" "] }`, []string{`actor::attributes::0: " "`, "is empty"}},

		"blank rule":          {rule(`name: " ", when: 'true', category: data`), []string{`rules::0::name: " " is missing`}},
		"blank condition":     {rule(`name: a, when: " ", category: data`), []string{`rules::0::when: " " is missing`}},
		"reason of two words": {rule(`name: a, when: 'true', category: data, reason: "not so"`), []string{`rules::0::reason: "not so"`, "one word"}},
		"reason of two lines": {rule(`name: a, when: 'true', category: data, reason: "a\nb"`), []string{`rules::0::reason: "a\nb"`, "one word"}},
		"blank reason":        {rule(`name: a, when: 'true', category: data, reason: " "`), []string{`rules::0::reason: " "`, "one word"}},
		"name for a reason":   {rule(`name: "not so", when: 'true', category: data`), []string{"rules::0::reason", `"not so"`, "set a reason"}},

		"rule without a name":      {rule(`when: 'true', category: internal`), []string{"rules::0::name", "missing"}},
		"rule without a condition": {rule(`name: a, category: internal`), []string{"rules::0::when", "OTTL"}},
		"rule that does not compile": {
			rule(`name: a, category: internal, when: 'span.attributes["a"] = 1'`), []string{"rules::0::when", "no OTTL condition"},
		},
		"rule without context": {
			rule(`name: a, category: internal, when: 'attributes["a"] == 1'`), []string{"rules::0::when", "context"},
		},
		"unknown category":        {rule(`name: a, when: 'true', category: boom`), []string{`rules::0::category: "boom"`, "authentication", "unknown"}},
		"two rules of one name":   {`rules: [{ name: a, when: 'true', category: data }, { name: a, when: 'true', category: data }]`, []string{`rules::1::name: "a"`, "rules::0"}},
		"rule without a category": {rule(`name: a, when: 'true'`), []string{"rules::0::category"}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			config, err := parse(t, test.settings)
			if err == nil {
				err = confmap.Validate(config)
			}
			for _, want := range test.want {
				assert.ErrorContains(t, err, want)
			}
		})
	}
}

func TestSettingsThatAreFine(t *testing.T) {
	for name, settings := range map[string]string{
		"a rule whose name is a sentence": `rules: [{ name: "Order is rejected", when: 'true', category: data, reason: order_rejected }]`,
		"an expression in a template":     `business: { processes: [{ name: a, match: { routes: ["/orders/{id:[0-9]+}/"] } }] }`,
		"a value of an attribute alone":   `business: { processes: [{ name: a, match: { services: [a] }, value: { attribute: amount } }] }`,
		"a partner of two patterns":       `business: { partners: [{ name: p, match: { servers: ["a.example", "*.a.example"] }, sla: { latency: 1ms } }] }`,
		"proxies of every form":           `actor: { trusted_proxies: [10.0.0.0/8, 192.0.2.7, "2001:db8::/32", "::1", 10.1.2.3/16] }`,
		"hashes under a key":              `actor: { hash: true, hash_key: sixteen--letters }`,
		"a key that waits for its hashes": `actor: { hash: false, hash_key: short }`,
		"a key that is not set":           `actor: { hash_key: }`,
	} {
		t.Run(name, func(t *testing.T) {
			config, err := parse(t, settings)
			require.NoError(t, err)
			requireValid(t, config)
		})
	}
}

// A key in an error message would be in the collector's log.
func TestTheHashKeyIsNeverShown(t *testing.T) {
	config, err := parse(t, `actor: { hash: true, hash_key: planted }`)
	require.NoError(t, err)
	err = confmap.Validate(config)
	require.Error(t, err)
	assert.NotContains(t, err.Error(), "planted")
	assert.NotContains(t, fmt.Sprintf("%v %+v", config.Actor, config.Actor), "planted")
}

// Several mistakes are told at once, each once.
func TestEveryMistakeIsToldOnce(t *testing.T) {
	config, err := parse(t, `business: { currency: x, processes: [{ name: a, match: { routes: [a, b] } }, { name: a, match: { services: ["*"] } }] }`)
	require.NoError(t, err)
	lines := strings.Split(confmap.Validate(config).Error(), "\n")
	require.Len(t, lines, 5)
	for i, path := range []string{
		"business::currency: ", "business::processes::0::match::routes::0: ", "business::processes::0::match::routes::1: ",
		"business::processes::1::match::services::0: ", "business::processes::1::name: ",
	} {
		assert.True(t, strings.HasPrefix(lines[i], path), lines[i])
	}
}
