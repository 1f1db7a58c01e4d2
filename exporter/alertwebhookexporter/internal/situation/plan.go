package situation

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"time"

	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/notification"
	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// maxEnded is how many ends a notification lists where not everything finds room.
const maxEnded = 10

// plan is what a group is to be told.
type plan struct {
	g       *group
	id      string
	cause   notification.Cause
	firing  []line // the gravest first
	ended   []line
	lost    message
	forgone int               // how many were forgotten by then
	gravest apierror.Severity // of those
}

// line is what is told of one situation.
type line struct {
	m        *member
	openedAt time.Time
	what     message
	news     bool
	whole    *situation // of what is merged

	// These are as they are told: more may be heard while the notification is being written down.
	severity          apierror.Severity
	count             int64
	valueAtRisk, cost float64
}

// plan says what a group is to be told now; where that is nothing, it returns nil, and when there will be something, or zero.
func (t *Tracker) plan(g *group, now time.Time, release bool) (due *plan, next time.Time) {
	p := &plan{g: g}
	isDue := false
	news := func(at time.Time) {
		if release || !now.Before(at) {
			isDue = true
		} else {
			next = sooner(next, at)
		}
	}
	worse := false
	if !g.shared && len(g.members) > 0 {
		g.openedAt = g.members[0].s.life.openedAt // it may have begun anew before anybody was told of its end
	}
	for i := len(g.members) - 1; i >= 0; i-- { // leaving puts the last in the place of another
		m := g.members[i]
		o := t.owes(m, now)
		t.review(m.s, o.again)
		if lasting := m.told().lasting(); !lasting && o.what != fires {
			t.leave(m)
			continue
		} else if at, ok := g.holds(m, &o); ok {
			news(at)
			worse = worse || (o.what == fires && m.s.finding.Severity > g.worst || lasting && o.what == fires)
		}
		p.add(t, m, &o)
	}
	what, at := g.lost.owes(g, t.rules.ResolveAfter, now)
	switch what {
	case nothing:
	case idle:
		next = sooner(next, at)
	default:
		news(at)
	}
	p.lost, p.forgone, p.gravest = what, g.lost.Situations, g.lost.Severity
	if !isDue {
		if at, repeats := t.repeat(p, now); repeats {
			isDue = !now.Before(at)
			next = sooner(next, at)
		}
	}
	if !isDue {
		return nil, next
	}
	p.arrange(worse)
	return p, next
}

func (p *plan) add(t *Tracker, m *member, o *owed) {
	f := &m.s.finding
	l := line{
		m: m, openedAt: m.s.life.openedAt, what: o.what,
		severity: f.Severity, count: f.Count, valueAtRisk: f.Subject.Business.ValueAtRisk, cost: f.Subject.Business.Cost,
	}
	switch o.what {
	case merged:
		l.whole = t.part[m.s.finding.ID]
		fallthrough
	case resolved, waiting: // in quiet hours the end is told with what is graver
		l.news = true
		p.ended = append(p.ended, l)
	default:
		_, l.news = p.g.holds(m, o)
		p.firing = append(p.firing, l)
	}
}

// arrange brings what is told in order, and gives it its cause and id.
func (p *plan) arrange(worse bool) {
	for _, lines := range [][]line{p.firing, p.ended} {
		slices.SortFunc(lines, func(a, b line) int {
			return cmp.Or(
				cmp.Compare(b.m.s.finding.Severity, a.m.s.finding.Severity),
				cmp.Compare(b.valueAtRisk, a.valueAtRisk),
				a.openedAt.Compare(b.openedAt),
				cmp.Compare(a.m.s.finding.ID, b.m.s.finding.ID),
			)
		})
	}
	switch {
	case p.g.toldAt.IsZero():
		p.cause = notification.CauseOpened
	case worse || (p.lost == fires && p.g.lost.Severity > p.g.worst):
		p.cause = notification.CauseWorsened
	case p.lost == fires || slices.ContainsFunc(p.firing, func(l line) bool { return l.news }):
		p.cause = notification.CauseJoined
	case p.lost == resolved || len(p.ended) > 0:
		p.cause = notification.CauseEnded
	default:
		p.cause = notification.CauseRepeated
	}
	g := p.g
	digest := sha256.New()
	// The news are part of it: who takes a message of one id once must not take another one for it after a crash.
	_, _ = fmt.Fprintf(digest, "%s\xff%d\xff%s\xff%d\xff%d\xff%d", g.id, g.openedAt.UnixNano(), g.lane.destination, g.sequence+1, p.lost, p.forgone)
	for _, lines := range [][]line{p.firing, p.ended} {
		for i := range lines {
			if l := &lines[i]; l.news {
				_, _ = fmt.Fprintf(digest, "\xff%s\xff%d\xff%d\xff%d", l.m.s.finding.ID, l.openedAt.UnixNano(), l.what, l.m.s.finding.Severity)
			}
		}
	}
	p.id = "msg_" + hex.EncodeToString(digest.Sum(nil)[:16])
}

// repeat is when a group in which nothing changes is told of again what fires. ok is false where nothing is.
func (t *Tracker) repeat(p *plan, now time.Time) (at time.Time, ok bool) {
	g := p.g
	lasts := func(l line) bool { return l.what == idle && l.m.told().lasting() }
	if every := g.lane.resendEvery; every > 0 && slices.ContainsFunc(p.firing, lasts) {
		at = g.toldAt.Add(every)
	}
	if g.route == nil || g.route.RepeatInterval <= 0 {
		return at, !at.IsZero()
	}
	repeatAt := g.toldAt.Add(g.repeatEvery())
	for i := range p.firing {
		l := &p.firing[i]
		if !lasts(*l) || l.m.s.finding.Severity < l.m.minSeverity() {
			continue
		}
		if now.Before(repeatAt) {
			return sooner(at, repeatAt), true
		}
		again, reason := t.muted(l.m, now)
		if reason == "" {
			return sooner(at, repeatAt), true
		}
		at = sooner(at, again)
	}
	return at, !at.IsZero()
}

// severity is that of the gravest thing that is told.
func (p *plan) severity() apierror.Severity {
	var worst apierror.Severity
	if p.lost == fires {
		worst = p.g.lost.Severity
	}
	if len(p.firing) > 0 {
		worst = max(worst, p.firing[0].m.s.finding.Severity)
	} else if len(p.ended) > 0 {
		worst = max(worst, p.ended[0].m.s.finding.Severity)
	}
	return worst
}

// notification puts a plan in the words of its situations.
func (p *plan) notification(now time.Time) *notification.Notification {
	g := p.g
	n := &notification.Notification{
		ID: p.id, Destination: g.lane.destination, Sequence: g.sequence + 1, Cause: p.cause, At: now,
		Group:  notification.Group{ID: g.id, Route: g.path, Labels: g.labels, Flood: g.flood, OpenedAt: g.openedAt},
		Firing: len(p.firing), Resolved: len(p.ended),
	}
	room := notification.MaxAlerts
	if len(p.firing)+len(p.ended) > room {
		room -= min(len(p.ended), maxEnded)
	}
	listed, unlisted := choose(p.firing, room)
	n.Alerts = make([]notification.Alert, 0, min(len(p.firing)+len(p.ended), notification.MaxAlerts)+1)
	for i := range listed {
		n.Alerts = append(n.Alerts, listed[i].alert())
	}
	ended := p.ended[:min(len(p.ended), notification.MaxAlerts-len(listed))]
	for i := range ended {
		n.Alerts = append(n.Alerts, ended[i].alert())
	}
	example := p.addLost(n)
	n.Rest = p.rest(unlisted, p.lost == idle || p.lost == fires, example)
	n.RestResolved = p.rest(p.ended[len(ended):], p.lost == resolved, example)
	if n.Firing == 0 && g.over.Situations > 0 {
		over := g.over
		n.Earlier = &over
	}
	p.count(n)
	return n
}

// addLost tells of what was forgotten, by an example where nothing else shows that it fires, or that it ended:
// it returns that.
func (p *plan) addLost(n *notification.Notification) *apierror.Finding {
	forgotten := &p.g.lost
	status := apierror.StatusFiring
	switch p.lost {
	case idle, fires:
		n.Firing += forgotten.Situations
	case resolved:
		n.Resolved += forgotten.Situations
		status = apierror.StatusResolved
	default:
		return nil
	}
	shown := len(n.Alerts) > 0 && (p.lost == resolved || len(p.firing) > 0)
	if shown || forgotten.Example == nil {
		return nil
	}
	example := *forgotten.Example
	example.Status = status
	n.Alerts = slices.Insert(n.Alerts, 0, notification.Alert{Finding: example, News: p.lost != idle})
	n.Alerts = n.Alerts[:min(len(n.Alerts), notification.MaxAlerts)]
	return &example
}

func (l *line) alert() notification.Alert {
	s := l.m.s
	alert := notification.Alert{News: l.news}
	if last := l.m.told(); last.lasting() {
		alert.Before = &notification.Told{
			At: last.At, Severity: last.Severity, Count: last.Count, ValueAtRisk: last.ValueAtRisk, Cost: last.Cost,
		}
	}
	switch l.what {
	case merged:
		alert.Finding, alert.PartOf = s.reportPart(l.whole), l.whole.finding.ID
	case resolved, waiting:
		alert.Finding = s.report(apierror.StatusResolved)
	default:
		alert.Finding = s.report(apierror.StatusFiring)
	}
	return alert
}

// sooner is the earlier of two times, of which zero is never.
func sooner(a, b time.Time) time.Time {
	if a.IsZero() || (!b.IsZero() && b.Before(a)) {
		return b
	}
	return a
}
