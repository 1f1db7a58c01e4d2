package outlook

import (
	"errors"
	"math"

	"github.com/otelcol-apierror/otelcol-apierror/internal/forecast"
	"github.com/otelcol-apierror/otelcol-apierror/internal/window"
)

// stateVersion is that of all saved states. One of another version is not read.
const stateVersion = 1

// recordVersion is that of a record. The first, which knew nothing of how far misses scatter, is read without them.
const (
	recordVersion = 2
	firstRecord   = 1
)

var (
	errPlace  = errors.New("the saved forecasts of a place are broken: they start anew")
	errBudget = errors.New("the saved forecasts of an error budget are broken: they start anew")
	errRecord = errors.New("the saved record of the forecasts is broken: it starts anew")
)

// AppendState appends what a restart would lose, some 7 KB at most.
func (p *Place) AppendState(buf []byte) []byte {
	w := window.Writer(buf)
	p.code(&w)
	return appendSeries(w.Bytes(), p.failures, p.latency, p.traffic)
}

// Restore takes in what AppendState wrote. A state that cannot be read is an error and leaves the place empty.
func (p *Place) Restore(data []byte) error {
	*p = Place{}
	var next Place
	w := window.Reader(data)
	next.code(&w)
	step := next.windows.width
	if w.Failed() || step != 0 && step != fine && step != coarse ||
		!readSeries(w.Bytes(), step, kinds{forecast.Rate, forecast.Positive, forecast.Positive}, &next.failures, &next.latency, &next.traffic) ||
		(next.failures == nil) != (next.latency == nil) || next.failures == nil && next.traffic != nil {
		return errPlace
	}
	for i := range next.watches { // what is told goes on being told
		next.fresh = next.fresh || next.failures != nil && next.watches[i].since > 0
	}
	*p = next
	return nil
}

// AppendState appends what a restart would lose, some 5 KB at most.
func (b *Budget) AppendState(buf []byte) []byte {
	w := window.Writer(buf)
	b.code(&w)
	return appendSeries(w.Bytes(), b.shares, b.traffic)
}

// Restore takes in what AppendState wrote. A state that cannot be read is an error and leaves the budget empty.
func (b *Budget) Restore(data []byte) error {
	*b = Budget{}
	var next Budget
	w := window.Reader(data)
	next.code(&w)
	step := next.windows.width
	if w.Failed() || step != 0 && step != budgetWindow ||
		!readSeries(w.Bytes(), step, kinds{forecast.Rate, forecast.Positive}, &next.shares, &next.traffic) ||
		(next.shares == nil) != (next.traffic == nil) {
		return errBudget
	}
	next.fresh = next.shares != nil && next.watch.since > 0
	*b = next
	return nil
}

// AppendState appends what a restart would lose, some 2 KB.
func (r *Record) AppendState(buf []byte) []byte {
	w := window.Writer(buf)
	r.code(&w)
	return w.Bytes()
}

// Restore takes in what AppendState wrote. A state that cannot be read is an error and leaves the record empty.
func (r *Record) Restore(data []byte) error {
	*r = Record{}
	var next Record
	w := window.Reader(data)
	next.code(&w)
	if w.Failed() || w.More() {
		return errRecord
	}
	*r = next
	return nil
}

func appendSeries(b []byte, all ...*forecast.Series) []byte {
	for _, f := range all {
		if f == nil {
			b = append(b, 0)
			continue
		}
		b = f.Append(append(b, 1))
	}
	return b
}

type kinds []forecast.Kind

// readSeries reads what appendSeries wrote, all of it. Each must be of its kind and of the windows' length.
func readSeries(b []byte, step int64, of kinds, all ...**forecast.Series) bool {
	for i, into := range all {
		if len(b) == 0 || b[0] > 1 {
			return false
		}
		has := b[0] == 1
		if b = b[1:]; !has {
			continue
		}
		f, rest, err := forecast.ReadSeries(b)
		if err != nil || !f.Is(of[i], step) {
			return false
		}
		*into, b = &f, rest
	}
	return len(b) == 0
}

func version(w *window.Wire) {
	v := uint8(stateVersion)
	window.Number(w, &v, math.MaxUint8)
	w.Must(v == stateVersion)
}

func (p *Place) code(w *window.Wire) {
	version(w)
	p.windows.code(w)
	moment(w, &p.at)
	window.Number(w, &p.closed, math.MaxUint32)
	for i := range p.recent {
		r := &p.recent[i]
		window.Number(w, &r.calls, math.MaxUint32)
		window.Number(w, &r.failed, r.calls)
		short(w, &r.high)
	}
	short(w, &p.typical)
	for i := range p.served {
		short(w, &p.served[i])
	}
	for i := range p.watches {
		p.watches[i].code(w)
	}
	for i := range p.bands {
		b := &p.bands[i]
		moment(w, &b.due)
		for _, x := range []*float64{&b.lower, &b.middle, &b.upper, &b.last} {
			long(w, x)
		}
	}
}

func (b *Budget) code(w *window.Wire) {
	version(w)
	b.windows.code(w)
	moment(w, &b.at)
	window.Number(w, &b.closed, math.MaxUint32)
	short(w, &b.typical)
	short(w, &b.bad)
	short(w, &b.level)
	for i := range b.recent {
		short(w, &b.recent[i])
	}
	b.watch.code(w)
}

func (w *windows) code(wire *window.Wire) {
	moment(wire, &w.width)
	moment(wire, &w.open)
	wire.Must(w.width > 0 || w.open == 0)
	wire.Must(w.width == 0 || w.open <= math.MaxInt64/w.width-2*openWindows)
	window.Number(wire, &w.stray, strayLimit)
	for i := range w.slots {
		s := &w.slots[i]
		window.Number(wire, &s.calls, math.MaxUint32)
		window.Number(wire, &s.failed, s.calls)
		base := uint16(s.took.base) //nolint:gosec // not negative
		window.Number(wire, &base, highest)
		s.took.base = int16(base) //nolint:gosec // at most highest
		for level := range s.took.took {
			window.Number(wire, &s.took.took[level], math.MaxUint32)
		}
	}
	if wire.Reading() {
		w.from = math.MinInt64 / 2
	}
}

func (w *watch) code(wire *window.Wire) {
	for _, at := range []*int64{&w.since, &w.due, &w.weakSince, &w.rests} {
		moment(wire, at)
	}
	long(wire, &w.threshold)
	long(wire, &w.nearest)
	window.Number(wire, &w.of, measures-1)
	wire.Must(w.of != Exhaustion)
	window.Number(wire, &w.held, math.MaxUint8)
	wire.Flag(&w.spent)
	for i := range w.promises {
		q := &w.promises[i]
		moment(wire, &q.at)
		moment(wire, &q.due)
		long(wire, &q.threshold)
		short(wire, &q.raw)
		short(wire, &q.said)
		wire.Must(q.raw <= 1 && q.said <= 1)
	}
}

func (r *Record) code(w *window.Wire) {
	v := uint8(recordVersion)
	window.Number(w, &v, math.MaxUint8)
	w.Must(v == recordVersion || v == firstRecord)
	for i := range r.tallies {
		t := &r.tallies[i]
		for _, n := range []*uint64{&t.made, &t.told, &t.came} {
			window.Number(w, n, math.MaxUint64/2)
		}
		for at := range t.bins {
			b := &t.bins[at]
			long(w, &b.made)
			long(w, &b.said)
			long(w, &b.came)
			w.Must(b.made <= binMemory && b.said <= b.made && b.came <= b.made)
		}
		for _, x := range []*float64{&t.checked, &t.covered, &t.missed, &t.naive, &t.outcomes, &t.right, &t.said, &t.lead} {
			long(w, x)
		}
		if v == recordVersion {
			long(w, &t.squares)
		}
		w.Must(t.checked <= bandMemory && t.covered <= t.checked && t.outcomes <= toldMemory && t.right <= t.outcomes && t.said <= t.outcomes)
		window.Number(w, &t.mute, mutes-1)
		if v == firstRecord {
			t.checked, t.covered, t.missed, t.naive = 0, 0, 0, 0
			if t.mute == losing {
				t.mute = speaking // for what these said
			}
		}
	}
}

// moment is a time, or a length of it, that is not negative.
func moment(w *window.Wire, at *int64) {
	w.Time(at)
	w.Must(*at >= 0)
}

// short and long are numbers that are neither negative nor beyond what a sum of counts is.
func short(w *window.Wire, x *float32) {
	bits := math.Float32bits(*x)
	w.ShortHash(&bits)
	*x = math.Float32frombits(bits)
	w.Must(*x >= 0 && *x <= most)
}

func long(w *window.Wire, x *float64) {
	bits := math.Float64bits(*x)
	w.Hash(&bits)
	*x = math.Float64frombits(bits)
	w.Must(*x >= 0 && *x <= most)
}

const most = 1e15
