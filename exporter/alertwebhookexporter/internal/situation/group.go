package situation

import (
	"crypto/sha256"
	"encoding/hex"
	"time"

	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/notification"
	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

const (
	// floodInterval is the group_interval of a flood where its route has none.
	floodInterval = 5 * time.Minute

	maxLabels = 16
)

// lane is what one destination is owed.
type lane struct {
	destination string
	resendEvery time.Duration // 0: never

	due    agenda[*group]
	groups map[string]*group // those of more than one situation, by id

	// By the path of the route: what is told each for itself, and what is told in the flood of all kinds and names.
	alone, mixed map[string]*crowd

	offered map[string]*plan // what Due returned last, by notification id
}

// floodKey is what situations of a flood have in common.
type floodKey struct {
	path string
	of   alertName
}

// member is a situation at a destination.
type member struct {
	s     *situation
	lane  *lane
	route *Route // nil where it is routed here no longer, and the destination was told of it
	muted string // the reason why it waits

	// group is nil while there is nothing to tell.
	group *group
	place int // in the group
	// opening is nil for what counts for no flood.
	opening *opening
}

// group is what a destination is told together.
type group struct {
	lane *lane
	id   string

	route  *Route
	path   string
	labels []notification.Label
	shared bool // of more than one situation, as a rule
	flood  bool

	openedAt time.Time
	toldAt   time.Time // zero before the first time
	sequence uint64
	worst    apierror.Severity // of what was told last
	gravest  apierror.Severity // of that, and of what joined since
	unheard  bool              // what was told last never arrived

	members []*member
	lost    lost
	over    notification.Rest // what the destination was told of ends while others of it fired
	next    entry
}

func (g *group) planned() *entry { return &g.next }

// interval is from when on the group may be told of what is not graver than what it was told of.
func (g *group) interval() time.Time {
	switch {
	case !g.shared || g.toldAt.IsZero():
		return time.Time{}
	case g.flood && (g.route == nil || g.route.GroupInterval <= 0):
		return g.toldAt.Add(floodInterval)
	case g.route == nil:
		return g.toldAt
	default:
		return g.toldAt.Add(g.route.GroupInterval)
	}
}

// wait is how long news are held back.
func (g *group) wait() time.Duration {
	if g.route == nil {
		return 0
	}
	return g.route.GroupWait
}

// told is what the destination was told last of the situation.
func (m *member) told() told { return m.s.life.told[m.lane.destination] }

func (m *member) minSeverity() apierror.Severity {
	if m.route == nil {
		return apierror.SeverityCritical + 1
	}
	return m.route.MinSeverity
}

// join finds the group of a member: the one that the destination was told of it in, or else the one that its labels give. Where so
// many are told of each for itself that people read no more of them, it is told with the others.
func (t *Tracker) join(m *member, now time.Time) {
	last, began := m.told(), earlier(m.s.life.openedAt, now)
	m.opening.reopen()
	m.opening = nil
	switch {
	case last.lasting() && last.Group != "":
		t.into(m.lane.known(last, began), m, began)
	case last.lasting():
		t.alone(m, began)
	case m.route.Labels != nil:
		t.into(t.labelled(m, now), m, now)
	default:
		if key, isFlood := t.floodOf(m, now); isFlood {
			t.into(t.flooded(m.lane, m.route, key, now), m, now)
			return
		}
		t.alone(m, now)
	}
}

// alone puts a situation in a group of its own, which goes on where the destination was told of it before.
func (t *Tracker) alone(m *member, at time.Time) {
	last, path := m.told(), ""
	if m.route != nil {
		path = m.route.Path
	}
	m.opening = t.crowdOf(m.lane.alone, path, m.route).open(alertNameOf(m), at)
	t.into(&group{
		lane: m.lane, id: m.s.finding.ID, path: path, openedAt: m.s.life.openedAt,
		toldAt: last.At, sequence: last.Sequence, worst: last.Severity,
	}, m, at)
	t.file(m.s)
}

func (t *Tracker) into(g *group, m *member, at time.Time) {
	if m.route != nil {
		g.route = m.route
	}
	if g.mixed() {
		m.opening = t.crowdOf(m.lane.mixed, g.path, g.route).open(alertName{}, at)
		if !m.told().lasting() {
			t.assign(m, g.id)
		}
	}
	g.gravest = max(g.gravest, m.s.finding.Severity)
	m.group, m.place = g, len(g.members)
	g.members = append(g.members, m)
}

// assign keeps over a restart in which group a situation is that nobody was told of yet.
func (t *Tracker) assign(m *member, group string) {
	last := m.told()
	if last.Group == group {
		return
	}
	last.Group = group
	m.s.life.told[m.lane.destination] = last
	t.changes.touch(m.s)
}

// leave takes a member out of its group, which ends with the last.
func (t *Tracker) leave(m *member) {
	g := m.group
	if g == nil {
		return
	}
	last := g.members[len(g.members)-1]
	g.members[m.place], last.place = last, m.place
	g.members[len(g.members)-1] = nil
	g.members = g.members[:len(g.members)-1]
	m.group = nil
	switch o := m.opening; {
	case o == nil:
	case m.told().At.IsZero():
		o.in.forget(o)
		m.opening = nil
		t.assign(m, "")
	default:
		o.end()
	}
	t.close(g)
}

// close forgets a group of nothing.
func (t *Tracker) close(g *group) {
	if len(g.members) > 0 || g.lost.Situations > 0 {
		return
	}
	g.lane.due.drop(g)
	if g.shared && g.lane.groups[g.id] == g {
		delete(g.lane.groups, g.id)
		t.changes.drop(g.key())
	}
}

// known is the group that a saved situation was told of in. What is not saved of it, the situation says.
func (l *lane) known(last told, openedAt time.Time) *group {
	g, ok := l.groups[last.Group]
	if !ok {
		g = &group{lane: l, id: last.Group, shared: true, openedAt: openedAt}
		l.groups[last.Group] = g
	}
	g.toldAt, g.sequence, g.worst = later(g.toldAt, last.At), max(g.sequence, last.Sequence), max(g.worst, last.Severity)
	return g
}

func (t *Tracker) labelled(m *member, now time.Time) *group {
	labels := m.route.Labels(&m.s.finding)
	labels = labels[:min(len(labels), maxLabels)]
	parts := make([]string, 0, 1+2*len(labels))
	parts = append(parts, m.route.Path)
	kept := make([]notification.Label, 0, len(labels))
	for _, label := range labels {
		parts = append(parts, label.Name, label.Value)
		kept = append(kept, notification.Label{Name: bounded(label.Name), Value: bounded(label.Value)})
	}
	return t.shared(m.lane, groupID("group", parts...), &group{route: m.route, path: m.route.Path, labels: kept, openedAt: now})
}

func (k *floodKey) id() string { return groupID("flood", k.path, string(k.of.kind), k.of.name) }

func (t *Tracker) flooded(l *lane, route *Route, key floodKey, now time.Time) *group {
	opened := &group{route: route, path: key.path, flood: true, openedAt: now}
	if key.of != (alertName{}) {
		opened.labels = []notification.Label{{Name: "kind", Value: string(key.of.kind)}, {Name: "name", Value: key.of.name}}
	}
	return t.shared(l, key.id(), opened)
}

// mixed reports whether it is the flood of all kinds and names.
func (g *group) mixed() bool { return g.flood && len(g.labels) == 0 }

// shared is the group of an id, or else opened.
func (t *Tracker) shared(l *lane, id string, opened *group) *group {
	if g, ok := l.groups[id]; ok {
		return g
	}
	opened.lane, opened.id, opened.shared = l, id, true
	l.groups[id] = opened
	t.changes.touch(opened)
	return opened
}

// groupID is a hash that nobody can find two of: who chooses labels must not get into the group of others.
func groupID(of string, parts ...string) string {
	digest := sha256.New()
	_, _ = digest.Write([]byte(of))
	for _, part := range parts {
		_, _ = digest.Write([]byte{0xff})
		_, _ = digest.Write([]byte(part))
	}
	return hex.EncodeToString(digest.Sum(nil)[:16])
}
