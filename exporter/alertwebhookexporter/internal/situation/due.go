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
		s      *situation
		status apierror.Status
	}
	var all []owed
	for _, s := range t.byID {
		switch t.next(s, destination, now, release) {
		case fires:
			all = append(all, owed{s, apierror.StatusFiring})
		case resolved:
			all = append(all, owed{s, apierror.StatusResolved})
		case nothing, waiting:
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
		due = append(due, notification(o.s, destination, o.status))
	}
	return due
}

func (t *Tracker) next(s *situation, destination string, now time.Time, release bool) message {
	quietSince := s.life.seenAt
	if quietSince.Before(t.listeningSince) {
		quietSince = t.listeningSince
	}
	return s.life.next(destination, s.finding.Severity, &t.rules, quietSince, now, release)
}

func notification(s *situation, destination string, status apierror.Status) Notification {
	n := Notification{
		Finding:     s.report(status),
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
	for _, s := range t.byID {
		if now.Before(s.life.seenAt.Add(t.rules.ResolveAfter)) || t.owesAnything(s, now) {
			continue
		}
		if len(s.life.told) == 0 {
			t.counts.Suppressed[s.finding.Kind]++
		}
		t.remove(s)
	}
}

func (t *Tracker) owesAnything(s *situation, now time.Time) bool {
	if s.life.firing() {
		return true
	}
	return slices.ContainsFunc(t.rules.Destinations, func(destination string) bool {
		return t.next(s, destination, now, false) != nothing
	})
}
