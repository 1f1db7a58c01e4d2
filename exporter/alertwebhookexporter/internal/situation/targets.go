package situation

import (
	"slices"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// at is the situation at a destination; nil where it is not to be told.
func (s *situation) at(l *lane) *member {
	for _, m := range s.members {
		if m.lane == l {
			return m
		}
	}
	return nil
}

// heldBack reports whether some destination is about to be told that it fires.
func (s *situation) heldBack() bool {
	return slices.ContainsFunc(s.members, func(m *member) bool { return m.group != nil && !m.told().lasting() })
}

// minSeverity is from which severity on somebody is told.
func (s *situation) minSeverity() apierror.Severity {
	lowest := apierror.SeverityCritical + 1
	for _, m := range s.members {
		lowest = min(lowest, m.minSeverity())
	}
	return lowest
}

// route asks where a situation goes, and reports whether that changed. Who was told of it stays, to be told of its end.
func (t *Tracker) route(s *situation) (changed bool) {
	s.fires = true
	t.rules.Router.Fires(&s.finding, s.life.openedAt)
	targets := t.rules.Router.Targets(&s.finding)
	left := 0
	for _, m := range s.members {
		if routeTo(targets, m.lane.destination) == nil && !m.told().lasting() {
			t.leave(m)
			changed = true
			continue
		}
		s.members[left] = m
		left++
	}
	clear(s.members[left:])
	s.members = s.members[:left]
	for _, m := range s.members {
		if t.reroute(m, routeTo(targets, m.lane.destination)) {
			changed = true
		}
	}
	for _, target := range targets {
		l, ok := t.lanes[target.Destination]
		if !ok || s.at(l) != nil {
			continue
		}
		s.members = append(s.members, &member{s: s, lane: l, route: target.Route})
		changed = true
	}
	return changed
}

// reroute gives a member another route. The group that the destination was told of it in is kept.
func (t *Tracker) reroute(m *member, route *Route) bool {
	if m.route == route {
		return false
	}
	m.route = route
	switch {
	case m.group == nil:
	case !m.told().lasting():
		t.leave(m)
	case !m.group.shared:
		m.group.route = route
	}
	return true
}

func routeTo(targets []Target, destination string) *Route {
	for i := range targets {
		if targets[i].Destination == destination {
			return targets[i].Route
		}
	}
	return nil
}

// calm says that a situation is no reason any more to keep quiet about others.
func (t *Tracker) calm(s *situation) {
	if s.fires {
		s.fires = false
		t.rules.Router.Ends(s.finding.ID)
		t.rejudge = true
	}
}

// sameSubject reports whether two subjects are routed alike.
func sameSubject(a, b *apierror.Subject) bool {
	return a.Service == b.Service && a.Route == b.Route && a.RPCMethod == b.RPCMethod && a.Tenant == b.Tenant &&
		a.Category == b.Category && a.Reason == b.Reason && a.Origin == b.Origin && a.Actor == b.Actor &&
		a.Business.Process == b.Business.Process && a.Business.Owner == b.Business.Owner && a.Business.Partner == b.Business.Partner
}
