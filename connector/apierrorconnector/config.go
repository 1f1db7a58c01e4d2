package apierrorconnector

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/confmap"

	"github.com/otelcol-apierror/otelcol-apierror/connector/apierrorconnector/internal/engine"
	"github.com/otelcol-apierror/otelcol-apierror/connector/apierrorconnector/internal/surge"
	"github.com/otelcol-apierror/otelcol-apierror/internal/business"
	"github.com/otelcol-apierror/otelcol-apierror/internal/keypath"
)

// Config of the connector. Its zero settings are useful: see createDefaultConfig.
type Config struct {
	// Business is the processor's section, of the same form: it says which process a call that did not fail belongs to, and what
	// a partner agreed to. A YAML anchor serves both.
	Business business.Config `mapstructure:"business"`
	// Actors are the attributes that name who calls; the first that is present on a span counts.
	Actors []string `mapstructure:"actor_attributes"`
	// Dimensions are attributes of spans or resources that become attributes of the metrics of calls.
	Dimensions []string `mapstructure:"dimensions"`

	Metrics      MetricsConfig       `mapstructure:"metrics"`
	SLOs         []SLOConfig         `mapstructure:"slos"`
	Transactions []TransactionConfig `mapstructure:"transactions"`
	Findings     FindingsConfig      `mapstructure:"findings"`
	Forecast     ForecastConfig      `mapstructure:"forecast"`
	// History is where what is usual is learnt from at the start.
	History HistoryConfig `mapstructure:"history"`

	// Storage is the storage extension that keeps what is known over a restart.
	Storage *component.ID `mapstructure:"storage"`
}

// MetricsConfig says how metrics are emitted.
type MetricsConfig struct {
	// Interval between two emissions.
	Interval time.Duration `mapstructure:"interval"`
	// Temporality is cumulative or delta.
	Temporality string `mapstructure:"temporality"`
	// MaxSeries bounds the attribute sets of the metrics of calls; what is beyond is counted in one overflow series.
	MaxSeries int `mapstructure:"max_series"`
	// ExpireAfter is how long a series lasts that nothing adds to.
	ExpireAfter time.Duration `mapstructure:"expire_after"`
}

// FindingsConfig says when findings are emitted.
type FindingsConfig struct {
	// Interval after which a situation that lasts is reported again.
	Interval time.Duration `mapstructure:"interval"`
	// ResolveAfter is how long a situation must be quiet to be over.
	ResolveAfter time.Duration `mapstructure:"resolve_after"`
	// Contributors are attributes of spans or resources of which a surge says whether one value stands out.
	Contributors []string `mapstructure:"contributors"`
	// FalseAlarms is how many surges may be told that are none, in a thousand days of an endpoint.
	FalseAlarms float64 `mapstructure:"false_alarms"`
	// Feedback moves what is told by what people say of it.
	Feedback FeedbackConfig `mapstructure:"feedback"`
}

const (
	cumulative = "cumulative"
	delta      = "delta"

	someDurations = "30s, 5m or 720h"

	// mostDimensions bounds what one series may cost.
	mostDimensions   = 16
	mostContributors = 5
)

var (
	_ component.Config    = (*Config)(nil)
	_ confmap.Validator   = (*Config)(nil)
	_ confmap.Unmarshaler = (*Config)(nil)
)

func createDefaultConfig() component.Config {
	return &Config{
		Business: business.DefaultConfig(),
		Actors:   []string{"user.id", "enduser.id", "session.id", "client.address"},
		Metrics: MetricsConfig{
			Interval: 15 * time.Second, Temporality: cumulative, MaxSeries: 20_000, ExpireAfter: time.Hour,
		},
		Findings: FindingsConfig{
			Interval: 5 * time.Minute, ResolveAfter: 5 * time.Minute,
			Contributors: []string{"service.version", "service.instance.id", "cloud.region", "tenant.id"},
			FalseAlarms:  surge.DefaultFalseAlarms,
		},
		Forecast: defaultForecastConfig(),
		History:  defaultHistoryConfig(),
	}
}

// Unmarshal names what the collector's own error does not: the value of a duration, and what is allowed.
func (c *Config) Unmarshal(conf *confmap.Conf) error {
	var errs []error
	for _, key := range []string{"metrics::interval", "metrics::expire_after", "findings::interval", "findings::resolve_after", "forecast::horizon"} {
		errs = append(errs, keypath.Duration(key, conf.Get(key), someDurations))
	}
	for _, list := range []struct{ key, duration string }{{"slos", "latency"}, {"slos", "window"}, {"transactions", "timeout"}} {
		entries, _ := conf.Get(list.key).([]any)
		for i, entry := range entries {
			if written, ok := entry.(map[string]any); ok {
				errs = append(errs, keypath.Duration(fmt.Sprintf("%s::%d::%s", list.key, i, list.duration), written[list.duration], someDurations))
			}
		}
	}
	if err := errors.Join(errs...); err != nil {
		return err
	}
	return conf.Unmarshal(c)
}

// Validate checks everything. The parts have no Validate of their own: the collector would put their path before a colon, and
// the key in question behind it, where nobody looks for a::0::b.
func (c *Config) Validate() error {
	errs := keypath.Under("business", c.Business.Check()...)
	errs = append(errs, attributes("actor_attributes", c.Actors)...)
	errs = append(errs, attributes("dimensions", c.Dimensions)...)
	for i, name := range c.Dimensions {
		if engine.IsCallAttribute(name) {
			errs = append(errs, fmt.Errorf("dimensions::%d: %q is an attribute of these metrics already: leave it out", i, name))
		}
	}
	if len(c.Dimensions) > mostDimensions {
		errs = append(errs, fmt.Errorf("dimensions: %d are too many: %d at most", len(c.Dimensions), mostDimensions))
	}
	errs = append(errs, keypath.Under("metrics", c.Metrics.check()...)...)
	errs = append(errs, c.checkSLOs()...)
	errs = append(errs, c.checkTransactions()...)
	errs = append(errs, keypath.Under("findings", c.Findings.check()...)...)
	errs = append(errs, keypath.Under("forecast", c.Forecast.check()...)...)
	errs = append(errs, keypath.Under("history", c.History.check()...)...)
	return errors.Join(errs...)
}

func (c *MetricsConfig) check() []error {
	errs := []error{
		atLeast("interval", c.Interval, time.Second, "10s"),
		atLeast("expire_after", c.ExpireAfter, c.Interval, "1h"),
	}
	if c.Temporality != cumulative && c.Temporality != delta {
		errs = append(errs, fmt.Errorf("temporality: %q is unknown: %s (Prometheus) or %s", c.Temporality, cumulative, delta))
	}
	if c.MaxSeries < 1 {
		errs = append(errs, fmt.Errorf("max_series: %d: 1 or more, e.g. 20000", c.MaxSeries))
	}
	return present(errs)
}

func (c *FindingsConfig) check() []error {
	errs := []error{
		atLeast("interval", c.Interval, time.Second, "5m"),
		// What lasts is seen each time that it is judged, which is every five seconds: shorter, it would end in between.
		atLeast("resolve_after", c.ResolveAfter, 10*time.Second, "5m"),
	}
	errs = append(errs, attributes("contributors", c.Contributors)...)
	if len(c.Contributors) > mostContributors {
		errs = append(errs, fmt.Errorf("contributors: %d are too many: %d at most", len(c.Contributors), mostContributors))
	}
	if !(c.FalseAlarms >= surge.LeastFalseAlarms && c.FalseAlarms <= surge.MostFalseAlarms) {
		errs = append(errs, fmt.Errorf("false_alarms: %v: from %v to %v in a thousand days of an endpoint, e.g. 1", c.FalseAlarms, surge.LeastFalseAlarms, surge.MostFalseAlarms))
	}
	errs = append(errs, keypath.Under("feedback", c.Feedback.check()...)...)
	return present(errs)
}

// atLeast refuses a bare number too, which is taken for nanoseconds.
func atLeast(key string, value, least time.Duration, example string) error {
	if value < least {
		return fmt.Errorf("%s: %s is too short: a number and a unit, %s or longer, e.g. %s", key, value, least, example)
	}
	return nil
}

// attributes checks a list of attribute names.
func attributes(key string, names []string) []error {
	var errs []error
	for i, name := range names {
		if keypath.Blank(name) {
			errs = append(errs, fmt.Errorf("%s::%d: %q: is empty: the name of a span or resource attribute", key, i, name))
		} else if first := slices.Index(names, name); first < i {
			errs = append(errs, fmt.Errorf("%s::%d: %q is listed already, as %s::%d", key, i, name, key, first))
		}
	}
	return errs
}

func present(errs []error) []error {
	return slices.DeleteFunc(errs, func(err error) bool { return err == nil })
}
