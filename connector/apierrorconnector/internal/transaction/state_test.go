package transaction

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"math/rand/v2"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A collector that starts again goes on as if it had not.
func TestStateGoesOn(t *testing.T) {
	for seed := range uint64(20) {
		random := rand.New(rand.NewPCG(seed, 4))
		attempts := delayed(random, customers(random, 20), DefaultLateness)
		cut := random.IntN(len(attempts))
		old, restarted := newTracker(), New(checkout(), Options{InFlight: 1000, Lateness: DefaultLateness, Seed: 99})
		arrive(old, attempts[:cut])
		require.NoError(t, restarted.Restore(old.AppendState(nil)))
		assert.Equal(t, old.Len(), restarted.Len())
		restarted.Tick(old.clock)
		old.stats = Stats{}
		want := append(arrive(old, attempts[cut:]), wait(old)...)
		got := append(arrive(restarted, attempts[cut:]), wait(restarted)...)
		require.ElementsMatch(t, want, got, "seed %d", seed)
		assert.Equal(t, old.Stats(), restarted.Stats())
	}
}

func TestStateOfOtherDefinitions(t *testing.T) {
	visit := Definition{Name: "visit", Correlation: "user.id", Steps: []string{"open", "close"}, Timeout: time.Minute}
	state := func(definitions ...Definition) []byte {
		tracker := New(definitions, Options{InFlight: 10, Lateness: DefaultLateness})
		for i := range definitions {
			a := Attempt{Transaction: i, Key: "a", End: scriptStart}
			tracker.Observe(scriptStart, &a)
		}
		return tracker.AppendState(nil)
	}
	both := state(checkout()[0], visit)
	for name, c := range map[string]struct {
		change func(d *Definition)
		kept   int
	}{
		"the same":               {func(*Definition) {}, 1},
		"another timeout":        {func(d *Definition) { d.Timeout = time.Hour }, 1},
		"another process":        {func(d *Definition) { d.Process = "support" }, 1},
		"another attribute":      {func(d *Definition) { d.Correlation = "enduser.id" }, 0},
		"another step":           {func(d *Definition) { d.Steps = []string{"open", "read", "close"} }, 0},
		"a step less":            {func(d *Definition) { d.Steps = []string{"open"} }, 0},
		"words in another place": {func(d *Definition) { d.Name, d.Correlation = "visituser.id", "" }, 0},
	} {
		t.Run(name, func(t *testing.T) {
			d := visit
			c.change(&d)
			tracker := New([]Definition{d}, Options{InFlight: 10, Lateness: DefaultLateness})
			require.NoError(t, tracker.Restore(both))
			assert.Equal(t, c.kept, tracker.Len())
			tracker.Tick(scriptStart)
			ended := wait(tracker)
			require.Len(t, ended, c.kept)
			if c.kept > 0 {
				assert.Equal(t, "visit", ended[0].Transaction)
			}
		})
	}
}

func TestStateOfMoreThanFits(t *testing.T) {
	tracker := newTracker()
	for i := range 500 {
		arrive(tracker, script(t, strconv.Itoa(i), fmt.Sprintf("cart@%ds", i)))
	}
	small := New(checkout(), Options{InFlight: 100, Lateness: DefaultLateness})
	require.NoError(t, small.Restore(tracker.AppendState(nil)))
	assert.Equal(t, 100, small.Len())
	for _, e := range wait(small) {
		assert.GreaterOrEqual(t, e.StartedAt, scriptStart+int64(400*time.Second), "those used last are kept")
	}
}

func TestStateThatIsNone(t *testing.T) {
	tracker := newTracker()
	require.NoError(t, tracker.Restore(tracker.AppendState(nil)))
	arrive(tracker, script(t, "a", "cart@0s pay!@1m pay@10m address@11m"))
	arrive(tracker, script(t, "b", "cart@11m"))
	state := tracker.AppendState([]byte("before"))
	require.True(t, bytes.HasPrefix(state, []byte("before")))
	state = state[len("before"):]
	const header = 1 + 8 + 1 + 8 // version, seed, one process
	flow := state[header+1:]
	oneOf := func(flows byte, body []byte) []byte {
		return append(append(bytes.Clone(state[:header]), flows), body...)
	}
	for name, damaged := range map[string][]byte{
		"nothing": nil, "another version": append([]byte{stateVersion + 1}, state[1:]...), "cut off": state[:len(state)-1],
		"more than all": append(bytes.Clone(state), 0), "a key twice": oneOf(4, append(bytes.Clone(flow), flow...)),
		"more keys than there are": oneOf(100, flow), "no processes": oneOf(0, nil)[:header],
	} {
		other := newTracker()
		arrive(other, script(t, "c", "cart@0s"))
		require.Error(t, other.Restore(damaged), name)
		assert.Zero(t, other.Len(), name)
	}
	for cut := range state {
		require.Error(t, newTracker().Restore(state[:cut]))
	}
}

func FuzzRestore(f *testing.F) {
	for _, text := range []string{"", "cart@0s", "cart@0s pay!@1m pay@10m address@11m", "confirm@0s pay@1s"} {
		tracker := newTracker()
		arrive(tracker, script(f, "a", text))
		f.Add(tracker.AppendState(nil))
	}
	f.Fuzz(func(t *testing.T, state []byte) {
		tracker := New(checkout(), Options{InFlight: 8, Lateness: DefaultLateness})
		if tracker.Restore(state) != nil {
			require.Zero(t, tracker.Len())
			return
		}
		require.LessOrEqual(t, tracker.Len(), 8)
		again := New(checkout(), Options{InFlight: 8, Lateness: DefaultLateness})
		require.NoError(t, again.Restore(tracker.AppendState(nil)))
		require.Equal(t, tracker.AppendState(nil), again.AppendState(nil))
		// Whatever was read, time goes on until nothing is left.
		arrive(tracker, script(t, "a", "cart@0s pay@1m confirm@2m"))
		tracker.Tick(1<<63 - 1)
		tracker.options.Lateness = 0
		tracker.Tick(1<<63 - 1)
		for _, a := range tracker.schedule.heap {
			require.Equal(t, int64(1<<63-1), a.at, "later than all time")
		}
	})
}

// FuzzObserve reads attempts from bytes: whatever comes, memory is bounded and no transaction ends that was not begun.
func FuzzObserve(f *testing.F) {
	f.Add([]byte("\x00\x00\x00\x00\x01\x00\x10\x03\x00\x20"), int64(10))
	f.Fuzz(func(t *testing.T, b []byte, unit int64) {
		tracker := New(checkout(), Options{InFlight: 4, Lateness: DefaultLateness})
		ended, begun := 0, 0
		b = b[:min(len(b), 500)]
		for ; len(b) >= 5; b = b[5:] {
			a := Attempt{
				Key: string(b[:1]), Step: int(b[1] % 4), Failed: b[1] > 127, Duration: time.Duration(int64(b[2]) * unit),
				End: scriptStart + int64(int16(binary.LittleEndian.Uint16(b[3:])))*unit,
			}
			tracker.Observe(max(0, a.End), &a)
			if a.Step == 0 {
				begun++
			}
			require.LessOrEqual(t, tracker.Len(), 4)
			require.Len(t, tracker.schedule.heap, tracker.Len())
			for place, next := range tracker.schedule.heap {
				require.EqualValues(t, place+1, tracker.flows.Value(next.ref).place)
				require.LessOrEqual(t, tracker.schedule.heap[max(0, place-1)/2].at, next.at)
			}
			ended += len(tracker.Tick(tracker.clock))
		}
		ended += len(tracker.Tick(1<<63 - 1))
		require.LessOrEqual(t, ended, begun)
	})
}
