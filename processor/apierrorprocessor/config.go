package apierrorprocessor

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/confmap"
	"go.uber.org/zap"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// Config of the processor. Its zero settings are useful: see createDefaultConfig.
type Config struct {
	Actor    ActorConfig    `mapstructure:"actor"`
	Business BusinessConfig `mapstructure:"business"`
	Rules    []RuleConfig   `mapstructure:"rules"`
}

// ActorConfig says where a span names who acts.
type ActorConfig struct {
	// Attributes name the actor; the first that is present on a span counts.
	Attributes []string `mapstructure:"attributes"`
	// AccountAttributes name the account that a login tries, before anyone is authenticated.
	AccountAttributes []string `mapstructure:"account_attributes"`
}

// RuleConfig tells an outcome that a status cannot tell.
type RuleConfig struct {
	Name string `mapstructure:"name"`
	// When is an OTTL condition on the span.
	When     string            `mapstructure:"when"`
	Category apierror.Category `mapstructure:"category"`
	// Reason is the rule's name where it is not set.
	Reason string `mapstructure:"reason"`
}

var (
	_ component.Config  = (*Config)(nil)
	_ confmap.Validator = (*Config)(nil)
	_ confmap.Validator = (*ActorConfig)(nil)
	_ confmap.Validator = (*RuleConfig)(nil)
)

func createDefaultConfig() component.Config {
	return &Config{
		Actor: ActorConfig{
			Attributes:        []string{"user.id", "enduser.id", "session.id", "client.address"},
			AccountAttributes: []string{"user.name", "user.email", "enduser.id"},
		},
		Business: BusinessConfig{Currency: "USD"},
	}
}

// Validate checks what no single part can check by itself.
func (c *Config) Validate() error {
	names := make([]string, len(c.Rules))
	for i := range c.Rules {
		names[i] = c.Rules[i].Name
	}
	return unique("rules", names)
}

// Validate implements confmap.Validator.
func (c *ActorConfig) Validate() error {
	if len(c.Attributes) == 0 {
		return errors.New("attributes: is empty: name at least one span attribute that tells who acts, e.g. client.address")
	}
	if i := slices.Index(c.Attributes, ""); i >= 0 {
		return fmt.Errorf("attributes[%d]: is empty: the name of a span attribute", i)
	}
	if i := slices.Index(c.AccountAttributes, ""); i >= 0 {
		return fmt.Errorf("account_attributes[%d]: is empty: the name of a span attribute", i)
	}
	return nil
}

// Validate implements confmap.Validator.
func (c *RuleConfig) Validate() error {
	var errs []error
	if c.Name == "" {
		errs = append(errs, errors.New("name: is missing: a name that shows in the rationale of every span the rule matches"))
	}
	if !c.Category.Valid() {
		errs = append(errs, fmt.Errorf("category: %q is unknown: one of %s", c.Category, list(apierror.Categories())))
	}
	if c.When == "" {
		errs = append(errs, errors.New(`when: is missing: an OTTL condition, e.g. span.attributes["app.result"] == "rejected"`))
	} else if _, err := parseCondition(component.TelemetrySettings{Logger: zap.NewNop()}, c.When); err != nil {
		errs = append(errs, fmt.Errorf("when: %q is no OTTL condition on a span: %w", c.When, err))
	}
	return errors.Join(errs...)
}

// unique reports the first name that occurs twice in a list of the configuration.
func unique(key string, names []string) error {
	for i, name := range names {
		if first := slices.Index(names, name); name != "" && first < i {
			return fmt.Errorf("%s[%d]::name: %q is taken by %s[%d]: names must differ", key, i, name, key, first)
		}
	}
	return nil
}

// list writes the words of an enumeration as a person would.
func list[T ~string](words []T) string {
	names := make([]string, 0, len(words))
	for _, word := range words {
		names = append(names, string(word))
	}
	return strings.Join(names, ", ")
}
