package situation

import (
	"cmp"
	"slices"
	"time"
)

// settle finds out anew what is part of what, where that may have changed.
func (t *Tracker) settle(now time.Time) {
	if !t.coverStale {
		return
	}
	t.coverStale = false
	before := t.part
	t.part = t.covered()
	for id := range before {
		if _, still := t.part[id]; still {
			continue
		}
		if s, exists := t.byID[id]; exists {
			if !s.life.coveredAt.IsZero() { // it did not begin anew since
				s.life.coveredAt = later(s.life.coveredAt, t.coveredUntil)
				t.changes.touch(s)
			}
			t.refresh(s, now)
		}
	}
	for id := range t.part {
		s := t.byID[id]
		if s.life.coveredAt.IsZero() {
			s.life.coveredAt = now
			t.changes.touch(s)
		}
		t.refresh(s, now)
	}
}

// toldWhole has the parts of a situation that somebody was told of looked at: they are to be merged into it.
func (t *Tracker) toldWhole(s *situation, now time.Time) {
	if !s.covers() {
		return
	}
	for id, whole := range t.part {
		if whole == s {
			t.review(t.byID[id], now)
		}
	}
}

// covered says which situations are part of one that people are told of, by id, and of which: a finding names what it explains.
// What is part of a part is part of the whole. Of situations that explain one another one is told, and none is part of a
// less grave one: whatever is grave enough to be told of, somebody hears of it.
func (t *Tracker) covered() map[string]*situation {
	if len(t.covering) == 0 {
		return nil
	}
	wholes := make([]*situation, 0, len(t.covering))
	parts := make(map[string]int)
	for _, s := range t.covering {
		if !s.covers() {
			continue
		}
		wholes = append(wholes, s)
		for _, id := range s.finding.Covers {
			if id != s.finding.ID {
				parts[id] = 1
			}
		}
	}
	slices.SortFunc(wholes, func(a, b *situation) int {
		return cmp.Or(
			cmp.Compare(b.finding.Severity, a.finding.Severity),
			cmp.Compare(parts[a.finding.ID], parts[b.finding.ID]),
			a.life.openedAt.Compare(b.life.openedAt),
			cmp.Compare(a.finding.ID, b.finding.ID),
		)
	})
	found := make(map[string]*situation)
	for _, whole := range wholes {
		if _, part := found[whole.finding.ID]; !part {
			found[whole.finding.ID] = nil // told for itself, whoever names it
			t.cover(whole, found)
		}
	}
	for _, whole := range wholes {
		if found[whole.finding.ID] == nil {
			delete(found, whole.finding.ID)
		}
	}
	return found
}

// covers reports whether a situation speaks for others now.
func (s *situation) covers() bool { return s.claim.firing() && len(s.finding.Covers) > 0 }

// cover adds the parts of a whole, and theirs.
func (t *Tracker) cover(whole *situation, found map[string]*situation) {
	left := slices.Clone(whole.finding.Covers)
	for len(left) > 0 {
		id := left[len(left)-1]
		left = left[:len(left)-1]
		s, exists := t.byID[id]
		_, settled := found[id]
		if !exists || settled || s.finding.Severity > whole.finding.Severity {
			continue
		}
		found[id] = whole
		if s.covers() {
			left = append(left, s.finding.Covers...)
		}
	}
}
