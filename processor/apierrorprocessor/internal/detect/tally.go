package detect

import (
	"github.com/otelcol-apierror/otelcol-apierror/internal/window"
)

// tally is what is remembered of one subject of one declaration.
type tally struct {
	calls     window.Count
	different window.Distinct // accounts, paths, agents, networks or sources, as the declaration says
	last      uint32          // the number of the object asked for last, or its lower half
	strides   uint8           // how many objects had a number next to that of the one before
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
	case r.measure == ofNetworks:
		t.different.Add(f.network, slot)
	case r.sources > 0 && f.source() != 0:
		t.different.Add(f.source(), slot)
	}
	return t.calls.Add(slot)
}

// continues reports whether a subject failed often enough by itself for a call that was held off to be more of the same.
func (t *tally) continues(slot uint32) bool { return t.calls.SumAt(slot) >= promoteFrom }
