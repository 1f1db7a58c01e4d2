package engine

import (
	"math"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-apierror/otelcol-apierror/connector/apierrorconnector/internal/outlook"
	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// leak lets the odds of a failure double every 25 minutes.
func (s *scene) leak(d time.Duration, rate float64, of traffic, as request) {
	for passed := time.Duration(0); passed < d; passed += time.Minute {
		s.pass(time.Minute, of.but(math.Min(0.9, rate*math.Exp2(float64(passed)/float64(doubling))), as))
	}
}

func (s *scene) forecasts() []apierror.Finding {
	var found []apierror.Finding
	for i := range s.told {
		if s.told[i].Kind == apierror.KindForecast {
			found = append(found, s.told[i])
		}
	}
	return found
}

const doubling = 25 * time.Minute

// pays is a route of a critical process, and how it fails by its own fault.
func pays() (charge traffic, ours request) {
	asked := server("payments", "POST /charges")
	return asked.every(600), asked.failed(apierror.CategoryInternal, apierror.OriginService, "unhandled").worth("checkout", apierror.CriticalityCritical, 50)
}

// Told once, in time to act, of the route alone though its service and its process will fail as well; and in the end that it came true.
func TestALeakIsForeseenOnce(t *testing.T) {
	s := newScene(t)
	charge, ours := pays()
	s.pass(3*time.Hour, charge.but(0.002, ours))
	require.Empty(t, s.forecasts())
	leaking := s.now()
	s.leak(140*time.Minute, 0.002, charge, ours)
	passed := leaking.Add(time.Duration(math.Log2(0.05/0.002) * float64(doubling)))

	told := s.forecasts()
	require.NotEmpty(t, told)
	first, last := told[0], told[len(told)-1]
	t.Logf("%s; truly %s; then: %s", first.Summary, passed.Sub(first.StartedAt).Round(time.Minute), last.Summary)
	assert.Equal(t, "error_rate", first.Name)
	assert.Equal(t, "payments", first.Subject.Service)
	assert.Equal(t, "/charges", first.Subject.Route)
	assert.Equal(t, "checkout", first.Subject.Business.Process)
	assert.Regexp(t, `^"/charges" of service "payments" will pass 5% failures in about \d+ minutes \(\d\d% sure\)$`, first.Summary)
	assert.Regexp(t, `has risen for about .* its odds by .*% a minute; .*; the forecast falls if it is below`, first.Rationale)
	assert.Greater(t, passed.Sub(first.StartedAt), 5*time.Minute)
	for i := range told {
		assert.Equal(t, first.ID, told[i].ID, "one situation: %s", told[i].Summary)
	}
	assert.Equal(t, apierror.StatusResolved, last.Status)
	assert.Contains(t, last.Summary, "passed 5% failures")
}

// What a deployment breaks nobody could foresee, and nobody claims to have.
func TestADeploymentIsNotForeseen(t *testing.T) {
	s := newScene(t)
	charge, ours := pays()
	s.pass(3*time.Hour, charge.but(0.002, ours))
	s.pass(30*time.Minute, charge.but(0.04, ours))
	s.pass(30*time.Minute, charge.but(0.1, ours))
	s.pass(time.Hour, charge.but(0.002, ours))
	assert.Empty(t, s.forecasts(), story(s.forecasts()))
}

func TestARestartForgetsNoForecast(t *testing.T) {
	s := newScene(t)
	charge, ours := pays()
	s.pass(3*time.Hour, charge.but(0.002, ours))
	for passed := time.Duration(0); len(s.forecasts()) == 0; passed += time.Minute {
		require.Less(t, passed, 3*time.Hour)
		s.leak(time.Minute, 0.002*math.Exp2(float64(passed)/float64(doubling)), charge, ours)
	}
	told := len(s.forecasts())
	s.restart(10 * time.Second)
	s.pass(2*time.Minute, charge.but(0.04, ours))
	assert.Len(t, s.forecasts(), told, "it goes on, and is not told again: %v", story(s.forecasts()))
	assert.True(t, s.engine.incidents.places[s.engine.placeKey("payments", "/charges")].ahead.restored)
}

func TestNoForecastsUnlessWanted(t *testing.T) {
	s := newScene(t, func(set *Settings) { set.Forecast.Enabled = false })
	charge, ours := pays()
	s.pass(3*time.Hour, charge.but(0.002, ours))
	s.leak(140*time.Minute, 0.002, charge, ours)
	assert.Empty(t, s.forecasts())
}

func TestMetricsOfForecasts(t *testing.T) {
	s := newScene(t)
	charge, ours := pays()
	s.pass(3*time.Hour, charge.but(0.002, ours))
	s.leak(140*time.Minute, 0.002, charge, ours)
	names := make(map[string]bool)
	for _, rm := range s.metrics(false).ResourceMetrics().All() {
		for _, sm := range rm.ScopeMetrics().All() {
			for _, m := range sm.Metrics().All() {
				if strings.HasPrefix(m.Name(), "apierror.forecast.") {
					names[m.Name()] = true
				}
			}
		}
	}
	for _, name := range []string{"precision", "lead_time", "silent"} {
		assert.True(t, names["apierror.forecast."+name], name)
	}
}

// What a service's forecast ends with when a route of it is told of instead, or when it ends by itself meanwhile.
func TestAForecastThatEndsSaysWhy(t *testing.T) {
	for name, test := range map[string]struct {
		life  outlook.Life
		last  string
		state string
	}{
		"a route is told of": {outlook.Told, `Resolved: The forecast for service "payments" goes on as that of one of its routes`, "told_of_route"},
		"taken back":         {outlook.Withdrawn, `Resolved: Service "payments" is no longer expected to pass 5% failures`, "withdrawn"},
	} {
		t.Run(name, func(t *testing.T) {
			s := newScene(t)
			charge, _ := pays()
			report := func(life outlook.Life) {
				at := s.engine.now()
				s.engine.reportForecasts([]outlook.Verdict{{Measure: outlook.ErrorRate, Life: life, Since: at, At: at + 60e9, Threshold: 0.05, Probability: 0.9}},
					serviceExpected("payments"), at)
			}
			s.pass(time.Minute, charge)
			report(outlook.Told)
			s.pass(time.Minute, charge)
			require.Len(t, s.forecasts(), 1)
			for range 20 { // longer than it takes to be over
				s.engine.foresight.told[ofService+"payments"] = struct{}{}
				report(test.life)
				s.pass(30*time.Second, charge)
			}
			told := s.forecasts()
			last := told[len(told)-1]
			assert.Equal(t, apierror.StatusResolved, last.Status)
			assert.Contains(t, last.Summary, test.last)
			assert.Equal(t, test.state, last.Evidence["state"])
		})
	}
}

// What was forecast and came true between two looks was told nobody, so that nobody is told its end.
func TestTheEndOfAForecastThatWasNotTold(t *testing.T) {
	s := newScene(t)
	charge, _ := pays()
	s.pass(time.Minute, charge)
	for _, life := range []outlook.Life{outlook.CameTrue, outlook.Withdrawn, outlook.Expired} {
		at := s.engine.now()
		s.engine.reportForecasts([]outlook.Verdict{{Measure: outlook.ErrorRate, Life: life, Since: at - 60e9, At: at, Threshold: 0.05}}, serviceExpected("payments"), at)
		s.pass(time.Minute, charge)
	}
	assert.Empty(t, s.forecasts(), story(s.forecasts()))
}
