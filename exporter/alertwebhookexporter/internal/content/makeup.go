package content

import (
	"strings"

	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/notification"
	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
	"github.com/otelcol-apierror/otelcol-apierror/internal/sentence"
)

// makeup says what a flood of all kinds is made of; "" for any other.
func makeup(n *notification.Notification) string {
	if !n.Group.Mixed() || len(n.Makeup) == 0 {
		return ""
	}
	left := n.Firing
	if n.Status() == apierror.StatusResolved {
		left = n.Resolved
	}
	for i := range n.Makeup {
		left -= n.Makeup[i].Situations
	}
	parts := portions(n.Makeup, true)
	if left > 0 {
		parts = append(parts, "and "+sentence.Grouped(uint64(left))+" more")
	}
	return "Made of: " + strings.Join(parts, ", ")
}

func portions(of []notification.Share, graded bool) []string {
	said := make([]string, 0, len(of))
	for i := range of {
		share := &of[i]
		text := sentence.Grouped(uint64(max(0, share.Situations))) + " × " + named(string(share.Kind)) + " " + named(share.Name)
		if severity := share.Severity.String(); graded && severity != "" {
			text += " (" + severity + ")"
		}
		said = append(said, text)
	}
	return said
}
