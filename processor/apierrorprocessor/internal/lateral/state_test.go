package lateral

import (
	"encoding/binary"
	"testing"
	"time"

	"github.com/cespare/xxhash/v2"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// restart keeps the state, and goes on with a memory that has nothing else.
func (w *world) restart(t *testing.T) {
	t.Helper()
	state := w.m.AppendState([]byte("before"))
	require.Equal(t, "before", string(state[:6]))
	w.m = New(20_000)
	require.NoError(t, w.m.ReadState(state[6:]))
	require.Equal(t, state[6:], w.m.AppendState(nil), "nothing is lost of what is kept")
}

func TestRestart(t *testing.T) {
	for name, test := range map[string]struct {
		before, after func(w *world)
		worst         apierror.Severity
	}{
		"a known edge stays known": {
			func(w *world) { w.work() },
			func(w *world) { w.calls(10, "stock", denied) },
			apierror.SeverityNone,
		},
		"a service with known edges stays established": {
			func(w *world) { w.work() },
			func(w *world) { w.deny("orders", 3, time.Second) },
			apierror.SeverityMedium,
		},
		"a gateway stays one": {
			func(w *world) { w.knowing("gateway", 40) },
			func(w *world) { w.deny("gateway", 5, time.Second) },
			apierror.SeverityLow,
		},
		"a finding goes on": {
			func(w *world) { w.work().deny("orders", 4, time.Minute) },
			func(w *world) { w.call("orders", "fifth", denied) },
			apierror.SeverityHigh,
		},
		"what was denied for long is no news": {
			func(w *world) { w.work().deny("orders", 5, 61*time.Minute) },
			func(w *world) { w.deny("orders", 4, time.Minute) },
			apierror.SeverityNone,
		},
		"nor what is denied all the time": {
			func(w *world) {
				w.work()
				for range 90 {
					w.deny("orders", 3, time.Second)
					w.wait(time.Minute)
				}
			},
			func(w *world) { w.deny("orders", 3, time.Second) },
			apierror.SeverityNone,
		},
		"what was denied when nothing was known means no more now": {
			func(w *world) {
				w.deny("orders", 5, time.Second)
				w.work()
			},
			func(w *world) { w.deny("orders", 5, time.Second) },
			apierror.SeverityNone,
		},
		"a peer that denies everybody still does": {
			func(w *world) {
				w.work()
				for i := range 3 {
					for _, service := range everybody {
						w.call(service, numbered("new", i), denied)
					}
				}
			},
			func(w *world) { w.deny("orders", 3, time.Second) },
			apierror.SeverityNone,
		},
		"a collector that had just started": {
			func(w *world) { w.calls(3, "stock", ok) },
			func(w *world) { w.deny("orders", 5, time.Second) },
			apierror.SeverityNone,
		},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld()
			test.before(w)
			w.wait(time.Minute)
			w.calm()
			w.restart(t)
			test.after(w)
			assert.Equal(t, test.worst.String(), w.worst.String(), w.last.Rationale)
		})
	}
}

// mixed has edges of every sort.
func mixed() *world {
	w := newWorld().work()
	w.deny("orders", 4, time.Second)
	w.calls(2, "vault", ok)
	w.call("cold", "stock", denied)
	return w
}

func TestDamagedState(t *testing.T) {
	w := mixed()
	state := w.m.AppendState(nil)
	for cut := range state {
		require.Error(t, w.m.ReadState(state[:cut]))
	}
	require.Error(t, w.m.ReadState(append([]byte{stateVersion + 1}, state[1:]...)))
	for i := range state {
		state[i] ^= 0x10
		require.Error(t, w.m.ReadState(state))
		state[i] ^= 0x10
	}
	assert.Equal(t, state, w.m.AppendState(nil), "and nothing has changed")
	assert.NoError(t, w.m.ReadState(state))
}

func TestStateThatContradictsItself(t *testing.T) {
	sealed := func(body ...byte) []byte { return binary.LittleEndian.AppendUint64(body, xxhash.Sum64(body)) }
	edge := func(from, to, flags byte, rest ...byte) []byte {
		return append([]byte{from, 0, 0, 0, 0, 0, 0, 0, to, 0, 0, 0, 0, 0, 0, 0, flags}, rest...)
	}
	of := func(count byte, edges ...[]byte) []byte {
		body := []byte{stateVersion, 0, count}
		for _, e := range edges {
			body = append(body, e...)
		}
		return sealed(body...)
	}
	require.NoError(t, New(100).ReadState(of(2, edge(1, 2, flagKnown, 9), edge(1, 3, 0, 9, 1, 1, 8, 9))), "what the others differ from")
	for name, state := range map[string][]byte{
		"nothing":                       {},
		"an edge from nobody":           of(1, edge(0, 2, flagKnown, 9)),
		"an edge to itself":             of(1, edge(2, 2, flagKnown, 9)),
		"the same edge twice":           of(2, edge(1, 2, flagKnown, 9), edge(1, 2, flagKnown, 9)),
		"an edge that was never called": of(1, edge(1, 2, flagKnown, 0)),
		"a flag that there is not":      of(1, edge(1, 2, flagsAll+1|flagKnown, 9)),
		"denials at no time":            of(1, edge(1, 2, 0, 9, 0, 1, 0, 0)),
		"a success never counted":       of(1, edge(1, 2, 0, 9, 0, 0, 9, 0)),
		"fewer edges than it says":      of(2, edge(1, 2, flagKnown, 9)),
		"half an edge":                  of(1, edge(1, 2, 0, 9)),
		"more edges than it says":       of(1, edge(1, 2, flagKnown, 9), edge(1, 3, flagKnown, 9)),
		"more edges than fit":           sealed(append([]byte{stateVersion, 0}, binary.AppendUvarint(nil, 1<<62)...)...),
		"a time that there is not":      sealed(append(binary.AppendUvarint([]byte{stateVersion}, 1<<63), 0)...),
	} {
		t.Run(name, func(t *testing.T) { assert.Error(t, New(100).ReadState(state)) })
	}
}

// A state of more than there is room for keeps what was used last.
func TestStateOfALargerMemory(t *testing.T) {
	w := newWorld().knowing("gateway", 300)
	small := New(100)
	require.NoError(t, small.ReadState(w.m.AppendState(nil)))
	assert.Equal(t, 100, small.edges.Len())
	assert.LessOrEqual(t, small.services.Len(), 25)
	again := New(100)
	require.NoError(t, again.ReadState(small.AppendState(nil)))
	assert.Equal(t, small.AppendState(nil), again.AppendState(nil))
}

func FuzzReadState(f *testing.F) {
	f.Add(mixed().m.AppendState(nil), int64(0))
	f.Add(New(100).AppendState(nil), int64(-1))
	f.Add([]byte{stateVersion}, int64(1<<62))
	f.Fuzz(func(t *testing.T, state []byte, at int64) {
		w := &world{m: New(100), now: time.Unix(0, at)}
		// The sum keeps accidents out; here it would keep out everything.
		if w.m.ReadState(state) != nil && (len(state) == 0 || w.m.readBody(state) != nil) && w.m.Len() > 0 {
			t.Fatal("a damaged state has changed the memory")
		}
		if len(state) > leastEdge { // with hashes of the state's own
			c := Call{Time: at, From: binary.LittleEndian.Uint64(state), To: binary.LittleEndian.Uint64(state[8:]), Denied: true}
			var out Finding
			w.m.Observe(&c, &out)
		}
		w.deny("orders", 40, time.Second)
		for range 5 {
			w.calls(5, "stock", ok)
			w.wait(time.Minute)
		}
		if w.m.edges.Len() > 100 || w.m.services.Len() > 25 {
			t.Fatal("more is kept than the limits allow")
		}
		kept := w.m.AppendState(nil)
		again := New(100)
		require.NoError(t, again.ReadState(kept), "what it writes it can read")
		require.Equal(t, kept, again.AppendState(nil))
	})
}
