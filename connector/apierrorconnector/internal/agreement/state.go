package agreement

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"

	"github.com/otelcol-apierror/otelcol-apierror/internal/window"
)

// stateVersion is that of a saved tracker. One of another version is not read.
const stateVersion = 1

var errState = errors.New("the saved counts are broken: they start anew")

// lengthBytes is how many bytes say how long a term's counts are.
const lengthBytes = 4

// AppendState appends what a restart would lose: each term's counts behind their length, then the rest.
func (t *Tracker) AppendState(buf []byte) []byte {
	buf = append(buf, stateVersion)
	for _, term := range t.terms() {
		start := len(buf)
		buf = append(buf, make([]byte, lengthBytes)...)
		if term != nil {
			buf = term.AppendState(buf)
		}
		binary.LittleEndian.PutUint32(buf[start:], uint32(len(buf)-start-lengthBytes)) //nolint:gosec // some KiB
	}
	w := window.Writer(buf)
	t.code(&w)
	return w.Bytes()
}

// Restore takes in what AppendState wrote. A state that cannot be read, or that is of another window or of other terms, is an error
// and leaves the tracker empty. Another percentile, availability or penalty is fine: it changes nothing of what was counted.
func (t *Tracker) Restore(data []byte) error {
	*t = *New(t.agreement)
	next := New(t.agreement)
	if len(data) == 0 || data[0] != stateVersion {
		return errState
	}
	data = data[1:]
	for _, term := range next.terms() {
		if len(data) < lengthBytes {
			return errState
		}
		length := binary.LittleEndian.Uint32(data)
		data = data[lengthBytes:]
		if uint64(length) > uint64(len(data)) || (term == nil) != (length == 0) {
			return errState
		}
		if term != nil {
			if err := term.Restore(data[:length]); err != nil {
				return fmt.Errorf("partner %s: %w", t.agreement.Partner, err)
			}
		}
		data = data[length:]
	}
	w := window.Reader(data)
	next.code(&w)
	if w.Failed() || w.More() {
		return errState
	}
	*t = *next
	return nil
}

func (t *Tracker) code(w *window.Wire) {
	for _, term := range t.terms() {
		if term != nil {
			w.Flag(&term.breached)
		}
	}
	window.Number(w, &t.broke, math.MaxUint64/2)
	w.Time(&t.fired.since)
	w.Must(t.fired.since >= 0)
	window.Number(w, &t.fired.before, t.broke)
	for i := range t.spread.parts {
		t.spread.parts[i].code(w, uint32(i), t.spread.slotOf(math.MaxInt64))
	}
}

// mostCounted bounds what a number is restored to, so that no sum overflows.
const mostCounted = 1 << 56

// code writes a part or reads it back: its slot, how many calls were lost, and how many calls each level has, up to the highest that
// has any.
func (p *part) code(w *window.Wire, number, limit uint32) {
	window.Number(w, &p.slot, limit)
	w.Must(p.slot == 0 || p.slot%parts == number)
	window.Number(w, &p.lost, mostCounted)
	used := uint8(levels)
	for used > 0 && p.took[used-1] == 0 {
		used--
	}
	window.Number(w, &used, levels)
	for i := range used {
		window.Number(w, &p.took[i], mostCounted)
	}
}
