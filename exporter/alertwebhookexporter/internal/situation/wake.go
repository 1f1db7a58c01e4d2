package situation

import (
	"slices"
	"time"
)

const (
	// endCheck is how soon a situation that is over and of whose end somebody is not told yet is looked at again.
	endCheck = 5 * time.Second
	// rejudgeEvery bounds how often all that is muted is looked at because something that may mute it ended.
	rejudgeEvery = time.Second
)

// Expire forgets the situations that are over and of which nobody needs to be told any more.
func (t *Tracker) Expire(now time.Time) {
	t.look(now)
	t.coveredUntil = now
}

// Rejudge has all that is muted looked at again: silences were loaded anew.
func (t *Tracker) Rejudge() { t.rejudge, t.rejudgedAt = true, time.Time{} }

// look brings up to date what time alone changes, and what one situation means for others.
func (t *Tracker) look(now time.Time) {
	t.resume(now)
	t.settle(now)
	t.wakeAll(now)
	if t.rejudge && !now.Before(t.rejudgedAt.Add(rejudgeEvery)) {
		t.rejudge, t.rejudgedAt = false, now
		for s := range t.muting {
			t.review(s, now)
		}
		t.wakeAll(now)
	}
	t.settle(now)
}

func (t *Tracker) wakeAll(now time.Time) {
	for s, due := t.wakes.pop(now); due; s, due = t.wakes.pop(now) {
		t.wake(s, now)
	}
}

// resume puts together what was restored, once all of it was.
func (t *Tracker) resume(now time.Time) {
	if !t.restored {
		return
	}
	t.restored = false
	t.look(now)
	for _, l := range t.lanes {
		for _, g := range l.groups {
			t.close(g)
			if len(g.members) > 0 || g.lost.Situations > 0 {
				t.schedule(g, now)
			}
		}
	}
}

// review looks at a situation again, at a time or before; zero is never.
func (t *Tracker) review(s *situation, at time.Time) {
	if at.IsZero() {
		return
	}
	t.wakes.advance(s, at)
}

// wake looks at a situation whose time has come.
func (t *Tracker) wake(s *situation, now time.Time) {
	delete(t.muting, s)
	t.lapse(s, now)
	if !t.over(s, now) {
		t.refresh(s, now)
		if s.claim.firing() {
			t.review(s, s.claim.lapses(t.since(s), t.rules.ResolveAfter))
		} else {
			t.review(s, later(s.life.seenAt, t.listeningSince).Add(t.rules.ResolveAfter))
		}
		return
	}
	t.calm(s)
	t.refresh(s, now)
	switch {
	case t.owesAnything(s, now):
		t.review(s, now.Add(endCheck))
	case t.end(s, now):
		t.review(s, s.claim.HeardAt.Add(remembered))
	}
}

// refresh sees what is to be told of a situation, and when.
func (t *Tracker) refresh(s *situation, now time.Time) {
	for _, m := range s.members {
		o := t.owes(m, now)
		if !o.again.IsZero() {
			t.muting[s] = struct{}{}
			t.review(s, o.again)
		}
		if m.group == nil {
			if !m.told().lasting() && o.what != fires {
				continue
			}
			t.join(m, now)
		}
		if at, ok := m.group.holds(m, &o); ok {
			t.schedule(m.group, at)
		} else if m.group.next.place == 0 {
			t.schedule(m.group, now)
		}
	}
}

// end forgets a situation, but for what tells which findings of it are outdated: then it returns true.
func (t *Tracker) end(s *situation, now time.Time) (isRemembered bool) {
	if !s.claim.ended() && !s.life.heard() && s.life.opened() {
		t.counts.Suppressed[Suppression{Kind: s.finding.Kind, Reason: s.unheard()}]++
	}
	if s.claim == nil || !now.Before(s.claim.HeardAt.Add(remembered)) {
		t.remove(s)
		return false
	}
	if !s.claim.Ended {
		s.claim.Ended = true
		for _, m := range s.members {
			t.leave(m)
		}
		t.file(s)
		t.changes.touch(s)
	}
	return true
}

// unheard is the reason why nobody was told.
func (s *situation) unheard() string {
	if !s.life.coveredAt.IsZero() {
		return ReasonCovered
	}
	if len(s.members) == 0 {
		return ReasonUnrouted
	}
	for _, m := range s.members {
		if m.muted != "" {
			return m.muted
		}
	}
	return ReasonBelowMinSeverity
}

func (t *Tracker) owesAnything(s *situation, now time.Time) bool {
	return s.life.firing() || slices.ContainsFunc(s.members, func(m *member) bool { return t.owes(m, now).what != nothing })
}

// over reports whether a situation has ended.
func (t *Tracker) over(s *situation, now time.Time) bool {
	switch {
	case s.claim.firing():
		return false
	case s.claim.resolved():
		return true
	}
	quietSince := later(s.life.seenAt, t.listeningSince)
	return !now.Before(quietSince.Add(t.rules.ResolveAfter))
}
