package apierrorconnector

import (
	"fmt"
	"time"

	"github.com/otelcol-apierror/otelcol-apierror/internal/keypath"
)

// TransactionConfig is a business transaction: steps that follow one another, over any number of calls and traces.
type TransactionConfig struct {
	Name string `mapstructure:"name"`
	// Correlation is the attribute whose value the steps of one transaction share.
	Correlation string       `mapstructure:"correlation_attribute"`
	Steps       []StepConfig `mapstructure:"steps"`
	// Timeout is how long a transaction waits for its next step until it is abandoned.
	Timeout time.Duration `mapstructure:"timeout"`
}

// StepConfig is one step: a call of those that match.
type StepConfig struct {
	Name  string      `mapstructure:"name"`
	Match MatchConfig `mapstructure:"match"`
}

const (
	defaultTimeout = 30 * time.Minute
	// mostSteps bounds what a transaction in flight may cost.
	mostSteps = 16
)

// timeout is the transaction's, or the default.
func (c *TransactionConfig) timeout() time.Duration {
	if c.Timeout == 0 {
		return defaultTimeout
	}
	return c.Timeout
}

// process is the one that the transaction's steps belong to, if they name one alone.
func (c *TransactionConfig) process() string {
	var found string
	for i := range c.Steps {
		for _, name := range c.Steps[i].Match.Processes {
			if found != "" && name != found {
				return ""
			}
			found = name
		}
	}
	return found
}

func (c *Config) checkTransactions() []error {
	var errs []error
	names := make([]string, len(c.Transactions))
	for i := range c.Transactions {
		names[i] = c.Transactions[i].Name
		errs = append(errs, keypath.Under(fmt.Sprintf("transactions::%d", i), c.Transactions[i].check(c)...)...)
	}
	return append(errs, keypath.Unique("transactions", names)...)
}

func (c *TransactionConfig) check(all *Config) []error {
	var errs []error
	if keypath.Blank(c.Name) {
		errs = append(errs, fmt.Errorf("name: %q is missing: a name that people in the business know, e.g. onboarding", c.Name))
	}
	if keypath.Blank(c.Correlation) {
		errs = append(errs, fmt.Errorf("correlation_attribute: %q is missing: the span attribute whose value the steps share, e.g. app.signup.id",
			c.Correlation))
	}
	if c.Timeout != 0 && c.Timeout < time.Second {
		errs = append(errs, fmt.Errorf("timeout: %s is too short: a number and a unit, 1s or longer, e.g. 30m", c.Timeout))
	}
	if len(c.Steps) < 1 || len(c.Steps) > mostSteps {
		errs = append(errs, fmt.Errorf("steps: %d given: 1 to %d, in their order, each with a name and a match", len(c.Steps), mostSteps))
	}
	names := make([]string, len(c.Steps))
	for i := range c.Steps {
		step := &c.Steps[i]
		names[i] = step.Name
		if keypath.Blank(step.Name) {
			errs = append(errs, fmt.Errorf("steps::%d::name: %q is missing: what the step is called, e.g. verify_email", i, step.Name))
		}
		errs = append(errs, keypath.Under(fmt.Sprintf("steps::%d::match", i), step.Match.check(all)...)...)
	}
	return append(errs, keypath.Unique("steps", names)...)
}
