package situation

import (
	"os"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

func TestARestartForgetsNothing(t *testing.T) {
	before := newScene(t, rules())
	before.see(given{service: "accounts", verdict: attack(apierror.SignalBruteForce)})
	before.wait(10 * time.Second)
	require.Len(t, before.told, 1)
	before.see(given{
		service: "orders", route: "/orders", trace: 9,
		verdict: inProcess(failed(apierror.CategoryTimeout, apierror.SeverityHigh), "checkout", 12.5),
	})
	wouldBe := before.tracker.Due("ops", 10, before.now, true)
	saved, err := before.tracker.TakeChanges()
	require.NoError(t, err)
	require.Len(t, saved.Changed, 2)

	// Down for an hour.
	after := newScene(t, rules())
	after.now = before.now.Add(time.Hour)
	for _, encoded := range saved.Changed {
		require.NoError(t, after.tracker.Restore(encoded, after.now))
	}
	assert.Equal(t, []string{`Process "checkout" fails (timeout, because): 1 failed call, 12.50 USD at risk so far`},
		after.wait(time.Minute), "what was held back is told, what was told is not told again")
	assert.Equal(t, wouldBe[0].ID, after.told[0].ID)

	assert.Equal(t, []string{
		"Resolved: Brute force by client 203.0.113.7, 1 login attempt since it was noticed, the last after less than a second",
		`Resolved: Process "checkout" fails (timeout, because), 1 failed call, 12.50 USD at risk in less than a second`,
	}, after.wait(10*time.Minute), "quiet since we listen again")

	saved, err = after.tracker.TakeChanges()
	require.NoError(t, err)
	assert.Empty(t, saved.Changed)
	assert.Len(t, saved.Dropped, 2)
}

// restarted is the scene after a while in which nobody listened.
func (s *scene) restarted(down time.Duration) *scene {
	s.Helper()
	saved, err := s.tracker.TakeChanges()
	require.NoError(s, err)
	after := newScene(s.T, rules())
	after.tracker.ExpectFindings()
	after.now = s.now.Add(down)
	for _, encoded := range saved.Changed {
		require.NoError(s, after.tracker.Restore(encoded, after.now))
	}
	return after
}

func TestARestartForgetsNothingOfFindings(t *testing.T) {
	before := both(t)
	before.hear(surgeOn("/cause", covering(idOf("/effect"))))
	before.hear(surgeOn("/effect"))
	before.hear(surgeOn("/other"))
	before.wait(time.Minute)
	require.Len(t, before.told, 2)
	before.hear(surgeOn("/other", ended))
	late := surgeOn("/other", func(f *apierror.Finding) { f.UpdatedAt = before.now.Add(-time.Second) })
	before.wait(2 * time.Second)
	require.Len(t, before.told, 3)

	after := before.restarted(time.Hour)
	assert.Equal(t, 2, after.tracker.Len(), "what is over is not counted")
	assert.False(t, after.hear(late), "nor forgotten")
	assert.Empty(t, after.wait(119*time.Minute), "nothing is told again, nor given up: nobody listened")
	after.hear(surgeOn("/cause", covering(idOf("/effect"))))
	assert.Empty(t, after.wait(20*time.Minute))
	assert.Equal(t, 119*time.Minute, after.tracker.byID[idOf("/cause")].claim.Longest, "without the time in which nobody listened")
	after.hear(surgeOn("/cause", ended))
	assert.Equal(t, []string{"Over: surge of internal errors on /cause"}, after.wait(10*time.Second))
}

func TestASituationSavedBeforeThereWereFindings(t *testing.T) {
	saved, err := os.ReadFile("testdata/situation_v1.json")
	require.NoError(t, err)
	s := both(t)
	require.NoError(t, s.tracker.Restore(saved, t0))
	require.Error(t, s.tracker.Restore(saved, t0), "twice")
	assert.Equal(t, []string{
		`Resolved: Failures (internal, because) on "/orders" in service "orders", 1 failed call in less than a second`,
	}, s.wait(6*time.Minute))
	assert.Equal(t, map[string]any{"calls": int64(1), "services": []any{"orders"}, "routes": []any{"/orders"}}, s.last().Evidence)
}

func TestTimesToComeInASavedSituationHoldNothingUp(t *testing.T) {
	const saved = `{"version":2,"finding":{"ID":"1","Kind":"surge","Severity":"high","StartedAt":"0000-01-01T00:00:00+23:59",` +
		`"UpdatedAt":"9999-01-01T00:00:00Z"},"opened_at":"9999-01-01T00:00:00Z","seen_at":"9999-01-01T00:00:00Z",` +
		`"reached_at":["9999-01-01T00:00:00Z","9999-01-01T00:00:00Z","9999-01-01T00:00:00Z","9999-01-01T00:00:00Z","9999-01-01T00:00:00Z","9999-01-01T00:00:00Z"],` +
		`"covered_at":"9999-01-01T00:00:00Z","claim":{"status":"firing","updated_at":"9999-01-01T00:00:00Z","heard_at":"9999-01-01T00:00:00Z"}}`
	s := both(t)
	require.NoError(t, s.tracker.Restore([]byte(saved), t0))
	s.wait(time.Minute)
	assert.True(t, s.hear(surgeOn("/orders", func(f *apierror.Finding) { f.ID = "1" })))
	assert.Len(t, s.wait(time.Minute), 1)
	assert.Equal(t, t0, s.last().StartedAt)
	assert.Len(t, s.wait(2*time.Hour), 1, "over when nothing more is heard")
}

func TestChangesThatCouldNotBeSavedComeAgain(t *testing.T) {
	s := newScene(t, rules())
	s.see(given{verdict: attack(apierror.SignalBruteForce)})
	saved, err := s.tracker.TakeChanges()
	require.NoError(t, err)
	nothing, err := s.tracker.TakeChanges()
	require.NoError(t, err)
	assert.True(t, nothing.IsZero())
	s.tracker.Unsaved(&saved)
	again, err := s.tracker.TakeChanges()
	require.NoError(t, err)
	assert.Equal(t, saved, again)
}

func TestWhatBeganOrWorsenedIsUrgent(t *testing.T) {
	s := newScene(t, rules())
	scan := func(severity apierror.Severity, actor string) (urgent int) {
		verdict := attack(apierror.SignalEndpointScanning)
		verdict.Security.Severity, verdict.Security.Actor.ID = severity, actor
		s.see(given{verdict: verdict})
		require.Equal(t, s.tracker.Urgent(), len(s.tracker.changes.urgent) > 0)
		saved, err := s.tracker.TakeUrgent()
		require.NoError(t, err)
		assert.Empty(t, saved.Dropped)
		assert.False(t, s.tracker.Urgent())
		return len(saved.Changed)
	}
	assert.Zero(t, scan(apierror.SeverityLow, "a"), "nobody is told of it")
	assert.Equal(t, 1, scan(apierror.SeverityMedium, "a"), "began")
	assert.Zero(t, scan(apierror.SeverityMedium, "a"), "goes on")
	assert.Equal(t, 1, scan(apierror.SeverityHigh, "a"), "worsened")
	assert.Equal(t, 1, scan(apierror.SeverityHigh, "b"), "another")
	scan(apierror.SeverityHigh, "b")
	saved, err := s.tracker.TakeChanges()
	require.NoError(t, err)
	assert.Len(t, saved.Changed, 1, "the rest")

	s.wait(6 * time.Minute)
	require.NotEmpty(t, s.told)
	assert.Equal(t, 1, scan(apierror.SeverityMedium, "b"), "began anew")
}

func TestRestoreRefusesWhatIsDamaged(t *testing.T) {
	for name, saved := range map[string]string{
		"no JSON":           "\x00",
		"another version":   `{"version":99}`,
		"no severity":       `{"version":1,"finding":{"ID":"1","Kind":"surge"}}`,
		"a long id":         `{"version":1,"finding":{"ID":"` + strings.Repeat("x", 257) + `","Kind":"surge","Severity":"high"}}`,
		"a claim of naught": `{"version":2,"finding":{"ID":"1","Kind":"surge","Severity":"high"},"claim":{"status":"pending"}}`,
		"an odd interval":   `{"version":2,"finding":{"ID":"1","Kind":"surge","Severity":"high"},"claim":{"status":"firing","longest":-1}}`,
		"incomplete":        `{"version":1,"finding":{"Severity":"high"}}`,
		"bad severity":      `{"version":1,"finding":{"ID":"1","Kind":"surge","Severity":"gremlin"}}`,
	} {
		t.Run(name, func(t *testing.T) {
			tracker := NewTracker(rules())
			require.Error(t, tracker.Restore([]byte(saved), t0))
			assert.Zero(t, tracker.Len())
		})
	}
}
