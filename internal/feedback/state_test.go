package feedback

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// judgedScene is a Book with some of everything.
func judgedScene(t *testing.T) *scene {
	t.Helper()
	s := newScene(t)
	for i := range 6 {
		s.judge(surge("/batch", 6, at(i, 2)), Expected)
		s.judge(surge("/noisy", 3+float64(i), at(i, float64(3*i))), False)
		strengthless := surge("/strengthless", math.NaN(), at(i, 20))
		strengthless.Evidence = math.NaN()
		s.judge(strengthless, words[i%3])
	}
	root, caller := surge("/root", 3, at(7, 2)), surge("/caller", 3, at(7, 2))
	s.Told(root.ID, &root)
	s.Told(root.ID, &caller)
	s.file = append(s.file, Verdict{Finding: root.ID, Word: Expected}, Verdict{Finding: "unknown", Word: False})
	s.Heed(s.file, at(7, 3))
	return s
}

func TestARestartChangesNothing(t *testing.T) {
	s := judgedScene(t)
	restored := NewBook()
	require.NoError(t, restored.Restore(s.AppendState(nil)))
	assert.Equal(t, s.Counts().Limits, restored.Counts().Limits)
	assert.Empty(t, restored.Heed(s.file, at(7, 4)), "the same verdicts make the same limits")
	for d := 8; d < 20; d++ {
		for _, route := range []string{"/batch", "/noisy", "/strengthless", "/root", "/caller", "/other"} {
			of := surge(route, 4, at(d, float64(d%24)))
			told, reason := s.Allows(&of)
			again, same := restored.Allows(&of)
			assert.Equal(t, told, again)
			assert.Equal(t, reason, same)
		}
	}
	assert.Equal(t, string(s.AppendState(nil)), string(restored.AppendState(nil)))
}

func TestBrokenStates(t *testing.T) {
	b := judgedScene(t).Book
	for _, broken := range []string{
		"", "{", "[]", `{"version":2}`, `{"version":1,"records":[null]}`, `{"version":1,"records":[{"id":"a","finding":"a","started":5,"seen":1}]}`,
		`{"version":1,"records":[{"id":"a","finding":"a","started":1,"seen":2,"effect":-3}]}`,
		`{"version":1,"verdicts":[{"finding":"a","verdict":"maybe"}]}`,
		`{"version":1,"bindings":[{"finding":"a","members":[{"id":""}]}]}`,
	} {
		require.ErrorContains(t, b.Restore([]byte(broken)), "what was told before is forgotten", broken)
		assert.Equal(t, Counts{}, b.Counts())
	}
}

func FuzzRestore(f *testing.F) {
	s := NewBook()
	of := surge("/batch", 6, at(0, 2))
	s.Told(of.ID, &of)
	s.Heed([]Verdict{{Finding: of.ID, Word: Expected, Until: at(9, 0)}, {Finding: "other", Word: False, At: 1}}, 0)
	f.Add(s.AppendState(nil))
	f.Add([]byte(`{"version":1,"records":[{"id":"a","finding":"b","started":1,"seen":9223372036854775807,"evidence":1e6,"effect":-1}]}`))
	f.Fuzz(func(t *testing.T, saved []byte) {
		b := NewBook()
		if b.Restore(saved) != nil {
			return
		}
		of := surge("/batch", 5, at(1, 2))
		b.Allows(&of)
		b.Told("b", &of)
		b.Heed([]Verdict{{Finding: "b", Word: False}, {Finding: "a", Word: True, At: 1}}, at(2, 0))
		require.NoError(t, NewBook().Restore(b.AppendState(nil)))
	})
}
