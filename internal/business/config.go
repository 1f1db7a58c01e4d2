// Package business holds what a configuration declares of the business: the processes that calls belong to, the partners that
// are called, and what they are worth. The processor and the connector take the same section, so that one YAML anchor serves
// both.
//
// A Config is what is written, a Catalog what is made of it; a Matcher finds the process and the partner of a call. Deciding
// what a failure costs is for others.
package business

import (
	"time"

	"go.opentelemetry.io/collector/confmap"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
	"github.com/otelcol-apierror/otelcol-apierror/internal/keypath"
)

// Config says what the services' calls are for and what they are worth.
type Config struct {
	// Currency, in ISO 4217, of every sum that is declared or written.
	Currency string `mapstructure:"currency"`
	// Rates are what one unit of another currency is worth in Currency.
	Rates map[string]float64 `mapstructure:"rates"`
	// TenantAttribute of a span or its resource names the tenant.
	TenantAttribute string `mapstructure:"tenant_attribute"`
	// TierAttribute of a span or its resource names the customer's tier.
	TierAttribute string          `mapstructure:"tier_attribute"`
	Tiers         []TierConfig    `mapstructure:"tiers"`
	ManyActors    int             `mapstructure:"many_actors"`
	Processes     []ProcessConfig `mapstructure:"processes"`
	Partners      []PartnerConfig `mapstructure:"partners"`
}

// DefaultConfig is the section where nothing is written.
func DefaultConfig() Config {
	return Config{Currency: "USD", TenantAttribute: "tenant.id", ManyActors: 20}
}

// TierConfig is what a class of customers was promised.
type TierConfig struct {
	Name string `mapstructure:"name"`
	// Values of the tier attribute; the tier's name where none are set.
	Values []string `mapstructure:"values"`
	// Penalty that is owed for each failed call.
	Penalty float64 `mapstructure:"penalty"`
	// RaiseImpact makes a failure weigh as much as one that meets many.
	RaiseImpact bool `mapstructure:"raise_impact"`
}

// ProcessConfig is one business process.
type ProcessConfig struct {
	Name        string               `mapstructure:"name"`
	Match       MatchConfig          `mapstructure:"match"`
	Owner       string               `mapstructure:"owner"`
	Criticality apierror.Criticality `mapstructure:"criticality"`
	Value       *ValueConfig         `mapstructure:"value"`
	// Abandonment is the share of failed calls whose business does not come back; nil where nobody knows.
	Abandonment *float64       `mapstructure:"abandonment"`
	Support     *SupportConfig `mapstructure:"support"`
}

// MatchConfig says which calls belong to a process: those that meet every part that is set.
type MatchConfig struct {
	Services []string `mapstructure:"services"`
	Routes   []string `mapstructure:"routes"`
	Methods  []string `mapstructure:"methods"`
	Servers  []string `mapstructure:"servers"`
	Tenants  []string `mapstructure:"tenants"`
	// When is an OTTL condition on the span.
	When string `mapstructure:"when"`
}

// Units that an amount may be written in.
const (
	UnitMajor = "major"
	UnitMinor = "minor" // the currency's smallest coin: cents
)

// ValueConfig says what one call is worth.
type ValueConfig struct {
	Attribute string `mapstructure:"attribute"`
	// Unit of the attribute; major where it is not set.
	Unit string `mapstructure:"unit"`
	// CurrencyAttribute names the amount's currency; it is the business's own where it is absent.
	CurrencyAttribute string         `mapstructure:"currency_attribute"`
	Default           float64        `mapstructure:"default"`
	Revenue           *RevenueConfig `mapstructure:"revenue"`
	// Large is from where on a call's value raises the impact; 0 for never.
	Large float64 `mapstructure:"large"`
}

// RevenueConfig spreads a yearly revenue over the calls that earn it.
type RevenueConfig struct {
	Yearly float64 `mapstructure:"yearly"`
	// Share of it that depends on the calls; all of it where it is not set.
	Share float64 `mapstructure:"share"`
	// Calls a year.
	Calls float64 `mapstructure:"calls"`
}

// SupportConfig says what failures cost in people's time.
type SupportConfig struct {
	// Cost of one contact.
	Cost float64 `mapstructure:"cost"`
	// Rate is the share of failed calls that cause one.
	Rate float64 `mapstructure:"rate"`
}

// PartnerConfig is one third party.
type PartnerConfig struct {
	Name  string             `mapstructure:"name"`
	Match PartnerMatchConfig `mapstructure:"match"`
	SLA   *SLAConfig         `mapstructure:"sla"`
}

// PartnerMatchConfig says which calls go to a partner: those that meet any part that is set.
type PartnerMatchConfig struct {
	Servers []string `mapstructure:"servers"`
	// Services are names by which callers know whom they call.
	Services []string `mapstructure:"services"`
	// Attributes of the span, and the values that name the partner.
	Attributes map[string][]string `mapstructure:"attributes"`
}

// SLAConfig is what a partner agreed to.
type SLAConfig struct {
	// Availability is the share of calls that succeed.
	Availability float64       `mapstructure:"availability"`
	Latency      time.Duration `mapstructure:"latency"`
	// Percentile is the share of calls that keep to the latency; 0 where each has to.
	Percentile float64 `mapstructure:"percentile"`
	// Window over which the agreement is settled.
	Window time.Duration `mapstructure:"window"`
	// Penalty that the partner owes for a window in which the agreement was broken.
	Penalty float64 `mapstructure:"penalty"`
}

var _ confmap.Unmarshaler = (*SLAConfig)(nil)

// Unmarshal names what the collector's own error does not: the value, and what is allowed.
func (c *SLAConfig) Unmarshal(conf *confmap.Conf) error {
	for key, example := range map[string]string{"latency": "800ms", "window": "720h"} {
		if err := keypath.Duration(key, conf.Get(key), example); err != nil {
			return err
		}
	}
	return conf.Unmarshal(c)
}
