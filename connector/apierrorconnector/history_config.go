package apierrorconnector

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"time"

	"go.opentelemetry.io/collector/config/confighttp"
	"go.opentelemetry.io/collector/config/configoptional"
	"go.opentelemetry.io/collector/confmap"
	"golang.org/x/net/http/httpguts"

	"github.com/otelcol-apierror/otelcol-apierror/connector/apierrorconnector/internal/history"
	"github.com/otelcol-apierror/otelcol-apierror/internal/keypath"
)

// HistoryConfig says where to learn from what was before the start. One source at most.
type HistoryConfig struct {
	Prometheus configoptional.Optional[PrometheusHistoryConfig] `mapstructure:"prometheus"`
	CSV        configoptional.Optional[CSVHistoryConfig]        `mapstructure:"csv"`
}

// PrometheusHistoryConfig is a server with Prometheus' HTTP API.
type PrometheusHistoryConfig struct {
	// Client is how to reach it. Its endpoint is the base URL, before /api/v1; its timeout is for one request.
	Client confighttp.ClientConfig `mapstructure:",squash"`
	// Lookback is how far back to ask.
	Lookback time.Duration   `mapstructure:"lookback"`
	Queries  history.Queries `mapstructure:"queries"`
}

// CSVHistoryConfig are files of the form that docs/history.md describes.
type CSVHistoryConfig struct {
	Files []string `mapstructure:"files"`
}

const (
	leastLookback = time.Hour
	mostLookback  = 90 * 24 * time.Hour
	mostFiles     = 16
)

var _ confmap.Unmarshaler = (*PrometheusHistoryConfig)(nil)

// defaultHistoryConfig asks nobody; a section that is there has the defaults of its kind.
func defaultHistoryConfig() HistoryConfig {
	prometheus := PrometheusHistoryConfig{Client: confighttp.NewDefaultClientConfig(), Lookback: 7 * 24 * time.Hour, Queries: history.DefaultQueries()}
	prometheus.Client.Timeout = 30 * time.Second
	return HistoryConfig{Prometheus: configoptional.Default(prometheus), CSV: configoptional.Default(CSVHistoryConfig{})}
}

// prometheusHistoryKeys has the keys of the section and no method, so that decoding into it finds the unknown ones.
type prometheusHistoryKeys struct {
	Client   historyClientKeys `mapstructure:",squash"`
	Lookback any               `mapstructure:"lookback"`
	Queries  history.Queries   `mapstructure:"queries"`
}

type historyClientKeys confighttp.ClientConfig

// Unmarshal names the key that is unknown: a client section that is squashed swallows every one.
func (c *PrometheusHistoryConfig) Unmarshal(conf *confmap.Conf) error {
	for _, key := range []string{"lookback", "timeout"} {
		if err := keypath.Duration(key, conf.Get(key), "30s, 5m or 168h"); err != nil {
			return err
		}
	}
	if err := conf.Unmarshal(c); err != nil {
		return err
	}
	return conf.Unmarshal(&prometheusHistoryKeys{})
}

func (c *HistoryConfig) check() []error {
	if c.Prometheus.HasValue() && c.CSV.HasValue() {
		return []error{errors.New("prometheus and csv are both given: choose one")}
	}
	if c.Prometheus.HasValue() {
		return keypath.Under("prometheus", c.Prometheus.Get().check()...)
	}
	if c.CSV.HasValue() {
		return keypath.Under("csv", c.CSV.Get().check()...)
	}
	return nil
}

func (c *PrometheusHistoryConfig) check() []error {
	errs := []error{
		checkBaseURL(c.Client.Endpoint),
		atLeast("timeout", c.Client.Timeout, time.Second, "30s"),
		atLeast("lookback", c.Lookback, leastLookback, "168h"),
	}
	if c.Lookback > mostLookback {
		errs = append(errs, fmt.Errorf("lookback: %s is too long: %s at most", c.Lookback, mostLookback))
	}
	own := history.DefaultQueries()
	switch {
	case keypath.Blank(c.Queries.Calls):
		errs = append(errs, errors.New("queries::calls: is empty: PromQL, or leave the key out to ask for the connector's own metrics"))
	case keypath.Blank(c.Queries.Failures):
		errs = append(errs, errors.New("queries::failures: is empty: PromQL, or leave the key out to ask for the connector's own metrics"))
	case (c.Queries.Calls == own.Calls) != (c.Queries.Failures == own.Failures):
		errs = append(errs, errors.New("queries: calls and failures must be of the same metrics: give both, or neither"))
	}
	// The files that are named: loaded for the error alone.
	if _, err := c.Client.TLS.LoadTLSConfig(context.Background()); err != nil {
		errs = append(errs, fmt.Errorf("tls: %w", err))
	}
	if c.Client.ProxyURL != "" {
		if _, err := url.ParseRequestURI(c.Client.ProxyURL); err != nil {
			errs = append(errs, errors.New("proxy_url: [REDACTED]: is no URL: that of the proxy, e.g. http://proxy:3128"))
		}
	}
	for name, value := range c.Client.Headers.Iter {
		if !httpguts.ValidHeaderFieldName(name) {
			errs = append(errs, fmt.Errorf("headers: %q: is no header name: letters, digits and hyphens", name))
		} else if !httpguts.ValidHeaderFieldValue(string(value)) {
			errs = append(errs, fmt.Errorf("headers::%s: [REDACTED]: has characters that no header value may have", name))
		}
	}
	return present(errs)
}

// ofTheAPI matches what is added to the base URL, and the API's other paths. Farther in it may be a proxy's own, such as that of Kubernetes.
var ofTheAPI = regexp.MustCompile(`/api/v1(/[^/]*)?/*$`)

// checkBaseURL repeats nothing of a URL: it may hold a token.
func checkBaseURL(raw string) error {
	if raw == "" {
		return errors.New("endpoint: is missing: the server's base URL, e.g. http://prometheus:9090")
	}
	parsed, err := url.Parse(raw)
	switch {
	case err != nil || parsed.Hostname() == "":
		return errors.New("endpoint: [REDACTED]: is no URL: the server's base URL, e.g. http://prometheus:9090")
	case parsed.Scheme != "http" && parsed.Scheme != "https":
		return fmt.Errorf("endpoint: scheme %q: must be http or https", parsed.Scheme)
	case parsed.User != nil:
		return errors.New("endpoint: [REDACTED]: must have no user or password: use auth or headers instead")
	case ofTheAPI.MatchString(parsed.Path):
		return errors.New("endpoint: [REDACTED]: must end before /api/v1, which is added to it: the server's base URL, e.g. http://prometheus:9090")
	case parsed.Fragment != "":
		return errors.New("endpoint: [REDACTED]: must have no fragment (#…), it is never sent")
	}
	return nil
}

func (c *CSVHistoryConfig) check() []error {
	if len(c.Files) == 0 || len(c.Files) > mostFiles {
		return []error{fmt.Errorf("files: %d given: 1 to %d paths of CSV files", len(c.Files), mostFiles)}
	}
	var errs []error
	for i, path := range c.Files {
		if keypath.Blank(path) {
			errs = append(errs, fmt.Errorf("files::%d: %q: is empty: the path of a CSV file", i, path))
		} else if first := slices.Index(c.Files, path); first < i {
			errs = append(errs, fmt.Errorf("files::%d: %q is listed already, as files::%d: its calls would count twice", i, path, first))
		}
	}
	return errs
}
