package forecast

import (
	"errors"
	"math"

	"github.com/otelcol-apierror/otelcol-apierror/internal/window"
)

// stateVersion changes with the layout: what another version wrote is refused, and the series starts anew.
const stateVersion = 3

var errState = errors.New("this is no state of a forecast series: the series starts anew")

// Append appends the series' whole state.
func (s *Series) Append(b []byte) []byte {
	w := window.Writer(append(b, stateVersion))
	s.code(&w)
	return w.Bytes()
}

// ReadSeries reads what Append wrote, and returns what follows it.
func ReadSeries(b []byte) (Series, []byte, error) {
	if len(b) == 0 || b[0] != stateVersion {
		return Series{}, nil, errState
	}
	var s Series
	w := window.Reader(b[1:])
	s.code(&w)
	if w.Failed() {
		return Series{}, nil, errState
	}
	return s, w.Bytes(), nil
}

func (s *Series) code(w *window.Wire) {
	window.Number(w, &s.kind, kinds-1)
	w.Flag(&s.started)
	w.Time(&s.step)
	w.Must(s.step > 0)
	w.Time(&s.at)
	window.Number(w, &s.points, math.MaxUint32)
	w.Must((s.points > 0) == s.started)
	window.Number(w, &s.late, lateLimit-1)
	outside := uint16(s.outside + maxOutside) //nolint:gosec // within maxOutside on either side
	window.Number(w, &outside, 2*maxOutside)
	s.outside = int16(outside) - maxOutside //nolint:gosec // likewise
	size(w, &s.rise)
	size(w, &s.fall)
	size(w, &s.scale)
	size(w, &s.fastScale)
	size(w, &s.info)
	s.ramp.code(w)
	if s.kind == Rate {
		if w.Reading() {
			s.counts = &counts{}
		}
		s.counts.code(w)
	}
	b := &s.bank
	for _, x := range []*float32{&b.last, &b.level, &b.trendLevel, &b.trend, &b.base, &b.remainder, &b.weekRemainder} {
		number(w, x)
	}
	for i := range b.day {
		number(w, &b.day[i])
	}
	for i := range b.week {
		number(w, &b.week[i])
	}
	for i := range s.rungs {
		s.rungs[i].code(w, horizons[i])
	}
}

func (r *ramp) code(w *window.Wire) {
	window.Number(w, &r.steps, longestRamp+1)
	window.Number(w, &r.points, longestRamp+1)
	w.Must(r.points > 0 || *r == ramp{})
	size(w, &r.w)
	size(w, &r.wt)
	size(w, &r.wtt)
	for _, x := range []*float32{&r.wy, &r.wty, &r.ww} {
		within(w, x, math.MaxFloat32) // squares
	}
	w.Must(r.ww >= 0)
}

func (c *counts) code(w *window.Wire) {
	w.Time(&c.newest)
	for i := range c.bins {
		packed(w, &c.bins[i].bad)
		packed(w, &c.bins[i].good)
		packed(w, &c.bins[i].season)
	}
}

func (r *rung) code(w *window.Wire, horizon int64) {
	window.Number(w, &r.left, uint16(horizon)) //nolint:gosec // MaxSteps at most
	window.Number(w, &r.regime, regimes-1)
	for m := range r.said {
		packed(w, &r.said[m])
	}
	number(w, &r.mixed)
	for i := range r.records {
		c := &r.records[i]
		window.Number(w, &c.count, math.MaxUint16)
		size(w, &c.scale)
		for m := range c.errs {
			packed(w, &c.errs[m])
		}
	}
	for i := range r.marks {
		number(w, &r.marks[i])
		w.Must(math.Abs(float64(r.marks[i])) <= furthestMark)
	}
}

// number is a float that the arithmetic can bear.
func number(w *window.Wire, x *float32) {
	within(w, x, mostNumber)
}

const mostNumber = 1e20

func packed[T interface {
	~uint16
	float() float64
}](w *window.Wire, x *T) {
	bits := uint16(*x)
	w.TinyHash(&bits)
	*x = T(bits)
	w.Must(math.Abs((*x).float()) <= 1.01*mostNumber) // it was rounded
}

func within(w *window.Wire, x *float32, most float64) {
	bits := math.Float32bits(*x)
	w.ShortHash(&bits)
	*x = math.Float32frombits(bits)
	w.Must(math.Abs(float64(*x)) <= most)
}

// size is a number that is not negative.
func size(w *window.Wire, x *float32) {
	number(w, x)
	w.Must(*x >= 0)
}
