package format

import (
	"math"
	"time"

	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/notification"
	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/untrusted"
	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

func genericDataOf(f *apierror.Finding, partOf string) genericData {
	subject := &f.Subject
	data := genericData{
		ID:         short(f.ID),
		Kind:       short(string(f.Kind)),
		Name:       short(f.Name),
		Status:     short(string(f.Status)),
		Severity:   f.Severity.String(),
		Summary:    untrusted.Text(f.Summary, mediumText),
		StartedAt:  instant(f.StartedAt),
		UpdatedAt:  instant(f.UpdatedAt),
		Count:      f.Count,
		Confidence: finite(f.Confidence),
		Rationale:  untrusted.Text(f.Rationale, longText),
		Evidence:   untrusted.Evidence(f.Evidence, maxEvidence),
		Covers:     listed(f.Covers, mostCovers, idText),
		TraceID:    f.TraceID.String(),
		SpanID:     f.SpanID.String(),
		Service:    short(subject.Service),
		Route:      short(subject.Route),
		RPCMethod:  short(subject.RPCMethod),
		Tenant:     short(subject.Tenant),
		Category:   short(string(subject.Category)),
		Reason:     short(subject.Reason),
		Origin:     short(string(subject.Origin)),
		Actor:      genericActorOf(subject.Actor),
		Security:   genericSecurityOf(subject),
		Business:   genericBusinessOf(&subject.Business),
	}
	if f.Status == apierror.StatusResolved {
		data.EndedAt = data.UpdatedAt
		if !f.StartedAt.IsZero() && !f.UpdatedAt.IsZero() {
			seconds := max(f.UpdatedAt.Sub(f.StartedAt), 0).Seconds()
			data.DurationSeconds = &seconds
		}
	}
	if partOf != "" && data.Evidence != nil {
		data.Evidence["part_of"] = untrusted.Text(partOf, idText)
	}
	return data
}

func genericActorOf(a apierror.Actor) *genericActor {
	if a.IsZero() {
		return nil
	}
	return &genericActor{ID: short(a.ID), Type: short(string(a.Type))}
}

func genericSecurityOf(subject *apierror.Subject) *genericSecurity {
	if len(subject.Signals) == 0 && len(subject.References) == 0 {
		return nil
	}
	return &genericSecurity{
		Signals:    listed(subject.Signals, mostListed, shortText),
		References: listed(subject.References, mostListed, shortText),
	}
}

func genericBusinessOf(b *apierror.Business) *genericBusiness {
	if b.IsZero() {
		return nil
	}
	encoded := &genericBusiness{
		Process:     short(b.Process),
		Owner:       short(b.Owner),
		Criticality: short(string(b.Criticality)),
		Impact:      short(string(b.Impact)),
		Currency:    short(b.Currency),
		Partner:     short(b.Partner),
		Rationale:   untrusted.Text(b.Rationale, longText),
	}
	if b.Currency != "" {
		value := finite(b.ValueAtRisk)
		encoded.ValueAtRisk = &value
		encoded.Cost = finite(b.Cost)
	}
	if b.Partner != "" {
		encoded.SLABreached = &b.SLABreached
	}
	return encoded
}

func genericGroupOf(m *Message) *genericGroup {
	group := &genericGroup{
		ID: untrusted.Text(m.Group.ID, idText), Route: short(m.Group.Route), Sequence: m.Sequence,
		Firing: m.Firing, Resolved: m.Resolved, Flood: m.Group.Flood,
	}
	for _, label := range m.Group.Labels[:min(len(m.Group.Labels), mostLabels)] {
		group.Labels = append(group.Labels, genericLabel{Name: short(label.Name), Value: short(label.Value)})
	}
	if t := m.Total(); t.Situations > 1 {
		group.Total = &genericTotal{Situations: t.Situations, Events: t.Events, Partial: t.Partial}
		if t.Currency != "" {
			group.Total.ValueAtRisk, group.Total.Cost, group.Total.Currency = &t.ValueAtRisk, t.Cost, short(t.Currency)
		}
	}
	return group
}

func genericAlertOf(alert *notification.Alert) genericAlert {
	f := &alert.Finding
	business := &f.Subject.Business
	shown := genericAlert{
		ID: short(f.ID), Kind: short(string(f.Kind)), Name: short(f.Name), Status: short(string(f.Status)), Severity: f.Severity.String(),
		Summary: short(f.Summary), StartedAt: instant(f.StartedAt), Count: f.Count,
		Service: short(f.Subject.Service), Route: short(f.Subject.Route), Tenant: short(f.Subject.Tenant), Actor: short(f.Subject.Actor.ID),
		Process: short(business.Process), PartOf: untrusted.Text(alert.PartOf, idText), News: alert.News,
	}
	if f.Status == apierror.StatusResolved {
		shown.EndedAt = instant(f.UpdatedAt)
	}
	if business.Currency != "" {
		value := finite(business.ValueAtRisk)
		shown.ValueAtRisk, shown.Currency = &value, short(business.Currency)
	}
	return shown
}

func genericChangesOf(alert *notification.Alert) *genericChanges {
	before, f := alert.Before, &alert.Finding
	if before == nil {
		return nil
	}
	return &genericChanges{
		Since:       instant(before.At),
		Severity:    changed(before.Severity.String(), f.Severity.String()),
		Count:       changed(before.Count, f.Count),
		ValueAtRisk: changed(finite(before.ValueAtRisk), finite(f.Subject.Business.ValueAtRisk)),
		Cost:        changed(finite(before.Cost), finite(f.Subject.Business.Cost)),
	}
}

// changed is nil where nothing is.
func changed[T comparable](from, to T) *genericChange[T] {
	if from == to {
		return nil
	}
	return &genericChange[T]{From: from, To: to}
}

func short(value string) string { return untrusted.Text(value, shortText) }

func listed[T ~string](values []T, most, limit int) []string {
	values = values[:min(len(values), most)]
	list := make([]string, 0, len(values))
	for _, value := range values {
		list = append(list, untrusted.Text(string(value), limit))
	}
	return list
}

// instant writes a time to the nanosecond; "" for none.
func instant(at time.Time) string {
	if at = sayable(at); at.IsZero() {
		return ""
	}
	return at.Format(time.RFC3339Nano)
}

// sayable is a time in UTC, or the zero time for one that RFC 3339 has no form of.
func sayable(at time.Time) time.Time {
	at = at.UTC()
	if year := at.Year(); year < 0 || year > 9999 {
		return time.Time{}
	}
	return at
}

// finite gives 0 for what JSON has no form of.
func finite(number float64) float64 {
	if math.IsNaN(number) || math.IsInf(number, 0) {
		return 0
	}
	return number
}
