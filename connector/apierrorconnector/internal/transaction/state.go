package transaction

import (
	"encoding/binary"
	"errors"
	"math"

	"github.com/otelcol-apierror/otelcol-apierror/internal/window"
)

// stateVersion changes with the layout or the meaning of any field; another version is not read.
const stateVersion = 1

var (
	errVersion = errors.New("transactions: the saved state is of another version")
	errCorrupt = errors.New("transactions: the saved state is corrupt")
)

// AppendState appends the transactions that are open and the attempts that wait, with the seed that their keys are hashed with.
func (t *Tracker) AppendState(buf []byte) []byte {
	w := window.Writer(append(buf, stateVersion))
	w.Hash(&t.options.Seed)
	processes := uint64(len(t.processes))
	window.Number(&w, &processes, math.MaxUint64)
	for i := range t.processes {
		w.Hash(&t.processes[i].fingerprint)
	}
	flows := uint64(t.flows.Len()) //nolint:gosec // a length
	window.Number(&w, &flows, math.MaxUint64)
	t.flows.Walk()
	for {
		key, f, _, ok := t.flows.Step()
		if !ok {
			return w.Bytes()
		}
		w.Hash(&key)
		f.code(&w)
	}
}

// Restore takes over a saved state, and its seed. What belongs to transactions that are not declared any more, or whose steps have
// changed, is left out, and so are the keys left alone the longest if there is no room for all. After an error nothing is known.
func (t *Tracker) Restore(data []byte) error {
	t.clear()
	if len(data) == 0 || data[0] != stateVersion {
		return errVersion
	}
	if !t.read(data[1:]) {
		t.clear()
		return errCorrupt
	}
	return nil
}

func (t *Tracker) read(data []byte) bool {
	r := window.Reader(data)
	var seed, processes, flows uint64
	r.Hash(&seed)
	window.Number(&r, &processes, math.MaxUint16)
	declared := make([]int, 0, len(t.processes)) // by the number in the state; negative if it is not declared any more
	for range processes {
		var fingerprint uint64
		r.Hash(&fingerprint)
		if r.Failed() {
			return false
		}
		declared = append(declared, t.declared(fingerprint))
	}
	window.Number(&r, &flows, math.MaxInt32)
	skip := max(0, int(flows)-max(2, t.options.InFlight))
	for i := range int(flows) {
		var key uint64
		var f flow
		r.Hash(&key)
		f.code(&r)
		if r.Failed() || int(f.process) >= len(declared) {
			return false
		}
		process := declared[f.process]
		if process < 0 || i < skip {
			continue
		}
		f.process = uint16(process) //nolint:gosec // nobody declares so many
		if !t.take(key, &f) {
			return false
		}
	}
	if r.Failed() || r.More() {
		return false
	}
	t.options.Seed = seed
	return true
}

// declared is the index of the process with that fingerprint, negative if there is none.
func (t *Tracker) declared(fingerprint uint64) int {
	for i := range t.processes {
		if t.processes[i].fingerprint == fingerprint {
			return i
		}
	}
	return -1
}

// take makes a flow that was read a known one.
func (t *Tracker) take(key uint64, f *flow) bool {
	if _, twice := t.flows.Peek(key); twice || !f.valid(len(t.processes[f.process].Steps)) {
		return false
	}
	ref := t.flows.Touch(key)
	*t.flows.Value(ref) = *f
	t.appoint(ref)
	return true
}

// valid reports whether a flow that was read could have come about.
func (f *flow) valid(steps int) bool {
	if !f.open && len(f.waiting) == 0 {
		return false
	}
	for i := range f.waiting {
		a := &f.waiting[i]
		if int(a.step) >= steps || a.start < 0 || a.end <= 0 || a.start > a.end || i > 0 && f.waiting[i-1].compare(a) >= 0 {
			return false
		}
	}
	p := &f.state
	return !f.open || int(p.step) < steps && 0 <= p.start && p.start <= p.firstEnd && p.firstEnd <= p.last && 0 < p.at && p.at <= p.last
}

func (f *flow) code(w *window.Wire) {
	window.Number(w, &f.process, math.MaxUint16)
	w.Flag(&f.open)
	if f.open {
		f.state.code(w)
	}
	w.Time(&f.settled)
	waiting := uint8(len(f.waiting)) //nolint:gosec // maxWaiting at most
	window.Number(w, &waiting, maxWaiting)
	if w.Reading() && waiting > 0 {
		f.waiting = make([]attempt, waiting)
	}
	for i := range f.waiting {
		f.waiting[i].code(w)
	}
}

func (p *progress) code(w *window.Wire) {
	for _, at := range []*int64{&p.start, &p.firstEnd, &p.last, &p.at} {
		w.Time(at)
	}
	window.Number(w, &p.step, math.MaxUint8)
	w.Flag(&p.failed)
	w.Flag(&p.troubled)
	identifier(w, p.traceID[:])
	identifier(w, p.spanID[:])
}

func (a *attempt) code(w *window.Wire) {
	w.Time(&a.start)
	w.Time(&a.end)
	window.Number(w, &a.step, math.MaxUint8)
	w.Flag(&a.failed)
	identifier(w, a.traceID[:])
	identifier(w, a.spanID[:])
}

// identifier is one of a trace or a span: any 8 bytes, or 16.
func identifier(w *window.Wire, id []byte) {
	for ; len(id) > 0; id = id[8:] {
		part := binary.LittleEndian.Uint64(id)
		w.Hash(&part)
		binary.LittleEndian.PutUint64(id, part)
	}
}
