package situation

import (
	"time"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// message is what a destination should be told next.
type message uint8

const (
	nothing message = iota
	idle            // it fires, as the destination knows
	waiting         // something, but it is muted
	fires
	resolved
	merged // into another situation that the destination was told of
)

// muteCheck is how soon what is muted is looked at again where nobody knows how long it will be.
const muteCheck = 5 * time.Second

// owed is what a destination is owed of a situation.
type owed struct {
	what message
	// since is from when on there is that to tell, before it is held back.
	since time.Time
	// again is when to look again at what is muted; zero for what is not.
	again time.Time
}

// owes decides what to tell a destination of a situation next.
func (t *Tracker) owes(m *member, now time.Time) owed {
	s, last := m.s, m.told()
	lasting, over := last.lasting(), t.over(s, now)
	if whole := t.wholeAt(m); whole != nil {
		switch {
		case !lasting:
			return owed{what: nothing}
		case whole.told().lasting():
			return owed{what: merged}
		default:
			return owed{what: idle} // before there is the whole in its place
		}
	}
	_, part := t.part[s.finding.ID] // of what this destination is not told of
	if last.Over || (!lasting && !part && s.life.hushed(over)) {
		return owed{what: nothing}
	}
	news := m.minSeverity()
	if lasting {
		news = max(news, last.Severity+1)
	}
	var muted owed
	if s.finding.Severity >= news && !s.life.reachedAt[news].IsZero() {
		if !lasting && over && m.muted != "" {
			return owed{what: nothing}
		}
		// Also when it is over by now: a short attack is told of, and then that it has ended.
		again, reason := t.muted(m, now)
		if m.muted = reason; reason == "" {
			return owed{what: fires, since: later(s.life.reachedAt[news], s.life.coveredAt)}
		}
		muted = owed{what: waiting, again: again}
	}
	switch {
	case !lasting && over:
		return owed{what: nothing}
	case !lasting:
		return muted
	case !over:
		return owed{what: idle, again: muted.again}
	}
	if again, reason := t.muted(m, now); reason == ReasonQuietHours {
		return owed{what: waiting, again: again}
	}
	return owed{what: resolved}
}

// muted says for what reason a destination is not to be told now, and when to ask again; "" for none.
func (t *Tracker) muted(m *member, now time.Time) (again time.Time, reason string) {
	if m.route == nil {
		return time.Time{}, ""
	}
	mute, muted := t.rules.Router.Muted(&m.s.finding, Target{Destination: m.lane.destination, Route: m.route}, now)
	if !muted {
		return time.Time{}, ""
	}
	again = now.Add(muteCheck)
	if mute.Until.After(now) {
		again = earlier(again, mute.Until)
	}
	return again, mute.Reason
}

// wholeAt is the situation that a member is part of, if this destination is told of that.
func (t *Tracker) wholeAt(m *member) *member {
	whole, part := t.part[m.s.finding.ID]
	if !part {
		return nil
	}
	at := whole.at(m.lane)
	if at == nil || (whole.finding.Severity < at.minSeverity() && !at.told().lasting()) {
		return nil
	}
	return at
}

// hold is until when a group holds back that something fires. What is graver than what was told waits for no interval.
func (g *group) hold(since time.Time, severity apierror.Severity) time.Time {
	at := since.Add(g.wait())
	if severity <= g.worst {
		at = later(at, g.interval())
	}
	return at
}

// holds is until when a group holds back what it owes of a member; ok is false for what is no news.
func (g *group) holds(m *member, o *owed) (at time.Time, ok bool) {
	switch o.what {
	case fires:
		if !m.told().lasting() {
			return g.hold(o.since, m.s.finding.Severity), true
		}
		if g.flood && m.s.finding.Severity <= g.worst {
			return time.Time{}, false // of a flood only the worst is told
		}
		return o.since.Add(g.wait()), true
	case resolved, merged:
		return g.interval(), true
	default:
		return time.Time{}, false
	}
}
