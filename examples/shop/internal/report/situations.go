package report

import (
	"cmp"
	"slices"
	"time"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// Situation is everything that was told of one thing: that it began, grew worse, ended.
type Situation struct {
	Finding  apierror.Finding  // as it was told last
	Severity apierror.Severity // the worst that was told
	Fired    time.Time         // when the connector told of it first; zero where only alerts did
	Resolved time.Time         // zero while it lasts

	Alerts   int // that reached the webhook
	Repeated int // of them, those that told once more what was known
	Distrust error
}

// situationsOf lists the worst first; of equal ones, those that were told of first.
func situationsOf(findings []Told, alerts []Alert) []Situation {
	byID := make(map[string]*Situation)
	of := func(id string) *Situation {
		if byID[id] == nil {
			byID[id] = &Situation{}
		}
		return byID[id]
	}
	for i := range findings {
		of(findings[i].ID).tell(&findings[i])
	}
	alerted := make(map[string]apierror.Severity) // by the situations that fire as far as the webhook knows
	for i := range alerts {
		a := &alerts[i]
		situation := of(a.ID)
		situation.Alerts++
		situation.Distrust = cmp.Or(situation.Distrust, a.Rejected)
		if situation.Fired.IsZero() {
			situation.alone(a)
		}
		switch {
		case a.Status == string(apierror.StatusResolved):
			delete(alerted, a.ID)
		case a.Severity <= alerted[a.ID]:
			situation.Repeated++
		default:
			alerted[a.ID] = a.Severity
		}
	}
	rows := make([]Situation, 0, len(byID))
	for _, situation := range byID {
		rows = append(rows, *situation)
	}
	slices.SortFunc(rows, func(a, b Situation) int {
		return cmp.Or(cmp.Compare(b.Severity, a.Severity), a.Fired.Compare(b.Fired), cmp.Compare(a.Finding.ID, b.Finding.ID))
	})
	return rows
}

func (s *Situation) tell(told *Told) {
	s.Finding, s.Severity = told.Finding, max(s.Severity, told.Severity)
	if s.Fired.IsZero() {
		s.Fired = told.At
	}
	s.Resolved = time.Time{}
	if told.Status == apierror.StatusResolved {
		s.Resolved = told.At
	}
}

// alone is what is known of a situation that no finding tells of.
func (s *Situation) alone(a *Alert) {
	s.Severity = max(s.Severity, a.Severity)
	s.Finding = apierror.Finding{
		ID: a.ID, Kind: apierror.Kind(a.Kind), Name: a.Name, Summary: a.Summary, Severity: a.Severity,
		Subject: apierror.Subject{Service: a.Service, Route: a.Route, Actor: apierror.Actor{ID: a.Actor}},
	}
}

// UnderAttack reports whether the webhook was told of an attack, and not yet of its end.
func UnderAttack(alerts []Alert) bool {
	firing := make(map[string]bool)
	for i := range alerts {
		if alerts[i].Kind == string(apierror.KindSecurity) {
			firing[alerts[i].ID] = alerts[i].Status != string(apierror.StatusResolved)
		}
	}
	for _, still := range firing {
		if still {
			return true
		}
	}
	return false
}
