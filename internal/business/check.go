package business

import (
	"errors"
	"fmt"
	"maps"
	"math"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
	"github.com/otelcol-apierror/otelcol-apierror/internal/keypath"
	"github.com/otelcol-apierror/otelcol-apierror/internal/route"
	"github.com/otelcol-apierror/otelcol-apierror/internal/spancondition"
	"github.com/otelcol-apierror/otelcol-apierror/internal/window"
)

// currencyCode is the form of ISO 4217.
var currencyCode = regexp.MustCompile(`^[A-Z]{3}$`)

// leastWindow is the shortest that an agreement is settled over.
const leastWindow = time.Hour

// Check reports everything that is wrong. Each error begins with the key path below business.
func (c *Config) Check() []error {
	var errs []error
	if !currencyCode.MatchString(c.Currency) {
		errs = append(errs, fmt.Errorf("currency: %q is no currency: three capital letters of ISO 4217, e.g. USD", c.Currency))
	}
	errs = append(errs, c.checkRates()...)
	errs = append(errs, c.checkTiers()...)
	if c.ManyActors < 2 || c.ManyActors > window.DistinctLimit {
		errs = append(errs, fmt.Errorf("many_actors: %d: from 2 to %d", c.ManyActors, window.DistinctLimit))
	}
	processes, valid := make([]string, len(c.Processes)), true
	for i := range c.Processes {
		processes[i] = c.Processes[i].Name
		wrong := c.Processes[i].check()
		valid = valid && len(wrong) == 0
		errs = append(errs, keypath.Under(fmt.Sprintf("processes::%d", i), wrong...)...)
		if len(c.Processes[i].Match.Tenants) > 0 && keypath.Blank(c.TenantAttribute) {
			errs = append(errs, fmt.Errorf("tenant_attribute: %q is empty: the attribute that names the tenants of processes::%d", c.TenantAttribute, i))
		}
	}
	if valid {
		errs = append(errs, c.checkReachable()...)
	}
	partners := make([]string, len(c.Partners))
	for i := range c.Partners {
		partners[i] = c.Partners[i].Name
		errs = append(errs, keypath.Under(fmt.Sprintf("partners::%d", i), c.Partners[i].check()...)...)
	}
	errs = append(errs, keypath.Unique("processes", processes)...)
	errs = append(errs, keypath.Unique("partners", partners)...)
	return append(errs, c.checkOwners()...)
}

func (c *Config) checkRates() []error {
	var errs []error
	for _, currency := range slices.Sorted(maps.Keys(c.Rates)) {
		switch rate := c.Rates[currency]; {
		case !currencyCode.MatchString(currency):
			errs = append(errs, fmt.Errorf("rates::%s: is no currency: three capital letters of ISO 4217, e.g. EUR", currency))
		case currency == c.Currency:
			errs = append(errs, fmt.Errorf("rates::%s: is the currency that all values are in: rates are those of the others", currency))
		case !(rate > 0) || !isMoney(rate): // so that NaN is none either
			errs = append(errs, fmt.Errorf("rates::%s: %v is no rate: what one %s is worth in %s, above 0", currency, rate, currency, c.Currency))
		}
	}
	return errs
}

func (c *Config) checkTiers() []error {
	var errs []error
	names, first := make([]string, len(c.Tiers)), make(map[string]int)
	for i := range c.Tiers {
		tier := &c.Tiers[i]
		names[i] = tier.Name
		path := fmt.Sprintf("tiers::%d", i)
		if keypath.Blank(tier.Name) {
			errs = append(errs, fmt.Errorf("%s::name: %q is missing: the tier's name", path, tier.Name))
		}
		errs = append(errs, keypath.Under(path, keypath.Each("values", tier.Values, checkValue)...)...)
		if !isMoney(tier.Penalty) {
			errs = append(errs, keypath.Under(path, noMoney("penalty", tier.Penalty))...)
		}
		for _, value := range tier.values() {
			if owner, taken := first[value]; taken && owner != i {
				errs = append(errs, fmt.Errorf("%s::values: %q belongs to tiers::%d already: a customer is of one tier", path, value, owner))
			} else {
				first[value] = i
			}
		}
	}
	if len(c.Tiers) > 0 && keypath.Blank(c.TierAttribute) {
		errs = append(errs, fmt.Errorf("tier_attribute: %q is empty: the attribute that names a customer's tier, e.g. app.customer.tier", c.TierAttribute))
	}
	return append(errs, keypath.Unique("tiers", names)...)
}

func (c *TierConfig) values() []string {
	if len(c.Values) > 0 {
		return c.Values
	}
	return []string{c.Name}
}

func (c *ProcessConfig) check() []error {
	var errs []error
	if keypath.Blank(c.Name) {
		errs = append(errs, fmt.Errorf("name: %q is missing: a name that people in the business know", c.Name))
	}
	if c.Match.isEmpty() {
		errs = append(errs, errors.New("match: is empty: services, routes, or both; or methods, servers, tenants, a condition (when)"))
	}
	errs = append(errs, keypath.Under("match", c.Match.check()...)...)
	if c.Criticality != "" && !c.Criticality.Valid() {
		errs = append(errs, fmt.Errorf("criticality: %q is unknown: one of %s", c.Criticality, keypath.Words(apierror.Criticalities())))
	}
	if c.Value != nil {
		errs = append(errs, c.Value.check()...)
	}
	if c.Abandonment != nil && !isShare(*c.Abandonment) {
		errs = append(errs, fmt.Errorf("abandonment: %v is no share: 0 to 1, e.g. 0.6", *c.Abandonment))
	}
	if s := c.Support; s != nil {
		if !isMoney(s.Cost) || s.Cost == 0 {
			errs = append(errs, fmt.Errorf("support::cost: %v is no cost of a contact: above 0", s.Cost))
		}
		if !isShare(s.Rate) || s.Rate == 0 {
			errs = append(errs, fmt.Errorf("support::rate: %v is no share of failed calls: above 0, 1 at most, e.g. 0.1", s.Rate))
		}
	}
	return errs
}

func (m *MatchConfig) isEmpty() bool {
	return len(m.Services)+len(m.Routes)+len(m.Methods)+len(m.Servers)+len(m.Tenants) == 0 && m.When == ""
}

func (m *MatchConfig) check() []error {
	var errs []error
	errs = append(errs, keypath.Each("services", m.Services, CheckService)...)
	errs = append(errs, keypath.Each("routes", m.Routes, route.CheckPattern)...)
	errs = append(errs, keypath.Each("methods", m.Methods, route.CheckMethod)...)
	errs = append(errs, keypath.Each("servers", m.Servers, checkServer)...)
	errs = append(errs, keypath.Each("tenants", m.Tenants, checkValue)...)
	if len(m.Methods) > 0 {
		for i, written := range m.Routes {
			if p, err := route.ParsePattern(written); err == nil && p.Method() != "" && !slices.Contains(m.Methods, p.Method()) {
				errs = append(errs, fmt.Errorf("routes::%d: %q never matches: %s is none of the methods", i, written, p.Method()))
			}
		}
	}
	if m.When != "" {
		if err := spancondition.Check(m.When); err != nil {
			errs = append(errs, fmt.Errorf("when: %q is no OTTL condition on a span: %w", m.When, err))
		}
	}
	return errs
}

// CheckService reports what cannot be a service.name.
func CheckService(name string) error {
	switch {
	case keypath.Blank(name):
		return errors.New("is empty: a service.name")
	case strings.Contains(name, "*"):
		return errors.New("a service.name, which matches exactly: * stands for nothing here, list each service")
	case strings.TrimSpace(name) != name:
		return errors.New("a service.name, which matches exactly: without spaces around it")
	default:
		return nil
	}
}

func checkValue(value string) error {
	switch {
	case keypath.Blank(value):
		return errors.New("is empty: a value of the attribute")
	case len(value) > valueLimit:
		return fmt.Errorf("is too long: %d bytes at most", valueLimit)
	default:
		return nil
	}
}

func isShare(share float64) bool { return share >= 0 && share <= 1 } // not NaN either

// mostMoney is more than any one thing is worth: beyond it, a number is a mistake.
const mostMoney = 1e15

// isMoney reports whether a number can be a sum: neither negative nor NaN, and not absurd.
func isMoney(amount float64) bool { return amount >= 0 && amount < mostMoney && !math.IsInf(amount, 0) }

func noMoney(key string, amount float64) error {
	return fmt.Errorf("%s: %v is no amount of money: 0 or more", key, amount)
}
