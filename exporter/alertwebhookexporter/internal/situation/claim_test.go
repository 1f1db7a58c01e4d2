package situation

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

func TestWhenFindingsStopComingItEndsAtLast(t *testing.T) {
	s := both(t)
	s.hear(surgeOn("/orders"))
	assert.Len(t, s.wait(119*time.Minute), 1)
	assert.Equal(t, []string{"Resolved, as nothing more was heard of it: Surge of internal errors on /orders"}, s.wait(2*time.Minute))
	assert.Equal(t, apierror.StatusResolved, s.last().Status)
	s.hear(surgeOn("/orders"))
	assert.Len(t, s.wait(5*time.Second), 1, "the connector is back")
}

func TestFindingsThatComeSeldomAreWaitedForLonger(t *testing.T) {
	s := newScene(t, rules(func(r *routes) { r.RepeatInterval = 24 * time.Hour }))
	for range 5 {
		s.hear(surgeOn("/orders"))
		s.wait(time.Hour)
	}
	require.Len(t, s.told, 1)
	assert.Empty(t, s.wait(119*time.Minute), "three times the interval")
	assert.Len(t, s.wait(2*time.Minute), 1)
}

func TestFindingsAreWaitedForADayAtMost(t *testing.T) {
	for longest, want := range map[time.Duration]time.Duration{
		0: 2 * time.Hour, 5 * time.Minute: 2 * time.Hour, time.Hour: 3 * time.Hour, 20 * time.Hour: 24 * time.Hour,
	} {
		c := claim{Status: apierror.StatusFiring, Longest: longest}
		assert.Equal(t, t0.Add(want), c.lapses(t0, 5*time.Minute), longest)
	}
	assert.Equal(t, t0.Add(48*time.Hour), (&claim{}).lapses(t0, 48*time.Hour), "nor less than resolve_after")
}

func TestWhenFindingsStopComingSpansSpeakForTheAttackAgain(t *testing.T) {
	s := both(t)
	s.hear(stuffing())
	for range 150 {
		s.see(stuffed)
		s.wait(time.Minute)
	}
	require.Len(t, s.told, 1, "it goes on")
	assert.Equal(t, []string{
		"Resolved: Credential stuffing by client 203.0.113.7, 87 login attempts since it was noticed, the last after 2h29m0s",
	}, s.wait(5*time.Minute), "57 of the finding, 30 since it is not believed any more")
}
