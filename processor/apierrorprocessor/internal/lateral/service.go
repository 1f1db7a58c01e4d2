package lateral

import (
	"strings"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
	"github.com/otelcol-apierror/otelcol-apierror/internal/window"
)

// service is what is known of one identity: as a caller which new peers it tried, as a peer whom it denied. Its zero value is
// empty.
type service struct {
	clock
	life    uint32          // which of its lives in the memory this is; its known edges count in that
	known   int32           // edges
	step    uint8           // how many of steps hold
	peers   []peer          // new ones that denied it or let it in afterwards
	denying window.Distinct // whom it denies, as a peer
	turning window.Distinct // of those, whom it used to let in
}

// Reset empties the service for the next key.
func (s *service) Reset() {
	s.denying.Reset()
	s.turning.Reset()
	*s = service{denying: s.denying, turning: s.turning}
}

// established reports whether a service has a history to which a peer can be new.
func (s *service) established() bool { return s.known > 0 || s.watched >= warmUp }

// learn counts an edge among the known ones, once in the service's life.
func (s *service) learn(e *edge) {
	if e.counted != s.life {
		e.counted = s.life
		s.known++
	}
}

// peer is a new peer of a service.
type peer struct {
	to              uint64
	denied, entered int64 // first time, Unix nanoseconds; 0 for never
	refused, coldly bool  // as of the edge
	name            string
}

const (
	// peerLimit is how many new peers of a service are told apart; a service of many known edges has more, up to peersMost.
	peerLimit = 16
	peersMost = 64
	// named is how many peers a sentence names.
	named = 3
	// nameLimit is how much is kept of a name: a little more than apierror.Quote shows, so that it says when it cuts.
	nameLimit = 100
)

func (s *service) peer(to uint64) *peer {
	for i := range s.peers {
		if s.peers[i].to == to {
			return &s.peers[i]
		}
	}
	return nil
}

// add returns the peer, which takes the place of the one noted the longest ago when there is no room.
func (s *service) add(to uint64) *peer {
	if p := s.peer(to); p != nil {
		return p
	}
	if limit := min(peersMost, s.scaled(peerLimit)); len(s.peers) >= limit {
		oldest := 0
		for i := range s.peers {
			if s.peers[i].noted() < s.peers[oldest].noted() {
				oldest = i
			}
		}
		s.peers[oldest] = s.peers[len(s.peers)-1]
		s.peers = s.peers[:len(s.peers)-1]
	}
	s.peers = append(s.peers, peer{to: to})
	return &s.peers[len(s.peers)-1]
}

func (p *peer) noted() int64 { return max(p.denied, p.entered) }

// name keeps a peer's name, for as many as a sentence names of those that denied and of those that let it in.
func (s *service) name(p *peer, name string) {
	if p.name != "" {
		return
	}
	kept := 0
	for i := range s.peers {
		if q := &s.peers[i]; q.name != "" && (q.entered > 0) == (p.entered > 0) && s.holds(q.noted()) {
			kept++
		}
	}
	if kept < named {
		p.name = strings.Clone(apierror.Cut(name, nameLimit)) // not the 64 KiB that it may be part of
	}
}

const (
	// broad is how many known edges make a gateway, a mesh or a scanner of a service: it is to be expected that such a one
	// meets new peers, and the more so the more it knows.
	broad = 20
	// broadMost bounds what is asked of it to what is told apart: 60 new peers of peersMost.
	broadMost = 12 * broad
)

// scaled is a number of peers in proportion to the known edges of a broad service, rounded up.
func (s *service) scaled(n int) int {
	known := min(max(int(s.known), broad), broadMost)
	return (n*known + broad - 1) / broad
}
