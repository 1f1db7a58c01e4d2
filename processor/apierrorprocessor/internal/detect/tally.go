package detect

import (
	"time"

	"github.com/otelcol-apierror/otelcol-apierror/internal/window"
)

// tally is what is remembered of one subject of one declaration.
type tally struct {
	calls     window.Count
	different window.Distinct // accounts, paths, agents, networks or sources, as the declaration says
	last      uint32          // the number of the object asked for last, or its lower half; or the agent
	strides   uint8           // how many more objects than not had a number next to that of the one before; or calls another agent
	step      uint8           // how many of the declaration's steps hold
}

// Reset empties the tally for another subject.
func (t *tally) Reset() {
	t.calls.Reset()
	t.different.Reset()
	t.last, t.strides, t.step = 0, 0, 0
}

// row is a declaration made ready: its window's slots and what sets its keys apart.
type row struct {
	declaration
	length window.Length
	within string // the window, as a rationale names it
	salt   uint64

	promoteFrom int

	// late rows begin with a subject's second call. Their windows are long and their thresholds high, and most subjects are never
	// seen again: to remember them all would leave no room for those who matter.
	late bool

	bounds []*bounds // empty: everywhere
	silent bool      // it raises no signal, and is counted for others that go by it
}

// concerns reports whether the calls of an event count.
func (r *row) concerns(ev *Event) bool {
	for _, b := range r.bounds {
		if !b.hold(ev) {
			return false
		}
	}
	return true
}

// newRow makes a declaration ready as the tuning has it, and reports whether it counts at all.
func newRow(declared declaration, tuning *Tuning, hash *hasher) (row, bool) {
	late := declared.window >= time.Hour || declared.per == byAccount // whatever the tuning makes of it
	enabled, within := tuning.apply(&declared)
	r := row{
		declaration: declared, length: window.NewLength(declared.window), within: declared.window.String(), promoteFrom: promoteFrom,
		late: late, bounds: within, silent: !enabled,
	}
	if r.unusual {
		r.promoteFrom = r.steps[0].from / 2 // everybody comes further than that where nothing fails
	}
	// What was counted in windows of another length says nothing in these.
	r.salt = hash.combine(hash.text(r.fullName()), uint64(r.window)) //nolint:gosec // positive
	return r, enabled || r.goneBy()
}

// add counts a call and reports whether it lies in the window.
func (r *row) add(t *tally, f *facts, slot uint32) bool {
	switch {
	case r.measure == ofAccounts:
		t.different.Add(f.account, slot)
	case r.measure == ofPaths:
		// Whoever asks for the same again looks for nothing: a monitor, or a client that was never told.
		// But what is usual on a route is asked for again and again, and counts as long as it is.
		if r.unusual {
			t.different.Add(f.path, slot)
			break
		}
		t.different.AddFirst(f.path, slot)
	case r.measure == ofAgents:
		t.different.Add(f.agent, slot)
	case r.measure == ofPrograms:
		t.different.Add(f.program, slot)
	case r.measure == ofNetworks:
		t.different.Add(f.network, slot)
	case r.byNetwork:
		t.different.Add(f.network, slot)
	case r.sources > 0 && f.source() != 0:
		t.different.Add(f.source(), slot)
	}
	return t.calls.Add(slot)
}

// continues reports whether a subject failed often enough by itself for a call that was held off to be more of the same.
func (t *tally) continues(slot uint32) bool { return t.calls.SumAt(slot) >= promoteFrom }
