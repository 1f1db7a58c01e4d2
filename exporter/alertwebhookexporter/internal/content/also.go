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
	return also(n, apierror.StatusResolved, n.Resolved, n.RestResolved)
}

func also(n *notification.Notification, status apierror.Status, all int, rest *notification.Rest) []string {
	var lines []string
	left, marked := restOf(rest), n.Cause != notification.CauseOpened
	news, others := shownOf(n, status)
	for i := range n.Alerts {
		alert := &n.Alerts[i]
		room := &others
		if alert.News {
			room = &news
		}
		switch {
		case alert.Finding.Status != status:
		case i == 0:
			all--
		case *room == 0:
			left.AddFinding(&alert.Finding)
		default:
			*room--
			all--
			lines = append(lines, entry(alert, marked))
		}
	}
	if text := left.more(all); text != "" {
		lines = append(lines, text)
	}
	return lines
}

// shownOf is how many lines what is news gets, and how many the rest.
func shownOf(n *notification.Notification, status apierror.Status) (news, others int) {
	for i := range n.Alerts {
		if alert := &n.Alerts[i]; i > 0 && alert.News && alert.Finding.Status == status && news < maxAlso {
			news++
		}
	}
	return news, maxAlso - news
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
	if money := sums(&f.Subject.Business); len(money) > 0 && alert.PartOf == "" && !strings.Contains(text, money[0]) {
		text = line(text, maxListed-maxStake) + "; " + line(money[0], maxStake)
	}
	if len(marks) > 0 {
		text = "[" + strings.Join(marks, ", ") + "] " + text
	}
	return line(text, maxListed)
}
