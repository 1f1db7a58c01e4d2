package routing

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/component/componenttest"
	"go.opentelemetry.io/collector/confmap"

	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/findingcondition"
	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

var (
	destinations = []string{"ops", "pager", "security", "audit"}

	timing = Timing{
		GroupWait: 5 * time.Second, GroupInterval: 5 * time.Minute, RepeatInterval: 4 * time.Hour,
		MinSeverity: apierror.SeverityMedium, FloodAfter: 20,
	}

	parse = findingcondition.Parser(componenttest.NewNopTelemetrySettings())

	noon = at("2026-11-23T12:00:00Z")
)

func at(text string) time.Time {
	t, err := time.Parse(time.RFC3339, text)
	if err != nil {
		panic(err)
	}
	return t
}

// read reads sections as the collector does.
func read(tb testing.TB, yaml string) (Config, error) {
	tb.Helper()
	cfg := DefaultConfig()
	retrieved, err := confmap.NewRetrievedFromYAML([]byte(yaml))
	require.NoError(tb, err)
	conf, err := retrieved.AsConf()
	require.NoError(tb, err)
	err = conf.Unmarshal(&cfg)
	return cfg, err
}

// wrong is what Check says.
func wrong(tb testing.TB, yaml string) string {
	tb.Helper()
	cfg, err := read(tb, yaml)
	require.NoError(tb, err)
	var said []string
	for _, err := range cfg.Check(destinations) {
		said = append(said, err.Error())
	}
	return strings.Join(said, "\n")
}

func router(tb testing.TB, yaml string) *Router {
	tb.Helper()
	cfg, err := read(tb, yaml)
	require.NoError(tb, err)
	require.Empty(tb, wrong(tb, yaml))
	r, err := New(&cfg, Settings{
		Destinations: destinations, Timing: timing, Parse: parse,
		Failed: func(key string, err error) { tb.Errorf("%s: %v", key, err) },
	})
	require.NoError(tb, err)
	return r
}

// told is what Targets says: each destination and the path of its route.
func told(r *Router, f *apierror.Finding) []string {
	var all []string
	for _, to := range r.Targets(f) {
		all = append(all, strings.TrimSuffix(to.Destination+" "+to.Route.Path, " "))
	}
	return all
}

// routeOf is the route of the first target.
func routeOf(tb testing.TB, r *Router, f *apierror.Finding) *Route {
	tb.Helper()
	targets := r.Targets(f)
	require.NotEmpty(tb, targets)
	return targets[0].Route
}
