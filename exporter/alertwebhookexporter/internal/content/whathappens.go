package content

import (
	"fmt"
	"strings"
	"time"

	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/notification"
	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
	"github.com/otelcol-apierror/otelcol-apierror/internal/sentence"
)

const instant = "2006-01-02 15:04:05 UTC"

func whatHappens(n *notification.Notification) []string {
	lead := &n.Alerts[0]
	f := &lead.Finding
	lines := []string{headline(n)}
	if n.Status() == apierror.StatusResolved {
		lines = append(lines, over(n))
	}
	if len(n.Group.Labels) > 0 {
		common := make([]string, 0, len(n.Group.Labels))
		for _, label := range n.Group.Labels {
			common = append(common, named(label.Name)+" "+named(label.Value))
		}
		lines = append(lines, "Told together: "+strings.Join(common, ", "))
	}
	if n.Group.Flood {
		return append(append(lines, makeup(n)), gravest(n)...)
	}
	return append(lines, place(&f.Subject), failure(&f.Subject))
}

// over says how long it lasted and what it cost.
func over(n *notification.Notification) string {
	lead := &n.Alerts[0]
	if lead.PartOf != "" {
		return "It is told no longer for itself: alert " + named(lead.PartOf) + " explains it."
	}
	many, business := events(&lead.Finding), stakes(n)
	switch t := n.Total(); {
	case n.Group.Flood:
		many = floodEvents(n)
	case several(n):
		many = amount(int64(t.Situations), "situation") + ", " + amount(t.Events, "event")
	}
	if lead.Finding.Kind == apierror.KindForecast && !several(n) {
		return "The forecast has ended, " + lasting(n) + " after it was told." // what it was of may have come true
	}
	return "It is over. It lasted " + lasting(n) + ": " + strings.Join(append([]string{many}, sums(&business)...), ", ") + "."
}

// place says where it is, and who does it or has it.
func place(s *apierror.Subject) string {
	var parts []string
	if where := strings.TrimSpace(sentence.Where(s)); where != "" {
		parts = append(parts, where)
	}
	if s.Tenant != "" {
		parts = append(parts, "of tenant "+named(s.Tenant))
	}
	if !s.Actor.IsZero() {
		parts = append(parts, "by "+actor(s.Actor))
	}
	if len(parts) == 0 {
		return ""
	}
	return "Where: " + strings.Join(parts, ", ")
}

func actor(a apierror.Actor) string {
	if a.Type == "" {
		return named(a.ID)
	}
	return string(a.Type) + " " + named(a.ID)
}

var faults = map[apierror.Origin]string{
	apierror.OriginCaller: "whoever calls", apierror.OriginService: "the service itself",
	apierror.OriginDependency: "what the service calls", apierror.OriginThirdParty: "another company's service",
	apierror.OriginNetwork: "the network between",
}

// failure names the kind of the failure and where the fault lies.
func failure(s *apierror.Subject) string {
	if s.Category == "" {
		return ""
	}
	text := "Failure: " + sentence.Failure(s.Category, s.Reason)
	if fault, known := faults[s.Origin]; known {
		text += "; the fault lies with " + fault
	}
	return text
}

// gravest names the first few of a flood.
func gravest(n *notification.Notification) []string {
	const most = 5
	status, left, all := n.Status(), restOf(n.Rest), n.Firing
	if n.Firing == 0 {
		left, all = restOf(n.RestResolved), n.Resolved
	}
	var lines []string
	for i := range n.Alerts {
		switch alert := &n.Alerts[i]; {
		case alert.Finding.Status != status:
		case len(lines) == most:
			left.AddFinding(&alert.Finding)
		default:
			lines = append(lines, fmt.Sprintf("%d. %s", len(lines)+1, entry(alert, false)))
		}
	}
	return append(lines, left.more(all-len(lines)))
}

// sinceWhen says when it began, and how long that is ago.
func sinceWhen(n *notification.Notification) []string {
	t := n.Total()
	if f := n.Leading(); !several(n) || !n.Group.Flood && n.Status() == apierror.StatusFiring {
		t.Since, t.Until = f.StartedAt, f.UpdatedAt
	}
	if t.Since.Unix() <= 0 {
		return nil
	}
	began := t.Since.UTC().Format(instant)
	if n.Status() == apierror.StatusResolved {
		return []string{began + " until " + t.Until.UTC().Format(instant)}
	}
	if ago := n.At.Sub(t.Since); ago >= time.Second {
		began += ", " + span(ago) + " ago"
	}
	if t.Until.After(t.Since) {
		began += "; last seen " + t.Until.UTC().Format(instant)
	}
	return []string{began}
}
