package situation

import (
	"cmp"
	"slices"
	"time"

	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/notification"
	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// Due lists what a destination is to be told now, the gravest first, at most limit notifications, one of a group. With release, what
// is held back is due too, but for what is muted. It stays due until Told.
func (t *Tracker) Due(destination string, limit int, now time.Time, release bool) []*notification.Notification {
	l, ok := t.lanes[destination]
	if !ok {
		return nil
	}
	t.look(now)
	clear(l.offered)
	var plans []*plan
	consider := func(g *group) {
		p, next := t.plan(g, now, release)
		switch {
		case p != nil:
			plans = append(plans, p)
		case !next.IsZero():
			t.schedule(g, next)
		}
	}
	if release {
		for _, g := range slices.Clone(l.due.items) {
			l.due.drop(g)
			consider(g)
		}
	}
	for g, due := l.due.pop(now); due; g, due = l.due.pop(now) {
		consider(g)
	}
	for _, p := range plans {
		t.schedule(p.g, now)
	}
	slices.SortFunc(plans, func(a, b *plan) int {
		return cmp.Or(
			cmp.Compare(b.severity(), a.severity()),
			a.g.openedAt.Compare(b.g.openedAt),
			cmp.Compare(a.g.id, b.g.id),
		)
	})
	plans = plans[:min(len(plans), limit)]
	due := make([]*notification.Notification, 0, len(plans))
	for _, p := range plans {
		l.offered[p.id] = p
		due = append(due, p.notification(now))
	}
	return due
}

// schedule has a group looked at, at a time or before.
func (t *Tracker) schedule(g *group, at time.Time) { g.lane.due.advance(g, at) }

// Told records that a notification that Due returned last is on its way, and needs no further thought.
func (t *Tracker) Told(n *notification.Notification, now time.Time) {
	l, ok := t.lanes[n.Destination]
	if !ok {
		return
	}
	p, ok := l.offered[n.ID]
	if !ok {
		return
	}
	delete(l.offered, n.ID)
	g := p.g
	g.sequence, g.toldAt, g.worst, g.unheard = g.sequence+1, now, 0, false
	for i := range p.firing {
		t.toldOf(g, &p.firing[i], apierror.StatusFiring, now)
	}
	for i := range p.ended {
		t.toldOf(g, &p.ended[i], apierror.StatusResolved, now)
	}
	over := p.over(g.over)
	switch p.lost {
	case fires, idle:
		g.lost.Told = max(g.lost.Told, p.forgone)
		g.worst = max(g.worst, p.gravest)
	case resolved:
		if g.lost.Situations == p.forgone {
			g.lost = lost{}
		}
	default:
	}
	g.gravest = g.worst
	if g.over = over; len(g.members) == 0 && g.lost.Situations == 0 {
		t.close(g)
		return
	}
	if g.shared {
		t.changes.touch(g)
	}
	t.schedule(g, now) // to see when there is something next
}

// toldOf records what was told of one situation, as it was told. It may have moved on since.
func (t *Tracker) toldOf(g *group, l *line, status apierror.Status, now time.Time) {
	m, s := l.m, l.m.s
	if t.byID[s.finding.ID] != s || !s.life.openedAt.Equal(l.openedAt) {
		return
	}
	if !s.life.heard() {
		t.counts.Opened[s.finding.Kind]++
	}
	last := told{
		Severity: l.severity, At: now, Over: status == apierror.StatusResolved, Sequence: g.sequence,
		Count: l.count, ValueAtRisk: l.valueAtRisk, Cost: l.cost,
	}
	if g.shared {
		last.Group = g.id
	}
	s.life.told[g.lane.destination] = last
	t.changes.touch(s)
	switch {
	case last.Over:
		t.leave(m)
		t.review(s, now) // whether somebody else is to be told
	case m.group == nil: // it left while it was told of, and is still to be ended
		g.worst = max(g.worst, l.severity)
		if s.at(g.lane) == nil {
			s.members = append(s.members, &member{s: s, lane: g.lane})
		}
		t.review(s, now)
	default:
		g.worst = max(g.worst, l.severity)
	}
	t.file(s)
	t.toldWhole(s, now)
}
