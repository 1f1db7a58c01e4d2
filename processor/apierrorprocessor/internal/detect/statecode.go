package detect

import (
	"math"
	"slices"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
	"github.com/otelcol-apierror/otelcol-apierror/internal/window"
)

// How each value is written, and read back.

func (t *tally) code(w *window.Wire) {
	t.calls.Code(w)
	t.different.Code(w)
	window.Number(w, &t.last, math.MaxUint32)
	window.Number(w, &t.strides, math.MaxUint8)
	window.Number(w, &t.step, math.MaxUint8)
}

func (w *watch) code(wire *window.Wire, rows []row) {
	wire.Time(&w.suspected)
	wire.Time(&w.horizon)
	w.users.Code(wire)
	count := uint32(len(w.exchanges)) //nolint:gosec // one for each declaration at most
	window.Number(wire, &count, maxExchanges)
	if wire.Reading() {
		w.exchanges = make([]exchange, count)
	}
	for i := range w.exchanges {
		w.exchanges[i].code(wire, rows)
	}
	if !wire.Reading() {
		return
	}
	// A declaration may be there no longer, or not as it was.
	w.exchanges = slices.DeleteFunc(w.exchanges, func(x exchange) bool { return x.row == nil })
}

// maxExchanges bounds what is read: there are fewer declarations.
const maxExchanges = 255

func (x *exchange) code(w *window.Wire, rows []row) {
	var salt uint64
	if x.row != nil {
		salt = x.row.salt
	}
	w.Hash(&salt)
	if i := slices.IndexFunc(rows, func(r row) bool { return r.salt == salt }); i >= 0 {
		x.row = &rows[i]
	}
	x.failed.Code(w)
	x.clean.Code(w)
	x.heldOff.Code(w)
	x.logins.Code(w)
}

func (k *custom) code(w *window.Wire) {
	for i := range k.reached {
		window.Number(w, &k.reached[i], math.MaxUint32)
	}
	w.Time(&k.halved)
	w.Time(&k.since)
}

func (p *loginPlace) code(w *window.Wire) {
	p.failed.Code(w)
	p.succeeded.Code(w)
	p.accounts.Code(w)
	p.sources.Code(w)
	codeShare(w, &p.usualShare)
	codeShare(w, &p.usualSucceeded)
	window.Number(w, &p.learnt, math.MaxUint32)
	window.Number(w, &p.quiet, math.MaxUint16)
	w.Flag(&p.strewn)
}

// codeShare is for what is a number, and not negative.
func codeShare(w *window.Wire, x *float32) {
	n := math.Float32bits(*x)
	w.ShortHash(&n)
	*x = math.Float32frombits(n)
	w.Must(*x >= 0 && *x <= math.MaxFloat32)
}

func (s *sessionOrigin) code(w *window.Wire) {
	w.ShortHash(&s.network)
	w.Flag(&s.set)
}

func (s *score) code(w *window.Wire) {
	signals := apierror.Signals()
	count := uint32(len(s.points))                 //nolint:gosec // one for each signal at most
	window.Number(w, &count, uint32(len(signals))) //nolint:gosec // there are few
	if w.Reading() {
		s.points = make([]points, count)
	}
	for i := range s.points {
		p := &s.points[i]
		number := uint32(max(0, slices.Index(signals, p.signal))) //nolint:gosec // there are few
		window.Number(w, &number, uint32(len(signals)-1))         //nolint:gosec // likewise
		p.signal = signals[number]
		bits := math.Float64bits(p.worth)
		w.Hash(&bits)
		p.worth = math.Float64frombits(bits)
		w.Must(p.worth >= 0 && p.worth <= pointsHigh)
		w.Time(&p.at)
	}
}

func (w *wait) code(wire *window.Wire) {
	wire.Time(&w.from)
	wire.Time(&w.until)
}
