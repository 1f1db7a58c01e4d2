package situation

import "time"

// unheardAfter is how long after a notification was given up unheard the destination is told again of what still lasts.
const unheardAfter = time.Minute

// Unheard records that what a destination was told last of some groups never reached it: it is told again of what still lasts, without
// waiting for its repeat_interval.
func (t *Tracker) Unheard(destination string, groups []string, now time.Time) {
	l, ok := t.lanes[destination]
	if !ok {
		return
	}
	for _, id := range groups {
		g := l.groups[id]
		if s := t.byID[id]; g == nil && s != nil {
			if m := s.at(l); m != nil {
				g = m.group
			}
		}
		if g != nil {
			g.unheard = true
			t.schedule(g, now)
		}
	}
}

// repeatEvery is how often a group that lasts is told of again.
func (g *group) repeatEvery() time.Duration {
	if g.unheard {
		return min(unheardAfter, g.route.RepeatInterval)
	}
	return g.route.RepeatInterval
}
