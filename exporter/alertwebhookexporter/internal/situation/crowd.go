package situation

import (
	"time"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

const (
	// A flood of all kinds and names begins where there are so many times flood_after.
	mixedTimes = 3
	// apart is how many more are told for themselves since they are graver than what the flood is made of.
	apart = 10
)

// alertName is what situations of a flood have in common, beside the route; the zero one is of a flood of all.
type alertName struct {
	kind apierror.Kind
	name string
}

// crowd is how many situations of a route fire at a destination, or began to in the last floodInterval, ended or not: what comes and
// goes fast is a flood as well.
type crowd struct {
	all   int
	by    map[alertName]int
	ended agenda[*opening]
	most  int // of ended: more make no difference
}

// opening is a situation's place in a crowd.
type opening struct {
	in   *crowd
	of   alertName
	at   time.Time
	free entry // when it counts no longer; in no agenda while it fires
}

func (o *opening) planned() *entry { return &o.free }

func (c *crowd) open(of alertName, at time.Time) *opening {
	c.all++
	c.by[of]++
	return &opening{in: c, of: of, at: at}
}

func (c *crowd) forget(o *opening) {
	c.all--
	c.by[o.of]--
	if c.by[o.of] <= 0 {
		delete(c.by, o.of)
	}
}

// end is for what people were told of.
func (o *opening) end() {
	c := o.in
	c.ended.set(o, o.at.Add(floodInterval))
	for c.ended.Len() > c.most {
		first := c.ended.items[0]
		c.ended.drop(first)
		c.forget(first)
	}
}

// reopen gives up the place of what ended and begins again: one that comes and goes counts once.
func (o *opening) reopen() {
	if o != nil && o.free.place > 0 {
		o.in.ended.drop(o)
		o.in.forget(o)
	}
}

func (c *crowd) size(now time.Time) int {
	for o, due := c.ended.pop(now); due; o, due = c.ended.pop(now) {
		c.forget(o)
	}
	return c.all
}

// crowdOf is that of a route, among those that are told each for itself, or those of the flood of all.
func (t *Tracker) crowdOf(crowds map[string]*crowd, path string, route *Route) *crowd {
	c, ok := crowds[path]
	if !ok {
		c = &crowd{by: make(map[alertName]int)}
		crowds[path] = c
	}
	if route != nil {
		c.most = 0
		if limit := t.floodLimit(route); limit > 0 {
			c.most = mixedTimes*limit + apart
		}
	}
	return c
}

// floodLimit is how many of a kind and name are told each for itself; 0 for all.
func (t *Tracker) floodLimit(route *Route) int { return min(route.FloodAfter, t.rules.MaxSituations) }

// floodOf is the flood that a situation is told in where there are so many that people read no more of them. What is critical, or
// graver than all of a flood of all kinds, is still told for itself, up to a number.
func (t *Tracker) floodOf(m *member, now time.Time) (key floodKey, isFlood bool) {
	limit := t.floodLimit(m.route)
	if limit <= 0 {
		return floodKey{}, false
	}
	key = floodKey{path: m.route.Path, of: alertNameOf(m)}
	alone, mixed := t.crowdOf(m.lane.alone, key.path, m.route), t.crowdOf(m.lane.mixed, key.path, m.route)
	of := alone.size(now)
	if alone.by[key.of] >= limit || m.lane.groups[key.id()] != nil {
		return key, true
	}
	key.of = alertName{}
	flood := m.lane.groups[key.id()]
	if flood != nil && m.told().Group == flood.id {
		return key, true // as before a restart
	}
	if of+mixed.size(now) < mixedTimes*limit {
		return floodKey{}, false
	}
	severity := m.s.finding.Severity
	standsOut := severity >= apierror.SeverityCritical || flood != nil && severity > flood.gravest
	if standsOut && of < mixedTimes*limit+apart {
		return floodKey{}, false
	}
	return key, true
}

func alertNameOf(m *member) alertName { return alertName{m.s.finding.Kind, m.s.finding.Name} }

// recall counts what people were told of shortly before a restart, though it has ended.
func (t *Tracker) recall(s *situation, now time.Time) {
	began := earlier(s.life.openedAt, now)
	if !now.Before(began.Add(floodInterval)) {
		return
	}
	for _, target := range t.rules.Router.Targets(&s.finding) {
		l, last := t.lanes[target.Destination], s.life.told[target.Destination]
		if l == nil || !last.Over {
			continue
		}
		key := floodKey{path: target.Route.Path}
		switch last.Group {
		case "":
			t.crowdOf(l.alone, key.path, target.Route).open(alertName{s.finding.Kind, s.finding.Name}, began).end()
		case key.id():
			t.crowdOf(l.mixed, key.path, target.Route).open(alertName{}, began).end()
		}
	}
}
