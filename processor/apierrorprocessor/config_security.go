package apierrorprocessor

import (
	"errors"
	"fmt"
	"maps"
	"net/netip"
	"slices"
	"strings"
	"time"

	"go.opentelemetry.io/collector/confmap"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
	"github.com/otelcol-apierror/otelcol-apierror/internal/business"
	"github.com/otelcol-apierror/otelcol-apierror/internal/keypath"
	"github.com/otelcol-apierror/otelcol-apierror/internal/route"
	"github.com/otelcol-apierror/otelcol-apierror/processor/apierrorprocessor/internal/detect"
)

// SecurityConfig says what is to be found suspicious, and in whom.
type SecurityConfig struct {
	// MaxActors is how many actors there is memory for.
	MaxActors int           `mapstructure:"max_actors"`
	Trusted   TrustedConfig `mapstructure:"trusted"`
	// Detectors by the name of a signal, or of one of its detectors: signal/name.
	Detectors map[string]DetectorConfig `mapstructure:"detectors"`
}

// TrustedConfig names who raises no signal.
type TrustedConfig struct {
	Networks []string `mapstructure:"networks"`
	Users    []string `mapstructure:"users"`
	Agents   []string `mapstructure:"agents"`
}

// DetectorConfig changes a signal, or one of its detectors.
type DetectorConfig struct {
	Enabled    *bool          `mapstructure:"enabled"`
	Thresholds map[string]int `mapstructure:"thresholds"`
	Window     time.Duration  `mapstructure:"window"`
	Only       *ScopeConfig   `mapstructure:"only"`
	Except     *ScopeConfig   `mapstructure:"except"`
}

// ScopeConfig names calls: by what is called, and by who calls.
type ScopeConfig struct {
	Services []string `mapstructure:"services"`
	Routes   []string `mapstructure:"routes"`
	Networks []string `mapstructure:"networks"`
	Actors   []string `mapstructure:"actors"`
}

var _ confmap.Unmarshaler = (*DetectorConfig)(nil)

// Unmarshal names what the collector's own error does not: the value, and what is allowed.
func (c *DetectorConfig) Unmarshal(conf *confmap.Conf) error {
	if err := keypath.Duration("window", conf.Get("window"), "800ms"); err != nil {
		return err
	}
	return conf.Unmarshal(c)
}

// The memory is bounded to about 300 bytes an actor: the fewest are what its smallest parts are made for, the most are 30 GB.
const fewestActors, mostActors = 1_000, 100_000_000

func (c *SecurityConfig) check() []error {
	var errs []error
	if c.MaxActors < fewestActors || c.MaxActors > mostActors {
		errs = append(errs, fmt.Errorf("max_actors: %d: from %d to %d, of about 300 bytes each", c.MaxActors, fewestActors, mostActors))
	}
	errs = append(errs, keypath.Under("trusted", c.Trusted.check()...)...)
	settings := c.settings(func(id string) string { return id })
	for _, name := range slices.Sorted(maps.Keys(c.Detectors)) {
		setting, d := settings[name], c.Detectors[name]
		wrong := detect.CheckSetting(name, &setting)
		wrong = append(wrong, d.Only.check(name+"::only")...)
		wrong = append(wrong, d.Except.check(name+"::except")...)
		errs = append(errs, keypath.Under("detectors", wrong...)...)
	}
	return errs
}

func (c *TrustedConfig) check() []error {
	errs := keypath.Each("networks", c.Networks, checkNetwork)
	errs = append(errs, keypath.Each("users", c.Users, checkActorID)...)
	return append(errs, keypath.Each("agents", c.Agents, func(pattern string) error {
		switch {
		case keypath.Blank(pattern):
			return errors.New("is empty: a user agent, in which * stands for anything")
		case strings.Trim(pattern, "*") == "":
			return errors.New("is everybody's: a user agent, in which * stands for anything, e.g. *Googlebot/2.1*")
		default:
			return nil
		}
	})...)
}

func checkNetwork(text string) error {
	if _, ok := parseProxies(text); !ok {
		return errors.New("is no network: CIDR notation such as 10.0.0.0/8 or 2001:db8::/32, or an address such as 192.0.2.7, " +
			"but not everybody's (/0)")
	}
	return nil
}

// checkActorID goes by what an id can be: a longer one is cut before anything sees it.
func checkActorID(id string) error {
	switch {
	case keypath.Blank(id):
		return errors.New("is empty: an id as apierror.actor.id has it")
	case len(id) > actorLimit:
		return fmt.Errorf("has %d bytes: an id of at most %d", len(id), actorLimit)
	default:
		return nil
	}
}

func (c *ScopeConfig) check(path string) []error {
	if c == nil {
		return nil
	}
	if len(c.Services)+len(c.Routes)+len(c.Networks)+len(c.Actors) == 0 {
		return []error{fmt.Errorf("%s: is empty: services, routes, networks, actors, or several of them", path)}
	}
	errs := keypath.Each("services", c.Services, business.CheckService)
	errs = append(errs, keypath.Each("routes", c.Routes, route.CheckPattern)...)
	errs = append(errs, keypath.Each("networks", c.Networks, checkNetwork)...)
	return keypath.Under(path, append(errs, keypath.Each("actors", c.Actors, checkActorID)...)...)
}

// settings turns the configuration into what the detect package takes. Ids are those that everything downstream knows.
func (c *SecurityConfig) settings(id func(string) string) map[string]detect.Setting {
	settings := make(map[string]detect.Setting, len(c.Detectors))
	for name, d := range c.Detectors {
		settings[name] = detect.Setting{
			Enabled: d.Enabled, Thresholds: d.Thresholds, Window: d.Window, Only: d.Only.declared(id), Except: d.Except.declared(id),
		}
	}
	return settings
}

func (c *ScopeConfig) declared(id func(string) string) *detect.Scope {
	if c == nil {
		return nil
	}
	scope := &detect.Scope{Services: c.Services, Routes: c.Routes, Networks: parseNetworks(c.Networks)}
	for _, actor := range c.Actors {
		scope.Actors = append(scope.Actors, id(actor))
	}
	return scope
}

// parseNetworks leaves out what Validate has refused.
func parseNetworks(texts []string) []netip.Prefix {
	var networks []netip.Prefix
	for _, text := range texts {
		if network, ok := parseProxies(text); ok {
			networks = append(networks, network)
		}
	}
	return networks
}

// trusted turns the configuration into who is trusted; nil if nobody is. Where ids are hidden, the reasons only say where they stand.
func (c *TrustedConfig) trusted(hidden bool) *detect.Trusted {
	if len(c.Networks)+len(c.Users)+len(c.Agents) == 0 {
		return nil
	}
	reason := func(kind, list string, i int, value string) string {
		if hidden {
			return fmt.Sprintf("trusted %s (security::trusted::%s::%d)", kind, list, i)
		}
		return fmt.Sprintf("trusted %s %s (security::trusted::%s)", kind, value, list)
	}
	t := &detect.Trusted{}
	for i, text := range c.Networks {
		if network, ok := parseProxies(text); ok {
			t.TrustNetwork(network, reason("network", "networks", i, text))
		}
	}
	for i, id := range c.Users {
		t.TrustUser(id, reason("user", "users", i, apierror.Quote(id)))
	}
	for i, pattern := range c.Agents {
		t.TrustAgent(pattern, reason("agent", "agents", i, apierror.Quote(pattern)))
	}
	return t
}
