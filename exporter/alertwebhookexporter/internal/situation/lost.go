package situation

import (
	"time"

	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/notification"
	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// lost is what a group has of situations that there was no room to keep: people are told of their number, the worst of them and
// their money. One that is heard of again after it was forgotten counts as another.
type lost struct {
	notification.Rest

	Told int       `json:"told,omitempty"` // of Situations
	At   time.Time `json:"at,omitzero"`    // when the last of them was forgotten

	// Example is the gravest.
	Example *apierror.Finding `json:"example,omitempty"`
}

// lose keeps of a situation that is forgotten what people are still to be told of it, or were told.
func (t *Tracker) lose(s *situation, now time.Time) {
	for _, m := range s.members {
		lasting := m.told().lasting()
		if what := t.owes(m, now).what; !lasting && what != fires {
			continue
		}
		g := m.group
		room := len(m.lane.groups) < t.maxGroups()
		switch {
		case g != nil && g.shared && (room || len(g.members) > 1 || !g.toldAt.IsZero()):
		case m.route == nil:
			continue
		case m.route.Labels != nil && room:
			g = t.labelled(m, now)
		default:
			key := floodKey{path: m.route.Path, of: alertNameOf(m)}
			if !room && m.lane.groups[key.id()] == nil {
				key.of = alertName{}
			}
			g = t.flooded(m.lane, m.route, key, now)
		}
		if lasting && m.group == g {
			g.lost.Told++
		}
		g.lost.add(s, now)
		t.changes.touch(g)
		t.schedule(g, now)
	}
}

// maxGroups is beyond how many groups none is kept of forgotten situations alone: who chooses labels or names could make any number of
// them. What they stand for is told as a flood then.
func (t *Tracker) maxGroups() int { return max(t.rules.MaxSituations/10, 10) }

func (l *lost) add(s *situation, now time.Time) {
	f := &s.finding
	l.At = now
	if f.Severity > l.Severity || l.Example == nil {
		example := s.report(apierror.StatusFiring)
		l.Example = &example
	}
	l.AddFinding(f)
}

// owes says what is to be told of those that were forgotten, and from when on.
func (l *lost) owes(g *group, resolveAfter time.Duration, now time.Time) (what message, at time.Time) {
	switch {
	case l.Situations == 0:
		return nothing, time.Time{}
	case l.Situations > l.Told:
		return fires, g.hold(l.At, l.Severity)
	case !now.Before(l.At.Add(resolveAfter)):
		return resolved, g.interval()
	default:
		return idle, l.At.Add(resolveAfter)
	}
}
