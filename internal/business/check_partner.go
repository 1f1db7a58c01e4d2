package business

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/otelcol-apierror/otelcol-apierror/internal/keypath"
)

func (c *PartnerConfig) check() []error {
	var errs []error
	if keypath.Blank(c.Name) {
		errs = append(errs, fmt.Errorf("name: %q is missing: the partner's name", c.Name))
	}
	if len(c.Match.Servers)+len(c.Match.Services)+len(c.Match.Attributes) == 0 {
		errs = append(errs, errors.New("match::servers: is empty: host names of the partner's, e.g. api.cardnet.example or *.cardnet.example; "+
			"or set services or attributes"))
	}
	errs = append(errs, keypath.Each("match::servers", c.Match.Servers, checkServer)...)
	errs = append(errs, keypath.Each("match::services", c.Match.Services, CheckService)...)
	for _, name := range slices.Sorted(maps.Keys(c.Match.Attributes)) {
		values := c.Match.Attributes[name]
		if keypath.Blank(name) {
			errs = append(errs, fmt.Errorf("match::attributes: %q is empty: the name of a span attribute", name))
		}
		if len(values) == 0 {
			errs = append(errs, fmt.Errorf("match::attributes::%s: is empty: the values that name the partner", name))
		}
		errs = append(errs, keypath.Each("match::attributes::"+name, values, checkValue)...)
	}
	if c.SLA != nil {
		errs = append(errs, c.SLA.check()...)
	}
	return errs
}

// checkOwners refuses what two partners have: the second would never see a call of it.
func (c *Config) checkOwners() []error {
	var errs []error
	first := make(map[[2]string]int) // what is matched, and its value
	claim := func(i int, path, part, value, text, rule string) {
		if owner, taken := first[[2]string{part, value}]; !taken {
			first[[2]string{part, value}] = i
		} else if owner != i {
			errs = append(errs, fmt.Errorf("partners::%d::match::%s: %q belongs to partners::%d already: %s is one partner's", i, path, text, owner, rule))
		}
	}
	for i := range c.Partners {
		match := &c.Partners[i].Match
		for j, pattern := range match.Servers {
			if same, err := sameServer(pattern); err == nil { // else told by the partner's own check
				claim(i, fmt.Sprintf("servers::%d", j), "server", same, pattern, "a server")
			}
		}
		for j, name := range match.Services {
			claim(i, fmt.Sprintf("services::%d", j), "service", name, name, "a service")
		}
		for _, attribute := range slices.Sorted(maps.Keys(match.Attributes)) {
			for j, value := range match.Attributes[attribute] {
				claim(i, fmt.Sprintf("attributes::%s::%d", attribute, j), "attribute "+attribute, value, value, "a value")
			}
		}
	}
	return errs
}

func (c *SLAConfig) check() []error {
	var errs []error
	if !isShare(c.Availability) {
		errs = append(errs, fmt.Errorf("sla::availability: %v is no share: 0 to 1, e.g. 0.999", c.Availability))
	}
	switch {
	case c.Latency < 0:
		errs = append(errs, fmt.Errorf("sla::latency: %s is negative: a duration, e.g. 800ms", c.Latency))
	case c.Latency > 0 && c.Latency < time.Millisecond:
		// A bare number is taken for nanoseconds.
		errs = append(errs, fmt.Errorf("sla::latency: %s is below 1ms: a duration needs its unit, e.g. 800ms", c.Latency))
	}
	switch {
	case c.Percentile == 0:
	case !isShare(c.Percentile) || c.Percentile == 1:
		errs = append(errs, fmt.Errorf("sla::percentile: %v is no share of calls: above 0 and below 1, e.g. 0.99; leave it out where each call counts", c.Percentile))
	case c.Latency == 0:
		errs = append(errs, fmt.Errorf("sla::percentile: %v is that of a latency: set latency, or leave percentile out", c.Percentile))
	}
	if c.Window != 0 && c.Window < leastWindow {
		errs = append(errs, fmt.Errorf("sla::window: %s is below %s: a duration with its unit, e.g. 720h for 30 days", c.Window, leastWindow))
	}
	if !isMoney(c.Penalty) {
		errs = append(errs, noMoney("sla::penalty", c.Penalty))
	}
	if c.Availability == 0 && c.Latency == 0 {
		errs = append(errs, errors.New("sla: has neither availability nor latency: set one or both, or leave sla out"))
	}
	return errs
}
