package content

import (
	"fmt"
	"math"
	"strings"

	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/notification"
	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// why gives the rule, the evidence, how sure it is, and what it is known as.
func why(n *notification.Notification) []string {
	f := n.Leading()
	rationale := f.Rationale
	if n.Group.Flood && rationale != "" {
		rationale = "Of the gravest: " + rationale
	}
	return []string{rationale, evident(f.Evidence), sure(f.Confidence), knownAs(f.Subject.References)}
}

// sure puts a confidence in words.
func sure(confidence float64) string {
	if confidence = min(1, apierror.Positive(confidence)); confidence == 0 {
		return ""
	}
	word := "It may be an accident"
	switch {
	case confidence >= 0.95:
		word = "Almost certain"
	case confidence >= 0.8:
		word = "Very likely"
	case confidence >= 0.6:
		word = "Likely"
	}
	return fmt.Sprintf("%s (confidence %.0f%%).", word, math.Floor(100*confidence))
}

// knownAs names the first few references.
func knownAs(references []string) string {
	const most = 4
	listed := make([]string, 0, most)
	for _, reference := range references[:min(len(references), most)] {
		listed = append(listed, referenceName(reference))
	}
	if len(listed) == 0 {
		return ""
	}
	return "Known as: " + strings.Join(listed, ", ")
}
