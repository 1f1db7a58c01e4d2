package situation

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// snapshotVersion is that of a saved situation. Those of the versions before are read too: the first knew of spans only, the second
// not of groups nor of what was told but the severity.
const (
	snapshotVersion = 3
	groupsVersion   = 3
	firstVersion    = 1
)

// snapshot is a situation as it is saved. Calls are not: one that is under way at a restart may be counted twice.
type snapshot struct {
	Version   int                                      `json:"version"`
	Finding   apierror.Finding                         `json:"finding"`
	Affected  affected                                 `json:"affected"`
	OpenedAt  time.Time                                `json:"opened_at"`
	SeenAt    time.Time                                `json:"seen_at"`
	ReachedAt [apierror.SeverityCritical + 1]time.Time `json:"reached_at"`
	CoveredAt time.Time                                `json:"covered_at,omitzero"`
	Told      map[string]told                          `json:"told,omitempty"`
	Claim     *claim                                   `json:"claim,omitempty"`
}

// saveable is what is saved for itself: a situation, or a group of several.
type saveable interface {
	key() string
	encode() ([]byte, error)
}

// Changes are what to save so that a restart loses nothing.
type Changes struct {
	changed map[string]saveable // by key
	dropped map[string]struct{}

	// urgent are those of changed that somebody is to be told of now, and was not before, by id.
	urgent map[string]struct{}
}

func newChanges() Changes {
	return Changes{changed: make(map[string]saveable), dropped: make(map[string]struct{}), urgent: make(map[string]struct{})}
}

func (c *Changes) touch(item saveable) {
	key := item.key()
	c.changed[key] = item
	delete(c.dropped, key)
}

func (c *Changes) drop(key string) {
	delete(c.changed, key)
	delete(c.urgent, strings.TrimPrefix(key, idPrefix))
	c.dropped[key] = struct{}{}
}

// Saved is what changed since the last time, ready to be stored by id.
type Saved struct {
	Changed map[string][]byte
	Dropped []string
}

// IsZero reports whether nothing changed.
func (s *Saved) IsZero() bool { return len(s.Changed) == 0 && len(s.Dropped) == 0 }

func (s *situation) encode() ([]byte, error) {
	encoded, err := json.Marshal(snapshot{
		Version: snapshotVersion, Finding: s.finding, Affected: s.affected,
		OpenedAt: s.life.openedAt, SeenAt: s.life.seenAt, ReachedAt: s.life.reachedAt, CoveredAt: s.life.coveredAt,
		Told: s.life.told, Claim: s.claim,
	})
	if err != nil {
		return nil, fmt.Errorf("save situation %s: %w", s.finding.ID, err)
	}
	return encoded, nil
}

// Urgent reports whether a situation began, worsened or ended since the last time, and somebody is to be told of it.
func (t *Tracker) Urgent() bool { return len(t.changes.urgent) > 0 }

// TakeUrgent returns of what changed only the situations that began, worsened or ended.
func (t *Tracker) TakeUrgent() (Saved, error) {
	saved := Saved{Changed: make(map[string][]byte, len(t.changes.urgent))}
	for id := range t.changes.urgent {
		s := t.byID[id]
		encoded, err := s.encode()
		if err != nil {
			return Saved{}, err
		}
		saved.Changed[s.key()] = encoded
	}
	for key := range saved.Changed {
		delete(t.changes.changed, key)
	}
	clear(t.changes.urgent)
	return saved, nil
}

// TakeChanges returns what changed since the last time.
func (t *Tracker) TakeChanges() (Saved, error) {
	saved := Saved{Changed: make(map[string][]byte, len(t.changes.changed))}
	for id, s := range t.changes.changed {
		encoded, err := s.encode()
		if err != nil {
			return Saved{}, err
		}
		saved.Changed[id] = encoded
	}
	for id := range t.changes.dropped {
		saved.Dropped = append(saved.Dropped, id)
	}
	t.changes = newChanges()
	return saved, nil
}

// Unsaved gives back changes that could not be stored.
func (t *Tracker) Unsaved(saved *Saved) {
	for key := range saved.Changed {
		if item := t.saved(key); item != nil {
			t.changes.touch(item)
		}
	}
	for _, key := range saved.Dropped {
		if t.saved(key) == nil {
			t.changes.drop(key)
		}
	}
}

// Restore takes in a saved situation, or a group, before any other is observed.
func (t *Tracker) Restore(saved []byte, now time.Time) error {
	var read struct {
		snapshot
		Group *savedGroup `json:"group"`
	}
	if err := json.Unmarshal(saved, &read); err != nil {
		return fmt.Errorf("read situation: %w", err)
	}
	if read.Version < firstVersion || read.Version > snapshotVersion {
		return fmt.Errorf("read situation: version %d, want %d to %d", read.Version, firstVersion, snapshotVersion)
	}
	if read.Group != nil {
		return t.restoreGroup(read.Group, now)
	}
	return t.restore(&read.snapshot, now)
}

func (t *Tracker) restore(read *snapshot, now time.Time) error {
	f := &read.Finding
	if f.ID == "" || len(f.ID) > maxText || !f.Kind.Valid() || f.Severity == apierror.SeverityNone || f.Severity > apierror.SeverityCritical || !read.Claim.check() {
		return errors.New("read situation: incomplete")
	}
	if _, twice := t.byID[f.ID]; twice {
		return errors.New("read situation: it was read already")
	}
	boundFinding(f, now)
	read.Affected.bound()
	s := &situation{finding: *f, affected: read.Affected, claim: read.Claim, life: read.life(t.rules.Destinations, now)}
	if s.claim != nil {
		s.claim.HeardAt, s.claim.UpdatedAt = earlier(s.claim.HeardAt, now), earlier(s.claim.UpdatedAt, now)
		s.claim.SaidAt = earlier(s.claim.SaidAt, now)
		s.claim.Ending = boundedSentence(s.claim.Ending)
	}
	t.listeningSince, t.restored = now, true
	t.byID[s.finding.ID] = s
	if len(s.finding.Covers) > 0 {
		t.covering[s.finding.ID] = s
	}
	t.coverStale = true
	if !s.claim.ended() {
		t.route(s)
		for _, destination := range t.rules.Destinations { // what it is routed to no longer is still to be told that it ends
			if l := t.lanes[destination]; s.life.told[destination].lasting() && s.at(l) == nil {
				s.members = append(s.members, &member{s: s, lane: l})
			}
		}
	}
	t.recall(s, now)
	t.review(s, now)
	t.file(s)
	t.evictBeyond(now)
	return nil
}

// life is that of the situation, for the destinations that there are now. What it says of a time to come would hold it up for ever.
func (s *snapshot) life(destinations []string, now time.Time) life {
	read := life{
		openedAt: s.OpenedAt, seenAt: earlier(s.SeenAt, now), reachedAt: s.ReachedAt, coveredAt: earlier(s.CoveredAt, now),
		told: make(map[string]told),
	}
	for severity, at := range read.reachedAt {
		read.reachedAt[severity] = earlier(at, now)
	}
	for _, destination := range destinations {
		last, ok := s.Told[destination]
		if !ok {
			continue
		}
		last.At = earlier(last.At, now)
		if s.Version < groupsVersion {
			// It was not kept what was told, and no change of it is to be told for that.
			business := &s.Finding.Subject.Business
			last.Count, last.ValueAtRisk, last.Cost = s.Finding.Count, business.ValueAtRisk, business.Cost
		}
		if len(last.Group) > maxGroupID {
			last.Group = ""
		}
		last.Severity = min(last.Severity, apierror.SeverityCritical)
		read.told[destination] = last
	}
	return read
}

func earlier(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
}
