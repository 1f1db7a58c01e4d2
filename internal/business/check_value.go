package business

import (
	"errors"
	"fmt"

	"github.com/otelcol-apierror/otelcol-apierror/internal/keypath"
)

func (c *ValueConfig) check() []error {
	var errs []error
	switch {
	case !isMoney(c.Default):
		errs = append(errs, noMoney("value::default", c.Default))
	case c.Attribute == "" && c.Default == 0 && c.Revenue == nil:
		errs = append(errs, errors.New("value: has neither an attribute nor a default above 0 nor a revenue: set one, or leave value out"))
	case c.Attribute != "" && keypath.Blank(c.Attribute):
		errs = append(errs, fmt.Errorf("value::attribute: %q: is empty: the name of a span attribute", c.Attribute))
	}
	if c.Unit != "" && c.Unit != UnitMajor && c.Unit != UnitMinor {
		errs = append(errs, fmt.Errorf("value::unit: %q is unknown: %s (42.50) or %s (4250 cents)", c.Unit, UnitMajor, UnitMinor))
	}
	if c.Attribute == "" && c.Unit != "" {
		errs = append(errs, fmt.Errorf("value::unit: %q is the unit of an attribute: set attribute, or leave unit out", c.Unit))
	}
	switch {
	case c.CurrencyAttribute == "":
	case c.Attribute == "":
		errs = append(errs, fmt.Errorf("value::currency_attribute: %q is the currency of an attribute: set attribute, or leave it out", c.CurrencyAttribute))
	case keypath.Blank(c.CurrencyAttribute):
		errs = append(errs, fmt.Errorf("value::currency_attribute: %q: is empty: the name of a span attribute", c.CurrencyAttribute))
	}
	if !isMoney(c.Large) {
		errs = append(errs, noMoney("value::large", c.Large))
	}
	return append(errs, c.checkRevenue()...)
}

func (c *ValueConfig) checkRevenue() []error {
	r := c.Revenue
	if r == nil {
		return nil
	}
	var errs []error
	if c.Default != 0 {
		errs = append(errs, fmt.Errorf("value::revenue: what a call earns is its default: leave default (%v) or revenue out", c.Default))
	}
	if !isMoney(r.Yearly) || r.Yearly == 0 {
		errs = append(errs, fmt.Errorf("value::revenue::yearly: %v is no revenue of a year: above 0", r.Yearly))
	}
	if !isShare(r.Share) {
		errs = append(errs, fmt.Errorf("value::revenue::share: %v is no share: above 0, 1 at most, e.g. 0.4", r.Share))
	}
	if !isMoney(r.Calls) || r.Calls < 1 {
		errs = append(errs, fmt.Errorf("value::revenue::calls: %v is no number of calls a year: 1 or more", r.Calls))
	}
	return errs
}
