package impossibletravel

import "slices"

// place is where a user was seen, with what was in use there.
type place struct {
	spot

	first, last uint32    // Unix seconds; last is 0 where nothing is remembered
	agents      [3]uint16 // the one used last first
	sessions    [2]uint16
	weight      uint8 // how much the place was used
	late        uint8 // how many sightings in a row came from long before last
}

// What makes a place customary. There is no public rule for it: a day of use will do, a night will not, and whoever was suspected
// there has to stay for four days. Without use a place is forgotten, in two weeks or, where it was used daily, in six.
const (
	period      = 6 * 3600  // seconds: a visit is one such period in which the place was used
	visit       = 4         // what a visit weighs
	suspicion   = 1         // what it weighs where somebody else may be the visitor
	customary   = 4 * visit // the weight from which a place is one the user is known at
	mostWeight  = 4 * customary
	halfLife    = 14 * 24 * 3600 // seconds without use in which half of the weight is lost
	lateness    = 3600           // seconds by which spans are usually late, at most
	lateLimit   = 4              // sightings in a row from before that after which last is taken to be wrong instead
	firstChange = 24 * 3600      // seconds by which a late sighting may make a place older
)

// weighs is the weight at a time.
func (p *place) weighs(t uint32) uint8 {
	if t <= p.last {
		return p.weight
	}
	return p.weight >> ((t - p.last) / halfLife)
}

func (p *place) customary(t uint32) bool { return p.weighs(t) >= customary }

// seen learns from a sighting, in whatever order they come. A clock far ahead would make its place's last sighting useless until
// that time has come, so after some that disagree it is not believed any more.
func (p *place) seen(m *moment, weight uint8) {
	switch t := m.t; {
	case t >= p.last:
		now := p.weighs(t)
		if p.weight == 0 || t/period > p.last/period {
			now = min(mostWeight, now+weight)
		}
		p.weight, p.last, p.late = now, t, 0
	case p.last-t <= lateness:
		p.late = 0
	case p.late+1 < lateLimit:
		p.late++
	default:
		p.last, p.late = t, 0
		p.first = min(p.first, t)
	}
	if m.t < p.first && p.first-m.t <= firstChange {
		p.first = m.t
	}
	remember(p.agents[:], m.agent)
	remember(p.sessions[:], m.session)
}

// knows reports whether a session is in use here.
func (p *place) knows(session uint16) bool {
	return session != 0 && slices.Contains(p.sessions[:], session)
}

// remember puts a hash first in a list of those used last.
func remember(list []uint16, hash uint16) {
	if hash == 0 || list[0] == hash {
		return
	}
	i := slices.Index(list, hash)
	if i < 0 {
		i = len(list) - 1
	}
	copy(list[1:i+1], list[:i])
	list[0] = hash
}

// likeness is whether an agent or a session is one that is known from elsewhere. The surer is the greater.
type likeness uint8

const (
	unknown likeness = iota
	another
	same
)

func liken(list []uint16, hash uint16) likeness {
	switch {
	case hash == 0 || list[0] == 0:
		return unknown
	case slices.Contains(list, hash):
		return same
	default:
		return another
	}
}
