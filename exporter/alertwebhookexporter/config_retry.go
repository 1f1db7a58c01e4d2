package alertwebhookexporter

import (
	"fmt"
	"time"

	"go.opentelemetry.io/collector/config/configretry"
)

// RetryConfig says when a delivery that failed is tried again. It is the collector's, without its checks: they name neither the
// value nor what is allowed, and accept what would flood a receiver or block a queue for ever.
type RetryConfig configretry.BackOffConfig

func (cfg *RetryConfig) check() []error {
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
		if field.value <= 0 {
			errs = append(errs, fmt.Errorf("%s: %s: must be longer than 0", field.key, field.value))
		} else if err := checkUnit(field.key, field.value); err != nil {
			errs = append(errs, err)
		}
	}
	if !(cfg.Multiplier >= 1) { // so that NaN is refused too
		errs = append(errs, fmt.Errorf("multiplier: %v: must be 1 or more", cfg.Multiplier))
	}
	if !(cfg.RandomizationFactor >= 0 && cfg.RandomizationFactor <= 1) {
		errs = append(errs, fmt.Errorf("randomization_factor: %v: must be 0 to 1", cfg.RandomizationFactor))
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
