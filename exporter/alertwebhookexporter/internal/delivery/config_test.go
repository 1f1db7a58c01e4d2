package delivery

import (
	"errors"
	"math"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/format"
)

func TestTheDefaultsAreValid(t *testing.T) {
	queue, retry, lane := DefaultQueue(), DefaultRetry(), DefaultLane()
	assert.Empty(t, queue.Check())
	assert.Empty(t, retry.Check())
	assert.Empty(t, lane.Check())
}

func TestErrorsNameTheKeyTheValueAndWhatIsAllowed(t *testing.T) {
	retry := func(change func(*RetryConfig)) []error {
		cfg := DefaultRetry()
		change(&cfg)
		return cfg.Check()
	}
	lane := func(change func(*LaneConfig)) []error {
		cfg := DefaultLane()
		change(&cfg)
		return cfg.Check()
	}
	for want, errs := range map[string][]error{
		"queue_size: 0: must be 1 to 1000000":                  (&QueueConfig{MaxBytes: minQueueBytes}).Check(),
		"max_bytes: 1: must be 1048576 (1 MiB) or more":        (&QueueConfig{Size: 1, MaxBytes: 1}).Check(),
		"initial_interval: 0s: must be longer than 0":          retry(func(c *RetryConfig) { c.InitialInterval = 0 }),
		"max_interval: 30ns: is below 1ms":                     retry(func(c *RetryConfig) { c.MaxInterval = 30 }),
		"multiplier: NaN: must be 1 or more":                   retry(func(c *RetryConfig) { c.Multiplier = math.NaN() }),
		"multiplier: +Inf: must be 1 or more":                  retry(func(c *RetryConfig) { c.Multiplier = math.Inf(1) }),
		"randomization_factor: 2: must be 0 to 1":              retry(func(c *RetryConfig) { c.RandomizationFactor = 2 }),
		"max_attempts: -1: must be 0 (no bound) or more":       retry(func(c *RetryConfig) { c.MaxAttempts = -1 }),
		"max_interval: 1ms: must not be shorter than":          retry(func(c *RetryConfig) { c.MaxInterval = time.Millisecond }),
		"max_elapsed_time: 1s: must not be shorter than":       retry(func(c *RetryConfig) { c.MaxElapsedTime = time.Second }),
		"max_in_flight: 65: must be 1 to 64":                   lane(func(c *LaneConfig) { c.MaxInFlight = 65 }),
		"rate_limit::per_second: NaN: must be 0.001 to 100000": lane(func(c *LaneConfig) { c.RateLimit = &RateLimitConfig{PerSecond: math.NaN()} }),
		"rate_limit::burst: -1: must be 0 (as much as in ":     lane(func(c *LaneConfig) { c.RateLimit = &RateLimitConfig{PerSecond: 1, Burst: -1} }),
	} {
		require.ErrorContains(t, errors.Join(errs...), want)
	}
	assert.Empty(t, (&RetryConfig{}).Check(), "nothing is asked of retries that are off")
}

func TestAConfiguredLimitTakesThePlaceOfThePublishedOne(t *testing.T) {
	published := format.Limits{PerSecond: 1, Burst: 5}
	cfg := DefaultLane()
	assert.Equal(t, published, cfg.limits(published))
	cfg.RateLimit = &RateLimitConfig{PerSecond: 2.5}
	assert.Equal(t, format.Limits{PerSecond: 2.5, Burst: 3}, cfg.limits(published))
}
