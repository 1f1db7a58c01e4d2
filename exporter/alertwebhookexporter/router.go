package alertwebhookexporter

import (
	"time"

	"go.opentelemetry.io/collector/component"

	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/findingcondition"
	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/format"
	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/routing"
	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/situation"
	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// router answers the tracker by the configured tree. Like the tracker it is used by one at a time.
type router struct {
	*routing.Router
	// routes are the tracker's, one for each of the tree's that was met.
	routes map[routeKind]*situation.Route
	of     map[*situation.Route]*routing.Route
	// resent are the destinations that group by themselves, and take to be over what they are not told of again and again: each
	// situation is told for itself there.
	resent map[string]time.Duration
}

type routeKind struct {
	*routing.Route
	resent bool
}

var _ situation.Router = (*router)(nil)

func newRouter(cfg *Config, telemetry component.TelemetrySettings, failed func(key string, err error)) (*router, error) {
	resent := make(map[string]time.Duration)
	for i := range cfg.Destinations {
		destination := &cfg.Destinations[i]
		if every := format.ResendEvery(destination.Type, &destination.Options); every > 0 {
			resent[destination.Name] = every
		}
	}
	made, err := routing.New(&cfg.Routing, routing.Settings{
		Destinations: cfg.destinations(),
		Timing: routing.Timing{
			GroupWait: cfg.GroupWait, GroupInterval: cfg.GroupInterval, RepeatInterval: cfg.RepeatInterval,
			MinSeverity: cfg.MinSeverity, FloodAfter: floodAfter,
		},
		Parse:  findingcondition.Parser(telemetry),
		Failed: failed,
	})
	if err != nil {
		return nil, err
	}
	return &router{
		Router: made, routes: make(map[routeKind]*situation.Route), of: make(map[*situation.Route]*routing.Route), resent: resent,
	}, nil
}

// Targets are the tree's.
func (r *router) Targets(f *apierror.Finding) []situation.Target {
	found := r.Router.Targets(f)
	targets := make([]situation.Target, len(found))
	for i, target := range found {
		targets[i] = situation.Target{Destination: target.Destination, Route: r.route(target)}
	}
	return targets
}

func (r *router) route(to routing.Target) *situation.Route {
	_, resent := r.resent[to.Destination]
	from := to.Route
	kind := routeKind{from, resent}
	if known, ok := r.routes[kind]; ok {
		return known
	}
	made := &situation.Route{
		Path: from.Path, GroupWait: from.GroupWait, GroupInterval: from.GroupInterval, RepeatInterval: from.RepeatInterval,
		MinSeverity: from.MinSeverity,
	}
	if !resent {
		made.FloodAfter = from.FloodAfter
		if len(from.GroupBy) > 0 {
			made.Labels = from.Labels
		}
	}
	r.routes[kind], r.of[made] = made, from
	return made
}

// Muted asks the tree.
func (r *router) Muted(f *apierror.Finding, to situation.Target, now time.Time) (situation.Mute, bool) {
	mute, muted := r.Router.Muted(f, r.of[to.Route], now)
	return situation.Mute{Reason: mute.Reason, Until: mute.Until}, muted
}

// shortestWait is the shortest group_wait of all routes.
func (cfg *Config) shortestWait() time.Duration {
	if cfg.Routing.Route == nil {
		return cfg.GroupWait
	}
	return shortestWait(cfg.Routing.Route, cfg.GroupWait)
}

func shortestWait(from *routing.RouteConfig, inherited time.Duration) time.Duration {
	if from.GroupWait != nil {
		inherited = *from.GroupWait
	}
	shortest := inherited
	for i := range from.Routes {
		shortest = min(shortest, shortestWait(&from.Routes[i], inherited))
	}
	return shortest
}
