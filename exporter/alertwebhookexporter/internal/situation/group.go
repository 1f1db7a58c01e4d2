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
	alone  map[floodKey]int  // how many situations fire here as alerts of their own

	offered map[string]*plan // what Due returned last, by notification id
}

// floodKey is what situations of a flood have in common.
type floodKey struct {
	path string
	kind apierror.Kind
	name string
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
	alone floodKey
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

	members []*member
	lost    lost
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
// many of its kind and name are told of each for itself that people read no more of them, it is told with the others.
func (t *Tracker) join(m *member, now time.Time) {
	s, l := m.s, m.lane
	last := m.told()
	alone := floodKey{kind: s.finding.Kind, name: s.finding.Name}
	if m.route != nil {
		alone.path = m.route.Path
	}
	switch {
	case last.lasting() && last.Group != "":
		t.into(l.known(last, s.life.openedAt), m)
	case last.lasting():
		t.alone(m, alone)
	case m.route.Labels != nil:
		t.into(t.labelled(m, now), m)
	case m.route.FloodAfter > 0 && (l.alone[alone] >= m.route.FloodAfter || l.groups[alone.id()] != nil):
		t.into(t.flooded(l, m.route, alone, now), m)
	default:
		t.alone(m, alone)
	}
}

// alone puts a situation in a group of its own, which goes on where the destination was told of it before.
func (t *Tracker) alone(m *member, of floodKey) {
	last := m.told()
	m.alone = of
	m.lane.alone[of]++
	t.into(&group{
		lane: m.lane, id: m.s.finding.ID, path: of.path, openedAt: m.s.life.openedAt,
		toldAt: last.At, sequence: last.Sequence, worst: last.Severity,
	}, m)
	t.file(m.s)
}

func (t *Tracker) into(g *group, m *member) {
	if m.route != nil {
		g.route = m.route
	}
	m.group, m.place = g, len(g.members)
	g.members = append(g.members, m)
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
	if !g.shared {
		m.lane.alone[m.alone]--
		if m.lane.alone[m.alone] <= 0 {
			delete(m.lane.alone, m.alone)
		}
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

func (k *floodKey) id() string { return groupID("flood", k.path, string(k.kind), k.name) }

func (t *Tracker) flooded(l *lane, route *Route, of floodKey, now time.Time) *group {
	return t.shared(l, of.id(), &group{
		route: route, path: of.path, flood: true, openedAt: now,
		labels: []notification.Label{{Name: "kind", Value: string(of.kind)}, {Name: "name", Value: of.name}},
	})
}

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
