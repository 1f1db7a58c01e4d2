package exhaustion

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// until returns the calls before a minute of the play, and the others.
func until(minute int, calls []Call) (before, after []Call) {
	for i := range calls {
		if calls[i].Time >= playStart+int64(minute)*slotLength {
			return calls[:i], calls[i:]
		}
	}
	return calls, nil
}

// The route fails more and less in turn: what was found stays, until it has been over for a while.
func TestFindingDoesNotFlap(t *testing.T) {
	failing := func(minute int) float64 {
		switch {
		case minute < eventAt || minute >= eventAt+40:
			return 0.004
		case minute%4 < 2:
			return 0.3
		default:
			return 0.008
		}
	}
	for seed := range uint64(5) {
		calls := play(seed, eventAt+60, 1, customers(failing, quick), party{attacker, 1, step(10, 0, 400), failing, quick})
		during, after := until(eventAt+50, calls)
		m := New(10)
		o := observe(m, during)
		require.Equal(t, []uint64{actorOf(attacker)}, o.actors())
		assert.Equal(t, 2, o.switches, "found once, over once")
		assert.Empty(t, observe(m, after).flagged, "over, although the actor goes on")
	}
}

func TestDriverThatStops(t *testing.T) {
	failing := creep(0.004, 3, 10, 0.4)
	calls := play(1, eventAt+40, 1, customers(failing, quick), party{attacker, 1, during(10, eventAt, eventAt+20, 500), failing, quick})
	during, after := until(eventAt+30, calls)
	m := New(10)
	assert.Equal(t, []uint64{actorOf(attacker)}, observe(m, during).actors())
	assert.Empty(t, observe(m, after).flagged, "the route fails on, but by nobody's doing")
}

// What lasts for hours is what the route has become, and an attack upon that is noticed again.
func TestBaselineFollowsInTheEnd(t *testing.T) {
	const long = eventAt + shiftLimit + 10*60
	millis := func(minute int) float64 {
		if minute < long {
			return step(50, 0, 250)(minute)
		}
		return creep(250, 3, 8, 2000)(minute - long + eventAt)
	}
	rate := func(minute int) float64 {
		if minute < long {
			return 10
		}
		return 400
	}
	calls := play(1, long+30, 1, customers(fine, millis), party{attacker, 1, rate, fine, millis})
	before, attack := until(long, calls)
	m := New(10)
	assert.Empty(t, observe(m, before).flagged)
	r := m.routes.Value(m.refs[0])
	assert.False(t, r.spell.on)
	assert.InDelta(t, 250, r.usual.cost*1000, 100)
	assert.Equal(t, []uint64{actorOf(attacker)}, observe(m, attack).actors())
}

func TestAttackDoesNotTeach(t *testing.T) {
	s := hostile["a flood that grows until the route fails for all"]
	m := New(10)
	before, attack := until(eventAt, play(1, eventAt+120, 1, s.parties...))
	observe(m, before)
	usual := m.routes.Value(m.refs[0]).usual.failing()
	observe(m, attack)
	assert.Less(t, m.routes.Value(m.refs[0]).usual.failing(), 2*usual)
}

func TestWhatCannotCount(t *testing.T) {
	m := New(10)
	var f Finding
	for _, c := range []Call{
		{}, {Time: playStart}, {Route: 1}, {Route: 1, Time: -1 << 63}, {Route: 1, Time: slots*slotLength - 1},
	} {
		assert.False(t, m.Observe(&c, &f))
	}
	assert.Zero(t, m.Len())
	for _, c := range []Call{
		{Route: 1, Time: 1<<63 - 1, Weight: -1 << 63, Duration: -1 << 63}, {Route: 2, Time: playStart, Weight: 1<<63 - 1, Duration: 1<<63 - 1},
	} {
		assert.False(t, m.Observe(&c, &f))
	}
	assert.Equal(t, 2, m.Len())
}

// Attackers choose paths: routes in use stay.
func TestMemoryIsBounded(t *testing.T) {
	s := hostile["a flood that grows until the route fails for all"]
	m := New(100)
	var f Finding
	made, flagged := uint64(1000), 0
	for i, c := range play(1, playEnd, 1, s.parties...) {
		if m.Observe(&c, &f) {
			flagged++
		}
		// The flood of routes begins when there is a baseline.
		if c.Time > playStart+int64(eventAt)*slotLength && i%10 == 0 {
			for range 50 {
				made++
				m.Observe(&Call{Time: c.Time, Route: made, Actor: 1, Broken: true, Weight: 1}, &f)
			}
		}
	}
	assert.NotZero(t, flagged)
	assert.Equal(t, 100, m.Len())
	assert.Equal(t, made-1000+1-100, m.Evictions())
	again := New(100)
	require.NoError(t, again.ReadState(m.AppendState(nil)))
	assert.Equal(t, 100, again.Len(), "each place is kept once")
}

func BenchmarkObserve(b *testing.B) {
	calls := play(1, 50, 1, customers(fine, quick))
	for _, bench := range []struct {
		name   string
		routes uint64
	}{{"one route", 1}, {"2000 routes", 2000}} {
		b.Run(bench.name, func(b *testing.B) {
			m := New(2000)
			var f Finding
			observe(m, calls)
			last := calls[len(calls)-1].Time
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				c := calls[i%len(calls)]
				// 10,000 calls a second.
				c.Time, c.Route = last+int64(i)*1e5, 1+uint64(i)%bench.routes
				m.Observe(&c, &f)
			}
		})
	}
}

func BenchmarkObserveDriver(b *testing.B) {
	m := New(2000)
	calls := play(1, playEnd, 1, hostile["a flood that grows until the route fails for all"].parties...)
	observe(m, calls)
	c := Call{Time: calls[len(calls)-1].Time, Route: 1, Actor: actorOf(attacker), Weight: 1}
	var f Finding
	require.True(b, m.Observe(&c, &f))
	b.ReportAllocs()
	for b.Loop() {
		m.Observe(&c, &f)
	}
}
