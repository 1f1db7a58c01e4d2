package engine

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
	"github.com/otelcol-apierror/otelcol-apierror/internal/sentence"
)

// restart saves everything, and goes on with another engine after some time.
func (s *scene) restart(down time.Duration, change ...func(*Settings)) {
	saved := make(map[string][]byte)
	for _, part := range s.engine.Parts() {
		saved[part.Name] = part.Append(nil)
	}
	s.wall += int64(down)
	s.renew(change...)
	for _, part := range s.engine.Parts() {
		require.Contains(s.tb, saved, part.Name)
		require.NoError(s.tb, part.Restore(saved[part.Name]), part.Name)
	}
}

// renew is a new engine that knows nothing.
func (s *scene) renew(change ...func(*Settings)) {
	settings := defaults(s.tb)
	for _, c := range change {
		c(&settings)
	}
	s.engine = New(settings, s.wall)
	s.engine.TellFindings()
}

func TestARestartTellsNothingTwice(t *testing.T) {
	s := newScene(t, checkoutObjective)
	order := server("checkout", "POST /orders")
	broken := order.broken().worth("checkout", apierror.CriticalityCritical, 50)
	login := server("login", "POST /session").suspicious(apierror.SignalBruteForce, "203.0.113.7", apierror.SeverityHigh)
	outage := []traffic{order.every(60).but(0.5, broken), login.every(60)}
	s.pass(lived, order.every(60))
	s.pass(12*time.Minute, outage...)
	open := len(s.open)
	require.GreaterOrEqual(t, open, 3, "a surge, a burn, and an attack")
	before := s.latest(apierror.KindSurge)

	s.restart(20*time.Second, checkoutObjective)
	s.pass(2*time.Minute, outage...)
	assert.Len(t, s.open, open)
	assert.Len(t, began(s.told), open, "they go on")
	s.pass(10*time.Minute, outage...)
	surge := s.latest(apierror.KindSurge)
	require.Greater(t, surge.Count, before.Count+200)
	assert.InEpsilon(t, 50*float64(surge.Count), surge.Subject.Business.ValueAtRisk, 0.05, "the money goes on from where it was")
	assert.Contains(t, surge.Summary, "; "+sentence.Money(surge.Subject.Business.ValueAtRisk, "USD")+" at risk")

	s.pass(3*time.Hour, order.every(60))
	assert.Empty(t, s.open)
	assert.Len(t, began(s.told), open, "each resolved once")
}

// latest is the latest finding of a kind.
func (s *scene) latest(kind apierror.Kind) apierror.Finding {
	for i := len(s.told) - 1; i >= 0; i-- {
		if s.told[i].Kind == kind {
			return s.told[i]
		}
	}
	s.tb.Fatalf("nothing was told of a %s", kind)
	return apierror.Finding{}
}

func TestWhatEndsWhileTheCollectorIsDownResolves(t *testing.T) {
	s := newScene(t)
	asked := server("search", "GET /search")
	s.pass(lived, asked.every(60))
	s.pass(10*time.Minute, asked.every(60).but(0.5, asked.broken()))
	require.Len(t, s.open, 1)
	s.restart(time.Hour)
	s.pass(quiet, asked.every(60))
	assert.Empty(t, s.open)
	assert.Len(t, began(s.told), 1)
}

// A collector is restarted in an outage, and nobody calls any more.
func TestWhatWasGoingOnEndsThoughNoSpanComesAfterARestart(t *testing.T) {
	s := newScene(t)
	asked := server("search", "GET /search")
	s.pass(lived, asked.every(60))
	s.pass(10*time.Minute, asked.every(60).but(0.5, asked.broken()))
	require.Len(t, s.open, 1)
	s.restart(time.Minute)
	s.pass(quiet)
	assert.Empty(t, s.open)
	assert.Len(t, began(s.told), 1)
}

func TestARestartKeepsWhatIsUsual(t *testing.T) {
	asked, jobs, rpc := server("search", "GET /search"), consumer("search", "jobs"), requestOf(ptrace.SpanKindServer, "search").with("rpc.method", "a.B/C")
	for name, test := range map[string]struct {
		restart func(*scene)
		told    int
	}{
		"who knows that nothing fails takes a tenth for a surge": {func(s *scene) { s.restart(time.Minute) }, 3},
		"who knows nothing does not":                             {func(s *scene) { s.renew() }, 0},
	} {
		t.Run(name, func(t *testing.T) {
			s := newScene(t)
			s.pass(lived, asked.every(60), jobs.every(60), rpc.every(60))
			test.restart(s)
			s.pass(5*time.Minute, asked.every(60).but(0.1, asked.broken()), jobs.every(60).but(0.1, jobs.broken()), rpc.every(60).but(0.1, rpc.broken()))
			assert.Len(t, began(s.told), test.told)
		})
	}
}

func TestARestartKeepsTheErrorBudget(t *testing.T) {
	s := newScene(t, checkoutObjective)
	order := server("checkout", "POST /orders")
	s.pass(lived, order.every(60).but(0.01, order.broken()))
	before := text(s.metrics(true), "apierror.slo.error_budget.remaining")
	require.NotContains(t, before, ": 1\n")
	s.restart(0, checkoutObjective)
	s.send(order)
	after := metricNamed(s.metrics(true), "apierror.slo.error_budget.remaining").Gauge().DataPoints().At(0).DoubleValue()
	assert.Less(t, after, 0.999)
}

func TestABrokenStateIsAnErrorAndNoMore(t *testing.T) {
	whole := newScene(t, checkoutObjective)
	asked := server("checkout", "POST /orders")
	whole.pass(lived, asked.every(60))
	whole.pass(10*time.Minute, asked.every(60).but(0.5, asked.broken().worth("checkout", apierror.CriticalityCritical, 50)))
	for _, part := range whole.engine.Parts() {
		saved := string(part.Append(nil))
		for name, damaged := range map[string]string{
			"cut in half":        saved[:len(saved)/2],
			"of another part":    `{"version":1,"surprise":[1,2,3]`,
			"of another version": strings.Replace(saved, `"version":1`, `"version":99`, 1),
			"not ours":           "\x00\xff\x00\xff",
		} {
			if damaged == saved {
				continue // it says its version in another way
			}
			t.Run(part.Name+" "+name, func(t *testing.T) {
				s := newScene(t, checkoutObjective)
				for _, into := range s.engine.Parts() {
					if into.Name == part.Name {
						require.Error(t, into.Restore([]byte(damaged)))
					}
				}
				s.pass(lived, asked.every(60))
				s.pass(5*time.Minute, asked.every(60).but(0.5, asked.broken()))
				assert.NotEmpty(t, s.told, "it works on")
			})
		}
	}
}

func TestMoneyGoesOnAfterARestart(t *testing.T) {
	for _, down := range []time.Duration{20 * time.Second, time.Hour} {
		t.Run(down.String(), func(t *testing.T) {
			s := newScene(t, checkoutObjective)
			order := server("checkout", "POST /orders")
			outage := order.every(60).but(0.5, order.broken().worth("checkout", apierror.CriticalityCritical, 50))
			s.pass(lived, order.every(60))
			s.pass(time.Hour, outage)
			s.restart(down, checkoutObjective)
			s.pass(30*time.Minute, outage)
			for _, kind := range []apierror.Kind{apierror.KindSurge, apierror.KindSLOBurn} {
				f := s.latest(kind)
				require.Greater(t, f.Count, int64(2_000))
				assert.InEpsilon(t, 50*float64(f.Count), f.Subject.Business.ValueAtRisk, 0.05, "the money of a %s", kind)
			}
		})
	}
}
