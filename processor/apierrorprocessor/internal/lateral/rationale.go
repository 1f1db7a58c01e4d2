package lateral

import (
	"strconv"
	"time"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// explain says what the service did, how much of it, what it did before, and what else it may be.
func (m *Memory) explain(c *Call, s *service, t *tally, raised bool) string {
	b := append(make([]byte, 0, 512), "service "...)
	b = append(b, apierror.Quote(c.FromName)...)
	b = append(b, " was denied by "...)
	b = appendPeers(b, t.warm+t.cold)
	b = append(b, " that it had no working calls to before"...)
	b = appendNames(b, s, t.warm+t.cold, func(p *peer) bool { return m.counts(s, p) })
	b = append(b, " within "...)
	b = strconv.AppendInt(b, span/int64(time.Minute), 10)
	b = append(b, " minutes (threshold "...)
	b = strconv.AppendInt(b, int64(s.scaled(steps[0])), 10)
	b = append(b, ')')
	if raised {
		b = append(b, ", and then let in by "...)
		b = appendPeers(b, t.entered)
		b = appendNames(b, s, t.entered, func(p *peer) bool { return t.letIn(p) })
	}
	if s.known > 0 {
		b = append(b, "; it is known to call "...)
		b = appendPeers(b, int(s.known))
	} else {
		b = append(b, "; it is not known to call any peer yet"...)
	}
	if s.step == 0 && !raised {
		b = append(b, ": a new dependency with credentials that do not work looks the same"...)
	} else {
		b = append(b, ": these peers do not deny others as well, so the fault is hardly theirs"...)
	}
	return string(b)
}

func appendPeers(b []byte, n int) []byte {
	b = strconv.AppendInt(b, int64(n), 10)
	if n == 1 {
		return append(b, " peer"...)
	}
	return append(b, " peers"...)
}

// appendNames names some of so many peers.
func appendNames(b []byte, s *service, all int, of func(*peer) bool) []byte {
	told := 0
	for i := range s.peers {
		p := &s.peers[i]
		if told == named || p.name == "" || !of(p) {
			continue
		}
		if told == 0 {
			b = append(b, " ("...)
		} else {
			b = append(b, ", "...)
		}
		b = append(b, apierror.Quote(p.name)...)
		told++
	}
	switch {
	case told == 0:
		return b
	case told < all:
		b = append(b, " and "...)
		b = strconv.AppendInt(b, int64(all-told), 10)
		b = append(b, " more"...)
	}
	return append(b, ')')
}
