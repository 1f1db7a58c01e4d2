package lateral

// tally is what the new peers of a service add up to within the span.
type tally struct {
	warm, cold int // those that denied it: when it was established, and when it was not
	entered    int // those that let it in after others had denied it
	earliest   [2]denial
}

// denial is a peer and when it first denied the service.
type denial struct {
	by uint64
	at int64 // Unix nanoseconds; 0 for never
}

func (m *Memory) tally(s *service) tally {
	var t tally
	for i := range s.peers {
		p := &s.peers[i]
		if !m.counts(s, p) {
			continue
		}
		if p.coldly {
			t.cold++
		} else {
			t.warm++
		}
		t.add(denial{p.to, p.denied})
	}
	for i := range s.peers {
		if p := &s.peers[i]; t.letIn(p) {
			t.entered++
		}
	}
	return t
}

func (t *tally) add(d denial) {
	for i := range t.earliest {
		if e := &t.earliest[i]; e.at == 0 || d.at < e.at {
			*e, d = d, *e
		}
	}
}

// deniedElsewhere reports whether another peer had denied the service by then.
func (t *tally) deniedElsewhere(but uint64, at int64) bool {
	for _, d := range t.earliest {
		if d.at != 0 && d.by != but && d.at <= at {
			return true
		}
	}
	return false
}

// letIn reports whether a peer let the service in after others had denied it, and not only to what anybody may see of it
// before it denied the rest.
func (t *tally) letIn(p *peer) bool {
	onlyOutside := p.refused && p.denied > p.entered
	return p.entered > 0 && !onlyOutside && t.deniedElsewhere(p.to, p.entered)
}

// counts reports whether a peer has denied the service within the span, and not as it denies everybody.
func (m *Memory) counts(s *service, p *peer) bool {
	return p != nil && p.denied > 0 && p.refused && s.holds(p.denied) && !m.atFault(p.to)
}

// atFault reports whether a peer denies so many services that its own authentication must be broken.
func (m *Memory) atFault(id uint64) bool {
	ref, ok := m.services.Peek(id)
	if !ok {
		return false
	}
	s := m.services.Value(ref)
	return s.denying.Sum() >= ownFault || s.turning.Sum() >= ownFaultKnown
}
