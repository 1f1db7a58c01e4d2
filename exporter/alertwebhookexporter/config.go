package alertwebhookexporter

import (
	"errors"
	"fmt"
	"time"

	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/config/configretry"
	"go.opentelemetry.io/collector/confmap"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
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

	Queue QueueConfig               `mapstructure:"sending_queue"`
	Retry configretry.BackOffConfig `mapstructure:"retry_on_failure"`
}

// QueueConfig sizes the queue that each destination has.
type QueueConfig struct {
	// Size is the number of notifications that wait for a destination at most.
	Size int64 `mapstructure:"queue_size"`
}

var (
	_ confmap.Validator = (*Config)(nil)
	_ confmap.Validator = (*QueueConfig)(nil)
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
		Retry:          retry,
	}
}

// Validate checks what the fields' own types cannot.
func (cfg *Config) Validate() error {
	var errs []error
	if len(cfg.Destinations) == 0 {
		errs = append(errs, errors.New("destinations: none given: at least one is needed, with a name and an endpoint"))
	}
	named := make(map[string]int, len(cfg.Destinations))
	for i := range cfg.Destinations {
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
	return errors.Join(append(errs, validateRetry(&cfg.Retry)...)...)
}

// validateRetry refuses what configretry accepts but would flood a receiver, or block a queue for ever.
func validateRetry(retry *configretry.BackOffConfig) []error {
	if !retry.Enabled {
		return nil
	}
	var errs []error
	for _, field := range []struct {
		key   string
		value time.Duration
	}{
		{"initial_interval", retry.InitialInterval},
		{"max_interval", retry.MaxInterval},
		{"max_elapsed_time", retry.MaxElapsedTime},
	} {
		if field.value == 0 {
			errs = append(errs, fmt.Errorf("retry_on_failure::%s: 0s: must be longer than 0", field.key))
		}
	}
	if retry.Multiplier >= 0 && retry.Multiplier < 1 {
		errs = append(errs, fmt.Errorf("retry_on_failure::multiplier: %v: must be 1 or more", retry.Multiplier))
	}
	return errs
}

// Validate implements confmap.Validator.
func (cfg *QueueConfig) Validate() error {
	if cfg.Size <= 0 {
		return fmt.Errorf("queue_size: %d: must be 1 or more", cfg.Size)
	}
	return nil
}
