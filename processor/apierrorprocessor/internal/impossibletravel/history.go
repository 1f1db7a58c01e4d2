package impossibletravel

import "cmp"

// history is where one user was seen: 168 bytes.
type history struct {
	user    uint64 // its key, for the state
	known   [4]place
	anomaly anomaly
}

// Reset empties the history for the next user.
func (h *history) Reset() { *h = history{} }

// What cannot be travelled.
const (
	// airliner is a speed in km/h: they cruise at about 900, and hardly ever make more than 1000 from one airport to the next.
	airliner = 1000
	// leastApart is the distance in km, less the errors of both places, below which it is not judged: addresses of one carrier or
	// company are moved about so far.
	leastApart = 500
	// skew is how far, in seconds, the clocks of two hosts may be apart. Kerberos bears as much (RFC 4120, 1.2).
	skew = 5 * 60
	// longest is how many seconds the longest journey takes: half of the earth's girth, which is less than 20100 km.
	longest = 20100 * 3600 / airliner
)

// observe learns from a sighting and judges it.
func (h *history) observe(m *moment, to *Place, out *Finding) bool {
	here := h.find(m)
	p := &h.known[here]
	h.anomaly.follow(here, m.t, p.knows(m.session))
	weight := uint8(visit)
	found := false
	if p.customary(m.t) {
		h.anomaly.suspects &^= 1 << here
	} else if j, strange := h.judge(here, m); strange {
		found = true
		j.tell(m, to, out)
		if j.suspicious() {
			h.anomaly.suspects |= 1 << here
			weight = suspicion
		}
	}
	p.seen(m, weight)
	return found
}

// find gives the place of a sighting, a new one if it is none that is known.
func (h *history) find(m *moment) int {
	for i := range h.known {
		if p := &h.known[i]; p.last != 0 && p.spot == m.spot {
			return i
		}
	}
	for i := range h.known {
		if p := &h.known[i]; p.last != 0 && p.near(&m.spot) {
			return i
		}
	}
	i := h.slot(m.t)
	h.known[i] = place{spot: m.spot, first: m.t, last: m.t}
	h.anomaly.forget(i)
	return i
}

// slot gives the first free slot for a place, or the one whose place is used least. An attacker who goes from one place to the next
// takes the slots of his own places before that of the user's home.
func (h *history) slot(t uint32) int {
	least := 0
	for i := range h.known {
		p, q := &h.known[i], &h.known[least]
		if p.last == 0 {
			return i
		}
		if c := cmp.Compare(p.weighs(t), q.weighs(t)); c < 0 || c == 0 && p.last < q.last {
			least = i
		}
	}
	return least
}

// judge compares a sighting at a place that is not customary with the last ones at the others.
func (h *history) judge(here int, m *moment) (j judgement, strange bool) {
	from, gap := h.unreachable(here, m)
	a := &h.anomaly
	switch {
	case from >= 0:
		a.renew(here, from, gap, m.t)
	case a.holds(here, m.t):
		from, gap = int(a.from), a.gap
		if !h.senior(from, here, m.t) {
			// Late spans have told that the user was here before.
			*a = anomaly{suspects: a.suspects &^ (1 << here)}
			return judgement{}, false
		}
	default:
		return judgement{}, false
	}
	j.from, j.gap = &h.known[from], gap
	for i := range h.known {
		// An agent is the user's own if it is known where the user is at home, not where an attacker was before.
		if q := &h.known[i]; i != here && (i == from || q.customary(m.t)) && !h.suspect(i) {
			j.agent = max(j.agent, liken(q.agents[:], m.agent))
			j.session = max(j.session, liken(q.sessions[:], m.session))
		}
	}
	if j.suspicious() {
		a.suspect(m.t, h.known[here].knows(m.session))
		j.inTurn = a.stage == inTurn
	}
	return j, true
}

// unreachable finds the most senior place that the user cannot have come from, or gone to, in the time between; -1 for none. Of two
// places it is the junior one that is strange. Where an attacker was, only the attacker can have come from: the user who leaves home
// meanwhile is no stranger.
func (h *history) unreachable(here int, m *moment) (from int, gap uint32) {
	from = -1
	for i := range h.known {
		q := &h.known[i]
		if i == here || q.last == 0 || !h.senior(i, here, m.t) || from >= 0 && !h.senior(i, from, m.t) {
			continue
		}
		if h.suspect(i) && liken(q.agents[:], m.agent) != same && !q.knows(m.session) {
			continue
		}
		between := between(m.t, q.last)
		if between > longest {
			continue
		}
		if apart := q.apart(&h.known[here].spot); apart >= leastApart && apart > reach(between) {
			from, gap = i, between
		}
	}
	return from, gap
}

// suspect reports whether somebody else was likely seen at a place.
func (h *history) suspect(i int) bool { return h.anomaly.suspects&(1<<i) != 0 }

// senior reports whether place i is more the user's own than place j.
func (h *history) senior(i, j int, t uint32) bool {
	p, q := &h.known[i], &h.known[j]
	if c := p.customary(t); c != q.customary(t) {
		return c
	}
	return p.first < q.first || p.first == q.first && i < j
}

// settled reports whether a place of the user is customary.
func (h *history) settled() bool {
	for i := range h.known {
		if h.known[i].weight >= customary {
			return true
		}
	}
	return false
}

// reach is how many km an airliner gets in so many seconds, and as many more as two clocks may differ.
func reach(seconds uint32) float64 { return float64(airliner) / 3600 * (float64(seconds) + skew) }

// between is the time between two sightings, whichever was first.
func between(t, u uint32) uint32 { return max(t, u) - min(t, u) }
