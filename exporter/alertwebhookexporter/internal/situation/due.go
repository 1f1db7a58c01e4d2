package situation

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"time"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// Notification is what a destination is to be told.
type Notification struct {
	// ID is the same however often the same thing is told, and differs for everything else.
	ID      string
	Finding apierror.Finding

	destination string
	openedAt    time.Time
	sequence    uint64
}

// Due lists what a destination is to be told now, the gravest first, at most limit notifications. With release, what is held
// back is due too.
func (t *Tracker) Due(destination string, limit int, now time.Time, release bool) []Notification {
	type owed struct {
		s    *situation
		what message
	}
	var all []owed
	covered := t.covered()
	for _, s := range t.byID {
		if what := t.next(s, destination, covered, now, release); what != nothing && what != waiting {
			all = append(all, owed{s, what})
		}
	}
	slices.SortFunc(all, func(a, b owed) int {
		return cmp.Or(
			cmp.Compare(b.s.finding.Severity, a.s.finding.Severity),
			a.s.life.openedAt.Compare(b.s.life.openedAt),
			cmp.Compare(a.s.finding.ID, b.s.finding.ID),
		)
	})
	all = all[:min(len(all), limit)]
	due := make([]Notification, 0, len(all))
	for _, o := range all {
		var finding apierror.Finding
		switch o.what {
		case merged:
			finding = o.s.reportPart(covered[o.s.finding.ID])
		case resolved:
			finding = o.s.report(apierror.StatusResolved)
		default:
			finding = o.s.report(apierror.StatusFiring)
		}
		due = append(due, notification(o.s, destination, finding))
	}
	return due
}

// next decides what to tell a destination of a situation next. covered are those that are part of others.
func (t *Tracker) next(s *situation, destination string, covered map[string]*situation, now time.Time, release bool) message {
	lasting, over := s.life.told[destination].lasting(), t.over(s, now)
	whole, part := covered[s.finding.ID]
	switch {
	case part && !lasting:
		return nothing
	case part && whole.life.told[destination].lasting():
		return merged
	case part && whole.finding.Severity >= t.rules.MinSeverity:
		return nothing // before there is the whole in its place
	case !lasting && s.life.hushed(over):
		return nothing
	}
	return s.life.next(destination, s.finding.Severity, &t.rules, over, now, release)
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

func notification(s *situation, destination string, finding apierror.Finding) Notification {
	n := Notification{
		Finding:     finding,
		destination: destination,
		openedAt:    s.life.openedAt,
		sequence:    s.life.told[destination].Sequence + 1,
	}
	digest := sha256.Sum256(fmt.Appendf(nil, "%s\xff%d\xff%s\xff%d", n.Finding.ID, n.openedAt.UnixNano(), destination, n.sequence))
	n.ID = "msg_" + hex.EncodeToString(digest[:16])
	return n
}

// Told records that a notification is on its way, and needs no further thought.
func (t *Tracker) Told(n *Notification, now time.Time) {
	s, ok := t.byID[n.Finding.ID]
	if !ok || !s.life.openedAt.Equal(n.openedAt) {
		return
	}
	if len(s.life.told) == 0 {
		t.counts.Opened[s.finding.Kind]++
	}
	s.life.told[n.destination] = told{
		Severity: n.Finding.Severity, At: now, Over: n.Finding.Status == apierror.StatusResolved, Sequence: n.sequence,
	}
	t.changes.touch(s)
}

// Expire forgets the situations that are over and of which nobody needs to be told any more.
func (t *Tracker) Expire(now time.Time) {
	covered := t.covered()
	for _, s := range t.byID {
		t.lapse(s, now)
		if _, part := covered[s.finding.ID]; part {
			if s.life.coveredAt.IsZero() {
				t.changes.touch(s)
			}
			s.life.coveredAt = now
		}
		if t.over(s, now) && !t.owesAnything(s, covered, now) {
			t.end(s, now)
		}
	}
}

// end forgets a situation, but for what tells which findings of it are outdated.
func (t *Tracker) end(s *situation, now time.Time) {
	if !s.claim.ended() && len(s.life.told) == 0 && s.life.opened() {
		if s.life.coveredAt.IsZero() {
			t.counts.Suppressed[s.finding.Kind]++
		} else {
			t.counts.Covered[s.finding.Kind]++
		}
	}
	switch {
	case s.claim == nil || !now.Before(s.claim.HeardAt.Add(remembered)):
		t.remove(s)
	case !s.claim.Ended:
		s.claim.Ended = true
		t.file(s)
		t.changes.touch(s)
	}
}

func (t *Tracker) owesAnything(s *situation, covered map[string]*situation, now time.Time) bool {
	if s.life.firing() {
		return true
	}
	return slices.ContainsFunc(t.rules.Destinations, func(destination string) bool {
		return t.next(s, destination, covered, now, false) != nothing
	})
}
