package surge

import (
	"errors"
	"math"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
	"github.com/otelcol-apierror/otelcol-apierror/internal/window"
)

// stateVersion changes with the layout or the meaning of any field. Those before are read too: the first knew nothing of what creeps, and neither of the
// first two held anything back; none of the first three knew what blocks have in common, and none of the first four since when a rise grows no more.
const (
	stateVersion  = 5
	blocksVersion = 4
	holdVersion   = 3
	creepVersion  = 2
	firstVersion  = 1
)

var (
	errVersion = errors.New("surge state: another version")
	errCorrupt = errors.New("surge state: corrupt")
)

// AppendState appends all that is known of the endpoint, some hundred bytes. It does not say where it ends.
func (e *Endpoint) AppendState(buf []byte) []byte {
	w := window.Writer(append(buf, stateVersion))
	e.code(&w, stateVersion)
	return w.Bytes()
}

// Restore makes the endpoint what it was when data was appended; it goes on as if nothing had happened. After an error it is empty.
func (e *Endpoint) Restore(data []byte) error {
	*e = Endpoint{}
	if len(data) == 0 || data[0] < firstVersion || data[0] > stateVersion {
		return errVersion
	}
	w := window.Reader(data[1:])
	var read Endpoint
	read.code(&w, data[0])
	if w.Failed() || w.More() {
		return errCorrupt
	}
	*e = read
	return nil
}

func (e *Endpoint) code(w *window.Wire, version byte) {
	codeSlot(w, &e.newest, latest)
	if e.newest == 0 {
		return
	}
	w.Must(e.newest >= slots)
	window.Number(w, &e.stray, strayLimit-1)
	e.calls.code(w)
	e.seen.code(w)
	known := apierror.Categories()
	held := uint8(len(e.categories))           //nolint:gosec // at most as many as there are
	window.Number(w, &held, uint8(len(known))) //nolint:gosec // 17
	if w.Reading() {
		e.categories = make([]category, held)
	}
	for i := range e.categories {
		e.categories[i].code(w, e, version)
		for j := range i {
			w.Must(e.categories[j].name != e.categories[i].name)
		}
	}
}

func (c *category) code(w *window.Wire, e *Endpoint, version byte) {
	codeCategory(w, &c.name)
	c.failed.code(w)
	for i := range c.failed {
		w.Must(c.failed[i] <= e.calls[i])
	}
	w.Hash(&c.skip)
	c.usual.code(w, version)
	if version >= creepVersion {
		c.creep.code(w, e.newest, version)
	}
	if version >= holdVersion {
		c.hold.code(w, version)
	}
	codeSlot(w, &c.low, e.newest)
	codeSlot(w, &c.end, e.newest)
	window.Number(w, &c.rise.state, Surging)
	if c.rise.state == Normal {
		return
	}
	codeSlot(w, &c.rise.since, e.newest)
	w.Must(c.rise.since > c.end)
	codeSlot(w, &c.rise.length, longSlots)
	w.Must(c.rise.length > 0)
	window.Number(w, &c.rise.failed, math.MaxUint64)
	if version >= stateVersion {
		codeShort(w, &c.rise.level, 0, 1)
	} else {
		c.rise.level = 1 // it is not said to grow
	}
	if version < creepVersion {
		c.rise.steady = c.rise.since
		return
	}
	codeSlot(w, &c.rise.steady, e.newest)
	w.Must(c.rise.steady >= c.rise.since)
	w.Flag(&c.rise.creeps)
}

func (b *baseline) code(w *window.Wire, version byte) {
	b.past.code(w)
	codeFloat(w, &b.failed, 0, b.calls)
	codeFloat(w, &b.weight, 0, enormous)
	codeFloat(w, &b.excess, -enormous, enormous)
	if version >= blocksVersion {
		codeShort(w, &b.last, -enormous, enormous)
		codeShort(w, &b.again, -enormous, enormous)
	}
}

func (c *creep) code(w *window.Wire, newest int64, version byte) {
	c.slow.code(w, version)
	c.next.code(w, version)
	codeShort(w, &c.hour.calls, 0, enormous)
	codeShort(w, &c.hour.failed, 0, c.hour.calls)
	codeShort(w, &c.sum, 0, enormous)
	codeShort(w, &c.failed, 0, enormous)
	codeSlot(w, &c.since, newest)
	window.Number(w, &c.blocks, hourBlocks-1)
	window.Number(w, &c.hours, mostDayHours-1)
}

func (h *hold) code(w *window.Wire, version byte) {
	window.Number(w, &h.blocks, mostHeld)
	if h.blocks > 0 {
		h.next.code(w, version)
	}
}

func (r *reference) code(w *window.Wire, version byte) {
	b := r.baseline()
	b.code(w, version)
	*r = referenceOf(&b)
}

func codeShort(w *window.Wire, x *float32, least, most float32) {
	n := float64(*x)
	codeFloat(w, &n, float64(least), float64(most))
	*x = float32(n)
}

func (p *past) code(w *window.Wire) {
	codeFloat(w, &p.calls, 0, enormous)
	codeFloat(w, &p.blocks, 0, enormous)
}

// code writes which slots hold any, and those.
func (r *ring) code(w *window.Wire) {
	var held uint64
	for i, n := range r {
		if n > 0 {
			held |= 1 << i
		}
	}
	w.Hash(&held)
	for i := range r {
		if held&(1<<i) != 0 {
			window.Number(w, &r[i], math.MaxUint32)
		}
	}
}

func codeSlot(w *window.Wire, slot *int64, limit int64) {
	n := uint64(*slot) //nolint:gosec // never negative
	window.Number(w, &n, uint64(max(0, limit)))
	*slot = int64(n) //nolint:gosec // limited just before
}

// enormous is more than any sum grows to, and little enough for a tail to be worked out.
const enormous = 1e14

func codeFloat(w *window.Wire, x *float64, least, most float64) {
	n := math.Float64bits(min(max(least, *x), most))
	w.Hash(&n)
	*x = math.Float64frombits(n)
	if !(*x >= least && *x <= most) {
		w.Must(false)
		*x = 0
	}
}

func codeCategory(w *window.Wire, name *apierror.Category) {
	const longest = 64
	text := []byte(*name)
	length := uint8(len(text)) //nolint:gosec // a word of the vocabulary
	window.Number(w, &length, longest)
	if w.Reading() {
		text = make([]byte, length)
	}
	for i := range text {
		window.Number(w, &text[i], math.MaxUint8)
	}
	*name = apierror.Category(text)
	w.Must(name.Valid())
}
