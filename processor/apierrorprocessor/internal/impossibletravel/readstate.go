package impossibletravel

import (
	"encoding/binary"
	"errors"
	"fmt"

	"github.com/otelcol-apierror/otelcol-apierror/internal/window"
)

var (
	errTruncated = errors.New("it ends too early")
	errInvalid   = errors.New("it holds what no state does")
)

// ReadState replaces what is remembered by what AppendState wrote. Of more users than there is room for, those seen last are kept. An
// error leaves everything as it was.
func (m *Memory) ReadState(b []byte) error {
	if len(b) == 0 || b[0] != stateVersion {
		return errors.New("impossible travel: state of another version")
	}
	n, size := binary.Uvarint(b[1:])
	if size <= 0 {
		return fmt.Errorf("impossible travel: state: %w", errTruncated)
	}
	r := reader{b: b[1+size:]}
	// What cannot be there is not waited for.
	if n > uint64(len(r.b)/leastUser) {
		return fmt.Errorf("impossible travel: state of %d users: %w", n, errTruncated)
	}
	users := window.NewStore[history](m.limit)
	for i := range n {
		h := r.history()
		if r.err != nil {
			return fmt.Errorf("impossible travel: state of user %d of %d: %w", i+1, n, r.err)
		}
		ref := users.Touch(h.user)
		*users.Value(ref) = h
		if h.settled() {
			users.Promote(ref)
		}
	}
	if len(r.b) > 0 {
		return fmt.Errorf("impossible travel: state: %d bytes after its end", len(r.b))
	}
	m.before += m.users.Evictions()
	m.users = users
	return nil
}

// reader takes a state apart. After an error it reads zeros.
type reader struct {
	b   []byte
	err error
}

// take gives the next n bytes.
func (r *reader) take(n int) []byte {
	if r.err == nil && n > len(r.b) {
		r.err = errTruncated
	}
	if r.err != nil {
		return make([]byte, n)
	}
	taken := r.b[:n]
	r.b = r.b[n:]
	return taken
}

func (r *reader) u8() uint8   { return r.take(1)[0] }
func (r *reader) u16() uint16 { return binary.LittleEndian.Uint16(r.take(2)) }
func (r *reader) u32() uint32 { return binary.LittleEndian.Uint32(r.take(4)) }

// must refuses what Observe cannot have left.
func (r *reader) must(valid bool) {
	if r.err == nil && !valid {
		r.err = errInvalid
	}
}

func (r *reader) history() (h history) {
	h.user = binary.LittleEndian.Uint64(r.take(8))
	places := int(r.u8())
	r.must(h.user != 0 && 1 <= places && places <= len(h.known))
	for i := range min(places, len(h.known)) {
		h.known[i] = r.place()
	}
	a := &h.anomaly
	a.at = r.u32()
	if a.at != 0 {
		a.gap, a.mark = r.u32(), r.u32()
		a.place, a.from, a.stage = r.u8(), r.u8(), stage(r.u8())
		r.must(a.gap <= longest && int(a.place) < places && int(a.from) < places && a.place != a.from && a.stage <= inTurn)
	}
	a.suspects = r.u8()
	r.must(int(a.suspects) < 1<<min(places, len(h.known)))
	return h
}

func (r *reader) place() (p place) {
	p.lat, p.lon = int16(r.u16()), int16(r.u16()) //nolint:gosec // two's complement
	copy(p.country[:], r.take(len(p.country)))
	city := int(r.u8())
	r.must(city <= cityLength)
	copy(p.city[:], r.take(min(city, cityLength)))
	p.first, p.last = r.u32(), r.u32()
	for i := range p.agents {
		p.agents[i] = r.u16()
	}
	for i := range p.sessions {
		p.sessions[i] = r.u16()
	}
	p.weight, p.late = r.u8(), r.u8()
	r.must(p.lat != 0 || p.lon != 0)
	r.must(-9000 <= p.lat && p.lat <= 9000 && -18000 <= p.lon && p.lon <= 18000)
	r.must(p.country == [2]byte{} || isCountry(p.country))
	r.must(0 < p.first && p.first <= p.last)
	r.must(len(text(p.city[:])) == city && 0 < p.weight && p.weight <= mostWeight && p.late < lateLimit)
	return p
}
