package situation

import (
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/pdata/pcommon"

	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/notification"
	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// scene plays spans to a tracker and collects what one destination is told.
type scene struct {
	*testing.T

	tracker *Tracker
	now     time.Time
	told    []*notification.Notification
}

func newScene(t *testing.T, rules Rules) *scene {
	t.Helper()
	return &scene{T: t, tracker: NewTracker(rules), now: t0}
}

func (s *scene) see(g given) {
	s.Helper()
	if g.at.IsZero() {
		g.at = s.now
	}
	sighting := ReadSpan(Source{Service: g.service}, g.span(s.T), s.now)
	s.tracker.Observe(&sighting, s.now)
}

// hear plays a finding of the present, unless it says otherwise, and reports whether it was taken.
func (s *scene) hear(f apierror.Finding) bool {
	s.Helper()
	if f.UpdatedAt.IsZero() {
		f.UpdatedAt = s.now
	}
	if f.StartedAt.IsZero() {
		f.StartedAt = t0
	}
	read, err := ReadFinding(record(s.T, f), s.now)
	require.NoError(s, err)
	return s.tracker.Hear(&read, s.now)
}

// wait lets time pass in steps of a second, and returns the sentences that are said meanwhile.
func (s *scene) wait(d time.Duration) []string {
	var said []string
	for end := s.now.Add(d); s.now.Before(end); {
		s.now = s.now.Add(time.Second)
		for _, n := range s.tracker.Due("ops", 100, s.now, false) {
			s.tracker.Told(n, s.now)
			s.told = append(s.told, n)
			for i := range n.Alerts {
				if n.Alerts[i].News || n.Cause == notification.CauseRepeated {
					said = append(said, n.Alerts[i].Finding.Summary)
				}
			}
		}
		s.tracker.Expire(s.now)
	}
	return said
}

func (s *scene) last() *apierror.Finding { return s.told[len(s.told)-1].Leading() }

func TestTheLifeOfASituation(t *testing.T) {
	s := newScene(t, rules())
	stuffing := given{service: "accounts", route: "/login", verdict: attack(apierror.SignalCredentialStuffing)}

	s.see(stuffing)
	s.see(stuffing)
	assert.Empty(t, s.wait(4*time.Second), "held back for group_wait")
	s.see(stuffing)
	assert.Equal(t, []string{"Credential stuffing by client 203.0.113.7: 3 login attempts since it was noticed"}, s.wait(time.Second))
	assert.Equal(t, apierror.StatusFiring, s.last().Status)
	assert.Equal(t, t0, s.last().StartedAt)
	assert.Equal(t, t0.Add(4*time.Second), s.last().UpdatedAt)
	assert.Equal(t, "57 failed logins in 2m0s", s.last().Rationale)
	assert.Equal(t, map[string]any{"calls": int64(3), "services": []any{"accounts"}, "routes": []any{"/login"}}, s.last().Evidence)

	s.see(stuffing)
	assert.Empty(t, s.wait(time.Minute), "nothing new")

	stuffing.verdict.Security.Severity = apierror.SeverityCritical
	s.see(stuffing)
	assert.Empty(t, s.wait(4*time.Second), "held back again")
	assert.Len(t, s.wait(time.Second), 1, "it worsened")
	assert.Equal(t, apierror.SeverityCritical, s.last().Severity)

	stuffing.verdict.Security.Severity = apierror.SeverityMedium
	s.see(stuffing)
	assert.Empty(t, s.wait(4*time.Minute), "it does not get better before it is over")

	assert.Equal(t, []string{"Resolved: Credential stuffing by client 203.0.113.7, 6 login attempts since it was noticed, the last after 1m10s"}, s.wait(5*time.Minute))
	assert.Equal(t, apierror.StatusResolved, s.last().Status)
	assert.Zero(t, s.tracker.Len())
	assert.Empty(t, s.wait(24*time.Hour))

	s.see(stuffing)
	assert.Len(t, s.wait(5*time.Second), 1, "another one")
	assert.EqualValues(t, 1, s.last().Count)

	seen := map[string]bool{}
	for _, n := range s.told {
		assert.False(t, seen[n.ID], "every notification has an id of its own")
		seen[n.ID] = true
	}
	counts := s.tracker.TakeCounts()
	assert.Equal(t, map[apierror.Kind]int64{apierror.KindSecurity: 2}, counts.Opened)
	assert.Empty(t, counts.Suppressed)
}

func TestItIsRepeatedWhileItLasts(t *testing.T) {
	s := newScene(t, rules())
	for range 9 * 60 {
		s.see(given{verdict: attack(apierror.SignalBruteForce)})
		s.wait(time.Minute)
	}
	require.Len(t, s.told, 3)
	assert.Contains(t, s.told[1].Leading().Summary, ": 241 login attempts since it was noticed")
}

func TestBelowMinSeverityNobodyIsTold(t *testing.T) {
	s := newScene(t, rules())
	mistake := given{service: "orders", route: "/orders", trace: 1, verdict: failed(apierror.CategoryValidation, apierror.SeverityLow)}
	s.see(mistake)
	assert.Empty(t, s.wait(time.Minute))

	mistake.verdict.Severity, mistake.trace = apierror.SeverityMedium, 2
	s.see(mistake)
	assert.Equal(t, []string{`Failures (validation, because) on "/orders" in service "orders": 2 failed calls so far`}, s.wait(time.Minute))

	s.see(given{service: "orders", route: "/other", trace: 3, verdict: failed(apierror.CategoryValidation, apierror.SeverityLow)})
	s.wait(time.Hour)
	assert.Zero(t, s.tracker.Len())
	assert.Equal(t, map[Suppression]int64{{apierror.KindSurge, ReasonBelowMinSeverity}: 1}, s.tracker.TakeCounts().Suppressed)
}

func TestAShortOneIsToldOfThoughItIsOver(t *testing.T) {
	r := rules(func(r *routes) { r.GroupWait = time.Minute })
	r.ResolveAfter = 10 * time.Second
	s := newScene(t, r)
	s.see(given{verdict: attack(apierror.SignalBruteForce)})
	assert.Equal(t, []string{
		"Brute force by client 203.0.113.7: 1 login attempt since it was noticed",
		"Resolved: Brute force by client 203.0.113.7, 1 login attempt since it was noticed, the last after less than a second",
	}, s.wait(2*time.Minute))
	assert.Zero(t, s.tracker.Len())
}

func TestEachDestinationIsToldForItself(t *testing.T) {
	s := newScene(t, rulesFor([]string{"ops", "full"}))
	s.see(given{verdict: attack(apierror.SignalBruteForce)})
	s.wait(time.Minute)
	assert.Len(t, s.told, 1)

	// The other destination's queue has no room, until it is all over.
	assert.Len(t, s.tracker.Due("full", 100, s.now, false), 1)
	s.wait(10 * time.Minute)
	assert.Len(t, s.told, 2)
	assert.Equal(t, 1, s.tracker.Len(), "kept for the one who knows nothing yet")

	for _, status := range []apierror.Status{apierror.StatusFiring, apierror.StatusResolved} {
		due := s.tracker.Due("full", 100, s.now, false)
		require.Len(t, due, 1)
		assert.Equal(t, status, due[0].Leading().Status)
		again := s.tracker.Due("full", 100, s.now, false)
		assert.Equal(t, due[0].ID, again[0].ID, "the id of an offer that was not taken")
		s.tracker.Told(due[0], s.now)
	}
	s.tracker.Expire(s.now)
	assert.Zero(t, s.tracker.Len())
}

func TestOneThatComesBackWhileOthersAreToldOfItsEnd(t *testing.T) {
	s := newScene(t, rulesFor([]string{"ops", "full"}))
	s.see(given{verdict: attack(apierror.SignalBruteForce)})
	s.wait(10 * time.Minute)
	require.Len(t, s.told, 2)
	s.see(given{verdict: attack(apierror.SignalBruteForce)})
	assert.Len(t, s.wait(5*time.Second), 1, "ops thought it was over")
	assert.EqualValues(t, 1, s.last().Count)
	assert.Len(t, s.tracker.Due("full", 100, s.now, false), 1)
}

func TestTheGravestFirstAndNoMoreThanAsked(t *testing.T) {
	s := newScene(t, rules())
	for i, severity := range []apierror.Severity{apierror.SeverityMedium, apierror.SeverityCritical, apierror.SeverityHigh} {
		s.see(given{service: "s", route: strconv.Itoa(i), trace: byte(i + 1), verdict: failed(apierror.CategoryInternal, severity)})
	}
	due := s.tracker.Due("ops", 2, s.now, true)
	require.Len(t, due, 2)
	assert.Equal(t, apierror.SeverityCritical, due[0].Leading().Severity)
	assert.Equal(t, apierror.SeverityHigh, due[1].Leading().Severity)
}

func TestManyAreForgottenInOrder(t *testing.T) {
	r := rules()
	r.MaxSituations = 3
	s := newScene(t, r)
	scan := func(actor string, severity apierror.Severity) {
		verdict := attack(apierror.SignalEndpointScanning)
		verdict.Security.Actor.ID, verdict.Security.Severity = actor, severity
		s.see(given{verdict: verdict})
	}
	scan("grave", apierror.SeverityCritical)
	scan("idle", apierror.SeverityMedium)
	scan("busy", apierror.SeverityMedium)
	scan("idle, then busy", apierror.SeverityMedium) // one too many: idle goes
	scan("busy", apierror.SeverityMedium)
	scan("newer", apierror.SeverityHigh) // and so does this one's elder
	scan("least", apierror.SeverityLow)  // itself the one that nobody misses

	var actors []string
	for _, n := range s.tracker.Due("ops", 10, s.now, true) {
		if n.Group.Flood {
			assert.Equal(t, 2, n.Firing, "idle and its like are summed up; of the least nobody is to be told")
			continue
		}
		actors = append(actors, n.Leading().Subject.Actor.ID)
	}
	assert.Equal(t, []string{"grave", "newer", "busy"}, actors)
	assert.EqualValues(t, 3, s.tracker.TakeCounts().EvictedSituations)
}

func TestManyCallsAreForgotten(t *testing.T) {
	r := rules()
	r.MaxCalls = 10
	s := newScene(t, r)
	for i := range 100 {
		s.see(given{trace: byte(i + 1), verdict: failed(apierror.CategoryInternal, apierror.SeverityHigh)})
	}
	assert.LessOrEqual(t, len(s.tracker.calls.byTrace), 11)
	assert.EqualValues(t, 89, s.tracker.TakeCounts().EvictedCalls)
	s.now = s.now.Add(2 * callSpan)
	s.see(given{trace: 200, verdict: failed(apierror.CategoryInternal, apierror.SeverityHigh)})
	assert.Len(t, s.tracker.calls.byTrace, 1)
	assert.Zero(t, s.tracker.TakeCounts().EvictedCalls, "they were outdated")
}

func FuzzObserve(f *testing.F) {
	f.Add("checkout", "contract", "medium", "brute_force", 12.5, uint64(1), byte(1), true)
	f.Fuzz(func(t *testing.T, text, category, severity, signal string, number float64, at uint64, trace byte, root bool) {
		tracker := NewTracker(rules())
		resource := pcommon.NewResource()
		resource.Attributes().PutStr("service.name", text)
		for i := range 3 {
			g := given{service: text, route: text, trace: trace, attrs: map[string]any{
				"apierror.category": category, "apierror.severity": severity, "apierror.reason": text, "apierror.root_cause": root,
				"apierror.security.signals": []any{signal}, "apierror.actor.id": text, "apierror.actor.type": text,
				"apierror.business.process": text, "apierror.business.value_at_risk": number * float64(i),
				"apierror.business.currency": text, "apierror.business.partner": text, "apierror.business.sla_breached": root,
			}}
			span := g.span(t)
			span.SetStartTimestamp(pcommon.Timestamp(at))
			sighting := ReadSpan(ReadResource(resource), span, t0)
			tracker.Observe(&sighting, t0)
		}
		for _, n := range tracker.Due("ops", 10, t0, true) {
			require.NotEmpty(t, n.Leading().Summary)
		}
		saved, err := tracker.TakeChanges()
		require.NoError(t, err)
		for _, encoded := range saved.Changed {
			require.NoError(t, NewTracker(rules()).Restore(encoded, t0))
		}
	})
}
