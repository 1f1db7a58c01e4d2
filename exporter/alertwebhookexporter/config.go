package alertwebhookexporter

import (
	"errors"
	"fmt"
	"time"

	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/config/configretry"
	"go.opentelemetry.io/collector/confmap"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
	"github.com/otelcol-apierror/otelcol-apierror/internal/keypath"
)

// Config says whom to tell, of what, and when.
type Config struct {
	// Destinations are told each for itself: none waits for another.
	Destinations []DestinationConfig `mapstructure:"destinations"`

	// MinSeverity is the least severity of a situation that anybody is told of.
	MinSeverity apierror.Severity `mapstructure:"min_severity"`
	// GroupWait holds a new or worsened situation back, so that its first minutes make one notification.
	GroupWait time.Duration `mapstructure:"group_wait"`
	// RepeatInterval is after how long a situation that lasts is told of again.
	RepeatInterval time.Duration `mapstructure:"repeat_interval"`
	// ResolveAfter is how long a situation must be quiet to be over.
	ResolveAfter time.Duration `mapstructure:"resolve_after"`

	// Storage is the storage extension that keeps situations and undelivered notifications over a restart.
	Storage *component.ID `mapstructure:"storage"`

	Queue QueueConfig `mapstructure:"sending_queue"`
	Retry RetryConfig `mapstructure:"retry_on_failure"`
}

// QueueConfig sizes the queue that each destination has.
type QueueConfig struct {
	// Size is the number of notifications that wait for a destination at most.
	Size int64 `mapstructure:"queue_size"`
}

var (
	_ confmap.Unmarshaler = (*Config)(nil)
	_ confmap.Validator   = (*Config)(nil)
)

func createDefaultConfig() component.Config {
	retry := configretry.NewDefaultBackOffConfig()
	// An alert is worth a quick second try, and one a minute does no receiver harm.
	retry.InitialInterval = time.Second
	retry.MaxInterval = time.Minute
	// Whoever could not be reached for as long as this is told again anyway of what still lasts: see RepeatInterval.
	retry.MaxElapsedTime = 4 * time.Hour
	return &Config{
		MinSeverity:    apierror.SeverityMedium,
		GroupWait:      5 * time.Second,
		RepeatInterval: 4 * time.Hour,
		ResolveAfter:   5 * time.Minute,
		Queue:          QueueConfig{Size: 1000},
		Retry:          RetryConfig(retry),
	}
}

// Unmarshal names what the collector's own error does not: the value of a duration, and what is allowed.
func (cfg *Config) Unmarshal(conf *confmap.Conf) error {
	errs := make([]error, 0, 6)
	for _, key := range []string{
		"group_wait", "repeat_interval", "resolve_after",
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
		errs = append(errs, keypath.Under(fmt.Sprintf("destinations::%d", i), cfg.Destinations[i].check()...)...)
		name := cfg.Destinations[i].Name
		if first, taken := named[name]; taken && name != "" {
			errs = append(errs, fmt.Errorf("destinations::%d::name: %q is the name of destinations::%d already: names must be unique",
				i, name, first))
			continue
		}
		named[name] = i
	}
	if cfg.GroupWait < 0 {
		errs = append(errs, fmt.Errorf("group_wait: %s: must be 0 (not held back) or longer", cfg.GroupWait))
	}
	if cfg.RepeatInterval <= 0 {
		errs = append(errs, fmt.Errorf("repeat_interval: %s: must be longer than 0", cfg.RepeatInterval))
	}
	if cfg.ResolveAfter <= 0 {
		errs = append(errs, fmt.Errorf("resolve_after: %s: must be longer than 0", cfg.ResolveAfter))
	}
	errs = append(errs, checkUnit("group_wait", cfg.GroupWait), checkUnit("repeat_interval", cfg.RepeatInterval),
		checkUnit("resolve_after", cfg.ResolveAfter))
	if cfg.Queue.Size <= 0 {
		errs = append(errs, fmt.Errorf("sending_queue::queue_size: %d: must be 1 or more", cfg.Queue.Size))
	}
	errs = append(errs, keypath.Under("retry_on_failure", cfg.Retry.check()...)...)
	return errors.Join(errs...)
}

// checkUnit refuses a bare number, which is taken for nanoseconds.
func checkUnit(key string, value time.Duration) error {
	if value > 0 && value < time.Millisecond {
		return fmt.Errorf("%s: %s: is below 1ms: a duration needs its unit, such as 5s", key, value)
	}
	return nil
}
