package findings

import (
	"container/list"
	"time"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// situation is one thing that is the matter, as far as it is known.
type situation struct {
	// finding holds the facts. Its status, covers, and what is made from the facts are added when somebody is told.
	finding apierror.Finding

	judged  *judged // by a detector; nil where events are counted
	flood   *flood  // of what it stands for; nil where it stands for itself
	touched touched // by events

	life life

	place *list.Element // among those of its rank, the most recently seen first
	rank  int
}

// judged is what only a detector's reports have.
type judged struct {
	Summary  string            `json:"summary,omitempty"`
	Severity apierror.Severity `json:"severity,omitempty"` // as it was judged last; the finding's is the gravest

	// What the detector counts from Since on, and what was counted before that.
	Since   int64 `json:"since"`
	Current total `json:"current"`
	Before  total `json:"before"`

	Covers map[string]int64 `json:"covers,omitempty"` // id to when it was listed last
}

// total is what a situation adds up to.
type total struct {
	Count int64   `json:"count"`
	Value float64 `json:"value,omitempty"`
	Cost  float64 `json:"cost,omitempty"`
}

func (t total) plus(other total) total {
	sum := t.Count + other.Count
	if sum < t.Count {
		sum = t.Count // beyond what can be counted
	}
	return total{Count: sum, Value: apierror.Cents(t.Value + other.Value), Cost: apierror.Cents(t.Cost + other.Cost)}
}

// atLeast is the greater of each: a total does not fall.
func (t total) atLeast(other total) total {
	return total{Count: max(t.Count, other.Count), Value: max(t.Value, other.Value), Cost: max(t.Cost, other.Cost)}
}

func (s *situation) total() total {
	business := &s.finding.Subject.Business
	return total{Count: s.finding.Count, Value: business.ValueAtRisk, Cost: business.Cost}
}

func (s *situation) setTotal(t total) {
	s.finding.Count = t.Count
	s.finding.Subject.Business.ValueAtRisk, s.finding.Subject.Business.Cost = t.Value, t.Cost
}

func newSituation(id string, kind apierror.Kind, name string) *situation {
	return &situation{finding: apierror.Finding{ID: bounded("", id, maxID), Kind: kind, Name: bounded("", name, maxText)}}
}

// beginAnew forgets what was counted before the situation ended. Who was told of what stays.
func (s *situation) beginAnew() {
	again := newSituation(s.finding.ID, s.finding.Kind, s.finding.Name)
	again.life, again.place, again.rank = s.life, s.place, s.rank
	if s.flood != nil {
		again.flood = &flood{}
	}
	*s = *again
}

// during widens the situation to a time of which there is news.
func (s *situation) during(at int64) {
	when := time.Unix(0, at).UTC()
	if s.finding.StartedAt.IsZero() || when.Before(s.finding.StartedAt) {
		s.finding.StartedAt = when
	}
	if when.After(s.finding.UpdatedAt) {
		s.finding.UpdatedAt = when
	}
}

// count takes in an event.
func (s *situation) count(event *Event, at int64) {
	f := &s.finding
	s.during(at)
	s.touched.at(&event.Subject)
	// The gravest event is the example; of several, the latest, whose rationale has seen the most.
	if event.Severity >= f.Severity {
		f.Severity, f.Confidence = event.Severity, apierror.Positive(event.Confidence)
		f.Rationale = bounded(f.Rationale, event.Rationale, maxSentence)
		f.TraceID, f.SpanID = event.TraceID, event.SpanID
		setSubject(&f.Subject, &event.Subject)
		if s.flood != nil {
			s.flood.generalize(&f.Subject)
		}
	}
	if s.flood != nil {
		s.flood.Members.add(event.ID)
	}
	s.setTotal(s.total().plus(s.worth(event.Subject.Business).plus(total{Count: 1})))
}

// worth is the money that can be added: what is in another currency than the first cannot.
func (s *situation) worth(business apierror.Business) total {
	kept := &s.finding.Subject.Business
	if kept.Currency == "" {
		kept.Currency = bounded("", business.Currency, maxText)
	}
	if business.Currency == "" || bounded(kept.Currency, business.Currency, maxText) != kept.Currency {
		return total{}
	}
	return total{Value: apierror.Positive(business.ValueAtRisk), Cost: apierror.Positive(business.Cost)}
}

// judge takes over what a detector says.
func (s *situation) judge(state *State, now int64) {
	f := &s.finding
	if s.judged == nil {
		s.judged = &judged{Since: state.Since, Before: s.total(), Covers: make(map[string]int64)}
	}
	j := s.judged
	s.during(min(now, max(state.Since, now-int64(maxAge))))
	s.during(now)

	if j.Since != state.Since {
		j.Since, j.Before, j.Current = state.Since, j.Before.plus(j.Current), total{}
	}
	current := s.worth(state.Subject.Business)
	current.Count = max(0, state.Count)
	j.Current = j.Current.atLeast(current)
	s.setTotal(j.Before.plus(j.Current))

	f.Severity, j.Severity = max(f.Severity, state.Severity), state.Severity
	f.Confidence = apierror.Positive(state.Confidence)
	j.Summary = bounded(j.Summary, state.Summary, maxSentence)
	f.Rationale = bounded(f.Rationale, state.Rationale, maxSentence)
	f.Evidence = boundedEvidence(state.Evidence)
	f.TraceID, f.SpanID = state.TraceID, state.SpanID
	setSubject(&f.Subject, &state.Subject)
	s.cover(state.Covers, now)
}
