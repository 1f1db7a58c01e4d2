package feedback

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestTheRestOfWhatWasJudged(t *testing.T) {
	s := newScene(t)
	running := surge("/noisy", 12, at(0, 2))
	s.judge(running, False)
	running.At += 2 * minutes
	assert.Equal(t, `held back until it is over: the verdict is false by "ann", "as every night"`, s.held(running, "it goes on"))
	running.At += 3 * day / 24
	s.held(running, "however long")
	worse := running
	worse.Effect = 19
	s.told(worse, "it becomes much worse")
}

// What is judged while it goes on counts as it was when it was over, if that is not much more.
func TestWhatGoesOnAfterItWasJudged(t *testing.T) {
	s := newScene(t)
	of := surge("/batch", 4, at(0, 2))
	s.judge(of, Expected)
	for range 80 {
		of.At += minutes
		of.Effect = 5
		s.held(of, "it goes on")
		assert.Empty(t, s.Advance(of.At))
	}
	long := surge("/batch", 7.4, at(1, 2))
	long.At = long.Started + 115*minutes
	assert.Len(t, s.Advance(of.At+11*minutes), 1)
	s.held(long, "longer than 90 minutes, and stronger than 4 times 1.5, but not than 5 times")
	assert.Empty(t, s.Advance(of.At+12*minutes))
}

// Nobody is told that something ended only because it falls below a limit.
func TestWhatIsToldStaysTold(t *testing.T) {
	s := newScene(t)
	s.judge(surge("/batch", 4, at(0, 2)), Expected)
	large := surge("/batch", 12, at(1, 2))
	s.told(large, "large")
	s.Told(large.ID, &large)
	large.Effect, large.At = 3, large.At+5*minutes
	s.told(large, "it wanes")
	s.held(surge("/batch", 3, at(2, 2)), "the next one")
}

func TestAnIncidentsVerdictIsOnAllOfIt(t *testing.T) {
	s := newScene(t)
	root, caller := surge("/root", 3, at(0, 2)), surge("/caller", 3, at(0, 2))
	s.Told(root.ID, &root)
	s.Told(root.ID, &caller)
	s.file = []Verdict{{Finding: root.ID, Word: Expected, At: root.At}}
	s.Heed(s.file, root.At)
	s.held(surge("/root", 3, at(1, 2)), "")
	s.held(surge("/caller", 3, at(1, 2)), "")
}

func TestAVerdictIsOnTheOccurrenceThatHadBegun(t *testing.T) {
	s := newScene(t)
	for _, of := range []Situation{surge("/batch", 4, at(0, 2)), surge("/batch", 15, at(1, 14))} {
		s.Told(of.ID, &of)
	}
	id := surge("/batch", 0, 0).ID
	s.Heed([]Verdict{{Finding: id, Word: Expected, At: at(0, 9)}}, at(2, 0))
	s.held(surge("/batch", 4, at(2, 2)), "the first")
	s.told(surge("/batch", 15, at(2, 14)), "not the second")
	s.Heed([]Verdict{{Finding: id, Word: Expected}}, at(3, 0))
	s.held(surge("/batch", 15, at(3, 14)), "without a time it is on the last")
}

func TestAVerdictOnWhatIsNotKnown(t *testing.T) {
	s := newScene(t)
	id := surge("/batch", 0, 0).ID
	changes := s.Heed([]Verdict{{Finding: id, Word: False}, {Finding: "no-such-id", Word: False}}, at(0, 0))
	assert.Equal(t, Counts{Verdicts: 2, Unknown: 2, Limits: 2}, s.Counts())
	assert.Equal(t, []string{id, "no-such-id"}, s.Unknown())
	require.Len(t, changes, 2)
	for i := range changes {
		assert.True(t, changes[i].Unknown)
		assert.Contains(t, changes[i].Subject, ", which is not known")
		assert.Contains(t, changes[i].Why, "nobody knows this finding")
	}
	s.held(surge("/batch", 3.9, at(1, 7)), "its id is enough for a first step")
	s.told(surge("/batch", 4.1, at(2, 7)), "and no more")
	s.Heed([]Verdict{{Finding: id, Word: True}, {Finding: id, Word: False, At: 1}}, at(0, 0))
	s.told(surge("/batch", 2, at(3, 7)), "true")
}

func TestRemovingAVerdictUndoesIt(t *testing.T) {
	s := newScene(t)
	s.judge(surge("/batch", 4, at(0, 2)), Expected)
	s.held(surge("/batch", 4, at(1, 2)), "")
	changes := s.Heed(nil, at(1, 12))
	require.Len(t, changes, 1)
	assert.Empty(t, changes[0].After)
	assert.False(t, changes[0].Unknown)
	assert.Empty(t, s.Unknown())
	assert.Equal(t, "its verdicts were removed, or ran out: the detector's own limits hold again", changes[0].Why)
	s.told(surge("/batch", 4, at(2, 2)), "")
	assert.Empty(t, s.Heed(nil, at(2, 0)), "nothing changes")
}

func TestAVerdictRunsOut(t *testing.T) {
	s := newScene(t)
	of := surge("/batch", 4, at(0, 2))
	s.Told(of.ID, &of)
	s.Heed([]Verdict{{Finding: of.ID, Word: Expected, At: of.At, Until: at(3, 0)}}, at(0, 3))
	assert.Empty(t, s.Advance(at(2, 0)))
	s.held(surge("/batch", 4, at(2, 2)), "")
	assert.Len(t, s.Advance(at(3, 0)), 1)
	s.told(surge("/batch", 4, at(4, 2)), "")
}

func TestTheLastWordCounts(t *testing.T) {
	s := newScene(t)
	of := surge("/batch", 4, at(0, 2))
	s.judge(of, Expected)
	s.judge(of, True)
	s.told(surge("/batch", 4, at(1, 2)), "")
}
