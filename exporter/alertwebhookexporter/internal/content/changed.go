package content

import (
	"strings"

	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/notification"
	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
	"github.com/otelcol-apierror/otelcol-apierror/internal/sentence"
)

// changed says what is new since the destination was told last.
func changed(n *notification.Notification) []string {
	lead := &n.Alerts[0]
	var lines []string
	if lead.Before != nil {
		said := steps(&lead.Finding, lead.Before)
		if len(said) == 0 && n.Cause == notification.CauseRepeated {
			said = []string{"nothing new"}
		}
		if len(said) > 0 {
			lines = append(lines, "Since "+lead.Before.At.UTC().Format(instant)+": "+strings.Join(said, "; "))
		}
	}
	return append(lines, membership(n))
}

// steps are the figures that differ from what was told.
func steps(f *apierror.Finding, before *notification.Told) []string {
	var said []string
	add := func(name, from, to string) {
		if from != to && from != "" && to != "" {
			said = append(said, name+" "+from+" → "+to)
		}
	}
	add("severity", before.Severity.String(), f.Severity.String())
	add("events", sentence.Grouped(uint64(max(0, before.Count))), sentence.Grouped(uint64(max(0, f.Count))))
	if currency := f.Subject.Business.Currency; currency != "" {
		add("at risk", sentence.Money(apierror.Positive(before.ValueAtRisk), currency), sentence.Money(apierror.Positive(f.Subject.Business.ValueAtRisk), currency))
		add("expected cost", sentence.Money(apierror.Positive(before.Cost), currency), sentence.Money(apierror.Positive(f.Subject.Business.Cost), currency))
	}
	return said
}

// membership counts what is new in a group of several; the first notification of a group is all new.
func membership(n *notification.Notification) string {
	if n.Firing+n.Resolved < 2 { //nolint:mnd // two are several
		return ""
	}
	joined := n.Joined
	if n.Cause == notification.CauseOpened {
		joined = 0
	}
	var said []string
	for _, part := range []struct {
		count int
		what  string
	}{{joined, "new"}, {n.Worse, "worse"}, {n.Resolved, "ended"}} {
		if part.count > 0 {
			said = append(said, sentence.Grouped(uint64(part.count))+" "+part.what)
		}
	}
	if len(said) == 0 {
		return ""
	}
	return "In the group: " + strings.Join(said, ", ")
}
