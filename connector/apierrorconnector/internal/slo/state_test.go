package slo

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestStateSurvives(t *testing.T) {
	for name, s := range map[string]*scene{
		"nothing yet":     newScene(threeNines()),
		"one call":        newScene(threeNines()).calls(1, 0),
		"days, well":      newScene(threeNines()).run(4*day, 6, 0),
		"firing":          newScene(threeNines()).run(time.Hour, 60, 0.5),
		"firing, calming": newScene(threeNines()).run(time.Hour, 60, 0.5).run(8*time.Minute, 60, 0),
	} {
		t.Run(name, func(t *testing.T) {
			restored := &scene{Tracker: New(threeNines()), now: s.now}
			restored.Add(1, true) // forgotten
			state := s.AppendState([]byte("before"))
			require.NoError(t, restored.Restore(state[len("before"):]))
			assert.Less(t, len(state), 2<<10)
			for range 100 {
				s.run(time.Minute, 60, 0)
				restored.run(time.Minute, 60, 0)
				require.Equal(t, s.verdict, restored.verdict)
			}
		})
	}
}

func TestStateOfAnotherTargetIsFine(t *testing.T) {
	s := newScene(threeNines()).run(time.Hour, 60, 0.005)
	restored := New(Objective{Target: 0.9})
	require.NoError(t, restored.Restore(s.AppendState(nil)))
	assert.InDelta(t, 0.05, restored.Standing(s.now).Burn[Window1h], 0.01)
}

func TestStatesThatAreRefused(t *testing.T) {
	state := newScene(threeNines()).run(time.Hour, 60, 0.5).AppendState(nil)
	spoilt := func(i int, to byte) []byte {
		b := append([]byte(nil), state...)
		b[i] = to
		return b
	}
	for name, c := range map[string]struct {
		objective Objective
		state     []byte
		want      string
	}{
		"nothing":         {threeNines(), nil, "broken"},
		"another version": {threeNines(), spoilt(0, stateVersion+1), "broken"},
		"cut":             {threeNines(), state[:len(state)-1], "broken"},
		"more":            {threeNines(), append(state[:len(state):len(state)], 0), "broken"},
		"another latency": {Objective{Latency: time.Second}, state, "of a latency of 0s and a period of 720h0m0s, not of 1s"},
		"another period":  {Objective{Window: 7 * day}, state, "not of 0s and 168h0m0s"},
	} {
		t.Run(name, func(t *testing.T) {
			tracker := New(c.objective)
			tracker.Add(monday, true)
			require.ErrorContains(t, tracker.Restore(c.state), c.want)
			assert.Equal(t, New(c.objective), tracker, "it is left empty")
		})
	}
}

// FuzzRestore feeds arbitrary states: none crashes or wedges the tracker, and what is read survives the way back.
func FuzzRestore(f *testing.F) {
	f.Add([]byte{})
	f.Add(New(threeNines()).AppendState(nil))
	f.Add(newScene(threeNines()).run(time.Hour, 60, 0.5).AppendState(nil))
	f.Add(newScene(threeNines()).run(4*day, 6, 0.01).AppendState(nil))
	f.Fuzz(func(t *testing.T, data []byte) {
		tracker := New(threeNines())
		if tracker.Restore(data) != nil {
			assert.Equal(t, New(threeNines()), tracker)
			return
		}
		again := New(threeNines())
		require.NoError(t, again.Restore(tracker.AppendState(nil)))
		require.Equal(t, tracker.Judge(monday), again.Judge(monday))

		// The present is counted, whatever was restored.
		before := tracker.Standing(monday)
		for range 10 {
			tracker.Add(monday, true)
		}
		after := tracker.Standing(monday)
		assert.Equal(t, before.Counts[Window3d].Calls+10, after.Counts[Window3d].Calls)
		v := tracker.Judge(monday)
		_, _ = v.Sentence(), v.Evidence()

		// And whatever fires ends.
		for now := monday; now < monday+int64(4*day); now += int64(10 * time.Minute) {
			v = tracker.Judge(now)
		}
		assert.False(t, v.Firing)
	})
}

// A state whose calm begins in the distant future does not keep an alert until then.
func TestACalmOfTheFutureEnds(t *testing.T) {
	s := newScene(threeNines()).run(5*time.Minute, 60, 1)
	for i := range s.alerts {
		s.alerts[i] = alert{firing: true, calmAt: s.now + int64(365*day)}
	}
	restored := &scene{Tracker: New(threeNines()), now: s.now}
	require.NoError(t, restored.Restore(s.AppendState(nil)))
	restored.now += int64(7 * time.Hour)
	restored.run(40*time.Minute, 60, 0)
	assert.False(t, restored.verdict.Firing)
}
