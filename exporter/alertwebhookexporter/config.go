package alertwebhookexporter

import (
	"errors"
	"fmt"
	"time"

	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/confmap"

	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/content"
	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/delivery"
	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/dialguard"
	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/routing"
	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
	"github.com/otelcol-apierror/otelcol-apierror/internal/keypath"
)

// Config says whom to tell, of what, and when.
type Config struct {
	// Destinations are told each for itself: none waits for another.
	Destinations []DestinationConfig `mapstructure:"destinations"`

	// These are of the root route, and so of all that do not say otherwise.

	// MinSeverity is the least severity of a situation that anybody is told of.
	MinSeverity apierror.Severity `mapstructure:"min_severity"`
	// GroupWait holds a new or worsened situation back, so that its first minutes make one notification.
	GroupWait time.Duration `mapstructure:"group_wait"`
	// GroupInterval is the least time between notifications of one group that nothing in it got worse for.
	GroupInterval time.Duration `mapstructure:"group_interval"`
	// RepeatInterval is after how long a situation that lasts is told of again.
	RepeatInterval time.Duration `mapstructure:"repeat_interval"`

	// ResolveAfter is how long a situation must be quiet to be over.
	ResolveAfter time.Duration `mapstructure:"resolve_after"`

	Routing routing.Config `mapstructure:",squash"`
	Content content.Config `mapstructure:",squash"`

	// DryRun logs what would be sent, and sends and keeps nothing.
	DryRun bool `mapstructure:"dry_run"`
	// DenyPrivateNetworks refuses to connect to what is not globally routed.
	DenyPrivateNetworks bool `mapstructure:"deny_private_networks"`

	// Storage is the storage extension that keeps situations and undelivered notifications over a restart.
	Storage *component.ID `mapstructure:"storage"`

	Queue delivery.QueueConfig `mapstructure:"sending_queue"`
	Retry delivery.RetryConfig `mapstructure:"retry_on_failure"`
}

var (
	_ confmap.Unmarshaler = (*Config)(nil)
	_ confmap.Validator   = (*Config)(nil)
)

// floodAfter is how many alerts of one kind and name a person still reads.
const floodAfter = 20

func createDefaultConfig() component.Config {
	return &Config{
		MinSeverity:    apierror.SeverityMedium,
		GroupWait:      5 * time.Second,
		GroupInterval:  5 * time.Minute,
		RepeatInterval: 4 * time.Hour,
		ResolveAfter:   5 * time.Minute,
		Routing:        routing.DefaultConfig(),
		Queue:          delivery.DefaultQueue(),
		Retry:          delivery.DefaultRetry(),
	}
}

// Unmarshal names what the collector's own error does not: the value of a duration, and what is allowed.
func (cfg *Config) Unmarshal(conf *confmap.Conf) error {
	errs := make([]error, 0, 7)
	for _, key := range []string{
		"group_wait", "group_interval", "repeat_interval", "resolve_after",
		"retry_on_failure::initial_interval", "retry_on_failure::max_interval", "retry_on_failure::max_elapsed_time",
	} {
		errs = append(errs, checkWritten(conf, key))
	}
	if err := errors.Join(errs...); err != nil {
		return err
	}
	return conf.Unmarshal(cfg)
}

// checkWritten reports what is written where a duration should be.
func checkWritten(conf *confmap.Conf, key string) error {
	written, ok := conf.Get(key).(string)
	if !ok {
		return nil
	}
	if _, err := time.ParseDuration(written); err != nil {
		return fmt.Errorf("%s: %q: is no duration: a number and a unit, such as 5s", key, written)
	}
	return nil
}

// Validate checks everything but what is the HTTP client's. The parts have no Validate of their own: the collector would put
// their path before a colon, and the key in question behind it, where nobody looks for a::0::b.
func (cfg *Config) Validate() error {
	var errs []error
	if len(cfg.Destinations) == 0 {
		errs = append(errs, errors.New("destinations: none given: at least one is needed, with a name and an endpoint"))
	}
	named := make(map[string]int, len(cfg.Destinations))
	for i := range cfg.Destinations {
		errs = append(errs, keypath.Under(fmt.Sprintf("destinations::%d", i), cfg.Destinations[i].check(dialguard.Policy{DenyPrivate: cfg.DenyPrivateNetworks})...)...)
		name := cfg.Destinations[i].Name
		if first, taken := named[name]; taken && name != "" {
			errs = append(errs, fmt.Errorf("destinations::%d::name: %q is the name of destinations::%d already: names must be unique",
				i, name, first))
			continue
		}
		named[name] = i
	}
	for _, field := range []struct {
		key   string
		value time.Duration
		least time.Duration
		says  string
	}{
		{"group_wait", cfg.GroupWait, 0, "0 (not held back) or longer"},
		{"group_interval", cfg.GroupInterval, 1, "longer than 0"},
		{"repeat_interval", cfg.RepeatInterval, 1, "longer than 0"},
		{"resolve_after", cfg.ResolveAfter, 1, "longer than 0"},
	} {
		if field.value < field.least {
			errs = append(errs, fmt.Errorf("%s: %s: must be %s", field.key, field.value, field.says))
		} else {
			errs = append(errs, checkUnit(field.key, field.value))
		}
	}
	errs = append(errs, cfg.Routing.Check(cfg.destinations())...)
	errs = append(errs, cfg.Content.Check()...)
	errs = append(errs, keypath.Under("sending_queue", cfg.Queue.Check()...)...)
	errs = append(errs, keypath.Under("retry_on_failure", cfg.Retry.Check()...)...)
	return errors.Join(errs...)
}

// destinations are their names.
func (cfg *Config) destinations() []string {
	names := make([]string, len(cfg.Destinations))
	for i := range cfg.Destinations {
		names[i] = cfg.Destinations[i].Name
	}
	return names
}

// checkUnit refuses a bare number, which is taken for nanoseconds.
func checkUnit(key string, value time.Duration) error {
	if value > 0 && value < time.Millisecond {
		return fmt.Errorf("%s: %s: is below 1ms: a duration needs its unit, such as 5s", key, value)
	}
	return nil
}
