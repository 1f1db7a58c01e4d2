package impossibletravel

import (
	"math/rand/v2"
	"strings"
	"testing"
	"time"
	"unsafe"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

var everywhere = []Place{
	berlin, potsdam, germany, lagos, newYork, america, singapore,
	{-33.87, 151.21, "", "Llanfairpwll"},
	{60, 100, "RU", ""},
}

// traffic is many users who are seen anywhere, one a minute.
func traffic(seed uint64, users, n int) func(yield func(user uint64, s *Sighting) bool) {
	return func(yield func(uint64, *Sighting) bool) {
		random := rand.New(rand.NewPCG(seed, 3))
		for i := range n {
			s := &Sighting{
				Time:    morning + int64(seed)*int64(10*day) + int64(i)*int64(time.Minute) - random.Int64N(int64(5*time.Minute)),
				Place:   everywhere[random.IntN(len(everywhere))],
				Agent:   random.Uint64N(4),
				Session: random.Uint64N(4),
			}
			if !yield(1+random.Uint64N(uint64(users)), s) {
				return
			}
		}
	}
}

func TestStateIsWhatWasLearnt(t *testing.T) {
	for seed := range uint64(20) {
		one := New(40)
		for user, s := range traffic(seed, 60, 4000) {
			one.Observe(user, s, &Finding{})
		}
		require.Positive(t, one.Evictions())
		other := New(40)
		state := one.AppendState([]byte("prefix"))[len("prefix"):]
		require.NoError(t, other.ReadState(state))
		assert.Equal(t, state, other.AppendState(nil))
		assert.Equal(t, one.Len(), other.Len())
		for user, s := range traffic(seed+1, 60, 1000) {
			// Only whom both still know: who has to go first may differ with the order of late spans.
			if _, known := one.users.Peek(user); !known {
				continue
			}
			if _, known := other.users.Peek(user); !known {
				continue
			}
			var before, after Finding
			require.Equal(t, one.Observe(user, s, &before), other.Observe(user, s, &after))
			require.Equal(t, before, after)
		}
	}
}

func TestAFindingHoldsOverARestart(t *testing.T) {
	m := New(10)
	play(t, m, then(home(5), every(10*time.Minute, 3,
		step{5 * day, berlin, laptop, onLaptop}, step{5*day + time.Minute, lagos, thief, newLogin})))
	restarted := New(10)
	require.NoError(t, restarted.ReadState(m.AppendState(nil)))
	o := play(t, restarted, script{{5*day + 22*time.Minute, lagos, thief, newLogin}})
	assert.Equal(t, apierror.SeverityHigh, o.severity())
}

func TestStateOfMoreUsersThanThereIsRoomFor(t *testing.T) {
	m := New(10)
	for user := range uint64(10) {
		s := step{time.Duration(10-user) * time.Minute, berlin, laptop, onLaptop}
		m.Observe(user+1, s.sighting(), &Finding{})
	}
	small := New(4)
	require.NoError(t, small.ReadState(m.AppendState(nil)))
	assert.Equal(t, 4, small.Len())
	assert.Equal(t, uint64(6), small.Evictions())
	for user := range uint64(10) {
		_, known := small.users.Peek(user + 1)
		assert.Equal(t, user < 4, known, "those seen last are kept")
	}
	require.NoError(t, small.ReadState(New(1).AppendState(nil)))
	assert.Zero(t, small.Len())
	assert.Equal(t, uint64(6), small.Evictions(), "what has been evicted stays so")
}

func TestAFloodOfUsersLeavesTheSettledOnes(t *testing.T) {
	known, restarted := New(100), New(100)
	play(t, known, home(2))
	require.NoError(t, restarted.ReadState(known.AppendState(nil)))
	for _, m := range []*Memory{known, restarted} {
		for user := range uint64(10_000) {
			s := step{2 * day, berlin, laptop, onLaptop}
			m.Observe(1<<32+user, s.sighting(), &Finding{})
		}
		assert.Equal(t, 100, m.Len())
		assert.Equal(t, uint64(10_000+1-100), m.Evictions())
		o := play(t, m, script{{day + 13*time.Hour, lagos, thief, newLogin}})
		assert.Equal(t, apierror.SeverityMedium, o.severity())
	}
}

func TestReadStateRefuses(t *testing.T) {
	m := New(10)
	play(t, m, then(home(2), script{{2 * day, berlin, laptop, onLaptop}, {2*day + time.Minute, lagos, thief, newLogin}}))
	state := m.AppendState(nil)
	require.NoError(t, m.ReadState(state))
	for n := range state {
		require.Error(t, m.ReadState(state[:n]), "%d bytes of it", n)
	}
	changed := func(at int, to ...byte) []byte {
		b := append([]byte(nil), state...)
		copy(b[at:], to)
		return b
	}
	const user, place = 2, 2 + 9
	for name, b := range map[string][]byte{
		"another version":         changed(0, 9),
		"something after its end": append(changed(0), 0),
		"more users than bytes":   {stateVersion, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1},
		"an endless number":       []byte(string(rune(stateVersion)) + strings.Repeat("\xff", 20)),
		"nobody":                  changed(user, 0, 0, 0, 0, 0, 0, 0, 0),
		"no place":                changed(user+8, 0),
		"too many places":         changed(user+8, 5),
		"a place in the sea":      changed(place, 0, 0, 0, 0),
		"a place beyond the pole": changed(place, 0xff, 0x7f),
		"no country":              changed(place+4, '<', 'b'),
		"a long city":             changed(place+6, 11),
		"a city with a hole":      changed(place+8, 0),
		"never seen":              changed(place+13, 0, 0, 0, 0, 0, 0, 0, 0),
		"seen last before first":  changed(place+13, 0xff, 0xff, 0xff, 0xff),
		"no weight":               changed(place+31, 0),
		"too much weight":         changed(place+31, mostWeight+1),
		"too often late":          changed(place+32, lateLimit),
		"an endless journey":      changed(len(state)-12, 0xff, 0xff, 0xff, 0xff),
		"an unknown place":        changed(len(state)-4, 3),
		"from itself":             changed(len(state)-4, 0, 0),
		"an unknown stage":        changed(len(state)-2, inTurnByte+1),
		"suspects unknown":        changed(len(state)-1, 4),
	} {
		require.Error(t, m.ReadState(b), name)
		assert.Equal(t, state, m.AppendState(nil), "%s: everything is as it was", name)
	}
}

const inTurnByte = byte(inTurn)

func FuzzReadState(f *testing.F) {
	m := New(10)
	for user, s := range traffic(1, 12, 2000) {
		m.Observe(user, s, &Finding{})
	}
	f.Add(m.AppendState(nil))
	f.Add(New(1).AppendState(nil))
	f.Fuzz(func(t *testing.T, b []byte) {
		const limit = 5
		m := New(limit)
		if m.ReadState(b) != nil {
			require.Zero(t, m.Len())
		} else {
			again := New(limit)
			state := m.AppendState(nil)
			require.NoError(t, again.ReadState(state))
			require.Equal(t, state, again.AppendState(nil))
		}
		require.LessOrEqual(t, m.Len(), limit)
		for user, s := range traffic(0, 2*limit, 50) {
			m.Observe(user, s, &Finding{})
		}
		require.LessOrEqual(t, m.Len(), limit)
		require.NoError(t, New(limit).ReadState(m.AppendState(nil)))
	})
}

func FuzzObserve(f *testing.F) {
	f.Add(52.5, 13.4, "DE", "Berlin", int64(0), uint64(1))
	f.Add(-90.0, 180.0, "\x00", "\xff\xffäöüäöü", int64(-1), uint64(0))
	f.Fuzz(func(t *testing.T, lat, lon float64, country, city string, at int64, agent uint64) {
		m := New(2)
		for i := range int64(6) {
			s := &Sighting{Time: morning + at*i, Place: Place{lat + float64(i)*7, lon, country, city}, Agent: agent, Session: agent >> i}
			var found Finding
			if m.Observe(alice, s, &found) {
				require.NotEmpty(t, found.Rationale)
			}
			require.NoError(t, New(2).ReadState(m.AppendState(nil)))
		}
	})
}

func TestMemoryOfAUser(t *testing.T) { assert.Equal(t, uintptr(168), unsafe.Sizeof(history{})) }
