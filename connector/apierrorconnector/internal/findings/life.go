package findings

import (
	"slices"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// life is where a situation stands, and what was told of it. What to tell follows from the two alone, so what could not be told
// now is told later as it then stands. All times are the Book's clock.
type life struct {
	Openings []int64 `json:"openings"` // the latest last, maxOpenings at most
	SeenAt   int64   `json:"seen_at"`
	Ended    bool    `json:"ended,omitempty"`
	EndedAt  int64   `json:"ended_at,omitempty"`

	// ResumedAt is when it went on although it had ended, before anybody was told of the end.
	ResumedAt int64 `json:"resumed_at,omitempty"`
	// CoveredAt is when another situation was last known to explain it. What nobody knows of is no news after that, unless
	// something of it is seen since: a cascade's last echoes are not told of when the cascade is over.
	CoveredAt int64 `json:"covered_at,omitempty"`
	// Evicted is set where only its end is still to be told.
	Evicted bool `json:"evicted,omitempty"`

	Told    told `json:"told"`
	offered told
}

// told is the last thing that was told of a situation.
type told struct {
	Status   apierror.Status   `json:"status,omitempty"`
	At       int64             `json:"at,omitempty"`
	Since    int64             `json:"since,omitempty"` // it has been firing in every finding since then
	Severity apierror.Severity `json:"severity,omitempty"`
	Total    total             `json:"total"`

	ended bool // it was over, rather than covered by another
}

func (t *told) firing() bool { return t.Status == apierror.StatusFiring }

// over reports whether the situation has ended and nobody needs to be told of it any more.
func (l *life) over() bool { return l.Ended && !l.Told.firing() }

func (l *life) open(now int64) {
	l.Ended, l.EndedAt, l.ResumedAt = false, 0, 0
	l.Openings = append(l.Openings, now)
	if len(l.Openings) > maxOpenings {
		l.Openings = slices.Delete(l.Openings, 0, len(l.Openings)-maxOpenings)
	}
}

// seen notes that the situation lasts.
func (l *life) seen(at int64) {
	l.SeenAt = max(l.SeenAt, at)
	if l.Ended {
		l.Ended, l.EndedAt, l.ResumedAt = false, 0, at
	}
}

// flaps reports whether the situation began so often lately that its end would not be believed.
func (l *life) flaps(now int64) bool {
	return len(l.Openings) == maxOpenings && now-l.Openings[0] < int64(flapPeriod)
}

// silent reports whether nobody knows of the situation, and nothing was seen of it since another one explained it.
func (l *life) silent() bool { return !l.Told.firing() && l.CoveredAt > 0 && l.SeenAt <= l.CoveredAt }

// settle ends the situation when its time has come, and reports whether that is now.
func (l *life) settle(rules *Rules, quietSince, now int64) bool {
	if l.Ended || now-quietSince < int64(rules.ResolveAfter) {
		return false
	}
	if l.Told.firing() {
		l.Ended = now-l.Told.Since >= int64(rules.MinLength) && !l.flaps(now)
	} else {
		l.Ended = l.silent() // otherwise it is told first, and ends then
	}
	if l.Ended {
		l.EndedAt = now
	}
	return l.Ended
}

// message is what is to be told.
type message uint8

const (
	nothing message = iota
	fires
	resolves
)

// next decides what to tell now.
func (l *life) next(rules *Rules, severity apierror.Severity, t total, now int64, covered bool) message {
	known := l.Told.firing()
	switch {
	case l.Ended || covered || l.Evicted:
		if known {
			return resolves
		}
		return nothing
	case l.silent():
		return nothing
	case !known, severity > l.Told.Severity, t.multipleOf(l.Told.Total):
		return fires
	case now-l.Told.At >= int64(rules.Interval) && (l.SeenAt > l.Told.At || t != l.Told.Total):
		return fires // what was not seen since lasts only until its end is certain
	default:
		return nothing
	}
}

// multipleOf reports whether a total has another order of magnitude than before.
func (t total) multipleOf(before total) bool {
	return t.Count/factor >= max(before.Count, least) ||
		t.Value/factor >= max(before.Value, least) ||
		t.Cost/factor >= max(before.Cost, least)
}
