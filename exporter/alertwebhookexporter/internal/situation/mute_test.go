package situation

import (
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// silenced mutes everything between two times.
func silenced(reason string, from, until time.Duration) func(*routes) {
	return func(r *routes) {
		r.mute = func(_ *apierror.Finding, _ Target, now time.Time) (Mute, bool) {
			return Mute{Reason: reason, Until: t0.Add(until)}, !now.Before(t0.Add(from)) && now.Before(t0.Add(until))
		}
	}
}

func TestWhatIsMutedIsToldWhenThatIsOver(t *testing.T) {
	s := newScene(t, rules(silenced("silenced", 0, time.Minute)))
	s.hear(surgeOn("/a"))
	assert.Empty(t, s.wait(59*time.Second))
	assert.Len(t, s.wait(time.Second), 1, "at once, for group_wait is long over")
	s.hear(surgeOn("/a", ended))
	assert.Len(t, s.wait(time.Minute), 1)
}

func TestWhatEndsMutedIsCountedOnce(t *testing.T) {
	s := newScene(t, rules(silenced("silenced", 0, time.Minute)))
	s.hear(surgeOn("/a"))
	s.wait(30 * time.Second)
	s.hear(surgeOn("/a", ended))
	assert.Empty(t, s.wait(6*time.Hour))
	assert.Equal(t, map[Suppression]int64{{apierror.KindSurge, "silenced"}: 1}, s.tracker.TakeCounts().Suppressed)
	assert.Empty(t, s.tracker.muting)
}

func TestMutedNothingIsRepeatedNorWorsens(t *testing.T) {
	s := newScene(t, rules(silenced("silenced", time.Minute, 6*time.Hour)))
	for i := range 8 * 12 {
		severity := apierror.SeverityHigh
		if i > 24 {
			severity = apierror.SeverityCritical
		}
		s.hear(surgeOn("/a", ofSeverity(severity)))
		said := s.wait(5 * time.Minute)
		if i == 0 || i == 6*12-1 {
			assert.Len(t, said, 1, i)
		} else {
			assert.Empty(t, said, i)
		}
	}
	assert.Equal(t, apierror.SeverityCritical, s.last().Severity)
}

func TestAnEndIsToldThoughItIsSilenced(t *testing.T) {
	s := newScene(t, rules(silenced("silenced", time.Minute, time.Hour)))
	s.hear(surgeOn("/a"))
	s.wait(2 * time.Minute)
	s.hear(surgeOn("/a", ended))
	assert.Len(t, s.wait(time.Second), 1)
}

func TestAnEndWaitsForTheEndOfQuietHours(t *testing.T) {
	s := newScene(t, rules(silenced(ReasonQuietHours, time.Minute, time.Hour)))
	s.hear(surgeOn("/a"))
	s.wait(2 * time.Minute)
	s.hear(surgeOn("/a", ended))
	assert.Empty(t, s.wait(57*time.Minute+59*time.Second))
	assert.Len(t, s.wait(time.Second), 1)
	s.wait(time.Minute)
	assert.Zero(t, s.tracker.Len())
}

func TestWhatIsInhibitedIsToldSoonAfterTheCauseEnds(t *testing.T) {
	var r *routes
	s := newScene(t, rules(func(all *routes) {
		r = all
		r.mute = func(f *apierror.Finding, _ Target, _ time.Time) (Mute, bool) {
			_, down := r.firing[idOf("/cause")]
			return Mute{Reason: "inhibited"}, down && f.Subject.Route != "/cause"
		}
	}))
	s.hear(surgeOn("/cause", ofSeverity(apierror.SeverityLow)))
	s.hear(surgeOn("/effect"))
	assert.Empty(t, s.wait(time.Minute))
	s.hear(surgeOn("/cause", ofSeverity(apierror.SeverityLow), ended))
	assert.Len(t, s.wait(2*time.Second), 1)
	assert.NotContains(t, r.firing, idOf("/cause"))
	assert.Contains(t, r.firing, idOf("/effect"))
}

func TestSilencesThatAreLoadedAnewHoldAtOnce(t *testing.T) {
	muted := true
	s := newScene(t, rules(func(r *routes) {
		r.mute = func(*apierror.Finding, Target, time.Time) (Mute, bool) { return Mute{Reason: "silenced"}, muted }
	}))
	s.hear(surgeOn("/a"))
	s.wait(10 * time.Second)
	muted = false
	s.tracker.Rejudge()
	assert.Len(t, s.wait(time.Second), 1)
}

// The alerts of a night are no flood in the night, but in the morning.
func TestAfterQuietHoursAFloodIsSummedUp(t *testing.T) {
	s := newScene(t, rules(floodAfter(2), silenced(ReasonQuietHours, 0, time.Hour)))
	for i := range 10 {
		s.hear(surgeOn(strconv.Itoa(i)))
	}
	assert.Empty(t, s.wait(time.Hour-time.Second))
	assert.Zero(t, s.crowd(), "who is not told takes nobody's place")
	s.wait(time.Minute)
	require.Len(t, s.told, 3)
}
