package agreement

import (
	"testing"
	"time"
	"unsafe"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-apierror/otelcol-apierror/connector/apierrorconnector/internal/slo"
)

func agreements() map[string]Agreement {
	availability, latency := cardnet(), cardnet()
	availability.Latency = 0
	latency.Availability = 0
	return map[string]Agreement{"both": cardnet(), "availability": availability, "latency": latency}
}

func TestStateSurvives(t *testing.T) {
	for name, agreement := range agreements() {
		for what, behaviour := range map[string]partner{
			"nothing": {}, "well": {calls: 10}, "badly": {calls: 10, failEvery: 7, slowEvery: 5, loseEvery: 3},
		} {
			t.Run(name+"/"+what, func(t *testing.T) {
				s := newScene(agreement).run(5*day, behaviour)
				restored := &scene{Tracker: New(agreement), now: s.now, history: []Status{s.verdict.Status}}
				restored.Add(1, Failed, 0) // forgotten
				state := s.AppendState([]byte("before"))
				require.NoError(t, restored.Restore(state[len("before"):]))
				for range 50 {
					s.run(time.Minute, partner{calls: 5})
					restored.run(time.Minute, partner{calls: 5})
					require.Equal(t, s.verdict, restored.verdict)
				}
			})
		}
	}
}

func TestStateOfAnotherPercentileIsFine(t *testing.T) {
	s := newScene(cardnet()).run(day, partner{calls: 10, failEvery: 10, slowEvery: 10})
	another := cardnet()
	another.Percentile, another.Availability, another.Penalty = 0.8, 0.8, 1
	restored := New(another)
	require.NoError(t, restored.Restore(s.AppendState(nil)))
	verdict := restored.Judge(s.now)
	assert.Equal(t, s.verdict.Latency.Bad(), verdict.Latency.Bad())
}

func TestStatesThatAreRefused(t *testing.T) {
	state := newScene(cardnet()).run(time.Hour, partner{calls: 10, failEvery: 10}).AppendState(nil)
	slower, longer, oneTerm := cardnet(), cardnet(), cardnet()
	slower.Latency = time.Second
	longer.Window = 60 * day
	oneTerm.Latency = 0
	for name, c := range map[string]struct {
		agreement Agreement
		state     []byte
		want      string
	}{
		"nothing":         {cardnet(), nil, "broken"},
		"a version":       {cardnet(), []byte{stateVersion}, "broken"},
		"another version": {cardnet(), append([]byte{stateVersion + 1}, state[1:]...), "broken"},
		"a length beyond": {cardnet(), []byte{stateVersion, 255, 255, 255, 255}, "broken"},
		"cut":             {cardnet(), state[:len(state)-1], "broken"},
		"more":            {cardnet(), append(state[:len(state):len(state)], 0), "broken"},
		"another latency": {slower, state, "partner cardnet: the saved counts are of a latency of 800ms"},
		"another window":  {longer, state, "a period of 720h0m0s"},
		"one term less":   {oneTerm, state, "broken"},
	} {
		t.Run(name, func(t *testing.T) {
			tracker := New(c.agreement)
			tracker.Add(monday, Failed, time.Hour)
			require.ErrorContains(t, tracker.Restore(c.state), c.want)
			assert.Equal(t, New(c.agreement), tracker, "it is left empty")
		})
	}
}

// FuzzRestore feeds arbitrary states: none crashes or wedges the tracker, and what is read survives the way back.
func FuzzRestore(f *testing.F) {
	f.Add([]byte{})
	f.Add(New(cardnet()).AppendState(nil))
	f.Add(newScene(cardnet()).run(time.Hour, partner{calls: 10, failEvery: 10, loseEvery: 3}).AppendState(nil))
	f.Fuzz(func(t *testing.T, data []byte) {
		tracker := New(cardnet())
		if tracker.Restore(data) != nil {
			assert.Equal(t, New(cardnet()), tracker)
			return
		}
		again := New(cardnet())
		require.NoError(t, again.Restore(tracker.AppendState(nil)))
		before := tracker.Judge(monday)
		require.Equal(t, before, again.Judge(monday))
		_, _ = before.Sentence(), before.Evidence()

		for range 10 {
			tracker.Add(monday, Failed, time.Hour)
			tracker.Add(monday, Lost, 0)
		}
		after := tracker.Judge(monday)
		assert.Equal(t, before.Lost+10, after.Lost)
		assert.Equal(t, before.Availability.Bad()+10, after.Availability.Bad())
	})
}

func TestATrackerIsSmall(t *testing.T) {
	size := unsafe.Sizeof(Tracker{}) + unsafe.Sizeof(spread{}) + 2*(unsafe.Sizeof(term{})+unsafe.Sizeof(slo.Tracker{}))
	assert.LessOrEqual(t, size, uintptr(25<<10))
}

func BenchmarkAdd(b *testing.B) {
	tracker := New(cardnet())
	at := monday
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		at += int64(time.Millisecond)
		outcome := Answered
		if i%100 == 0 {
			outcome = Failed
		}
		tracker.Add(at, outcome, time.Duration(i%1000)*time.Millisecond)
	}
}

func BenchmarkJudge(b *testing.B) {
	s := newScene(cardnet()).run(5*day, partner{calls: 5, failEvery: 10})
	b.ReportAllocs()
	for b.Loop() {
		s.Judge(s.now)
	}
}
