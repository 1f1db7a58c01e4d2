package situation

import (
	"slices"
	"time"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// ExpectFindings leaves to findings, from now on, everything but attacks. A rate of errors, a process, an agreement is judged on the
// counts of many calls, and a span that failed is mostly none of these; and only the connector knows what a place is called whose
// spans tell no template, so that a leak there would be told twice. An attack was judged by the processor over many calls
// already, and an actor has one name.
func (t *Tracker) ExpectFindings() { t.expectsFindings = true }

func (t *Tracker) leavesToFindings(kind apierror.Kind) bool {
	return t.expectsFindings && kind != apierror.KindSecurity
}

// Hear takes in a finding that ReadFinding read. It reports false for one that is older than what is known.
func (t *Tracker) Hear(report *Report, now time.Time) bool {
	t.resume(now)
	f := *report
	f.Severity = t.severity(&f.Finding)
	s, known := t.byID[f.ID]
	anew := true
	switch {
	case !known:
		s = &situation{life: newLife(now)}
		t.byID[f.ID] = s
	case s.outdates(&f):
		return false
	case f.Status == apierror.StatusFiring && (s.life.ending() || t.over(s, now)):
		s.life = s.life.restarted(s.heldBack(), now)
		s.finding.Severity = apierror.SeverityNone
	default:
		anew = false
	}
	before, fired := s.finding.Severity, s.claim.firing()
	covered := s.finding.Covers
	s.hear(&f, t.since(s), now)
	if len(f.Covers) > 0 {
		t.covering[f.ID] = s
	} else {
		delete(t.covering, f.ID)
	}
	anew = anew || s.finding.Severity != before || s.claim.firing() != fired || !s.life.coveredAt.IsZero()
	t.coverStale = t.coverStale || !slices.Equal(covered, f.Covers) || (anew && len(t.covering) > 0)
	if s.claim.firing() {
		if t.route(s) || anew {
			t.refresh(s, now)
		}
	} else if s.members == nil {
		t.route(s)
	}
	if s.claim.resolved() || s.next.place == 0 {
		t.review(s, now)
	}
	t.file(s)
	t.changes.touch(s)
	worsened := s.claim.firing() && s.finding.Severity > before && s.finding.Severity >= s.minSeverity()
	// Of what is still held back the end is awaited too: a restart without it would have it fire until it lapses.
	ended := s.claim.resolved() && (s.life.firing() || fired && before >= s.minSeverity())
	if worsened || ended {
		t.changes.urgent[f.ID] = struct{}{}
	}
	t.evictBeyond(now)
	return true
}

// since is from when on the next finding of a situation is waited for; zero if there was none yet.
func (t *Tracker) since(s *situation) time.Time {
	if s.claim == nil {
		return time.Time{}
	}
	return later(s.claim.HeardAt, t.listeningSince)
}

// lapse lets spans speak for a situation of which no finding has come for too long: nobody else would end it.
func (t *Tracker) lapse(s *situation, now time.Time) {
	if s.claim.firing() && !now.Before(s.claim.lapses(t.since(s), t.rules.ResolveAfter)) {
		s.claim.Void = true
		t.coverStale = t.coverStale || len(t.covering) > 0
		t.changes.touch(s)
	}
}

// outdates reports whether what is known is newer than a finding. What spans say now is no reason not to believe that a situation
// fires, but that it is over must come after them.
func (s *situation) outdates(f *Report) bool {
	bySpans := s.claim == nil || s.claim.Void
	return s.claim.outdates(f) || bySpans && f.Status == apierror.StatusResolved && f.UpdatedAt.Before(s.finding.UpdatedAt)
}

// hear puts a finding's facts in the place of what is known: they add up to all there is already.
func (s *situation) hear(f *Report, since, now time.Time) {
	if s.claim == nil {
		s.claim = &claim{}
	}
	s.claim.hear(f, since, now)
	before := s.finding
	s.finding, s.affected = f.Finding, affected{}
	s.life.seenAt = now
	if f.Status == apierror.StatusFiring {
		s.life.become(f.Severity, now)
		return
	}
	// It is still to be told of as grave as it was, if it was not yet, and that it fires in other words.
	s.finding.Summary = before.Summary
	if before.Severity != apierror.SeverityNone {
		s.finding.Severity = before.Severity
	}
}

func later(a, b time.Time) time.Time {
	if a.Before(b) {
		return b
	}
	return a
}
