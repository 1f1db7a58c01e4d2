package impossibletravel

import (
	"cmp"
	"encoding/binary"
	"slices"

	"github.com/otelcol-apierror/otelcol-apierror/internal/window"
)

// The state is a version, how many users follow (uvarint), and for each, the one seen longest ago first, in little endian:
//
//	user (8), how many places (1), each place
//	at (4); if that is not 0: gap (4), mark (4), place (1), from (1), stage (1)
//	suspects (1)
//
// and for each place latitude and longitude (2+2), country (2), city (its length and its bytes), first and last (4+4), agents (6),
// sessions (4), weight (1), late (1). Hashes mean something only together with the seed that they were made with.
const (
	stateVersion = 1
	leastPlace   = 4 + 2 + 1 + 8 + 6 + 4 + 2 // bytes
	leastUser    = 8 + 1 + leastPlace + 4 + 1
)

// AppendState appends what is remembered, for ReadState.
func (m *Memory) AppendState(b []byte) []byte {
	// Nobody is ever removed but for another to take the place, so the references count up from zero.
	refs := make([]window.Ref, m.users.Len())
	for i := range refs {
		refs[i] = window.Ref(i)
	}
	slices.SortFunc(refs, func(x, y window.Ref) int {
		p, q := m.users.Value(x), m.users.Value(y)
		return cmp.Or(cmp.Compare(p.newest(), q.newest()), cmp.Compare(p.user, q.user))
	})
	b = append(b, stateVersion)
	b = binary.AppendUvarint(b, uint64(len(refs)))
	for _, ref := range refs {
		b = m.users.Value(ref).appendState(b)
	}
	return b
}

// newest is when the user was last seen.
func (h *history) newest() (t uint32) {
	for i := range h.known {
		t = max(t, h.known[i].last)
	}
	return t
}

func (h *history) appendState(b []byte) []byte {
	b = binary.LittleEndian.AppendUint64(b, h.user)
	places := h.known[:]
	if i := slices.IndexFunc(places, func(p place) bool { return p.last == 0 }); i >= 0 {
		places = places[:i]
	}
	b = append(b, byte(len(places))) //nolint:gosec // there are few
	for i := range places {
		b = places[i].appendState(b)
	}
	a := &h.anomaly
	b = binary.LittleEndian.AppendUint32(b, a.at)
	if a.at != 0 {
		b = binary.LittleEndian.AppendUint32(b, a.gap)
		b = binary.LittleEndian.AppendUint32(b, a.mark)
		b = append(b, a.place, a.from, byte(a.stage))
	}
	return append(b, a.suspects)
}

func (p *place) appendState(b []byte) []byte {
	b = binary.LittleEndian.AppendUint16(b, uint16(p.lat)) //nolint:gosec // two's complement
	b = binary.LittleEndian.AppendUint16(b, uint16(p.lon)) //nolint:gosec // two's complement
	b = append(b, p.country[:]...)
	city := text(p.city[:])
	b = append(b, byte(len(city))) //nolint:gosec // at most cityLength
	b = append(b, city...)
	b = binary.LittleEndian.AppendUint32(b, p.first)
	b = binary.LittleEndian.AppendUint32(b, p.last)
	for _, hash := range p.agents {
		b = binary.LittleEndian.AppendUint16(b, hash)
	}
	for _, hash := range p.sessions {
		b = binary.LittleEndian.AppendUint16(b, hash)
	}
	return append(b, p.weight, p.late)
}
