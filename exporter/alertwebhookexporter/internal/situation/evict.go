package situation

import (
	"slices"
	"time"
)

// file puts a situation first among those as dispensable. What somebody was told of in an alert of its own is the last to go, however
// grave others are: nobody else would end that alert.
func (t *Tracker) file(s *situation) {
	if s.place != nil {
		s.shelf.Remove(s.place)
	}
	shelf := 0
	if !s.claim.ended() {
		shelf = 2 * int(s.finding.Severity)
		if slices.ContainsFunc(s.members, func(m *member) bool { return m.group != nil && !m.group.shared }) {
			shelf++
		}
		if slices.ContainsFunc(s.members, func(m *member) bool { last := m.told(); return last.lasting() && last.Group == "" }) {
			shelf = len(t.shelves) - 1
		}
	}
	s.shelf = t.shelves[shelf]
	s.place = s.shelf.PushFront(s)
}

// evictBeyond forgets, when there is one too many, the situation that nobody will miss. What people are to be told of, or were,
// is added up in its group.
func (t *Tracker) evictBeyond(now time.Time) *situation {
	if len(t.byID) <= t.rules.MaxSituations {
		return nil
	}
	for _, shelf := range t.shelves {
		if last := shelf.Back(); last != nil {
			s, _ := last.Value.(*situation)
			if !s.claim.ended() {
				t.counts.EvictedSituations++
				t.lose(s, now)
			}
			t.remove(s)
			return s
		}
	}
	return nil
}

func (t *Tracker) remove(s *situation) {
	for _, m := range s.members {
		t.leave(m)
	}
	t.calm(s)
	s.shelf.Remove(s.place)
	t.wakes.drop(s)
	delete(t.muting, s)
	delete(t.byID, s.finding.ID)
	delete(t.covering, s.finding.ID)
	t.coverStale = t.coverStale || len(t.part) > 0
	t.changes.drop(s.key())
}
