// Package exhaustion notices that a route is worn down, its calls failing or slowing more and more, and which actor does it:
// OWASP's API4:2023, unrestricted resource consumption. Without one actor behind it there is no finding: a broken release, an
// outage and a busy day are not its business. Time is the calls' own.
package exhaustion

import (
	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
	"github.com/otelcol-apierror/otelcol-apierror/internal/window"
)

// Call is one call of a route. Broken calls are all shown, clean ones may be a sample that stands for the others.
type Call struct {
	Time     int64  // Unix nanoseconds of span time
	Route    uint64 // seeded hash of service and route; 0 unknown
	Actor    uint64 // seeded hash; 0 unknown
	Broken   bool   // server error, timeout, lack of capacity
	Duration int64  // nanoseconds
	Weight   int    // how many calls this one stands for, 1 where each is shown
}

// Finding says what the actor of a call does to its route.
type Finding struct {
	Severity   apierror.Severity
	Confidence float64
	Rationale  string
}

// Memory is what is known of the routes. It is not safe for concurrent use.
//
// Calls count for the minute of their own time. A minute is judged once its route has seen the next but one, so the order of
// calls that come within a minute of each other changes nothing, apart from who is kept of more than eight actors of a minute,
// which is nobody who takes an eighth of the work or more. A call that is up to nine minutes late still counts for its
// minute, but no longer for the judgement of it. One that is later, or ahead by more than two minutes, counts not at all,
// unless there are eight in a row: then the clock of the route was wrong, and its recent minutes start again.
type Memory struct {
	routes *window.Store[route, *route]
	refs   []window.Ref // where the routes are kept, each once
	limit  int
}

// New makes an empty Memory for so many routes, about 3 KiB each.
func New(routes int) *Memory {
	return &Memory{routes: window.NewStore[route](routes), limit: max(2, routes)}
}

// Len is how many routes are kept.
func (m *Memory) Len() int { return m.routes.Len() }

// Evictions is how many routes had to make room so far.
func (m *Memory) Evictions() uint64 { return m.routes.Evictions() }

// Observe counts a call. It reports whether the call is one of the actor that drives the exhaustion of its route, and tells out
// so.
func (m *Memory) Observe(c *Call, out *Finding) bool {
	slot := c.Time / slotLength
	if c.Route == 0 || slot < slots {
		return false
	}
	ref, r := m.touch(c.Route)
	if slot != r.newest || r.stray > 0 {
		if !r.reach(slot) {
			return false
		}
		// Paths that somebody makes up must not push out the routes that are in use.
		if r.usual.established() {
			m.routes.Promote(ref)
		}
	}
	r.at(slot).add(c, r.usual.cost)
	if c.Actor == 0 || c.Actor != r.spell.driver {
		return false
	}
	*out = r.spell.finding()
	return true
}

// touch finds a route or adds it.
func (m *Memory) touch(key uint64) (window.Ref, *route) {
	ref := m.routes.Touch(key)
	r := m.routes.Value(ref)
	if r.key == 0 {
		r.key = key
		// Otherwise the place is that of a route that had to go.
		if m.routes.Len() > len(m.refs) {
			m.refs = append(m.refs, ref)
		}
	}
	return ref, r
}
