package situation

import (
	"container/list"
	"maps"
	"time"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
	"github.com/otelcol-apierror/otelcol-apierror/internal/sentence"
)

// situation is one thing that is the matter, as far as it is known.
type situation struct {
	// finding holds the facts. Its status, summary and evidence are made when somebody is told.
	finding  apierror.Finding
	affected affected

	// claim is nil where only spans tell of it.
	claim *claim

	life    life
	members []*member // where it goes
	fires   bool      // as the Router knows

	shelf *list.List // those as dispensable
	place *list.Element
	next  entry
}

func (s *situation) planned() *entry { return &s.next }

// affected is whom a situation touches: the first few of each.
type affected struct {
	Services []string `json:"services,omitempty"`
	Routes   []string `json:"routes,omitempty"`
	Causes   []string `json:"causes,omitempty"`
}

// at adds the place of an event.
func (a *affected) at(subject *apierror.Subject) {
	addTo(&a.Services, subject.Service)
	addTo(&a.Routes, subject.Endpoint())
}

func (a *affected) merge(other *affected) {
	for _, service := range other.Services {
		addTo(&a.Services, service)
	}
	for _, route := range other.Routes {
		addTo(&a.Routes, route)
	}
}

// bound holds what was read to what is kept.
func (a *affected) bound() {
	for _, names := range []*[]string{&a.Services, &a.Routes, &a.Causes} {
		kept := (*names)[:min(len(*names), maxAffected)]
		for i := range kept {
			kept[i] = boundedSentence(kept[i])
		}
		*names = kept
	}
}

func newSituation(event *Event, now time.Time) *situation {
	return &situation{
		finding: apierror.Finding{
			ID: event.ID, Kind: event.Kind, Name: event.Name, Status: apierror.StatusFiring, StartedAt: event.Time, UpdatedAt: event.Time,
		},
		life: newLife(now),
	}
}

// restart makes a situation that had been declared over begin anew. Who was told of what is kept.
func (s *situation) restart(event *Event, now time.Time) {
	s.finding, s.affected, s.life = newSituation(event, now).finding, affected{}, s.life.restarted(s.heldBack(), now)
}

// add takes in an event that stands for some calls more, and for what they put at risk. It returns how much of that was
// counted: money in another currency than the first cannot be.
func (s *situation) add(event *Event, calls int64, value loss, now time.Time) loss {
	f := &s.finding
	f.Count += calls
	if event.Time.Before(f.StartedAt) {
		f.StartedAt = event.Time
	}
	if event.Time.After(f.UpdatedAt) {
		f.UpdatedAt = event.Time
	}
	// Where a finding told of it before, spans do again.
	f.Summary, f.Evidence = "", nil
	// The gravest event is the example; of several, the latest, whose rationale has seen the most.
	if event.Severity >= f.Severity {
		before := f.Subject.Business
		f.Confidence, f.Rationale, f.Subject = event.Confidence, event.Rationale, event.Subject
		f.TraceID, f.SpanID = event.TraceID, event.SpanID
		f.Subject.Business.ValueAtRisk, f.Subject.Business.Cost = before.ValueAtRisk, before.Cost
		if before.Currency != "" {
			f.Subject.Business.Currency = before.Currency
		}
	}
	if event.Subject.Business.Currency != f.Subject.Business.Currency {
		value = loss{}
	}
	value.addTo(&f.Subject.Business)
	s.affected.at(&event.Subject)
	if event.Severity > f.Severity {
		f.Severity = event.Severity
		s.life.worsen(event.Severity, now)
	}
	s.life.seenAt = now
	return value
}

// withdraw takes back a call that turned out to belong elsewhere.
func (s *situation) withdraw(value loss) {
	s.finding.Count--
	loss{}.minus(value).addTo(&s.finding.Subject.Business)
}

// report is the finding as it stands, in the words of the findings that came where there are any.
func (s *situation) report(status apierror.Status) apierror.Finding {
	f := s.finding
	f.Status = status
	byFindings := s.claim != nil && !s.claim.Void
	if len(f.Evidence) == 0 && !byFindings {
		f.Evidence = s.evidence()
	}
	switch {
	case byFindings && status == apierror.StatusResolved:
		f.Summary = s.claim.Ending
	case !byFindings && status == apierror.StatusResolved && f.Summary != "":
		f.Summary = "Resolved, as nothing more was heard of it: " + f.Summary
	}
	if f.Summary == "" {
		f.Summary = summary(&f)
	}
	return f
}

// reportPart is the finding of a situation that is told no longer for itself, but as part of another.
func (s *situation) reportPart(whole *situation) apierror.Finding {
	f := s.report(apierror.StatusFiring)
	f.Status = apierror.StatusResolved
	told := whole.report(apierror.StatusFiring)
	f.Summary = "Resolved, as it is part of another alert: " + told.Summary
	f.Evidence = maps.Clone(f.Evidence)
	if f.Evidence == nil {
		f.Evidence = make(map[string]any, 1)
	}
	f.Evidence["part_of"] = whole.finding.ID
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
		sum := sentence.Count(s.finding.Count, "failed call") + ", " + sentence.Money(business.ValueAtRisk, business.Currency) + " at risk"
		if business.Cost > 0 {
			sum += ", " + sentence.Money(business.Cost, business.Currency) + " of expected cost"
		}
		evidence["arithmetic"] = sum
	}
	return evidence
}
