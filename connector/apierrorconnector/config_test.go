package apierrorconnector

import (
	"os"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/confmap"
)

// parse reads settings as the collector reads them, and checks them.
func parse(t *testing.T, settings string) (*Config, error) {
	t.Helper()
	retrieved, err := confmap.NewRetrievedFromYAML([]byte(settings))
	require.NoError(t, err)
	conf, err := retrieved.AsConf()
	require.NoError(t, err)
	config := createDefaultConfig().(*Config)
	if err := conf.Unmarshal(config); err != nil {
		return nil, err
	}
	return config, confmap.Validate(config)
}

func TestDefaultsAreValid(t *testing.T) {
	require.NoError(t, confmap.Validate(createDefaultConfig()))
}

// readmeConfig is the connector's part of the README's example.
func readmeConfig(t *testing.T) *confmap.Conf {
	t.Helper()
	readme, err := os.ReadFile("README.md")
	require.NoError(t, err)
	_, after, found := strings.Cut(string(readme), "```yaml\n")
	require.True(t, found)
	example, _, found := strings.Cut(after, "```\n")
	require.True(t, found)
	retrieved, err := confmap.NewRetrievedFromYAML([]byte(example))
	require.NoError(t, err)
	conf, err := retrieved.AsConf()
	require.NoError(t, err)
	sub, err := conf.Sub("connectors::apierror")
	require.NoError(t, err)
	return sub
}

func TestTheREADMEsConfiguration(t *testing.T) {
	config := createDefaultConfig().(*Config)
	require.NoError(t, readmeConfig(t).Unmarshal(config))
	require.NoError(t, confmap.Validate(config))
	assert.Equal(t, "checkout", config.Business.Processes[0].Name, "by the anchor")
	assert.Equal(t, 30*24*time.Hour, config.SLOs[0].window(), "the default")
	assert.Equal(t, 24*time.Hour, config.Transactions[0].timeout())
}

// Each error names the key, the value, and what is allowed.
func TestBadSettings(t *testing.T) {
	slo := func(fields string) string {
		return "slos: [{ name: a, match: { services: [s] }, objective: 0.99, " + fields + " }]"
	}
	for _, test := range []struct{ settings, want string }{
		{`metrics: { interval: often }`, `metrics::interval: "often" is no duration: a number and a unit, e.g. 30s, 5m or 720h`},
		{`metrics: { interval: 10 }`, `metrics::interval: 10ns is too short: a number and a unit, 1s or longer, e.g. 10s`},
		{`metrics: { expire_after: 1s }`, `metrics::expire_after: 1s is too short: a number and a unit, 15s or longer, e.g. 1h`},
		{`metrics: { temporality: gauge }`, `metrics::temporality: "gauge" is unknown: cumulative (Prometheus) or delta`},
		{`metrics: { max_series: 0 }`, `metrics::max_series: 0: 1 or more, e.g. 20000`},
		{`findings: { resolve_after: 5s }`, `findings::resolve_after: 5s is too short: a number and a unit, 10s or longer, e.g. 5m`},
		{`findings: { contributors: [a, b, c, d, e, f] }`, `findings::contributors: 6 are too many: 5 at most`},
		{`findings: { false_alarms: 0 }`, `findings::false_alarms: 0: from 0.01 to 1000 in a thousand days of an endpoint, e.g. 1`},
		{`findings: { false_alarms: .nan }`, `findings::false_alarms: NaN: from 0.01`},
		{`findings: { feedback: { file: verdicts.yaml } }`, `findings::feedback::audit_log: is empty: a file that is appended a line for each threshold that moves`},
		{`findings: { feedback: { audit_log: a.jsonl } }`, `findings::feedback::file: "": is empty: the file of verdicts`},
		{`findings: { feedback: { file: a, audit_log: ./a } }`, `findings::feedback::audit_log: "./a" is the file of verdicts itself: another file`},
		{`findings: { feedback: { file: a, audit_log: /nowhere/a.jsonl } }`, `findings::feedback::audit_log: "/nowhere/a.jsonl": there is no directory "/nowhere": make it`},
		{`findings: { feedback: { file: a, audit_log: README.md/a.jsonl } }`, `findings::feedback::audit_log: "README.md/a.jsonl": there is no directory "README.md"`},
		{`forecast: { horizon: 2 }`, `forecast::horizon: 2ns: a number and a unit, from 10m to 4h, e.g. 2h`},
		{`forecast: { horizon: 2d }`, `forecast::horizon: "2d" is no duration`},
		{`forecast: { probability: 80 }`, `forecast::probability: 80: from 0.5 to 0.99, e.g. 0.8`},
		{`forecast: { error_rate: 5 }`, `forecast::error_rate: 5: a share of calls from 0.0001 to 0.9, e.g. 0.05 for 5%, or 0 for none`},
		{`forecast: { error_rate: .nan }`, `forecast::error_rate: NaN: a share`},
		{`dimensions: [" "]`, `dimensions::0: " ": is empty: the name of a span or resource attribute`},
		{`dimensions: [tenant.id, tenant.id]`, `dimensions::1: "tenant.id" is listed already, as dimensions::0`},
		{`dimensions: [http.route]`, `dimensions::0: "http.route" is an attribute of these metrics already`},
		{`slos: [{ match: { services: [s] }, objective: 0.9 }]`, `slos::0::name: "" is missing: a name that shows in metrics and findings, e.g. checkout-availability`},
		{`slos: [{ name: a, match: { services: [s] }, objective: 99.9 }]`, `slos::0::objective: 99.9 is no objective: a share above 0 and below 1, e.g. 0.999`},
		{`slos: [{ name: a, objective: 0.9 }]`, `slos::0::match::services, routes and processes are empty: name at least one, e.g. services: [checkout]`},
		{`slos: [{ name: a, objective: 0.9, match: { routes: [orders] } }]`, `slos::0::match::routes::0: "orders": the path must begin with /`},
		{`slos: [{ name: a, objective: 0.9, match: { processes: [x] } }]`, `slos::0::match::processes::0: "x" is no process: the name of one of business::processes`},
		{slo(`latency: 5`), `slos::0::latency: 5ns is below 1ms: a duration needs its unit, e.g. 500ms`},
		{slo(`latency: -5ms`), `slos::0::latency: -5ms is negative: a duration, e.g. 500ms, or leave it out`},
		{slo(`window: 30d`), `slos::0::window: "30d" is no duration: a number and a unit, e.g. 30s, 5m or 720h`},
		{slo(`window: 1h`), `slos::0::window: 1h0m0s is too short: the period of the error budget, 24h or longer, e.g. 720h`},
		{
			`slos: [{ name: a, match: { services: [s] }, objective: 0.9 }, { name: a, match: { services: [s] }, objective: 0.9 }]`,
			`slos::1::name: "a" is taken by slos::0: names must differ`,
		},
		{`transactions: [{ name: a, correlation_attribute: b }]`, `transactions::0::steps: 0 given: 1 to 16, in their order, each with a name and a match`},
		{
			`transactions: [{ name: a, steps: [{ name: s, match: { services: [s] } }] }]`,
			`transactions::0::correlation_attribute: "" is missing: the span attribute whose value the steps share, e.g. app.signup.id`,
		},
		{
			`transactions: [{ name: a, correlation_attribute: b, timeout: 5, steps: [{ name: s, match: { services: [s] } }] }]`,
			`transactions::0::timeout: 5ns is too short: a number and a unit, 1s or longer, e.g. 30m`,
		},
		{
			`transactions: [{ name: a, correlation_attribute: b, steps: [{ name: s, match: { services: [""] } }] }]`,
			`transactions::0::steps::0::match::services::0: "": is empty: a service.name`,
		},
		{`business: { currency: dollars }`, `business::currency: "dollars" is no currency`},
	} {
		t.Run(test.settings, func(t *testing.T) {
			_, err := parse(t, test.settings)
			require.Error(t, err)
			assert.Contains(t, err.Error(), test.want)
		})
	}
}
