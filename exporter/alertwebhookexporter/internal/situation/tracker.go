package situation

import (
	"container/list"
	"slices"
	"time"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// Rules say who is told of what, and when.
type Rules struct {
	Destinations []string
	Router       Router
	// ResendEvery has the destinations that are sent again what fires, as often as that, and nothing is to be read in that.
	ResendEvery map[string]time.Duration

	ResolveAfter time.Duration

	MaxSituations int
	MaxCalls      int
}

// Tracker keeps the situations that there are. It is not safe for concurrent use.
type Tracker struct {
	rules Rules

	byID  map[string]*situation
	lanes map[string]*lane
	calls recentCalls

	// shelves are the situations by how soon they are forgotten where there are too many: first those that are only remembered,
	// then by severity, and of one severity last those that have an alert of their own, which must end. On each the most
	// recently seen is first.
	shelves [2*(apierror.SeverityCritical+1) + 1]*list.List

	wakes  agenda[*situation]
	muting map[*situation]struct{} // those that somebody is not told of for now

	rejudge    bool // what mutes may have ended
	rejudgedAt time.Time

	covering     map[string]*situation // those of byID whose finding covers others
	part         map[string]*situation // what is part of which, as of the last look
	coverStale   bool
	coveredUntil time.Time // when that held last

	restored bool             // groups may be without a situation
	judged   apierror.Finding // for the router's eyes only

	expectsFindings bool

	// listeningSince bounds from below when a situation went quiet: who was not there has heard no silence.
	listeningSince time.Time

	changes Changes
	counts  Counts
}

// Counts are what happened since they were last taken.
type Counts struct {
	Opened     map[apierror.Kind]int64
	Suppressed map[Suppression]int64 // situations that ended and nobody was told of

	EvictedSituations int64
	EvictedCalls      int64
	MalformedVerdicts int64
	LeftToFindings    int64 // spans
}

// Suppression is what nobody was told of, and why.
type Suppression struct {
	Kind   apierror.Kind
	Reason string
}

// NewTracker starts with no situation.
func NewTracker(rules Rules) *Tracker {
	t := &Tracker{
		rules:    rules,
		byID:     make(map[string]*situation),
		lanes:    make(map[string]*lane, len(rules.Destinations)),
		covering: make(map[string]*situation),
		muting:   make(map[*situation]struct{}),
		calls:    newRecentCalls(rules.MaxCalls),
		changes:  newChanges(),
		counts:   newCounts(),
	}
	for _, destination := range rules.Destinations {
		t.lanes[destination] = &lane{
			destination: destination, resendEvery: rules.ResendEvery[destination],
			groups: make(map[string]*group), alone: make(map[string]*crowd), mixed: make(map[string]*crowd), offered: make(map[string]*plan),
		}
	}
	for i := range t.shelves {
		t.shelves[i] = list.New()
	}
	return t
}

func newCounts() Counts {
	return Counts{Opened: make(map[apierror.Kind]int64), Suppressed: make(map[Suppression]int64)}
}

// Len is how many situations there are, without those that are only remembered.
func (t *Tracker) Len() int { return len(t.byID) - t.shelves[0].Len() }

// TakeCounts returns what was counted since the last time.
func (t *Tracker) TakeCounts() Counts {
	taken := t.counts
	t.counts = newCounts()
	return taken
}

// Observe takes in what a span says.
func (t *Tracker) Observe(sighting *Sighting, now time.Time) {
	if sighting.Malformed {
		t.counts.MalformedVerdicts++
	}
	left := false
	for i := range sighting.Events {
		if t.leavesToFindings(sighting.Events[i].Kind) {
			left = true
			continue
		}
		t.add(&sighting.Events[i], 1, loss{}, now)
	}
	switch {
	case sighting.Failure == nil:
	case t.leavesToFindings(sighting.Failure.Kind):
		left = true
	default:
		t.observeFailure(sighting.Failure, now)
	}
	if left {
		t.counts.LeftToFindings++
	}
}

func (t *Tracker) observeFailure(failure *Failure, now time.Time) {
	c, evicted := t.calls.of(failure.TraceID, now)
	t.counts.EvictedCalls += evicted
	c.note(failure)

	targets := c.targets(t.told)
	c.counts = slices.DeleteFunc(c.counts, func(share count) bool {
		if slices.ContainsFunc(targets, func(to target) bool { return to.event.ID == share.in.finding.ID }) {
			return false
		}
		t.withdraw(share)
		return true
	})
	for i := range targets {
		t.count(c, &targets[i], now)
	}
}

// count makes a call count once in a situation that it belongs to.
func (t *Tracker) count(c *call, to *target, now time.Time) {
	var counted int64 = 1
	value := to.value
	at := slices.IndexFunc(c.counts, func(share count) bool { return t.holds(share) && share.in.finding.ID == to.event.ID })
	if at >= 0 {
		counted, value = 0, to.value.minus(c.counts[at].value)
	}
	s, added := t.add(&to.event, counted, value, now)
	if s == nil {
		return
	}
	s.affected.merge(&c.affected)
	if s.finding.Kind == apierror.KindBusinessFailure {
		addTo(&s.affected.Causes, c.root())
	}
	if at >= 0 {
		c.counts[at].value = c.counts[at].value.plus(added)
		return
	}
	c.counts = append(c.counts, count{in: s, openedAt: s.life.openedAt, value: added})
}

// holds reports whether the situation that counted a call is still the same.
func (t *Tracker) holds(share count) bool {
	return t.byID[share.in.finding.ID] == share.in && share.in.life.openedAt.Equal(share.openedAt)
}

func (t *Tracker) withdraw(share count) {
	// A finding's count is its own.
	if !t.holds(share) || share.in.claim != nil {
		return
	}
	share.in.withdraw(share.value)
	t.changes.touch(share.in)
	if share.in.finding.Count == 0 && !share.in.life.firing() {
		t.remove(share.in)
	}
}

func (t *Tracker) told(id string) bool {
	s, ok := t.byID[id]
	return ok && s.life.firing()
}

// add takes an event into its situation, and opens that where there is none. It returns nil where the event does not count: a
// finding speaks for the situation, or it was not grave enough to be remembered among so many.
func (t *Tracker) add(event *Event, calls int64, value loss, now time.Time) (*situation, loss) {
	t.resume(now)
	known := *event
	known.Severity = t.judge(event)
	event = &known
	s, ok := t.byID[event.ID]
	anew := true
	switch {
	case !ok:
		s = newSituation(event, now)
		t.byID[event.ID] = s
	case s.claim.firing():
		s.life.seenAt = now
		t.changes.touch(s)
		t.refreshHushed(s, now)
		return nil, loss{}
	case s.claim.resolved() && !event.Time.After(s.claim.UpdatedAt):
		return nil, loss{} // it comes late, of what is over
	case s.life.ending(), s.claim != nil && t.over(s, now):
		s.restart(event, now)
	default:
		anew = false
	}
	if s.claim != nil {
		s.claim.Void, s.claim.Ended = true, false
	}
	before, subject := s.finding.Severity, s.finding.Subject
	added := s.add(event, calls, value, now)
	if anew || s.finding.Severity != before || !sameSubject(&subject, &s.finding.Subject) || !s.fires {
		t.changed(s, now)
	} else {
		t.refreshHushed(s, now)
	}
	t.file(s)
	t.changes.touch(s)
	if s.finding.Severity > before && s.finding.Severity >= s.minSeverity() {
		t.changes.urgent[event.ID] = struct{}{}
	}
	if t.evictBeyond(now) == s {
		return nil, loss{}
	}
	return s, added
}

// judge is how grave an event is by the user's word.
func (t *Tracker) judge(event *Event) apierror.Severity {
	t.judged = apierror.Finding{
		ID: event.ID, Kind: event.Kind, Name: event.Name, Status: apierror.StatusFiring, StartedAt: event.Time, UpdatedAt: event.Time,
		Severity: event.Severity, Confidence: event.Confidence, Rationale: event.Rationale, Subject: event.Subject,
		TraceID: event.TraceID, SpanID: event.SpanID,
	}
	return t.severity(&t.judged)
}

func (t *Tracker) severity(f *apierror.Finding) apierror.Severity {
	severity := t.rules.Router.Severity(f)
	if severity == apierror.SeverityNone || severity > apierror.SeverityCritical {
		return f.Severity
	}
	return severity
}

// changed sees to whom a situation matters now that its facts are others.
func (t *Tracker) changed(s *situation, now time.Time) {
	t.coverStale = t.coverStale || len(t.covering) > 0
	t.route(s)
	t.refresh(s, now)
	if s.next.place == 0 {
		t.review(s, now)
	}
}

// refreshHushed looks at what waits to be heard of once more.
func (t *Tracker) refreshHushed(s *situation, now time.Time) {
	if !s.life.coveredAt.IsZero() {
		t.refresh(s, now)
	}
}
