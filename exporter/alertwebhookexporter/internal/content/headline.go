package content

import (
	"slices"
	"strings"

	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/notification"
	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
	"github.com/otelcol-apierror/otelcol-apierror/internal/sentence"
)

// headline says in a sentence what a notification is mostly about.
func headline(n *notification.Notification) string {
	if n.Group.Flood {
		return floodHeadline(n)
	}
	return said(n.Leading())
}

// said is a finding's own sentence, without the words that it is over: the title and the lines say so themselves.
func said(f *apierror.Finding) string {
	text := f.Summary
	for _, over := range []string{
		"Resolved: ", "Resolved, as nothing more was heard of it: ", "Resolved, as it is part of another alert: ",
	} {
		text = strings.TrimPrefix(text, over)
	}
	if strings.TrimSpace(text) == "" {
		text, _ = sentence.Headline(f, "")
	}
	return text
}

// events says how many events a finding has.
func events(f *apierror.Finding) string {
	counted := *f
	counted.Subject.Business.Currency = "" // the money is said for itself
	if f.Kind == apierror.KindForecast {
		return sentence.Count(f.Count, "event")
	}
	_, many := sentence.Headline(&counted, "")
	return many
}

// floodHeadline says what all of a flood have in common, and how many there are.
func floodHeadline(n *notification.Notification) string {
	t := n.Total()
	if n.Group.Mixed() && len(n.Makeup) > 0 {
		const most = 3
		return amount(int64(t.Situations), "situation") + " at once, such as " + strings.Join(portions(n.Makeup[:min(len(n.Makeup), most)], false), ", ")
	}
	noun := crowd(n)
	if noun == "" || n.Group.Mixed() {
		return amount(int64(t.Situations), "situation") + ", " + floodEvents(n) + ", such as: " + said(n.Leading())
	}
	f := *n.Leading()
	generalize(&f, n, &t)
	what, _ := sentence.Headline(&f, amount(int64(t.Situations), noun))
	return what + ": " + floodEvents(n)
}

// floodEvents says how many events all of a flood have.
func floodEvents(n *notification.Notification) string {
	t, f := n.Total(), *n.Leading()
	f.Count = t.Events
	many := events(&f)
	if n.Group.Mixed() {
		many = amount(t.Events, "event")
	}
	if t.Partial {
		return "at least " + many
	}
	return many
}

// crowd is what a flood is made of; "" where its kind has no word for it.
func crowd(n *notification.Notification) string {
	lead := n.Leading()
	switch lead.Kind {
	case apierror.KindSecurity:
		if shared(n, func(s *apierror.Subject) string { return string(s.Actor.Type) }) && lead.Subject.Actor.Type.Valid() {
			return string(lead.Subject.Actor.Type)
		}
		return "actor"
	case apierror.KindDataLeak, apierror.KindContractDrift:
		return "endpoint"
	case apierror.KindSurge:
		if lead.Subject.Category != "" {
			return "endpoint"
		}
	}
	return ""
}

// generalize leaves of a subject what all of a flood are known to have in common.
func generalize(f *apierror.Finding, n *notification.Notification, t *notification.Total) {
	listed := t.Situations <= len(n.Alerts)
	if !listed || !shared(n, func(s *apierror.Subject) string { return s.Service }) {
		f.Subject.Service = ""
	}
	if !listed || !shared(n, func(s *apierror.Subject) string { return s.Reason }) {
		f.Subject.Reason = ""
	}
}

func shared(n *notification.Notification, of func(*apierror.Subject) string) bool {
	first := of(&n.Leading().Subject)
	return !slices.ContainsFunc(n.Alerts, func(a notification.Alert) bool { return of(&a.Finding.Subject) != first })
}
