package situation

import (
	"container/list"
	"fmt"
	"math"
	"time"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// situation is one thing that is the matter, as far as it is known.
type situation struct {
	// finding holds the facts. Its status, summary and evidence are made when somebody is told.
	finding  apierror.Finding
	affected affected

	life  life
	place *list.Element // among those of its severity, the most recently seen first
}

// affected is whom a situation touches: the first few of each.
type affected struct {
	Services []string `json:"services,omitempty"`
	Routes   []string `json:"routes,omitempty"`
	Causes   []string `json:"causes,omitempty"`
}

// at adds the place of an event.
func (a *affected) at(subject *apierror.Subject) {
	addTo(&a.Services, subject.Service)
	addTo(&a.Routes, endpoint(subject))
}

func (a *affected) merge(other *affected) {
	for _, service := range other.Services {
		addTo(&a.Services, service)
	}
	for _, route := range other.Routes {
		addTo(&a.Routes, route)
	}
}

func newSituation(event *Event, now time.Time) *situation {
	return &situation{
		finding: apierror.Finding{
			ID: event.ID, Kind: event.Kind, Name: event.Name, StartedAt: event.Time, UpdatedAt: event.Time,
		},
		life: newLife(now),
	}
}

// restart makes a situation that had been declared over begin anew. Who was told of what is kept.
func (s *situation) restart(event *Event, now time.Time) {
	again := newSituation(event, now)
	again.life, again.place = s.life.restarted(now), s.place
	*s = *again
}

// add takes in an event that stands for some calls more, and for what they put at risk. It returns how much of that was
// counted: money in another currency than the first cannot be.
func (s *situation) add(event *Event, calls int64, value float64, now time.Time) float64 {
	f := &s.finding
	f.Count += calls
	if event.Time.Before(f.StartedAt) {
		f.StartedAt = event.Time
	}
	if event.Time.After(f.UpdatedAt) {
		f.UpdatedAt = event.Time
	}
	// The gravest event is the example; of several, the latest, whose rationale has seen the most.
	if event.Severity >= f.Severity {
		atRisk, currency := f.Subject.Business.ValueAtRisk, f.Subject.Business.Currency
		f.Confidence, f.Rationale, f.Subject = event.Confidence, event.Rationale, event.Subject
		f.TraceID, f.SpanID = event.TraceID, event.SpanID
		f.Subject.Business.ValueAtRisk = atRisk
		if currency != "" {
			f.Subject.Business.Currency = currency
		}
	}
	if event.Subject.Business.Currency != f.Subject.Business.Currency {
		value = 0
	}
	s.addValue(value)
	s.affected.at(&event.Subject)
	if event.Severity > f.Severity {
		f.Severity = event.Severity
		s.life.worsen(event.Severity, now)
	}
	s.life.seenAt = now
	return value
}

// withdraw takes back a call that turned out to belong elsewhere.
func (s *situation) withdraw(value float64) {
	s.finding.Count--
	s.addValue(-value)
}

func (s *situation) addValue(value float64) {
	business := &s.finding.Subject.Business
	sum := business.ValueAtRisk + value
	if math.IsInf(sum, 0) {
		return
	}
	// Sums of cents leave traces in the last digits, which no currency has.
	if rounded := math.Round(sum*1e4) / 1e4; !math.IsInf(rounded, 0) {
		sum = rounded
	}
	business.ValueAtRisk = max(0, sum)
}

// report is the finding as it stands.
func (s *situation) report(status apierror.Status) apierror.Finding {
	f := s.finding
	f.Status = status
	f.Summary = summary(&f)
	f.Evidence = s.evidence()
	return f
}

func (s *situation) evidence() map[string]any {
	evidence := map[string]any{"calls": s.finding.Count}
	for key, names := range map[string][]string{
		"services": s.affected.Services, "routes": s.affected.Routes, "causes": s.affected.Causes,
	} {
		if len(names) == 0 {
			continue
		}
		listed := make([]any, len(names))
		for i, name := range names {
			listed[i] = name
		}
		evidence[key] = listed
	}
	if business := &s.finding.Subject.Business; business.Process != "" && business.Currency != "" {
		evidence["arithmetic"] = fmt.Sprintf("%s, %s at risk", calls(s.finding.Count, "failed call"), money(business))
	}
	return evidence
}
