package routing

import (
	"fmt"
	"time"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// Settings are what a Router takes besides its own sections.
type Settings struct {
	// Destinations are all that there are.
	Destinations []string
	// Timing is what the root route does not say.
	Timing Timing
	Parse  ConditionParser
	// Failed is told of each condition that could not be evaluated, by its section; it counts as not met. It may be called for
	// every finding. The error may hold what was received.
	Failed func(key string, err error)
}

// Router answers who is to be told of a finding, and what is against it. But for Severity and Explain, its methods take a finding
// with the severity that Severity gives. It is not safe for concurrent use.
type Router struct {
	root        *node
	nodes       map[*Route]*node
	overrides   []override
	maintenance []*maintenance
	silences    []Silence
	inhibitor   *inhibitor
	failed      func(key string, err error)
}

type override struct {
	key      string
	matcher  matcher
	severity apierror.Severity
}

// New makes a Router of a configuration that Check accepts.
func New(cfg *Config, set Settings) (*Router, error) {
	r := &Router{nodes: make(map[*Route]*node), failed: set.Failed}
	quiet := make(map[string]*quietHours, len(cfg.QuietHours))
	for i := range cfg.QuietHours {
		q, err := newQuietHours(&cfg.QuietHours[i])
		if err != nil {
			return nil, fmt.Errorf("quiet_hours::%d: %w", i, err)
		}
		quiet[q.name] = q
	}
	root := cfg.Route
	if root == nil {
		root = &RouteConfig{}
	}
	var err error
	from := &node{Route: Route{Timing: set.Timing}, destinations: set.Destinations}
	if r.root, err = newTree("", root, from, quiet, set.Parse); err != nil {
		return nil, err
	}
	r.root.walk(func(n *node) { r.nodes[&n.Route] = n })
	for i := range cfg.SeverityOverrides {
		c, key := &cfg.SeverityOverrides[i], fmt.Sprintf("severity_overrides::%d", i)
		by := override{key: key, severity: c.Severity}
		if by.matcher, err = newMatcher(key+"::match", &c.Match, set.Parse); err != nil {
			return nil, err
		}
		r.overrides = append(r.overrides, by)
	}
	r.maintenance = make([]*maintenance, len(cfg.Maintenance))
	for i := range cfg.Maintenance {
		key := fmt.Sprintf("maintenance::%d", i)
		if r.maintenance[i], err = newMaintenance(key, &cfg.Maintenance[i], set.Parse); err != nil {
			return nil, err
		}
	}
	r.inhibitor, err = newInhibitor(cfg.Inhibit, set.Parse)
	return r, err
}

func (r *Router) subject(f *apierror.Finding) *subject { return &subject{Finding: f, failed: r.failed} }

// Severity is what the configuration says of how grave a finding is, or else its own.
func (r *Router) Severity(f *apierror.Finding) apierror.Severity {
	if by := r.override(r.subject(f)); by != nil {
		return by.severity
	}
	return f.Severity
}

func (r *Router) override(s *subject) *override {
	for i := range r.overrides {
		if r.overrides[i].matcher.matches(s) {
			return &r.overrides[i]
		}
	}
	return nil
}

// Targets are the destinations of a finding, each once.
func (r *Router) Targets(f *apierror.Finding) []Target {
	targets, _ := r.root.collect(r.subject(f), nil)
	return targets
}

// Muted reports what keeps a finding that fires from being told by a route. Of several reasons, quiet hours come first: in them
// also an end waits.
func (r *Router) Muted(f *apierror.Finding, by *Route, now time.Time) (Mute, bool) {
	for _, quiet := range by.quiet {
		if mute, muted := quiet.mute(f, now); muted {
			return mute, true
		}
	}
	s := r.subject(f)
	for i := range r.silences {
		if mute, muted := r.silences[i].mute(s, now); muted {
			return mute, true
		}
	}
	for _, m := range r.maintenance {
		if mute, muted := m.mute(s, now); muted {
			return mute, true
		}
	}
	return r.inhibitor.inhibited(s)
}

// SetSilences puts silences in the place of those that there are.
func (r *Router) SetSilences(silences []Silence) { r.silences = silences }

// Fires says that a finding fires, since when, and how it stands. Whatever changes, and whatever fires after a restart, is to be
// said again.
func (r *Router) Fires(f *apierror.Finding, since time.Time) { r.inhibitor.fires(r.subject(f), since) }

// Ends says that a finding does not fire any more, or is forgotten.
func (r *Router) Ends(id string) { r.inhibitor.ends(id) }

// TakeRefused returns how often, since the last time, a finding that could inhibit others was not taken in, for there were too many.
func (r *Router) TakeRefused() int64 {
	refused := r.inhibitor.refused
	r.inhibitor.refused = 0
	return refused
}
