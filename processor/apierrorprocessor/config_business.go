package apierrorprocessor

import (
	"errors"
	"fmt"
	"math"
	"regexp"
	"time"

	"go.opentelemetry.io/collector/confmap"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
	"github.com/otelcol-apierror/otelcol-apierror/processor/apierrorprocessor/internal/impact"
)

// BusinessConfig says what the services' calls are for and what they are worth.
type BusinessConfig struct {
	Currency  string          `mapstructure:"currency"`
	Processes []ProcessConfig `mapstructure:"processes"`
	Partners  []PartnerConfig `mapstructure:"partners"`
}

// ProcessConfig is one business process.
type ProcessConfig struct {
	Name        string               `mapstructure:"name"`
	Match       ProcessMatchConfig   `mapstructure:"match"`
	Owner       string               `mapstructure:"owner"`
	Criticality apierror.Criticality `mapstructure:"criticality"`
	Value       *ValueConfig         `mapstructure:"value"`
}

// ProcessMatchConfig says which spans belong to a process: those that match every part that is set.
type ProcessMatchConfig struct {
	Services []string `mapstructure:"services"`
	Routes   []string `mapstructure:"routes"`
}

// ValueConfig says what one call is worth.
type ValueConfig struct {
	Attribute string  `mapstructure:"attribute"`
	Default   float64 `mapstructure:"default"`
}

// PartnerConfig is one third party.
type PartnerConfig struct {
	Name  string             `mapstructure:"name"`
	Match PartnerMatchConfig `mapstructure:"match"`
	SLA   *SLAConfig         `mapstructure:"sla"`
}

// PartnerMatchConfig says which calls go to a partner.
type PartnerMatchConfig struct {
	Servers []string `mapstructure:"servers"`
}

// SLAConfig is what a partner agreed to.
type SLAConfig struct {
	Availability float64       `mapstructure:"availability"`
	Latency      time.Duration `mapstructure:"latency"`
}

var (
	_ confmap.Validator = (*BusinessConfig)(nil)
	_ confmap.Validator = (*ProcessConfig)(nil)
	_ confmap.Validator = (*ValueConfig)(nil)
	_ confmap.Validator = (*PartnerConfig)(nil)
	_ confmap.Validator = (*SLAConfig)(nil)
)

// currencyCode is the form of ISO 4217.
var currencyCode = regexp.MustCompile(`^[A-Z]{3}$`)

// Validate implements confmap.Validator.
func (c *BusinessConfig) Validate() error {
	var errs []error
	if !currencyCode.MatchString(c.Currency) {
		errs = append(errs, fmt.Errorf("currency: %q is no currency: three capital letters of ISO 4217, e.g. USD", c.Currency))
	}
	processes := make([]string, len(c.Processes))
	for i := range c.Processes {
		processes[i] = c.Processes[i].Name
	}
	partners := make([]string, len(c.Partners))
	for i := range c.Partners {
		partners[i] = c.Partners[i].Name
	}
	_, err := impact.Compile(c.declared())
	return errors.Join(append(errs, unique("processes", processes), unique("partners", partners), err)...)
}

// Validate implements confmap.Validator.
func (c *ProcessConfig) Validate() error {
	var errs []error
	if c.Name == "" {
		errs = append(errs, errors.New("name: is missing: a name that people in the business know"))
	}
	if len(c.Match.Services) == 0 && len(c.Match.Routes) == 0 {
		errs = append(errs, errors.New("match: is empty: services, routes, or both"))
	}
	if c.Criticality != "" && !c.Criticality.Valid() {
		errs = append(errs, fmt.Errorf("criticality: %q is unknown: one of %s", c.Criticality, list(apierror.Criticalities())))
	}
	return errors.Join(errs...)
}

// Validate implements confmap.Validator.
func (c *ValueConfig) Validate() error {
	if c.Default < 0 || math.IsNaN(c.Default) || math.IsInf(c.Default, 0) {
		return fmt.Errorf("default: %v is no amount of money: 0 or more", c.Default)
	}
	return nil
}

// Validate implements confmap.Validator.
func (c *PartnerConfig) Validate() error {
	var errs []error
	if c.Name == "" {
		errs = append(errs, errors.New("name: is missing: the partner's name"))
	}
	if len(c.Match.Servers) == 0 {
		errs = append(errs, errors.New("match::servers: is empty: host names of the partner's, e.g. api.cardnet.example or *.cardnet.example"))
	}
	return errors.Join(errs...)
}

// Validate implements confmap.Validator.
func (c *SLAConfig) Validate() error {
	var errs []error
	if c.Availability < 0 || c.Availability > 1 || math.IsNaN(c.Availability) {
		errs = append(errs, fmt.Errorf("availability: %v is no share: 0 to 1, e.g. 0.999", c.Availability))
	}
	if c.Latency < 0 {
		errs = append(errs, fmt.Errorf("latency: %s is negative: a duration, e.g. 800ms", c.Latency))
	}
	return errors.Join(errs...)
}

// declared turns the configuration into what the impact package takes.
func (c *BusinessConfig) declared() impact.Business {
	business := impact.Business{Currency: c.Currency}
	for _, p := range c.Processes {
		process := impact.Process{
			Name: p.Name, Owner: p.Owner, Criticality: p.Criticality,
			Services: p.Match.Services, Routes: p.Match.Routes,
		}
		if process.Criticality == "" {
			process.Criticality = apierror.CriticalityMedium
		}
		if p.Value != nil {
			process.Value = &impact.Value{Attribute: p.Value.Attribute, Default: p.Value.Default}
		}
		business.Processes = append(business.Processes, process)
	}
	for _, p := range c.Partners {
		partner := impact.Partner{Name: p.Name, Servers: p.Match.Servers}
		if p.SLA != nil {
			partner.SLA = &impact.SLA{Availability: p.SLA.Availability, Latency: p.SLA.Latency}
		}
		business.Partners = append(business.Partners, partner)
	}
	return business
}
