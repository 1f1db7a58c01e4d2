package content

import (
	"errors"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/confmap"
	"go.yaml.in/yaml/v3"
)

func read(t *testing.T, text string) *Config {
	t.Helper()
	var raw map[string]any
	require.NoError(t, yaml.Unmarshal([]byte(text), &raw))
	cfg := &Config{}
	require.NoError(t, confmap.NewFromStringMap(raw).Unmarshal(cfg))
	return cfg
}

func TestConfig(t *testing.T) {
	cfg := read(t, `
runbooks:
  process: { "check out": { url: "https://wiki.example/{process}" } }
  signal: { brute_force: { steps: ["Lock the account of {actor}."] } }
  category: { timeout: { steps: [Look.] }, timeout/deadline_exceeded: { steps: [Look closer.] } }
  kind: { slo_burn: { steps: [Hold releases.], url: https://wiki.example/slo } }
links:
  - { name: Trace, type: jaeger, url: https://jaeger.example }
  - { name: Tempo, type: tempo, url: https://grafana.example, datasource: tempo }
  - { name: Zipkin, type: grafana, url: https://grafana.example, datasource: z, datasource_type: zipkin }
  - { name: Logs, type: custom, url: "https://logs.example/?q={trace_id}" }
`)
	assert.Empty(t, cfg.Check())
	assert.Equal(t, []string{"Look closer."}, cfg.Runbooks.Category["timeout/deadline_exceeded"].Steps)
	assert.Equal(t, "zipkin", cfg.Links[2].DatasourceType)
}

// A password that is written where it must not be does not reach a log.
func TestErrorsShowNoPassword(t *testing.T) {
	for _, written := range []string{"https://u:planted@x.example/", "https://u:planted@x example/", "u:planted@x"} {
		cfg := Config{
			Links:    []LinkConfig{{Name: "a", Type: LinkCustom, URL: written}},
			Runbooks: RunbooksConfig{Kind: map[string]RunbookConfig{"surge": {URL: written}}},
		}
		_, err := NewComposer(&cfg)
		require.Error(t, err)
		assert.NotContains(t, err.Error(), "planted")
		assert.Contains(t, err.Error(), "links::0::url: (not shown")
	}
}

func TestWhatIsWrong(t *testing.T) {
	for text, want := range map[string]string{
		`runbooks: { kind: { surg: { url: https://x } } }`:                                              `runbooks::kind: "surg": is unknown: must be business_failure, contract_drift,`,
		`runbooks: { category: { slow: { url: https://x } } }`:                                          `runbooks::category: "slow": is unknown: must be authentication,`,
		`runbooks: { category: { timeout/: { url: https://x } } }`:                                      `runbooks::category: "timeout/": is unknown: must be authentication,`,
		`runbooks: { signal: { hack: { url: https://x } } }`:                                            `runbooks::signal: "hack": is unknown: must be brute_force,`,
		`runbooks: { process: { " ": { url: https://x } } }`:                                            `runbooks::process: " ": is unknown: must be the name of a process`,
		`runbooks: { kind: { surge: {} } }`:                                                             `runbooks::kind::surge::steps: none, and no url either`,
		`runbooks: { kind: { surge: { steps: ["a", " "] } } }`:                                          `runbooks::kind::surge::steps::1: " ": must be 1 to 500 bytes`,
		`runbooks: { kind: { surge: { steps: [a,b,c,d,e,f,g,h,i,j,k] } } }`:                             `runbooks::kind::surge::steps: 11: at most 10`,
		`runbooks: { kind: { surge: { url: "ftp://x" } } }`:                                             `runbooks::kind::surge::url: "ftp://x": must begin with http:// or https://`,
		`links: [{ name: " ", type: custom, url: https://x }]`:                                          `links::0::name: " ": must be 1 to 64 bytes`,
		`links: [{ name: a, url: https://x }]`:                                                          `links::0::type: "": must be one of jaeger, tempo, grafana, custom`,
		`links: [{ name: a, type: custom, url: "https://x/{y}" }]`:                                      `links::0::url: "https://x/{y}": has a brace that is of no placeholder: there are {actor}, {category},`,
		`links: [{ name: a, type: jaeger, url: "https://x/{trace_id}" }]`:                               `links::0::url: "https://x/{trace_id}": must be the server's base URL`,
		`links: [{ name: a, type: tempo, url: https://x }]`:                                             `links::0::datasource: "": must be the UID of Grafana's data source`,
		`links: [{ name: a, type: tempo, url: https://x, datasource: "{trace_id}" }]`:                   `links::0::datasource: "{trace_id}": must be the UID`,
		`links: [{ name: a, type: jaeger, url: https://x, datasource: y }]`:                             `links::0::datasource: "y": is only for the types tempo and grafana`,
		`links: [{ name: a, type: grafana, url: https://x, datasource: y, datasource_type: t }]`:        `links::0::datasource_type: "t": must be one of jaeger, zipkin`,
		`links: [{ name: a, type: tempo, url: https://x, datasource: y, datasource_type: tempo }]`:      `links::0::datasource_type: "tempo": is only for the type grafana`,
		`links: [{ name: a, type: custom, url: https://x }, { name: a, type: custom, url: https://x }]`: `links::1::name: "a" is taken by links::0`,
		`links: [` + strings.Repeat(`{ name: a, type: custom, url: https://x },`, 11) + `]`:             `links: 11: at most 10`,
	} {
		cfg := read(t, text)
		require.ErrorContains(t, errors.Join(cfg.Check()...), want, text)
		_, err := NewComposer(cfg)
		require.ErrorContains(t, err, want, text)
	}
}
