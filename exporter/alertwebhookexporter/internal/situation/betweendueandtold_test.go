package situation

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// Between Due and Told a notification is written to the storage, and more is heard meanwhile.

func TestWhatWorsensWhileItIsWrittenDownIsTold(t *testing.T) {
	s := newScene(t, rules())
	s.hear(surgeOn("/a", ofSeverity(apierror.SeverityMedium)))
	s.now = s.now.Add(6 * time.Second)
	due := s.tracker.Due("ops", 100, s.now, false)
	require.Len(t, due, 1)
	require.Equal(t, apierror.SeverityMedium, due[0].Leading().Severity)
	s.hear(surgeOn("/a", ofSeverity(apierror.SeverityCritical)))
	s.tracker.Told(due[0], s.now)
	s.wait(time.Minute)
	require.Len(t, s.told, 1)
	assert.Equal(t, apierror.SeverityCritical, s.told[0].Leading().Severity)
	assert.Equal(t, apierror.SeverityMedium, s.told[0].Alerts[0].Before.Severity)
}

func TestWhatGoesElsewhereWhileItIsWrittenDownIsEndedThere(t *testing.T) {
	s := newScene(t, rules(func(r *routes) {
		r.targets = func(f *apierror.Finding) []Target {
			if f.Subject.Tenant == "other" {
				return nil
			}
			return []Target{{Destination: "ops", Route: &r.Route}}
		}
	}))
	s.hear(surgeOn("/a"))
	s.now = s.now.Add(6 * time.Second)
	due := s.tracker.Due("ops", 100, s.now, false)
	require.Len(t, due, 1)
	s.hear(surgeOn("/a", ofTenant("other"), ofSeverity(apierror.SeverityCritical)))
	s.tracker.Told(due[0], s.now)
	s.now = s.now.Add(time.Second)
	s.hear(surgeOn("/a", ofTenant("other"), ended))
	s.wait(time.Minute)
	require.Len(t, s.told, 1)
	assert.Equal(t, apierror.StatusResolved, s.told[0].Status())
}

// A group that Due opens has its id for good once it is saved, which is before anybody is told of it.
func TestTheSameIDAfterACrash(t *testing.T) {
	muted := true
	r := rules(byTenant, func(r *routes) {
		r.mute = func(*apierror.Finding, Target, time.Time) (Mute, bool) { return Mute{Reason: "silenced"}, muted }
	})
	s := newScene(t, r)
	s.hear(surgeOn("/a", ofTenant("acme")))
	s.wait(time.Minute)
	muted = false
	s.now = s.now.Add(10 * time.Second)
	due := s.tracker.Due("ops", 100, s.now, false)
	require.Len(t, due, 1)
	saved, err := s.tracker.TakeChanges()
	require.NoError(t, err)

	again := newScene(t, r)
	again.now = s.now.Add(3 * time.Second)
	for _, encoded := range saved.Changed {
		require.NoError(t, again.tracker.Restore(encoded, again.now))
	}
	again.now = again.now.Add(20 * time.Second)
	redue := again.tracker.Due("ops", 100, again.now, false)
	require.Len(t, redue, 1)
	assert.Equal(t, due[0].ID, redue[0].ID)
}
