package exhaustion

import (
	"bytes"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A collector that starts again goes on as if it had not.
func TestStateGoesOn(t *testing.T) {
	s := hostile["a flood that grows until the route fails for all"]
	for _, minute := range []int{5, eventAt, eventAt + 6, eventAt + 20} {
		before, after := until(minute, play(1, playEnd, 1, s.parties...))
		old, restarted := New(10), New(10)
		observe(old, before)
		require.NoError(t, restarted.ReadState(old.AppendState(nil)))
		assert.Equal(t, observe(old, after), observe(restarted, after), "restarted in minute %d", minute)
		assert.Equal(t, old.AppendState(nil), restarted.AppendState(nil))
	}
}

func TestStateOfMoreRoutesThanFit(t *testing.T) {
	m := New(50)
	var f Finding
	for route := range uint64(50) {
		m.Observe(&Call{Time: playStart + int64(route)*slotLength, Route: 1 + route, Actor: 1}, &f)
	}
	small := New(10)
	require.NoError(t, small.ReadState(m.AppendState(nil)))
	assert.Equal(t, 10, small.Len())
	_, kept := small.routes.Peek(50)
	assert.True(t, kept, "the ones used last")
}

func TestStateOfNothing(t *testing.T) {
	m := New(10)
	require.NoError(t, m.ReadState(New(10).AppendState(nil)))
	assert.Zero(t, m.Len())
}

func TestStateThatIsNone(t *testing.T) {
	m := New(10)
	observe(m, play(1, 30, 1, customers(fine, quick)))
	state := m.AppendState([]byte("before"))
	require.True(t, bytes.HasPrefix(state, []byte("before")))
	state = state[len("before"):]
	other := append([]byte{stateVersion + 1}, state[1:]...)
	twice := append(append([]byte{stateVersion, 2}, state[2:]...), state[2:]...)
	for name, b := range map[string][]byte{
		"nothing": nil, "another version": other, "cut off": state[:len(state)-1], "more than all": append(state[:len(state):len(state)], 0),
		"a route twice": twice, "more routes than there are": {stateVersion, 255, 255, 255, 255, 15},
	} {
		require.Error(t, m.ReadState(b), name)
		assert.Equal(t, state, m.AppendState(nil), "%s: nothing has changed", name)
	}
}

func FuzzReadState(f *testing.F) {
	s := hostile["a flood that grows until the route fails for all"]
	calls := play(1, playEnd, 1, s.parties...)
	for _, minute := range []int{1, 40, playEnd} {
		m := New(10)
		before, _ := until(minute, calls)
		observe(m, before)
		f.Add(m.AppendState(nil))
	}
	f.Add([]byte{stateVersion, 0})
	f.Fuzz(func(t *testing.T, b []byte) {
		m := New(10)
		if m.ReadState(b) != nil {
			assert.Zero(t, m.Len())
			return
		}
		assert.LessOrEqual(t, m.Len(), 10)
		state := m.AppendState(nil)
		again := New(10)
		require.NoError(t, again.ReadState(state))
		assert.Equal(t, state, again.AppendState(nil))
		// Whatever was read, calls go on, on routes known and new.
		var out Finding
		for _, ref := range m.refs {
			r := m.routes.Value(ref)
			for i := range int64(4 * slots) {
				slot := min(r.newest+i, math.MaxInt64/slotLength)
				m.Observe(&Call{Time: slot * slotLength, Route: r.key, Actor: r.spell.driver, Broken: true, Weight: 1}, &out)
			}
		}
		require.NoError(t, again.ReadState(m.AppendState(nil)))
	})
}
