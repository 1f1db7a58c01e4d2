package detect

import (
	"github.com/otelcol-apierror/otelcol-apierror/internal/window"
)

// tally is what is remembered of one subject of one declaration.
type tally struct {
	calls     window.Count
	different window.Distinct // accounts, paths or sources, as the declaration says
	step      uint8           // how many of the declaration's steps hold
}

// Reset empties the tally for another subject.
func (t *tally) Reset() {
	t.calls.Reset()
	t.different.Reset()
	t.step = 0
}

// row is a declaration made ready: its window's slots and what sets its keys apart.
type row struct {
	declaration
	length window.Length
	within string // the window, as a rationale names it
	salt   uint64
}

// add counts a call and reports whether it lies in the window.
func (r *row) add(t *tally, f *facts, slot uint32) bool {
	switch {
	case r.measure == ofAccounts:
		t.different.Add(f.account, slot)
	case r.measure == ofPaths:
		// Whoever asks for the same again looks for nothing: a monitor, or a client that was never told.
		t.different.AddFirst(f.path, slot)
	case r.sources > 0 && f.source() != 0:
		t.different.Add(f.source(), slot)
	}
	return t.calls.Add(slot)
}

// continues reports whether a subject failed often enough by itself for a call that was held off to be more of the same.
func (t *tally) continues(slot uint32) bool { return t.calls.SumAt(slot) >= promoteFrom }
