package apierrorconnector

import (
	"fmt"
	"time"
)

// ForecastConfig says what is looked ahead for.
type ForecastConfig struct {
	Enabled bool `mapstructure:"enabled"`
	// Horizon is how far ahead.
	Horizon time.Duration `mapstructure:"horizon"`
	// Probability is how sure a forecast must be to be told.
	Probability float64 `mapstructure:"probability"`
	// ErrorRate is the share of failed calls that is told of before it is passed; 0 for none. Latencies are held against those of
	// the objectives and of the partners' agreements.
	ErrorRate float64 `mapstructure:"error_rate"`
}

const (
	leastHorizon, mostHorizon         = 10 * time.Minute, 4 * time.Hour
	leastProbability, mostProbability = 0.5, 0.99
	leastErrorRate, mostErrorRate     = 0.0001, 0.9
)

func defaultForecastConfig() ForecastConfig {
	return ForecastConfig{Enabled: true, Horizon: 2 * time.Hour, Probability: 0.8, ErrorRate: 0.05}
}

// Negated, so that what is no number is refused as well.
func (c *ForecastConfig) check() []error {
	var errs []error
	if c.Horizon < leastHorizon || c.Horizon > mostHorizon {
		errs = append(errs, fmt.Errorf("horizon: %s: a number and a unit, from 10m to 4h, e.g. 2h", c.Horizon))
	}
	if !(c.Probability >= leastProbability && c.Probability <= mostProbability) {
		errs = append(errs, fmt.Errorf("probability: %v: from 0.5 to 0.99, e.g. 0.8: how sure a forecast must be to be told", c.Probability))
	}
	if c.ErrorRate != 0 && !(c.ErrorRate >= leastErrorRate && c.ErrorRate <= mostErrorRate) {
		errs = append(errs, fmt.Errorf("error_rate: %v: a share of calls from 0.0001 to 0.9, e.g. 0.05 for 5%%, or 0 for none", c.ErrorRate))
	}
	return errs
}
