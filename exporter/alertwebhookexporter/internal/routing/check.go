package routing

import (
	"errors"
	"fmt"
	"time"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
	"github.com/otelcol-apierror/otelcol-apierror/internal/keypath"
)

// Check reports everything that is wrong. Each error begins with a key path. destinations are all that there are.
func (c *Config) Check(destinations []string) []error {
	var errs []error
	quiet := make([]string, len(c.QuietHours))
	for i := range c.QuietHours {
		quiet[i] = c.QuietHours[i].Name
		errs = append(errs, keypath.Under(fmt.Sprintf("quiet_hours::%d", i), c.QuietHours[i].check()...)...)
	}
	errs = append(errs, keypath.Unique("quiet_hours", quiet)...)
	if c.Route != nil {
		errs = append(errs, keypath.Under("route", c.Route.checkTree(destinations, quiet)...)...)
	}
	names := make([]string, len(c.Inhibit))
	for i := range c.Inhibit {
		names[i] = c.Inhibit[i].Name
		errs = append(errs, keypath.Under(fmt.Sprintf("inhibit::%d", i), c.Inhibit[i].check()...)...)
	}
	errs = append(errs, keypath.Unique("inhibit", names)...)
	names = make([]string, len(c.Maintenance))
	for i := range c.Maintenance {
		names[i] = c.Maintenance[i].Name
		errs = append(errs, keypath.Under(fmt.Sprintf("maintenance::%d", i), c.Maintenance[i].check()...)...)
	}
	errs = append(errs, keypath.Unique("maintenance", names)...)
	if c.Silences.File == "" && c.Silences.ReloadInterval != DefaultConfig().Silences.ReloadInterval {
		errs = append(errs, errors.New("silences::file: is missing: reload_interval says how often it is read again"))
	}
	if c.Silences.File != "" && c.Silences.ReloadInterval < time.Second {
		errs = append(errs, fmt.Errorf("silences::reload_interval: %s: must be 1s or longer", c.Silences.ReloadInterval))
	}
	return append(errs, c.checkOverrides()...)
}

func checkName(name string) []error {
	if keypath.Blank(name) {
		return []error{fmt.Errorf("name: %q is missing: people read it where something is not told", name)}
	}
	return nil
}

func (c *QuietHoursConfig) check() []error { return append(checkName(c.Name), c.Window.check()...) }

func (c *InhibitConfig) check() []error {
	errs := checkName(c.Name)
	if c.Source.isEmpty() {
		errs = append(errs, errors.New("source: is empty: say which findings silence others"))
	}
	if c.Target.isEmpty() && len(c.Equal) == 0 {
		errs = append(errs, errors.New("target: is empty, and so is equal: one source would silence everything"))
	}
	errs = append(errs, keypath.Under("source", c.Source.check()...)...)
	errs = append(errs, keypath.Under("target", c.Target.check()...)...)
	return append(errs, keypath.Each("equal", c.Equal, checkLabel)...)
}

func (c *MaintenanceConfig) check() []error {
	errs := checkName(c.Name)
	if c.Match.isEmpty() {
		errs = append(errs, errors.New("match: is empty, which would silence everything: say which, e.g. tenants"))
	}
	errs = append(errs, keypath.Under("match", c.Match.check()...)...)
	once := !c.StartsAt.IsZero() || !c.EndsAt.IsZero()
	switch {
	case once && !c.Window.isEmpty():
		errs = append(errs, errors.New("starts_at: beside a weekly window: either starts_at and ends_at, or weekdays, dates, from and to"))
	case once && c.StartsAt.IsZero():
		errs = append(errs, errors.New("starts_at: is missing: ends_at is given"))
	case once && c.EndsAt.IsZero():
		errs = append(errs, errors.New("ends_at: is missing: starts_at is given"))
	case once && !c.EndsAt.After(c.StartsAt):
		errs = append(errs, fmt.Errorf("ends_at: %s is not after starts_at, %s", c.EndsAt.Format(time.RFC3339), c.StartsAt.Format(time.RFC3339)))
	case !once && c.Window.isEmpty():
		errs = append(errs, errors.New("starts_at: is missing: starts_at and ends_at, or a weekly window of weekdays, dates, from and to"))
	}
	return append(errs, c.Window.check()...)
}

func (c *Config) checkOverrides() []error {
	var errs []error
	for i := range c.SeverityOverrides {
		override, key := &c.SeverityOverrides[i], fmt.Sprintf("severity_overrides::%d", i)
		if override.Match.isEmpty() {
			errs = append(errs, fmt.Errorf("%s::match: is empty: say which findings", key))
			continue
		}
		errs = append(errs, keypath.Under(key+"::match", override.Match.check()...)...)
		if override.Severity == apierror.SeverityNone {
			errs = append(errs, fmt.Errorf("%s::severity: is missing: one of %v", key, apierror.Severities()))
		}
		for j := range i {
			if first := &c.SeverityOverrides[j]; !first.Match.isEmpty() && first.Match.includes(&override.Match) {
				errs = append(errs, fmt.Errorf("%s::match: never counts: severity_overrides::%d matches all of it, and comes first", key, j))
				break
			}
		}
	}
	return errs
}
