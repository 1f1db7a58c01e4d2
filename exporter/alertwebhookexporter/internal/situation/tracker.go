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
	bySeverity [apierror.SeverityCritical + 1]*list.List
	calls      recentCalls

	// listeningSince bounds from below when a situation went quiet: who was not there has heard no silence.
	listeningSince time.Time

	changes Changes
	counts  Counts
}

// Counts are what happened since they were last taken.
type Counts struct {
	Opened, Suppressed map[apierror.Kind]int64
	EvictedSituations  int64
	EvictedCalls       int64
	MalformedVerdicts  int64
}

// NewTracker starts with no situation.
func NewTracker(rules Rules) *Tracker {
	t := &Tracker{
		rules:   rules,
		byID:    make(map[string]*situation),
		calls:   newRecentCalls(rules.MaxCalls),
		changes: newChanges(),
		counts:  newCounts(),
	}
	for i := range t.bySeverity {
		t.bySeverity[i] = list.New()
	}
	return t
}

func newCounts() Counts {
	return Counts{Opened: make(map[apierror.Kind]int64), Suppressed: make(map[apierror.Kind]int64)}
}

// Len is how many situations there are.
func (t *Tracker) Len() int { return len(t.byID) }

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
	for i := range sighting.Events {
		t.add(&sighting.Events[i], 1, 0, now)
	}
	if sighting.Failure != nil {
		t.observeFailure(sighting.Failure, now)
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
		counted, value = 0, to.value-c.counts[at].value
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
		c.counts[at].value += added
		return
	}
	c.counts = append(c.counts, count{in: s, openedAt: s.life.openedAt, value: added})
}

// holds reports whether the situation that counted a call is still the same.
func (t *Tracker) holds(share count) bool {
	return t.byID[share.in.finding.ID] == share.in && share.in.life.openedAt.Equal(share.openedAt)
}

func (t *Tracker) withdraw(share count) {
	if !t.holds(share) {
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

// add takes an event into its situation, and opens that where there is none. It returns nil where the event was not grave
// enough to be remembered among so many.
func (t *Tracker) add(event *Event, calls int64, value float64, now time.Time) (*situation, float64) {
	s, ok := t.byID[event.ID]
	switch {
	case !ok:
		s = newSituation(event, now)
		t.byID[event.ID] = s
	case s.life.ending():
		s.restart(event, now)
	}
	before := s.finding.Severity
	added := s.add(event, calls, value, now)
	t.file(s)
	t.changes.touch(s)
	if s.finding.Severity > before && s.finding.Severity >= t.rules.MinSeverity {
		t.changes.urgent[event.ID] = struct{}{}
	}
	if len(t.byID) > t.rules.MaxSituations {
		if evicted := t.evict(); evicted == s {
			return nil, 0
		}
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
	s.place = t.bySeverity[s.finding.Severity].PushFront(s)
}

// evict forgets the situation that nobody will miss: the least grave, and of those the one that has been quiet the longest.
func (t *Tracker) evict() *situation {
	for _, sameSeverity := range t.bySeverity {
		if last := sameSeverity.Back(); last != nil {
			s, _ := last.Value.(*situation)
			t.remove(s)
			t.counts.EvictedSituations++
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
	t.changes.drop(s.finding.ID)
}
