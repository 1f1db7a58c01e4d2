package delivery

import (
	"fmt"
	"math"
	"time"

	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/format"
	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/outbox"
)

// QueueConfig sizes the queue that each destination has.
type QueueConfig struct {
	// Size is the number of notifications that wait for a destination at most.
	Size int `mapstructure:"queue_size"`
	// MaxBytes is how much they take at most; their dead letters take that much once more.
	MaxBytes int `mapstructure:"max_bytes"`
}

// RetryConfig says when a delivery that failed is tried again.
type RetryConfig struct {
	Enabled             bool          `mapstructure:"enabled"`
	InitialInterval     time.Duration `mapstructure:"initial_interval"`
	RandomizationFactor float64       `mapstructure:"randomization_factor"`
	Multiplier          float64       `mapstructure:"multiplier"`
	MaxInterval         time.Duration `mapstructure:"max_interval"`
	// MaxElapsedTime is how old a notification may become, also over restarts.
	MaxElapsedTime time.Duration `mapstructure:"max_elapsed_time"`
	// MaxAttempts is how often one is tried at most; 0 for no bound.
	MaxAttempts int `mapstructure:"max_attempts"`
}

// LaneConfig is what a destination may have of its own: keys of it, squashed.
type LaneConfig struct {
	// MaxInFlight is how many notifications are under way at a time, each of another group.
	MaxInFlight int `mapstructure:"max_in_flight"`
	// RateLimit takes the place of the service's published limit.
	RateLimit *RateLimitConfig `mapstructure:"rate_limit"`
	// ResendDeadLetters puts the dead letters back in the queue at each start.
	ResendDeadLetters bool `mapstructure:"resend_dead_letters"`
}

// RateLimitConfig bounds requests.
type RateLimitConfig struct {
	PerSecond float64 `mapstructure:"per_second"`
	Burst     int     `mapstructure:"burst"`
}

const (
	minQueueBytes = 1 << 20
	maxQueueSize  = 1_000_000
	maxInFlight   = 64
	maxRate       = 100_000
	minRate       = 0.001
)

// DefaultQueue is a day of a bad incident.
func DefaultQueue() QueueConfig { return QueueConfig{Size: 1000, MaxBytes: 64 << 20} }

// DefaultRetry gives an alert a quick second try, and then one a minute, which does no receiver harm. Whoever could not be reached for
// as long as the age is told again anyway of what still lasts.
func DefaultRetry() RetryConfig {
	return RetryConfig{
		Enabled: true, InitialInterval: time.Second, RandomizationFactor: 0.5, Multiplier: 1.5, MaxInterval: time.Minute,
		MaxElapsedTime: 4 * time.Hour,
	}
}

// DefaultLane lets four go at a time.
func DefaultLane() LaneConfig { return LaneConfig{MaxInFlight: 4} }

// Check returns errors that begin with the key in question.
func (cfg *QueueConfig) Check() []error {
	var errs []error
	if cfg.Size < 1 || cfg.Size > maxQueueSize {
		errs = append(errs, fmt.Errorf("queue_size: %d: must be 1 to %d", cfg.Size, maxQueueSize))
	}
	if cfg.MaxBytes < minQueueBytes {
		errs = append(errs, fmt.Errorf("max_bytes: %d: must be %d (1 MiB) or more", cfg.MaxBytes, minQueueBytes))
	}
	return errs
}

// Check returns errors that begin with the key in question.
func (cfg *LaneConfig) Check() []error {
	var errs []error
	if cfg.MaxInFlight < 1 || cfg.MaxInFlight > maxInFlight {
		errs = append(errs, fmt.Errorf("max_in_flight: %d: must be 1 to %d", cfg.MaxInFlight, maxInFlight))
	}
	if limit := cfg.RateLimit; limit != nil {
		if !(limit.PerSecond >= minRate && limit.PerSecond <= maxRate) { // so that NaN is refused too
			errs = append(errs, fmt.Errorf("rate_limit::per_second: %v: must be %v to %d", limit.PerSecond, minRate, maxRate))
		}
		if limit.Burst < 0 || limit.Burst > maxRate {
			errs = append(errs, fmt.Errorf("rate_limit::burst: %d: must be 0 (as much as in a second) to %d", limit.Burst, maxRate))
		}
	}
	return errs
}

// Check returns errors that begin with the key in question.
func (cfg *RetryConfig) Check() []error {
	if !cfg.Enabled {
		return nil
	}
	var errs []error
	for _, field := range []struct {
		key   string
		value time.Duration
	}{
		{"initial_interval", cfg.InitialInterval},
		{"max_interval", cfg.MaxInterval},
		{"max_elapsed_time", cfg.MaxElapsedTime},
	} {
		switch {
		case field.value <= 0:
			errs = append(errs, fmt.Errorf("%s: %s: must be longer than 0", field.key, field.value))
		case field.value < time.Millisecond:
			errs = append(errs, fmt.Errorf("%s: %s: is below 1ms: a duration needs its unit, such as 5s", field.key, field.value))
		}
	}
	if !(cfg.Multiplier >= 1) || math.IsInf(cfg.Multiplier, 0) { // so that NaN is refused too
		errs = append(errs, fmt.Errorf("multiplier: %v: must be 1 or more", cfg.Multiplier))
	}
	if !(cfg.RandomizationFactor >= 0 && cfg.RandomizationFactor <= 1) {
		errs = append(errs, fmt.Errorf("randomization_factor: %v: must be 0 to 1", cfg.RandomizationFactor))
	}
	if cfg.MaxAttempts < 0 {
		errs = append(errs, fmt.Errorf("max_attempts: %d: must be 0 (no bound) or more", cfg.MaxAttempts))
	}
	if len(errs) > 0 {
		return errs
	}
	if cfg.MaxInterval < cfg.InitialInterval {
		errs = append(errs, fmt.Errorf("max_interval: %s: must not be shorter than initial_interval, %s", cfg.MaxInterval, cfg.InitialInterval))
	}
	if cfg.MaxElapsedTime < cfg.MaxInterval {
		errs = append(errs, fmt.Errorf("max_elapsed_time: %s: must not be shorter than max_interval, %s", cfg.MaxElapsedTime, cfg.MaxInterval))
	}
	return errs
}

func (cfg *RetryConfig) rules() outbox.Retry {
	return outbox.Retry{
		Enabled: cfg.Enabled, Initial: cfg.InitialInterval, Max: cfg.MaxInterval, Multiplier: cfg.Multiplier,
		Randomization: cfg.RandomizationFactor, MaxElapsed: cfg.MaxElapsedTime, MaxAttempts: cfg.MaxAttempts,
	}
}

// limits are the configured ones, or else the published ones.
func (cfg *LaneConfig) limits(published format.Limits) format.Limits {
	if cfg.RateLimit == nil {
		return published
	}
	burst := cfg.RateLimit.Burst
	if burst == 0 {
		burst = max(1, int(math.Ceil(cfg.RateLimit.PerSecond)))
	}
	return format.Limits{PerSecond: cfg.RateLimit.PerSecond, Burst: burst}
}
