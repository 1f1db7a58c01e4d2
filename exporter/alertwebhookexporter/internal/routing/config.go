package routing

import (
	"time"

	"go.opentelemetry.io/collector/confmap"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
	"github.com/otelcol-apierror/otelcol-apierror/internal/keypath"
)

// Config is what of an exporter's configuration is about routing.
type Config struct {
	// Route is the root of the tree; without it everything goes to every destination.
	Route       *RouteConfig        `mapstructure:"route"`
	QuietHours  []QuietHoursConfig  `mapstructure:"quiet_hours"`
	Inhibit     []InhibitConfig     `mapstructure:"inhibit"`
	Maintenance []MaintenanceConfig `mapstructure:"maintenance"`
	Silences    SilencesConfig      `mapstructure:"silences"`
	// SeverityOverrides come before everything else; the first that matches counts.
	SeverityOverrides []OverrideConfig `mapstructure:"severity_overrides"`
}

// DefaultConfig is the section where nothing is written.
func DefaultConfig() Config {
	return Config{Silences: SilencesConfig{ReloadInterval: 30 * time.Second}}
}

// RouteConfig is a node of the tree. What is nil or zero is as the parent has it.
type RouteConfig struct {
	Match MatchConfig `mapstructure:"match"`
	// Destinations that are told; none if the list is empty, but given.
	Destinations []string `mapstructure:"destinations"`
	// Continue lets the siblings that follow be tried too.
	Continue bool `mapstructure:"continue"`

	GroupBy        []string          `mapstructure:"group_by"`
	GroupWait      *time.Duration    `mapstructure:"group_wait"`
	GroupInterval  *time.Duration    `mapstructure:"group_interval"`
	RepeatInterval *time.Duration    `mapstructure:"repeat_interval"`
	MinSeverity    apierror.Severity `mapstructure:"min_severity"`
	// FloodAfter is how many alerts of their own there are before further ones join a summary; 0 for no summaries.
	FloodAfter *int `mapstructure:"flood_after"`
	// QuietHours are names of the section of that name.
	QuietHours []string `mapstructure:"quiet_hours"`

	Routes []RouteConfig `mapstructure:"routes"`
}

// MatchConfig says which findings are meant: those that every part holds for that is given. Of a list, one has to fit. The texts
// may hold * for any characters; what a finding has no value for fits none.
type MatchConfig struct {
	// Severity is the least.
	Severity   apierror.Severity   `mapstructure:"severity"   yaml:"severity"`
	Kinds      []apierror.Kind     `mapstructure:"kinds"      yaml:"kinds"`
	Signals    []apierror.Signal   `mapstructure:"signals"    yaml:"signals"`
	Categories []apierror.Category `mapstructure:"categories" yaml:"categories"`
	Processes  []string            `mapstructure:"processes"  yaml:"processes"`
	Partners   []string            `mapstructure:"partners"   yaml:"partners"`
	Services   []string            `mapstructure:"services"   yaml:"services"`
	Teams      []string            `mapstructure:"teams"      yaml:"teams"`
	Tenants    []string            `mapstructure:"tenants"    yaml:"tenants"`
	// When is an OTTL condition on the finding's log record.
	When string `mapstructure:"when" yaml:"when"`
}

// WindowConfig is a time of day, on some days.
type WindowConfig struct {
	// Location is a name of the IANA time zone database; UTC where it is not set.
	Location string `mapstructure:"location"`
	// Weekdays and Dates are on which the window begins: on any of them; every day where neither is set.
	Weekdays []string `mapstructure:"weekdays"`
	// Dates are YYYY-MM-DD, or MM-DD for every year.
	Dates []string `mapstructure:"dates"`
	// From and To are HH:MM; a To that is not after From is on the next day. The whole day where neither is set.
	From string `mapstructure:"from"`
	To   string `mapstructure:"to"`
}

// QuietHoursConfig is when nobody wants to be told.
type QuietHoursConfig struct {
	Name   string       `mapstructure:"name"`
	Window WindowConfig `mapstructure:",squash"`
	// Except is from which severity on people are told all the same; critical where it is not set.
	Except apierror.Severity `mapstructure:"except"`
}

// InhibitConfig keeps targets from being told while a source fires.
type InhibitConfig struct {
	Name   string      `mapstructure:"name"`
	Source MatchConfig `mapstructure:"source"`
	Target MatchConfig `mapstructure:"target"`
	// Equal are the labels that both must have, with the same value.
	Equal []string `mapstructure:"equal"`
}

// MaintenanceConfig is work that is announced: once, from StartsAt to EndsAt, or again and again.
type MaintenanceConfig struct {
	Name     string       `mapstructure:"name"`
	Match    MatchConfig  `mapstructure:"match"`
	StartsAt time.Time    `mapstructure:"starts_at"`
	EndsAt   time.Time    `mapstructure:"ends_at"`
	Window   WindowConfig `mapstructure:",squash"`
	Comment  string       `mapstructure:"comment"`
}

// SilencesConfig names the file of silences that is read again and again.
type SilencesConfig struct {
	File           string        `mapstructure:"file"`
	ReloadInterval time.Duration `mapstructure:"reload_interval"`
}

// OverrideConfig says how grave something is, whatever was found.
type OverrideConfig struct {
	Match    MatchConfig       `mapstructure:"match"`
	Severity apierror.Severity `mapstructure:"severity"`
}

var (
	_ confmap.Unmarshaler = (*RouteConfig)(nil)
	_ confmap.Unmarshaler = (*SilencesConfig)(nil)
	_ confmap.Unmarshaler = (*MaintenanceConfig)(nil)
	_ confmap.Unmarshaler = (*QuietHoursConfig)(nil)
)

// Unmarshal names what the collector's own error does not: the value, and what is allowed.
func (c *RouteConfig) Unmarshal(conf *confmap.Conf) error {
	for _, key := range []string{"group_wait", "group_interval", "repeat_interval"} {
		if err := keypath.Duration(key, conf.Get(key), "5m"); err != nil {
			return err
		}
	}
	return conf.Unmarshal(c)
}

// Unmarshal names what the collector's own error does not: the value, and what is allowed.
func (c *SilencesConfig) Unmarshal(conf *confmap.Conf) error {
	if err := keypath.Duration("reload_interval", conf.Get("reload_interval"), "30s"); err != nil {
		return err
	}
	return conf.Unmarshal(c)
}

// Unmarshal names what the collector's own error does not: the value, and what is allowed.
func (c *MaintenanceConfig) Unmarshal(conf *confmap.Conf) error {
	for _, key := range []string{"starts_at", "ends_at"} {
		if err := checkTime(key, conf.Get(key)); err != nil {
			return err
		}
	}
	if err := writtenDates(conf); err != nil {
		return err
	}
	return conf.Unmarshal(c)
}

// Unmarshal takes dates that are not in quotes too.
func (c *QuietHoursConfig) Unmarshal(conf *confmap.Conf) error {
	if err := writtenDates(conf); err != nil {
		return err
	}
	return conf.Unmarshal(c)
}
