package lateral

import (
	"cmp"
	"encoding/binary"
	"errors"
	"math"
	"slices"
	"time"

	"github.com/cespare/xxhash/v2"

	"github.com/otelcol-apierror/otelcol-apierror/internal/window"
)

// The state is: a byte for the version; how long the collector has watched, in seconds; how many edges there are; the edges,
// the one left alone the longest first; the xxHash of all that, for a file that was half written. Numbers are unsigned
// varints, hashes are little-endian, times are Unix seconds.
//
// An edge is its two hashes, a byte of flags and its last time. One that is not known yet has how often it succeeded and was
// denied, and when first, as well: what has been denied for weeks is not new to a collector that starts again.
const (
	stateVersion = 1
	sumSize      = 8
	leastEdge    = 8 + 8 + 1 + 1
)

const (
	flagKnown = 1 << iota
	flagSlow
	flagInsisted
	flagColdly
	flagsAll = 1<<iota - 1
)

var errState = errors.New("the kept state of who calls whom is damaged, or of another version")

// AppendState appends what is to be kept over a restart: every edge, with which the new peers come back, but for their names
// and for those that let a service in.
func (m *Memory) AppendState(b []byte) []byte {
	start := len(b)
	b = append(b, stateVersion)
	b = appendSeconds(b, min(m.watched, warmUp))
	edges := make([]*edge, m.edges.Len())
	for i := range edges {
		// Nothing is removed but for what takes its place, so the values lie one after the other.
		edges[i] = m.edges.Value(window.Ref(i))
	}
	slices.SortFunc(edges, func(a, b *edge) int {
		return cmp.Or(cmp.Compare(seconds(a.last), seconds(b.last)), cmp.Compare(a.from, b.from), cmp.Compare(a.to, b.to))
	})
	b = binary.AppendUvarint(b, uint64(len(edges)))
	for _, e := range edges {
		b = e.appendState(b)
	}
	return binary.LittleEndian.AppendUint64(b, xxhash.Sum64(b[start:]))
}

func (e *edge) appendState(b []byte) []byte {
	b = binary.LittleEndian.AppendUint64(b, e.from)
	b = binary.LittleEndian.AppendUint64(b, e.to)
	b = append(b, flag(e.known, flagKnown)|flag(e.slow, flagSlow)|flag(e.insisted, flagInsisted)|flag(e.coldly, flagColdly))
	b = appendSeconds(b, e.last)
	if e.known {
		return b
	}
	b = append(b, e.successes, e.denials)
	b = appendSeconds(b, e.succeeded)
	return appendSeconds(b, e.denied)
}

func flag(set bool, bit byte) byte {
	if set {
		return bit
	}
	return 0
}

func appendSeconds(b []byte, at int64) []byte {
	return binary.AppendUvarint(b, uint64(seconds(at))) //nolint:gosec // never negative
}

// seconds rounds a time down, but none to 0, which is never.
func seconds(at int64) int64 {
	if at == 0 {
		return 0
	}
	return max(1, at/int64(time.Second))
}

// ReadState replaces what is known with what was kept. It changes nothing where that is damaged.
func (m *Memory) ReadState(b []byte) error {
	if len(b) < 1+sumSize || b[0] != stateVersion {
		return errState
	}
	body, sum := b[:len(b)-sumSize], b[len(b)-sumSize:]
	if binary.LittleEndian.Uint64(sum) != xxhash.Sum64(body) {
		return errState
	}
	return m.readBody(body)
}

func (m *Memory) readBody(body []byte) error {
	r := reader{b: body[1:]}
	next := New(m.limit)
	next.watched = min(r.time(), warmUp)
	count := r.number(uint64(len(r.b) / leastEdge))
	for range count {
		e := r.edge()
		if r.failed || !next.keep(&e) {
			return errState
		}
	}
	if r.failed || len(r.b) > 0 {
		return errState
	}
	*m = *next
	return nil
}

// keep puts an edge that was kept where it was, and reports whether it was not there already.
func (m *Memory) keep(kept *edge) bool {
	key := edgeKey(kept.from, kept.to)
	if _, ok := m.edges.Peek(key); ok {
		return false
	}
	fromRef, toRef := m.service(kept.from), m.service(kept.to)
	from, to := m.services.Value(fromRef), m.services.Value(toRef)
	ref := m.edge(key, kept.from, kept.to)
	e := m.edges.Value(ref)
	*e = *kept
	switch {
	case e.known:
		from.learn(e)
		m.edges.Promote(ref)
		m.services.Promote(fromRef)
		m.services.Promote(toRef)
	case e.denied > 0:
		to.denying.Add(e.from, m.denying.Slot(e.last))
		p := from.add(e.to)
		p.denied, p.refused, p.coldly = e.denied, e.refused(), e.coldly
	}
	return true
}

// reader takes a state apart. Once something does not fit, it has failed, and all that it reads is zero.
type reader struct {
	b      []byte
	failed bool
}

func (r *reader) take(n int) []byte {
	if r.failed || len(r.b) < n {
		r.failed = true
		return make([]byte, n)
	}
	taken := r.b[:n]
	r.b = r.b[n:]
	return taken
}

// number reads a number that is at most most.
func (r *reader) number(most uint64) uint64 {
	n, size := binary.Uvarint(r.b)
	if r.failed || size <= 0 || n > most {
		r.failed = true
		return 0
	}
	r.b = r.b[size:]
	return n
}

func (r *reader) time() int64 {
	return int64(r.number(uint64(math.MaxInt64/time.Second))) * int64(time.Second) //nolint:gosec // limited
}

func (r *reader) edge() edge {
	e := edge{from: binary.LittleEndian.Uint64(r.take(8)), to: binary.LittleEndian.Uint64(r.take(8))}
	flags := r.take(1)[0]
	e.known, e.slow, e.insisted, e.coldly = flags&flagKnown > 0, flags&flagSlow > 0, flags&flagInsisted > 0, flags&flagColdly > 0
	e.last = r.time()
	if !e.known {
		e.successes, e.denials = r.take(1)[0], r.take(1)[0]
		e.succeeded, e.denied = r.time(), r.time()
	}
	if e.from == 0 || e.to == 0 || e.from == e.to || e.last == 0 || flags > flagsAll ||
		(e.successes == 0) != (e.succeeded == 0) || (e.denials == 0) != (e.denied == 0) {
		r.failed = true
	}
	return e
}
