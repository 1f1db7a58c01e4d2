package apierrorconnector

import (
	"errors"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/confmap"

	"github.com/otelcol-apierror/otelcol-apierror/connector/apierrorconnector/internal/history"
)

// parseHistory reads the section as the collector does.
func parseHistory(t *testing.T, settings string) (*HistoryConfig, error) {
	t.Helper()
	retrieved, err := confmap.NewRetrievedFromYAML([]byte(settings))
	require.NoError(t, err)
	conf, err := retrieved.AsConf()
	require.NoError(t, err)
	config := defaultHistoryConfig()
	if err := conf.Unmarshal(&config); err != nil {
		return nil, err
	}
	return &config, errors.Join(config.check()...)
}

func TestHistoryIsAskedOfNobodyByDefault(t *testing.T) {
	config, err := parseHistory(t, `{}`)
	require.NoError(t, err)
	assert.False(t, config.Prometheus.HasValue())
	assert.False(t, config.CSV.HasValue())
}

func TestHistoryOfPrometheus(t *testing.T) {
	config, err := parseHistory(t, `prometheus: { endpoint: "http://mimir:8080/prometheus", headers: { X-Scope-OrgID: shop } }`)
	require.NoError(t, err)
	prometheus := config.Prometheus.Get()
	assert.Equal(t, 168*time.Hour, prometheus.Lookback)
	assert.Equal(t, 30*time.Second, prometheus.Client.Timeout)
	assert.Equal(t, history.DefaultQueries(), prometheus.Queries)

	config, err = parseHistory(t, `prometheus: { endpoint: "https://p", lookback: 24h, timeout: 5s, queries: { calls: a, failures: b } }`)
	require.NoError(t, err)
	prometheus = config.Prometheus.Get()
	assert.Equal(t, 24*time.Hour, prometheus.Lookback)
	assert.Equal(t, 5*time.Second, prometheus.Client.Timeout)
	assert.Equal(t, "a", prometheus.Queries.Calls)
}

// What Kubernetes' proxy to a service is called has the name of its own API in it.
func TestHistoryBehindAProxyOfAnotherAPI(t *testing.T) {
	for _, endpoint := range []string{
		"https://k8s/api/v1/namespaces/monitoring/services/prometheus:9090/proxy", "https://p/api/v11", "https://p/my-api/v1x", "https://p/select/0/prometheus/",
	} {
		_, err := parseHistory(t, `prometheus: { endpoint: "`+endpoint+`" }`)
		require.NoError(t, err, endpoint)
	}
}

func TestHistoryOfFiles(t *testing.T) {
	config, err := parseHistory(t, `csv: { files: [a.csv, b.csv] }`)
	require.NoError(t, err)
	assert.Equal(t, []string{"a.csv", "b.csv"}, config.CSV.Get().Files)
}

// Each error names the key, the value, and what is allowed.
func TestBadHistory(t *testing.T) {
	server := func(fields string) string { return "prometheus: { endpoint: http://p, " + fields + " }" }
	for _, test := range []struct{ settings, want string }{
		{`prometheus: {}`, `prometheus::endpoint: is missing: the server's base URL, e.g. http://prometheus:9090`},
		{`prometheus: { endpoint: "prometheus:9090" }`, `prometheus::endpoint: [REDACTED]: is no URL`},
		{`prometheus: { endpoint: "ftp://p" }`, `prometheus::endpoint: scheme "ftp": must be http or https`},
		{`prometheus: { endpoint: "http://me:pass@p" }`, `prometheus::endpoint: [REDACTED]: must have no user or password: use auth or headers`},
		{`prometheus: { endpoint: "http://p#x" }`, `prometheus::endpoint: [REDACTED]: must have no fragment`},
		{`prometheus: { endpoint: "http://p/api/v1" }`, `prometheus::endpoint: [REDACTED]: must end before /api/v1, which is added to it`},
		{`prometheus: { endpoint: "http://p/x/api/v1/" }`, `prometheus::endpoint: [REDACTED]: must end before /api/v1`},
		{`prometheus: { endpoint: "http://p/api/v1/query_range?secret=1" }`, `prometheus::endpoint: [REDACTED]: must end before /api/v1`},
		{server(`tls: { ca_file: /nowhere/ca.pem }`), `prometheus::tls: failed to load TLS config: failed to load CA CertPool File: failed to load cert /nowhere/ca.pem`},
		{server(`proxy_url: secret`), `prometheus::proxy_url: [REDACTED]: is no URL: that of the proxy, e.g. http://proxy:3128`},
		{server(`lookback: 7d`), `lookback: "7d" is no duration: a number and a unit, e.g. 30s, 5m or 168h`},
		{server(`lookback: 60`), `prometheus::lookback: 60ns is too short: a number and a unit, 1h0m0s or longer, e.g. 168h`},
		{server(`lookback: 9999h`), `prometheus::lookback: 9999h0m0s is too long: 2160h0m0s at most`},
		{server(`timeout: 10`), `prometheus::timeout: 10ns is too short: a number and a unit, 1s or longer, e.g. 30s`},
		{server(`timeout: soon`), `timeout: "soon" is no duration`},
		{server(`queries: { calls: " ", failures: b }`), `prometheus::queries::calls: is empty: PromQL`},
		{server(`queries: { calls: a, failures: "" }`), `prometheus::queries::failures: is empty: PromQL`},
		{server(`queries: { calls: a }`), `prometheus::queries: calls and failures must be of the same metrics: give both, or neither`},
		{server(`headers: { "a b": c }`), `prometheus::headers: "a b": is no header name`},
		{server(`headers: { a: "secret\n" }`), `prometheus::headers::a: [REDACTED]: has characters that no header value may have`},
		{server(`look_back: 1h`), `look_back`},
		{server(`queries: { errors: b }`), `errors`},
		{`csv: {}`, `csv::files: 0 given: 1 to 16 paths of CSV files`},
		{`csv: { files: [a, ""] }`, `csv::files::1: "": is empty: the path of a CSV file`},
		{`csv: { files: [a, a] }`, `csv::files::1: "a" is listed already, as files::0: its calls would count twice`},
		{`csv: { file: a }`, `file`},
		{server(``) + "\ncsv: { files: [a] }", `prometheus and csv are both given: choose one`},
	} {
		t.Run(test.settings, func(t *testing.T) {
			_, err := parseHistory(t, test.settings)
			require.ErrorContains(t, err, test.want)
			assert.NotContains(t, err.Error(), "pass@")
			assert.NotContains(t, err.Error(), "secret")
		})
	}
}
