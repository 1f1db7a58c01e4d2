package format

import (
	"fmt"
	"strings"

	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/content"
	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/notification"
	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/untrusted"
)

// messageOf words a notification as package content might: the same for the same, with whatever the finding holds in it.
func messageOf(n *notification.Notification) *Message {
	f := n.Leading()
	line := func(value string, limit int) string {
		return strings.NewReplacer("\n", " ", "\t", " ").Replace(untrusted.Text(value, limit))
	}
	text := content.Text{
		Title: line(fmt.Sprintf("[%s · %s] %s", strings.ToUpper(string(n.Status())), f.Severity, f.Summary), 190),
		Sections: []content.Section{
			{Name: "What happens", Lines: []string{line(f.Summary, 1024)}},
			{Name: "How bad", Lines: []string{fmt.Sprintf("%d calls", f.Count), line(f.Subject.Business.Process, 256)}},
			{Name: "Why we think so", Lines: []string{line(f.Rationale, 1024)}},
			{Name: "What to do first", Lines: []string{"1. Look at the trace.", "2. Compare it with one from before."}},
		},
		Links: []content.Link{
			{Name: "Trace", URL: "https://tempo.example/trace/" + f.TraceID.String()},
			{Name: "Runbook", URL: "https://runbooks.example/timeout?service=" + "orders"},
		},
	}
	if len(n.Alerts) > 1 {
		also := content.Section{Name: "Also firing"}
		for i := range n.Alerts[1:min(len(n.Alerts), 10)] {
			also.Lines = append(also.Lines, line(n.Alerts[1+i].Finding.Summary, 256))
		}
		text.Sections = append(text.Sections, also)
	}
	return &Message{Notification: n, Text: text}
}
