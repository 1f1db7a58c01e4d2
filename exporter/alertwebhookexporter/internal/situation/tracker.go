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

	MinSeverity    apierror.Severity
	GroupWait      time.Duration
	RepeatInterval time.Duration
	ResolveAfter   time.Duration

	MaxSituations int
	MaxCalls      int
}

// Tracker keeps the situations that there are. It is not safe for concurrent use.
type Tracker struct {
	rules Rules

	byID       map[string]*situation
	covering   map[string]*situation // those of byID whose finding covers others
	bySeverity [apierror.SeverityCritical + 1]*list.List
	calls      recentCalls

	expectsFindings bool

	// listeningSince bounds from below when a situation went quiet: who was not there has heard no silence.
	listeningSince time.Time

	changes Changes
	counts  Counts
}

// Counts are what happened since they were last taken.
type Counts struct {
	Opened     map[apierror.Kind]int64
	Suppressed map[apierror.Kind]int64 // below MinSeverity
	Covered    map[apierror.Kind]int64 // told as part of another only

	EvictedSituations int64
	EvictedCalls      int64
	MalformedVerdicts int64
	LeftToFindings    int64 // spans
}

// NewTracker starts with no situation.
func NewTracker(rules Rules) *Tracker {
	t := &Tracker{
		rules:    rules,
		byID:     make(map[string]*situation),
		covering: make(map[string]*situation),
		calls:    newRecentCalls(rules.MaxCalls),
		changes:  newChanges(),
		counts:   newCounts(),
	}
	for i := range t.bySeverity {
		t.bySeverity[i] = list.New()
	}
	return t
}

func newCounts() Counts {
	return Counts{
		Opened: make(map[apierror.Kind]int64), Suppressed: make(map[apierror.Kind]int64), Covered: make(map[apierror.Kind]int64),
	}
}

// Len is how many situations there are, without those that are only remembered.
func (t *Tracker) Len() int { return len(t.byID) - t.bySeverity[apierror.SeverityNone].Len() }

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
	s, ok := t.byID[event.ID]
	switch {
	case !ok:
		s = newSituation(event, now)
		t.byID[event.ID] = s
	case s.claim.firing():
		s.life.seenAt = now
		t.changes.touch(s)
		return nil, loss{}
	case s.claim.resolved() && !event.Time.After(s.claim.UpdatedAt):
		return nil, loss{} // it comes late, of what is over
	case s.life.ending(), s.claim != nil && t.over(s, now):
		s.restart(event, now)
	}
	if s.claim != nil {
		s.claim.Void, s.claim.Ended = true, false
	}
	before := s.finding.Severity
	added := s.add(event, calls, value, now)
	t.file(s)
	t.changes.touch(s)
	if s.finding.Severity > before && s.finding.Severity >= t.rules.MinSeverity {
		t.changes.urgent[event.ID] = struct{}{}
	}
	if t.evictBeyond() == s {
		return nil, loss{}
	}
	return s, added
}

// file puts a situation first among those of its severity.
func (t *Tracker) file(s *situation) {
	if s.place != nil {
		for _, sameSeverity := range t.bySeverity {
			sameSeverity.Remove(s.place)
		}
	}
	severity := s.finding.Severity
	if s.claim.ended() {
		severity = apierror.SeverityNone
	}
	s.place = t.bySeverity[severity].PushFront(s)
}

// evictBeyond forgets, when there is one too many, the situation that nobody will miss: one that is only remembered, else the
// least grave, and of those the one that has been quiet the longest.
func (t *Tracker) evictBeyond() *situation {
	if len(t.byID) <= t.rules.MaxSituations {
		return nil
	}
	for _, sameSeverity := range t.bySeverity {
		if last := sameSeverity.Back(); last != nil {
			s, _ := last.Value.(*situation)
			t.remove(s)
			if !s.claim.ended() {
				t.counts.EvictedSituations++
			}
			return s
		}
	}
	return nil
}

func (t *Tracker) remove(s *situation) {
	for _, sameSeverity := range t.bySeverity {
		sameSeverity.Remove(s.place)
	}
	delete(t.byID, s.finding.ID)
	delete(t.covering, s.finding.ID)
	t.changes.drop(s.finding.ID)
}
