package apierrorprocessor

import (
	"errors"
	"fmt"
	"math"
	"regexp"
	"strings"
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
	Match       MatchConfig          `mapstructure:"match"`
	Owner       string               `mapstructure:"owner"`
	Criticality apierror.Criticality `mapstructure:"criticality"`
	Value       *ValueConfig         `mapstructure:"value"`
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

var _ confmap.Unmarshaler = (*SLAConfig)(nil)

// Unmarshal names what the collector's own error does not: the value, and what is allowed.
func (c *SLAConfig) Unmarshal(conf *confmap.Conf) error {
	if err := checkDuration(conf, "latency"); err != nil {
		return err
	}
	return conf.Unmarshal(c)
}

func checkDuration(conf *confmap.Conf, key string) error {
	written, ok := conf.Get(key).(string)
	if !ok {
		return nil
	}
	if _, err := time.ParseDuration(written); err != nil {
		return fmt.Errorf("%s: %q is no duration: a number and a unit, e.g. 800ms", key, written)
	}
	return nil
}

// currencyCode is the form of ISO 4217.
var currencyCode = regexp.MustCompile(`^[A-Z]{3}$`)

func (c *BusinessConfig) check() []error {
	var errs []error
	if !currencyCode.MatchString(c.Currency) {
		errs = append(errs, fmt.Errorf("currency: %q is no currency: three capital letters of ISO 4217, e.g. USD", c.Currency))
	}
	processes := make([]string, len(c.Processes))
	for i := range c.Processes {
		processes[i] = c.Processes[i].Name
		errs = append(errs, under(fmt.Sprintf("processes::%d", i), c.Processes[i].check()...)...)
	}
	partners := make([]string, len(c.Partners))
	for i := range c.Partners {
		partners[i] = c.Partners[i].Name
		errs = append(errs, under(fmt.Sprintf("partners::%d", i), c.Partners[i].check()...)...)
	}
	errs = append(errs, unique("processes", processes)...)
	errs = append(errs, unique("partners", partners)...)
	return append(errs, c.checkServers()...)
}

// checkServers refuses a pattern that two partners have: the second would never see a call of it.
func (c *BusinessConfig) checkServers() []error {
	var errs []error
	first := make(map[string]int)
	for i := range c.Partners {
		for j, pattern := range c.Partners[i].Match.Servers {
			same, err := impact.SameServer(pattern)
			if err != nil {
				continue // told by the partner's own check
			}
			if owner, taken := first[same]; !taken {
				first[same] = i
			} else if owner != i {
				errs = append(errs, fmt.Errorf("partners::%d::match::servers::%d: %q belongs to partners::%d already: "+
					"a server is one partner's", i, j, pattern, owner))
			}
		}
	}
	return errs
}

func (c *ProcessConfig) check() []error {
	var errs []error
	if blank(c.Name) {
		errs = append(errs, fmt.Errorf("name: %q is missing: a name that people in the business know", c.Name))
	}
	errs = append(errs, under("match", c.Match.check()...)...)
	if c.Criticality != "" && !c.Criticality.Valid() {
		errs = append(errs, fmt.Errorf("criticality: %q is unknown: one of %s", c.Criticality, list(apierror.Criticalities())))
	}
	if c.Value != nil {
		errs = append(errs, c.Value.check()...)
	}
	return errs
}

func checkService(name string) error {
	switch {
	case blank(name):
		return errors.New("is empty: a service.name")
	case strings.Contains(name, "*"):
		return errors.New("a service.name, which matches exactly: * stands for nothing here, list each service")
	case strings.TrimSpace(name) != name:
		return errors.New("a service.name, which matches exactly: without spaces around it")
	default:
		return nil
	}
}

func (c *ValueConfig) check() []error {
	switch {
	case c.Default < 0, math.IsNaN(c.Default), math.IsInf(c.Default, 0):
		return []error{fmt.Errorf("value::default: %v is no amount of money: 0 or more", c.Default)}
	case c.Attribute == "" && c.Default == 0:
		return []error{errors.New("value: has neither an attribute nor a default above 0: set one or both, or leave value out")}
	case c.Attribute != "" && blank(c.Attribute):
		return []error{fmt.Errorf("value::attribute: %q: is empty: the name of a span attribute", c.Attribute)}
	default:
		return nil
	}
}

func (c *PartnerConfig) check() []error {
	var errs []error
	if blank(c.Name) {
		errs = append(errs, fmt.Errorf("name: %q is missing: the partner's name", c.Name))
	}
	if len(c.Match.Servers) == 0 {
		errs = append(errs, errors.New("match::servers: is empty: host names of the partner's, e.g. api.cardnet.example or *.cardnet.example"))
	}
	errs = append(errs, each("match::servers", c.Match.Servers, func(pattern string) error {
		_, err := impact.SameServer(pattern)
		return err
	})...)
	if c.SLA != nil {
		errs = append(errs, c.SLA.check()...)
	}
	return errs
}

func (c *SLAConfig) check() []error {
	var errs []error
	if !(c.Availability >= 0 && c.Availability <= 1) { // so that NaN is none either
		errs = append(errs, fmt.Errorf("sla::availability: %v is no share: 0 to 1, e.g. 0.999", c.Availability))
	}
	switch {
	case c.Latency < 0:
		errs = append(errs, fmt.Errorf("sla::latency: %s is negative: a duration, e.g. 800ms", c.Latency))
	case c.Latency > 0 && c.Latency < time.Millisecond:
		// A bare number is taken for nanoseconds.
		errs = append(errs, fmt.Errorf("sla::latency: %s is below 1ms: a duration needs its unit, e.g. 800ms", c.Latency))
	}
	if c.Availability == 0 && c.Latency == 0 {
		errs = append(errs, errors.New("sla: has neither availability nor latency: set one or both, or leave sla out"))
	}
	return errs
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
