package exhaustion

import (
	"cmp"
	"encoding/binary"
	"errors"
	"math"
	"slices"
)

// stateVersion changes with the layout or the meaning of any field; another version is not read.
const stateVersion = 1

var (
	errVersion = errors.New("exhaustion state: another version")
	errCorrupt = errors.New("exhaustion state: corrupt")
)

// AppendState appends all that is known, for ReadState of another Memory whose hashes have the same seed. Routes stand in the
// order of their last calls.
func (m *Memory) AppendState(b []byte) []byte {
	routes := make([]*route, 0, len(m.refs))
	for _, ref := range m.refs {
		if r := m.routes.Value(ref); r.newest > 0 {
			routes = append(routes, r)
		}
	}
	slices.SortFunc(routes, func(a, b *route) int {
		return cmp.Or(cmp.Compare(a.newest, b.newest), cmp.Compare(a.key, b.key))
	})
	w := wire{b: append(b, stateVersion)}
	w.b = binary.AppendUvarint(w.b, uint64(len(routes)))
	for _, r := range routes {
		r.code(&w)
	}
	return w.b
}

// ReadState replaces all that is known by a state. If there are more routes in it than fit, those left alone the longest are
// left out. After an error, the Memory is as it was before.
func (m *Memory) ReadState(b []byte) error {
	if len(b) == 0 || b[0] != stateVersion {
		return errVersion
	}
	w := wire{b: b[1:], reading: true}
	var count uint64
	w.number(&count)
	read := New(m.limit)
	for previous := int64(0); count > 0 && !w.bad; count-- {
		var r route
		r.code(&w)
		if r.key == 0 || r.newest < previous {
			return errCorrupt
		}
		previous = r.newest
		if count > uint64(m.limit) { //nolint:gosec // at least two
			continue
		}
		ref, place := read.touch(r.key)
		if place.newest != 0 {
			return errCorrupt
		}
		*place = r
		if r.usual.established() {
			read.routes.Promote(ref)
		}
	}
	if w.bad || len(w.b) > 0 {
		return errCorrupt
	}
	*m = *read
	return nil
}

func (r *route) code(w *wire) {
	w.hash(&r.key)
	newest := uint64(r.newest) //nolint:gosec // never negative
	w.upTo(&newest, uint64(math.MaxInt64/slotLength))
	r.newest = int64(newest) //nolint:gosec // limited just before
	w.bad = w.bad || r.newest < slots
	w.count(&r.stray, strayLimit-1)
	strange := uint64(r.strange)
	w.upTo(&strange, shiftLimit)
	r.strange = uint16(strange) //nolint:gosec // limited just before
	r.usual.code(w)
	r.spell.code(w)
	w.some(slots, func(i int) bool { return r.minutes[i].calls > 0 }, func(i int) { r.minutes[i].code(w) })
}

func (l *levels) code(w *wire) {
	w.sums(&l.calls, &l.squares, &l.broken, &l.time, &l.log, &l.logSquares)
	// Sums that do not fit together could add up to what is no number.
	logLimit := math.Ceil(math.Log2(float64(longest)))
	fit := l.calls >= 1 && l.squares >= 1 && l.broken <= l.calls && l.log <= logLimit*l.calls && l.logSquares <= logLimit*logLimit*l.calls
	w.bad = w.bad || (*l != levels{} && !fit)
}

func (b *baseline) code(w *wire) {
	b.levels.code(w)
	w.sum(&b.minutes)
	b.setCost()
	for i := range b.regular {
		r := &b.regular[i]
		w.hash(&r.actor)
		w.sums(&r.calls, &r.time)
	}
}

func (m *minute) code(w *wire) {
	m.levels.code(w)
	w.hash(&m.actors)
	w.some(kept, func(i int) bool { return m.top.actors[i] != 0 }, func(i int) {
		w.hash(&m.top.actors[i])
		p := &m.top.of[i]
		w.smallSums(&m.top.work[i], &p.calls, &p.broken, &p.time, &p.callsSquares, &p.timeSquares)
		w.bad = w.bad || p.calls < 1
	})
}

func (s *spell) code(w *wire) {
	w.flag(&s.on)
	if !s.on {
		return
	}
	w.flag(&s.step)
	w.flag(&s.high)
	w.count(&s.age, formative)
	w.count(&s.calm, calmLimit-1)
	w.some(kept, func(i int) bool { return s.suspects[i] != 0 }, func(i int) { w.hash(&s.suspects[i]) })
	w.hash(&s.driver)
	if s.driver == 0 {
		return
	}
	w.count(&s.idle, calmLimit-1)
	by := uint8(s.evidence.by)
	w.count(&by, uint64(inTime))
	s.evidence.by = measure(by)
	e := &s.evidence
	w.flag(&e.step)
	w.flag(&e.others)
	w.sums(&e.among, &e.calls, &e.failed, &e.usualFailed, &e.duration, &e.usualDuration, &e.part, &e.usualPart)
}
