package situation

import (
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
		"no JSON":         "\x00",
		"another version": `{"version":99}`,
		"incomplete":      `{"version":1,"finding":{"Severity":"high"}}`,
		"bad severity":    `{"version":1,"finding":{"ID":"1","Kind":"surge","Severity":"gremlin"}}`,
	} {
		t.Run(name, func(t *testing.T) {
			tracker := NewTracker(rules())
			require.Error(t, tracker.Restore([]byte(saved), t0))
			assert.Zero(t, tracker.Len())
		})
	}
}
