package apierrorprocessor

import (
	"errors"
	"fmt"
	"time"

	"go.opentelemetry.io/collector/confmap"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
	"github.com/otelcol-apierror/otelcol-apierror/internal/business"
	"github.com/otelcol-apierror/otelcol-apierror/internal/keypath"
	"github.com/otelcol-apierror/otelcol-apierror/internal/route"
	"github.com/otelcol-apierror/otelcol-apierror/processor/apierrorprocessor/internal/expect"
)

// ExpectationConfig says what a successful call on a route is like. One that is not like it has failed, whatever its status.
type ExpectationConfig struct {
	Name  string      `mapstructure:"name"`
	Match MatchConfig `mapstructure:"match"`
	// Attributes that a successful call has, or never has.
	Attributes []ExpectedAttributeConfig `mapstructure:"attributes"`
	// NeverStatus are the HTTP statuses that a successful call never has.
	NeverStatus  []int          `mapstructure:"never_status"`
	Duration     DurationBounds `mapstructure:"duration"`
	ResponseSize SizeBounds     `mapstructure:"response_size"`

	Category apierror.Category `mapstructure:"category"`
	// Reason names what is not as expected where it is not set.
	Reason string `mapstructure:"reason"`
}

// ExpectedAttributeConfig is one attribute of a successful call's span.
type ExpectedAttributeConfig struct {
	Name   string `mapstructure:"name"`
	OneOf  []any  `mapstructure:"one_of"`
	Absent bool   `mapstructure:"absent"`
}

// DurationBounds are how long a successful call takes.
type DurationBounds struct {
	Min time.Duration `mapstructure:"min"`
	Max time.Duration `mapstructure:"max"`
}

// SizeBounds are how large a successful call's response is, in bytes.
type SizeBounds struct {
	Min int64 `mapstructure:"min"`
	Max int64 `mapstructure:"max"`
}

var _ confmap.Unmarshaler = (*DurationBounds)(nil)

// Unmarshal names what the collector's own error does not: the value, and what is allowed.
func (c *DurationBounds) Unmarshal(conf *confmap.Conf) error {
	for _, key := range []string{"min", "max"} {
		if err := keypath.Duration(key, conf.Get(key), "800ms"); err != nil {
			return err
		}
	}
	return conf.Unmarshal(c)
}

func (c *ExpectationConfig) check() []error {
	var errs []error
	if keypath.Blank(c.Name) {
		errs = append(errs, fmt.Errorf("name: %q is missing: a name that shows in the rationale of every call that is not as expected", c.Name))
	}
	errs = append(errs, keypath.Under("match", c.Match.check()...)...)
	for i := range c.Attributes {
		errs = append(errs, keypath.Under(fmt.Sprintf("attributes::%d", i), c.Attributes[i].check()...)...)
	}
	for i, status := range c.NeverStatus {
		if status < 100 || status > 399 {
			errs = append(errs, fmt.Errorf("never_status::%d: %d: an HTTP status from 100 to 399: from 400 on a call has failed anyway", i, status))
		}
	}
	errs = append(errs, c.checkBounds()...)
	if c.Category != "" && !c.Category.Valid() {
		errs = append(errs, fmt.Errorf("category: %q is unknown: one of %s", c.Category, keypath.Words(apierror.Categories())))
	}
	if c.Reason != "" && !oneWord(c.Reason) {
		errs = append(errs, fmt.Errorf("reason: %q has spaces or control characters: one word, e.g. order_without_id", c.Reason))
	}
	return errs
}

func (c *ExpectationConfig) checkBounds() []error {
	var errs []error
	switch {
	case len(c.Attributes) == 0 && len(c.NeverStatus) == 0 && c.Duration == DurationBounds{} && c.ResponseSize == SizeBounds{}:
		return []error{errors.New("attributes: nothing is expected: set attributes, never_status, duration or response_size")}
	case c.Duration.Min < 0 || c.Duration.Max < 0:
		errs = append(errs, fmt.Errorf("duration: %s to %s: durations are not negative", c.Duration.Min, c.Duration.Max))
	case isBareNumber(c.Duration.Min) || isBareNumber(c.Duration.Max):
		errs = append(errs, fmt.Errorf("duration: %s to %s: below 1µs: a duration needs its unit, e.g. 800ms", c.Duration.Min, c.Duration.Max))
	case c.Duration.Max > 0 && c.Duration.Max < c.Duration.Min:
		errs = append(errs, fmt.Errorf("duration::max: %s is below duration::min (%s)", c.Duration.Max, c.Duration.Min))
	}
	switch {
	case c.ResponseSize.Min < 0 || c.ResponseSize.Max < 0:
		errs = append(errs, fmt.Errorf("response_size: %d to %d: bytes, 0 or more", c.ResponseSize.Min, c.ResponseSize.Max))
	case c.ResponseSize.Max > 0 && c.ResponseSize.Max < c.ResponseSize.Min:
		errs = append(errs, fmt.Errorf("response_size::max: %d is below response_size::min (%d)", c.ResponseSize.Max, c.ResponseSize.Min))
	}
	return errs
}

// isBareNumber recognises a number without a unit, which is taken for nanoseconds.
func isBareNumber(d time.Duration) bool { return d > 0 && d < time.Microsecond }

func (c *ExpectedAttributeConfig) check() []error {
	var errs []error
	if keypath.Blank(c.Name) {
		errs = append(errs, fmt.Errorf("name: %q is missing: the name of a span attribute", c.Name))
	}
	if c.Absent && len(c.OneOf) > 0 {
		errs = append(errs, errors.New("absent: an attribute that is absent has no value: set absent or one_of"))
	}
	for i, value := range c.OneOf {
		switch value.(type) {
		case bool, string, int, int64, float64:
		default:
			errs = append(errs, fmt.Errorf("one_of::%d: %v: a text, a number, true or false", i, value))
		}
	}
	return errs
}

// MatchConfig says which calls a section is about: those that match every part that is set.
type MatchConfig struct {
	Services []string `mapstructure:"services"`
	Routes   []string `mapstructure:"routes"`
}

func (c *MatchConfig) check() []error {
	var errs []error
	if len(c.Services) == 0 && len(c.Routes) == 0 {
		errs = append(errs, errors.New("is empty: services, routes, or both"))
	}
	errs = append(errs, keypath.Each("services", c.Services, business.CheckService)...)
	return append(errs, keypath.Each("routes", c.Routes, route.CheckPattern)...)
}

// expected turns the configuration into what the expect package takes.
func expected(configs []ExpectationConfig) []expect.Expectation {
	var all []expect.Expectation
	for _, c := range configs {
		e := expect.Expectation{
			Name: c.Name, Services: c.Match.Services, Routes: c.Match.Routes, NeverStatuses: c.NeverStatus,
			Duration:     expect.Bounds[time.Duration](c.Duration),
			ResponseSize: expect.Bounds[int64](c.ResponseSize),
			Category:     c.Category, Reason: c.Reason,
		}
		if e.Category == "" {
			e.Category = apierror.CategoryBusinessLogic
		}
		for _, attribute := range c.Attributes {
			e.Attributes = append(e.Attributes, expect.Attribute(attribute))
		}
		all = append(all, e)
	}
	return all
}
