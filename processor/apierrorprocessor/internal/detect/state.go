package detect

import (
	"errors"
	"fmt"

	"github.com/cespare/xxhash/v2"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
	"github.com/otelcol-apierror/otelcol-apierror/internal/window"
)

// Part is one of the memories, as it is kept over a restart. It means something only to detectors of the same seed.
//
// What is left behind: nothing but which ids may be suspected (suspects), whose hashes are of the process alone. Who is watched
// stays so, with all that was observed of him; but his successful calls are looked at for his sake only from his next failure on.
type Part struct {
	Name string
	// Layout says what the bytes mean: those of another layout cannot be read.
	Layout uint64
	// Append appends the next piece, and reports whether there is more. A piece takes less than a millisecond, but for the memories
	// that are one piece; between two, the detectors can go on: what they change in between may be in the state or not.
	Append func(b []byte) (piece []byte, more bool)
	// Read replaces the memory by all pieces. Where there is less room than there was, the promoted and the newest are kept. What is
	// damaged changes nothing.
	Read func(b []byte) error
}

const (
	// stateVersion is part of every layout.
	stateVersion = 2

	// Keys and buckets of a piece.
	pieceKeys    = 1_024
	pieceBuckets = 1 << 14
)

var errDamaged = errors.New("it is damaged")

// Parts are all memories, to be saved or read once.
func (d *Detectors) Parts() []Part {
	return []Part{
		storePart("tallies", layout(), &d.tallies, func(w *window.Wire, t *tally) { t.code(w) }),
		storePart("watched", layout(usersWithin), &d.watched.callers, func(w *window.Wire, c *watch) { c.code(w, d.rows) }),
		storePart("customs", layout(levels), &d.customs.kinds, func(w *window.Wire, k *custom) { k.code(w) }),
		storePart("logins", layout(loginWindow), &d.logins.places, func(w *window.Wire, p *loginPlace) { p.code(w) }),
		storePart("sessions", layout(), &d.sessions, func(w *window.Wire, s *sessionOrigin) { s.code(w) }),
		storePart("scores", layout(apierror.Signals()), &d.scores, func(w *window.Wire, s *score) { s.code(w) }),
		storePart("waits", layout(), &d.waits, func(w *window.Wire, t *wait) { t.code(w) }),
		duplicatesPart("recent", d.recent),
		duplicatesPart("before", d.before),
		duplicatesPart("customary", d.customs.seen),
		duplicatesPart("logged_in", d.logins.good),
		duplicatesPart("tried", d.logins.tried),
		duplicatesPart("used", d.logins.used),
		memoryPart("movement", d.movement),
		memoryPart("travels", d.travels),
		memoryPart("loads", d.loads),
	}
}

func layout(meaning ...any) uint64 { return xxhash.Sum64String(fmt.Sprint(stateVersion, meaning)) }

// atMost bounds a step that was reached before the declaration's thresholds became fewer.
func (r *row) atMost(step uint8) uint8 {
	return min(step, uint8(len(r.steps))) //nolint:gosec // there are three
}

// storePart is a store: each key with whether it is promoted and its value.
func storePart[V any, P interface {
	*V
	Reset()
}](name string, layout uint64, store **window.Store[V, P], code func(*window.Wire, P)) Part {
	walking := false
	return Part{
		Name: name, Layout: layout,
		Append: func(b []byte) ([]byte, bool) {
			s := *store
			if !walking {
				s.Walk()
				walking = true
			}
			w := window.Writer(b)
			for range pieceKeys {
				key, value, promoted, ok := s.Step()
				if !ok {
					return w.Bytes(), false
				}
				w.Hash(&key)
				w.Flag(&promoted)
				code(&w, value)
			}
			return w.Bytes(), true
		},
		Read: func(b []byte) error {
			s := (*store).Emptied()
			w := window.Reader(b)
			for w.More() {
				var key uint64
				var promoted bool
				w.Hash(&key)
				w.Flag(&promoted)
				ref := s.Touch(key) // a key that came before is here again because it was used in between
				value := s.Value(ref)
				value.Reset()
				code(&w, value)
				if promoted {
					s.Promote(ref)
				}
			}
			if w.Failed() {
				return errDamaged
			}
			*store = s
			return nil
		},
	}
}

func duplicatesPart(name string, seen *window.Duplicates) Part {
	next := 0
	return Part{
		Name: name, Layout: layout(seen.Len()),
		Append: func(b []byte) ([]byte, bool) {
			b = seen.AppendState(b, next, pieceBuckets)
			next += pieceBuckets
			return b, next < seen.Len()
		},
		Read: func(b []byte) error {
			if !seen.ReadState(b) {
				return errDamaged
			}
			return nil
		},
	}
}

// memory is one that has a state of its own, with its own version.
type memory interface {
	AppendState(b []byte) []byte
	ReadState(b []byte) error
}

func memoryPart(name string, m memory) Part {
	return Part{
		Name: name, Layout: layout(),
		Append: func(b []byte) ([]byte, bool) { return m.AppendState(b), false },
		Read:   m.ReadState,
	}
}
