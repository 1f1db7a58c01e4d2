package apierrorprocessor

import (
	"errors"
	"fmt"
	"strings"
	"unicode"

	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/config/configopaque"
	"go.opentelemetry.io/collector/confmap"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
	"github.com/otelcol-apierror/otelcol-apierror/internal/business"
	"github.com/otelcol-apierror/otelcol-apierror/internal/keypath"
	"github.com/otelcol-apierror/otelcol-apierror/internal/spancondition"
	"github.com/otelcol-apierror/otelcol-apierror/processor/apierrorprocessor/internal/detect"
)

// Config of the processor. Its zero settings are useful: see createDefaultConfig.
type Config struct {
	Actor    ActorConfig     `mapstructure:"actor"`
	Business business.Config `mapstructure:"business"`
	Security SecurityConfig  `mapstructure:"security"`
	Rules    []RuleConfig    `mapstructure:"rules"`
	// Expectations tell a failure that looks like a success.
	Expectations []ExpectationConfig `mapstructure:"expectations"`
	// Redact masks secrets and personal data in error texts.
	Redact bool `mapstructure:"redact"`
	// Storage is the storage extension that keeps what the detectors remember over a restart.
	Storage *component.ID `mapstructure:"storage"`
}

// ActorConfig says where a span names who acts.
type ActorConfig struct {
	// Attributes name the actor; the first that is present on a span counts.
	Attributes []string `mapstructure:"attributes"`
	// AccountAttributes name the account that a login tries, before anyone is authenticated.
	AccountAttributes []string `mapstructure:"account_attributes"`
	// TrustedProxies are addresses and networks whose forwarded headers are believed.
	TrustedProxies []string `mapstructure:"trusted_proxies"`
	// Hash replaces the ids of actors and accounts by hashes under HashKey.
	Hash    bool                `mapstructure:"hash"`
	HashKey configopaque.String `mapstructure:"hash_key"`
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
)

func createDefaultConfig() component.Config {
	return &Config{
		Actor: ActorConfig{
			Attributes:        []string{"user.id", "enduser.id", "session.id", "client.address"},
			AccountAttributes: []string{"user.name", "user.email", "enduser.id"},
		},
		Business: business.DefaultConfig(),
		Security: SecurityConfig{MaxActors: detect.DefaultActors},
	}
}

// Validate checks everything. The parts have no Validate of their own: the collector would put their path before a colon, and
// the key in question behind it, where nobody looks for a::b::0::c.
func (c *Config) Validate() error {
	errs := keypath.Under("actor", c.Actor.check()...)
	errs = append(errs, keypath.Under("business", c.Business.Check()...)...)
	errs = append(errs, keypath.Under("security", c.Security.check()...)...)
	names := make([]string, len(c.Rules))
	for i := range c.Rules {
		names[i] = c.Rules[i].Name
		errs = append(errs, keypath.Under(fmt.Sprintf("rules::%d", i), c.Rules[i].check()...)...)
	}
	errs = append(errs, keypath.Unique("rules", names)...)
	names = make([]string, len(c.Expectations))
	for i := range c.Expectations {
		names[i] = c.Expectations[i].Name
		errs = append(errs, keypath.Under(fmt.Sprintf("expectations::%d", i), c.Expectations[i].check()...)...)
	}
	return errors.Join(append(errs, keypath.Unique("expectations", names)...)...)
}

func (c *ActorConfig) check() []error {
	var errs []error
	if len(c.Attributes) == 0 {
		errs = append(errs, errors.New("attributes: is empty: name at least one span attribute that tells who acts, e.g. client.address"))
	}
	errs = append(errs, keypath.Each("attributes", c.Attributes, checkAttribute)...)
	errs = append(errs, keypath.Each("account_attributes", c.AccountAttributes, checkAttribute)...)
	errs = append(errs, keypath.Each("trusted_proxies", c.TrustedProxies, checkProxies)...)
	switch length := len(c.HashKey); {
	case !c.Hash:
	case length == 0:
		errs = append(errs, fmt.Errorf("hash_key: is empty: where hash is true, a secret of at least %d bytes, e.g. ${env:ACTOR_HASH_KEY}",
			leastHashKey))
	case length < leastHashKey:
		errs = append(errs, fmt.Errorf("hash_key: [REDACTED]: has %d bytes: a secret of at least %d", length, leastHashKey))
	}
	return errs
}

func checkProxies(text string) error {
	if _, ok := parseProxies(text); !ok {
		return errors.New("is no proxy's address: an address such as 192.0.2.7, or a network in CIDR notation such as 10.0.0.0/8 or " +
			"2001:db8::/32, but not everybody's (/0)")
	}
	return nil
}

func checkAttribute(name string) error {
	if keypath.Blank(name) {
		return errors.New("is empty: the name of a span attribute")
	}
	return nil
}

func (c *RuleConfig) check() []error {
	var errs []error
	if keypath.Blank(c.Name) {
		errs = append(errs, fmt.Errorf("name: %q is missing: a name that shows in the rationale of every span the rule matches", c.Name))
	}
	if !c.Category.Valid() {
		errs = append(errs, fmt.Errorf("category: %q is unknown: one of %s", c.Category, keypath.Words(apierror.Categories())))
	}
	if keypath.Blank(c.When) {
		errs = append(errs, fmt.Errorf(`when: %q is missing: an OTTL condition, e.g. span.attributes["app.result"] == "rejected"`, c.When))
	} else if err := spancondition.Check(c.When); err != nil {
		errs = append(errs, fmt.Errorf("when: %q is no OTTL condition on a span: %w", c.When, err))
	}
	switch {
	case oneWord(c.Reason):
	case c.Reason != "":
		errs = append(errs, fmt.Errorf("reason: %q has spaces or control characters: one word, e.g. order_rejected", c.Reason))
	case !keypath.Blank(c.Name) && !oneWord(c.Name):
		errs = append(errs, fmt.Errorf("reason: is the rule's name where it is not set, and %q has spaces or control characters: "+
			"set a reason of one word, e.g. order_rejected", c.Name))
	}
	return errs
}

// oneWord is what a reason has to be: dashboards and queries select by it.
func oneWord(reason string) bool {
	return reason != "" && !strings.ContainsFunc(reason, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) })
}
