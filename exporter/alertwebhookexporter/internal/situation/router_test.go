package situation

import (
	"time"

	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/notification"
	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// routes is a Router that sends everything to each of its destinations by one route, but for what a test says.
type routes struct {
	Route

	to       []string
	targets  func(f *apierror.Finding) []Target
	severity func(f *apierror.Finding) apierror.Severity
	mute     func(f *apierror.Finding, to Target, now time.Time) (Mute, bool)
	firing   map[string]time.Time
}

func (r *routes) Targets(f *apierror.Finding) []Target {
	if r.targets != nil {
		return r.targets(f)
	}
	targets := make([]Target, 0, len(r.to))
	for _, destination := range r.to {
		targets = append(targets, Target{Destination: destination, Route: &r.Route})
	}
	return targets
}

func (r *routes) Severity(f *apierror.Finding) apierror.Severity {
	if r.severity != nil {
		return r.severity(f)
	}
	return f.Severity
}

func (r *routes) Muted(f *apierror.Finding, to Target, now time.Time) (Mute, bool) {
	if r.mute != nil {
		return r.mute(f, to, now)
	}
	return Mute{}, false
}

func (r *routes) Fires(f *apierror.Finding, openedAt time.Time) { r.firing[f.ID] = openedAt }

func (r *routes) Ends(id string) { delete(r.firing, id) }

// rules are those of the tests, which change their route.
func rules(change ...func(*routes)) Rules { return rulesFor([]string{"ops"}, change...) }

func rulesFor(destinations []string, change ...func(*routes)) Rules {
	r := &routes{
		Route: Route{MinSeverity: apierror.SeverityMedium, GroupWait: 5 * time.Second, RepeatInterval: 4 * time.Hour},
		to:    destinations, firing: make(map[string]time.Time),
	}
	for _, c := range change {
		c(r)
	}
	return Rules{Destinations: destinations, Router: r, ResolveAfter: 5 * time.Minute, MaxSituations: 100, MaxCalls: 100}
}

// byTenant has situations of a tenant told together.
func byTenant(r *routes) {
	r.GroupInterval = 5 * time.Minute
	r.Labels = func(f *apierror.Finding) []notification.Label {
		return []notification.Label{{Name: "tenant", Value: f.Subject.Tenant}}
	}
}
