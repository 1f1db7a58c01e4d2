package content

import (
	"strings"

	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/notification"
	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

const maxAlso = 10

// alsoFiring lists what fires besides the leading situation. Of a flood, the gravest are named already.
func alsoFiring(n *notification.Notification) []string {
	if n.Group.Flood {
		return nil
	}
	return also(n, apierror.StatusFiring, n.Firing, n.Rest)
}

func alsoEnded(n *notification.Notification) []string {
	if n.Group.Flood && n.Firing == 0 {
		return nil
	}
	return also(n, apierror.StatusResolved, n.Resolved, nil)
}

func also(n *notification.Notification, status apierror.Status, all int, rest *notification.Rest) []string {
	var lines []string
	left := restOf(rest)
	for i := range n.Alerts {
		alert := &n.Alerts[i]
		switch {
		case alert.Finding.Status != status:
		case i == 0:
			all--
		case len(lines) == maxAlso:
			left.add(&alert.Finding)
		default:
			all--
			lines = append(lines, entry(alert, n.Cause != notification.CauseOpened))
		}
	}
	if text := left.more(all); text != "" {
		lines = append(lines, text)
	}
	return lines
}

// entry is a situation in a line.
func entry(alert *notification.Alert, marked bool) string {
	f := &alert.Finding
	var marks []string
	if severity := f.Severity.String(); severity != "" {
		if alert.Before != nil && alert.Before.Severity < f.Severity && alert.Before.Severity != apierror.SeverityNone {
			severity = alert.Before.Severity.String() + " → " + severity
		}
		marks = append(marks, severity)
	}
	switch {
	case f.Status == apierror.StatusResolved && alert.PartOf != "":
		marks = append(marks, "part of another alert")
	case f.Status == apierror.StatusResolved:
		marks = append(marks, "ended after "+span(f.UpdatedAt.Sub(f.StartedAt)))
	case marked && alert.News && alert.Before == nil:
		marks = append(marks, "new")
	}
	text := said(f)
	if len(marks) > 0 {
		text = "[" + strings.Join(marks, ", ") + "] " + text
	}
	return line(text, maxListed)
}
