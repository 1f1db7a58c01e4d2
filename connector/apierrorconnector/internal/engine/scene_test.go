package engine

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/component/componenttest"
	"go.opentelemetry.io/collector/confmap"
	"go.opentelemetry.io/collector/pdata/pmetric"

	"github.com/otelcol-apierror/otelcol-apierror/connector/apierrorconnector/internal/findings"
	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
	"github.com/otelcol-apierror/otelcol-apierror/internal/business"
	"github.com/otelcol-apierror/otelcol-apierror/internal/spancondition"
)

// start is the wall time at which the tests begin.
var start = time.Date(2026, time.March, 2, 9, 0, 0, 0, time.UTC)

// scene is an engine, the time, and whoever is told of findings.
type scene struct {
	tb     testing.TB
	engine *Engine
	wall   int64
	number uint64 // of spans that were made
	random *rand.Rand

	told []apierror.Finding
	open map[string]apierror.Finding // what the listener believes to be firing
}

// shop is the business of most tests.
const shop = `
currency: USD
processes:
  - name: checkout
    match: { routes: ["POST /orders", "POST /charges"] }
    owner: team-checkout
    criticality: critical
    value: { default: 50 }
  - name: reports
    match: { routes: ["/reports/**"] }
    criticality: low
    value: { default: 0.1 }
partners:
  - name: cardnet
    match: { servers: [api.cardnet.example] }
    sla: { availability: 0.999, latency: 800ms, window: 24h, penalty: 5000 }
`

// catalog compiles a business section as the collector would.
func catalog(tb testing.TB, section string) *business.Catalog {
	retrieved, err := confmap.NewRetrievedFromYAML([]byte(section))
	require.NoError(tb, err)
	conf, err := retrieved.AsConf()
	require.NoError(tb, err)
	config := business.DefaultConfig()
	require.NoError(tb, conf.Unmarshal(&config))
	require.Empty(tb, config.Check())
	compiled, err := business.Compile(&config, spancondition.Parser(componenttest.NewNopTelemetrySettings()))
	require.NoError(tb, err)
	return compiled
}

// defaults are the connector's, but for the business.
func defaults(tb testing.TB) Settings {
	return Settings{
		Business:     catalog(tb, shop),
		Actors:       []string{"user.id", "client.address"},
		Contributors: []string{"service.version", "service.instance.id", "tenant.id"},
		Scope:        "apierror", Version: "1", MaxSeries: 20_000, ExpireAfter: time.Hour, Seed: 1,
		Findings: findings.DefaultRules(), FalseAlarms: 1,
		Forecast: Forecast{Enabled: true, Horizon: 2 * time.Hour, Probability: 0.8, ErrorRate: 0.05},
	}
}

func newScene(tb testing.TB, change ...func(*Settings)) *scene {
	settings := defaults(tb)
	for _, c := range change {
		c(&settings)
	}
	s := &scene{
		tb: tb, engine: New(settings, start.UnixNano()), wall: start.UnixNano(), random: rand.New(rand.NewPCG(1, 2)),
		open: make(map[string]apierror.Finding),
	}
	s.engine.TellFindings()
	return s
}

// send consumes requests in one batch, now.
func (s *scene) send(requests ...request) {
	s.engine.Consume(s.tb.Context(), s.batch(requests...), s.wall)
}

// now is the wall time.
func (s *scene) now() time.Time { return time.Unix(0, s.wall).UTC() }

// tickEvery is how often the tests' time moves on.
const tickEvery = 5 * time.Second

// pass lets time pass: the traffic goes on, and findings are told.
func (s *scene) pass(d time.Duration, all ...traffic) {
	for end := s.wall + int64(d); s.wall < end; {
		s.wall = min(end, s.wall+int64(tickEvery))
		for i := range all {
			if requests := all[i].requests(s); len(requests) > 0 {
				s.send(requests...)
			}
		}
		s.tell()
	}
}

// traffic is a request that comes again and again, at random, and fails for some.
type traffic struct {
	request

	perMinute float64
	failing   float64 // the share that fails
	as        request
}

// every is a request so many times a minute.
func (r request) every(perMinute float64) traffic { return traffic{request: r, perMinute: perMinute} }

// but makes a share of the calls another request: how they fail.
func (t traffic) but(share float64, as request) traffic {
	t.failing, t.as = share, as
	return t
}

func (t *traffic) requests(s *scene) []request {
	expected := t.perMinute * tickEvery.Minutes()
	n := int(expected)
	if s.random.Float64() < expected-float64(n) {
		n++
	}
	requests := make([]request, n)
	for i := range requests {
		requests[i] = t.request
		if s.random.Float64() < t.failing {
			requests[i] = t.as
		}
	}
	return requests
}

// tell takes what is to be told, and holds it against what holds of all findings.
func (s *scene) tell() {
	due := s.engine.Findings(s.wall)
	s.engine.Sent(due)
	require.Empty(s.tb, s.engine.Findings(s.wall), "nothing is told twice")
	for i := range due {
		f := &due[i]
		require.NotEmpty(s.tb, f.Summary)
		require.NotEmpty(s.tb, f.Rationale)
		require.NotZero(s.tb, f.Severity)
		require.True(s.tb, f.Kind.Valid(), f.Kind)
		if f.Status == apierror.StatusResolved {
			require.Contains(s.tb, s.open, f.ID, "nobody was told that it began")
			delete(s.open, f.ID)
		} else {
			s.open[f.ID] = *f
		}
	}
	s.told = append(s.told, due...)
}

// story is what was told since a finding, one line each: status severity kind name at place.
func story(told []apierror.Finding) []string {
	lines := make([]string, 0, len(told))
	for i := range told {
		f := &told[i]
		line := fmt.Sprintf("%s %s %s %s", f.Status, f.Severity, f.Kind, f.Name)
		if place := strings.TrimSpace(f.Subject.Service + " " + f.Subject.Route + f.Subject.RPCMethod); place != "" {
			line += " at " + place
		}
		lines = append(lines, line)
	}
	return lines
}

// began lists the findings that began: the first of each that fired, again if it fired again.
func began(told []apierror.Finding) []apierror.Finding {
	open := make(map[string]bool)
	var first []apierror.Finding
	for i := range told {
		firing := told[i].Status == apierror.StatusFiring
		if firing && !open[told[i].ID] {
			first = append(first, told[i])
		}
		open[told[i].ID] = firing
	}
	return first
}

func (s *scene) metrics(last bool) pmetric.Metrics {
	metrics := pmetric.NewMetrics()
	s.engine.Collect(s.wall, last, metrics)
	return metrics
}
