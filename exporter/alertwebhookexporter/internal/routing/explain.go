package routing

import (
	"fmt"
	"strings"
	"time"

	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/notification"
	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// Explain says of a finding, as it came, which destination would be told and why, a line each. It changes nothing.
func (r *Router) Explain(f *apierror.Finding, now time.Time) []string {
	var lines []string
	graded := *f
	if by := r.override(r.subject(f)); by != nil {
		graded.Severity = by.severity
		lines = append(lines, fmt.Sprintf("severity %s instead of %s, by %s", by.severity, f.Severity, by.key))
	}
	targets := r.Targets(&graded)
	if len(targets) == 0 {
		lines = append(lines, "no destination: the routes that match name none")
	}
	for _, to := range targets {
		lines = append(lines, fmt.Sprintf("destination %s by %s (match %s), %s, %s", apierror.Quote(to.Destination), keyOf(to.Route.Path),
			r.nodes[to.Route].match, group(to.Route.Labels(f)), r.fate(&graded, to.Route, now)))
	}
	return lines
}

func group(labels []notification.Label) string {
	if len(labels) == 0 {
		return "a group of its own"
	}
	texts := make([]string, len(labels))
	for i, label := range labels {
		texts[i] = label.Name + "=" + apierror.Quote(label.Value)
	}
	return "group {" + strings.Join(texts, ", ") + "}"
}

// fate is what becomes of a finding at a destination.
func (r *Router) fate(f *apierror.Finding, by *Route, now time.Time) string {
	if f.Status == apierror.StatusResolved {
		return "its end is told if it was told that it fires"
	}
	if f.Severity < by.MinSeverity {
		return fmt.Sprintf("not told: severity %s is below min_severity %s", f.Severity, by.MinSeverity)
	}
	mute, muted := r.Muted(f, by, now)
	if !muted {
		return fmt.Sprintf("would be told after %s", by.GroupWait)
	}
	text := fmt.Sprintf("not told for now: %s by %s", mute.Reason, apierror.Quote(mute.By))
	if mute.Source != "" {
		text += ", finding " + apierror.Quote(mute.Source)
	}
	if !mute.Until.IsZero() {
		text += " until " + mute.Until.UTC().Format(time.RFC3339)
	}
	return text
}
