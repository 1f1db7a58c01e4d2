package situation

import (
	"os"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// again is the scene after a restart under the same rules: all that was saved so far is read, in whatever order.
func (s *scene) again(stored map[string][]byte, r Rules, down time.Duration) *scene {
	s.Helper()
	saved, err := s.tracker.TakeChanges()
	require.NoError(s, err)
	for key, encoded := range saved.Changed {
		stored[key] = encoded
	}
	for _, key := range saved.Dropped {
		delete(stored, key)
	}
	after := newScene(s.T, r)
	after.now = s.now.Add(down)
	for _, encoded := range stored {
		require.NoError(s, after.tracker.Restore(encoded, after.now))
	}
	return after
}

func TestARestartForgetsNothingOfGroups(t *testing.T) {
	s := newScene(t, rules(byTenant))
	for i := range 3 {
		s.hear(surgeOn(strconv.Itoa(i), ofTenant("acme")))
	}
	s.wait(time.Minute)
	require.Len(t, s.told, 1)
	first := s.told[0]
	s.hear(surgeOn("3", ofTenant("acme")))
	stored := make(map[string][]byte)
	after := s.again(stored, rules(byTenant), time.Minute)
	assert.Len(t, stored, 5)
	after.wait(3*time.Minute - 5*time.Second)
	assert.Empty(t, after.told, "group_interval goes on")
	after.wait(10 * time.Second)
	require.Len(t, after.told, 1)
	second := after.told[0]
	assert.Equal(t, first.Group, second.Group)
	assert.EqualValues(t, 2, second.Sequence)
	assert.Equal(t, 4, second.Firing)
	for i := range 4 {
		after.hear(surgeOn(strconv.Itoa(i), ofTenant("acme"), ended))
	}
	after.wait(10 * time.Minute)
	last := after.again(stored, rules(byTenant), 0)
	last.wait(5 * time.Hour)
	assert.Empty(t, last.told)
	assert.Empty(t, last.tracker.lanes["ops"].groups)
}

func TestARestartForgetsNothingOfAFlood(t *testing.T) {
	r := rules(floodAfter(2))
	r.MaxSituations = 5
	s := newScene(t, r)
	for i := range 10 {
		s.scan(strconv.Itoa(i), apierror.SeverityHigh)
	}
	s.wait(10 * time.Second)
	require.Len(t, s.told, 3)
	r2 := rules(floodAfter(2))
	r2.MaxSituations = 5
	after := s.again(make(map[string][]byte), r2, time.Minute)
	for i := range 5 {
		after.scan("new"+strconv.Itoa(i), apierror.SeverityHigh)
	}
	after.wait(4 * time.Minute)
	require.Len(t, after.told, 1, "one summary more")
	assert.True(t, after.told[0].Group.Flood)
	assert.Equal(t, 13, after.told[0].Firing, "of fifteen, two have alerts of their own")
	after.wait(20 * time.Minute)
	assert.Zero(t, after.tracker.Len())
	resolved := 0
	for _, n := range after.told {
		resolved += n.Resolved
	}
	assert.Equal(t, 15, resolved)
}

// A crash after a notification was queued and before that was saved: the same again has the same id, and other news another.
func TestAnIDIsOfWhatIsTold(t *testing.T) {
	build := func() *scene {
		s := newScene(t, rules(byTenant))
		s.hear(surgeOn("a"))
		s.now = s.now.Add(time.Minute)
		return s
	}
	one := build()
	id := one.tracker.Due("ops", 10, one.now, false)[0].ID
	same := build()
	assert.Equal(t, id, same.tracker.Due("ops", 10, same.now, false)[0].ID)
	other := build()
	other.hear(surgeOn("b"))
	assert.NotEqual(t, id, other.tracker.Due("ops", 10, other.now, false)[0].ID)
	graver := build()
	graver.hear(surgeOn("a", ofSeverity(apierror.SeverityCritical)))
	assert.NotEqual(t, id, graver.tracker.Due("ops", 10, graver.now, false)[0].ID)
}

func TestAnUpgradeTellsNothingAgain(t *testing.T) {
	saved, err := os.ReadFile("testdata/situation_v2.json")
	require.NoError(t, err)
	for name, change := range map[string]func(*routes){"as before": func(*routes) {}, "with groups now": byTenant, "with floods": floodAfter(1)} {
		t.Run(name, func(t *testing.T) {
			s := newScene(t, rules(change))
			s.now = t0.Add(time.Hour)
			require.NoError(t, s.tracker.Restore(saved, s.now))
			assert.Empty(t, s.wait(10*time.Minute))
			s.hear(surgeOn("/orders", ofSeverity(apierror.SeverityCritical), func(f *apierror.Finding) { f.Count = 90 }))
			require.Len(t, s.wait(5*time.Second), 1)
			alert := s.told[0].Alerts[0]
			assert.EqualValues(t, 40, alert.Before.Count)
			assert.EqualValues(t, 2, s.told[0].Sequence)
			assert.Equal(t, alert.Finding.ID, s.told[0].Group.ID)
			s.hear(surgeOn("/orders", ended))
			assert.Len(t, s.wait(time.Second), 1)
		})
	}
}

// What is saved of a group cannot be overwritten by a finding that calls itself one.
func TestAnIDThatLooksLikeAGroups(t *testing.T) {
	s := newScene(t, rules(byTenant))
	s.hear(surgeOn("/a"))
	s.wait(time.Minute)
	group := "group:ops/" + s.told[0].Group.ID
	for _, id := range []string{group, "id:" + group} {
		s.hear(surgeOn("/b", func(f *apierror.Finding) { f.ID = id }))
	}
	stored := make(map[string][]byte)
	after := s.again(stored, rules(byTenant), 0)
	assert.Len(t, stored, 4)
	assert.Equal(t, 3, after.tracker.Len())
	saved, err := s.tracker.TakeChanges()
	require.NoError(t, err)
	require.True(t, saved.IsZero())
	s.tracker.Unsaved(&Saved{Changed: map[string][]byte{group: nil, "id:" + group: nil}})
	assert.Len(t, s.tracker.changes.changed, 2)
}

func TestGroupsThatCannotBeRead(t *testing.T) {
	for name, saved := range map[string]string{
		"no id":           `{"version":3,"group":{"destination":"ops"}}`,
		"lost without":    `{"version":3,"group":{"destination":"ops","id":"1","lost":{"situations":3}}}`,
		"less than none":  `{"version":3,"group":{"destination":"ops","id":"1","lost":{"situations":-3}}}`,
		"more than there": `{"version":3,"group":{"destination":"ops","id":"1","lost":{"told":3}}}`,
	} {
		t.Run(name, func(t *testing.T) {
			tracker := NewTracker(rules())
			require.Error(t, tracker.Restore([]byte(saved), t0))
			assert.Empty(t, tracker.lanes["ops"].groups)
		})
	}
	require.NoError(t, NewTracker(rules()).Restore([]byte(`{"version":3,"group":{"destination":"gone","id":"1"}}`), t0))
}
