package situation

import (
	"time"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// life is where a situation stands on the wall clock, and what each destination knows of it. What to tell follows from the
// two alone, so a destination that could not be told anything now is told the present state of things later.
type life struct {
	// openedAt tells this situation from earlier ones of the same id.
	openedAt time.Time
	seenAt   time.Time

	// reachedAt is when a situation first was as grave as that.
	reachedAt [apierror.SeverityCritical + 1]time.Time

	// coveredAt is when it was last part of another situation; zero if it was in none since it opened.
	coveredAt time.Time

	told map[string]told // by destination
}

// told is the last thing that a destination was told.
type told struct {
	Severity apierror.Severity `json:"severity,omitempty"`
	At       time.Time         `json:"at"`
	Over     bool              `json:"over,omitempty"` // that it has ended

	// Sequence numbers what a destination is told of the group, from 1.
	Sequence uint64 `json:"sequence"`
	// Group is the id of the group that it was told in, or will be; "" where the situation is a group of its own.
	Group string `json:"group,omitempty"`

	Count       int64   `json:"count,omitempty"`
	ValueAtRisk float64 `json:"value_at_risk,omitempty"`
	Cost        float64 `json:"cost,omitempty"`
}

// lasting reports whether the destination believes that the situation lasts.
func (t told) lasting() bool { return !t.At.IsZero() && !t.Over }

func newLife(now time.Time) life {
	return life{openedAt: now, seenAt: now, told: make(map[string]told)}
}

func (l *life) worsen(severity apierror.Severity, now time.Time) {
	for grave := range l.reachedAt[:severity+1] {
		if l.reachedAt[grave].IsZero() {
			l.reachedAt[grave] = now
		}
	}
}

// become says how grave a situation is by a finding's word, which can get better.
func (l *life) become(severity apierror.Severity, now time.Time) {
	clear(l.reachedAt[severity+1:])
	l.worsen(severity, now)
}

// firing reports whether some destination believes that the situation lasts.
func (l *life) firing() bool {
	for _, last := range l.told {
		if last.lasting() {
			return true
		}
	}
	return false
}

// ending reports whether some destination was told already that it is over.
func (l *life) ending() bool {
	for _, last := range l.told {
		if last.Over {
			return true
		}
	}
	return false
}

// heard reports whether some destination was told of it since it opened.
func (l *life) heard() bool {
	for _, last := range l.told {
		if !last.At.IsZero() {
			return true
		}
	}
	return false
}

// opened reports whether it ever was anything to tell of: a situation that is known only from its end was not.
func (l *life) opened() bool { return !l.reachedAt[apierror.SeverityInfo].IsZero() }

// hushed reports whether what was part of another situation is still not to be told: it goes on without the other only once
// something more was heard of it.
func (l *life) hushed(over bool) bool {
	return !l.coveredAt.IsZero() && (over || !l.seenAt.After(l.coveredAt))
}

// restarted is the life of a situation that begins anew. One that is held back still is not held back for longer each time.
func (l *life) restarted(heldBack bool, now time.Time) life {
	again := newLife(now)
	if heldBack {
		again.reachedAt = l.reachedAt
	}
	for destination, last := range l.told {
		if last.Over {
			// It knows of nothing that lasts; only the numbering goes on.
			last = told{Sequence: last.Sequence}
		}
		again.told[destination] = last
	}
	return again
}
