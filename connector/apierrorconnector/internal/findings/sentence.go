package findings

import (
	"fmt"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
	"github.com/otelcol-apierror/otelcol-apierror/internal/sentence"
)

// summary says in one sentence what is the matter: a detector's own, or one like those that the exporter makes of what it reads
// from traces.
func (s *situation) summary(status apierror.Status) string {
	if s.judged == nil || s.judged.Summary == "" {
		what, many := s.headline()
		return sentence.Summary(&s.finding, status, what, many)
	}
	if status == apierror.StatusResolved {
		return fmt.Sprintf("Resolved: %s (lasted %s)", s.judged.Summary, sentence.Lasted(s.finding.UpdatedAt.Sub(s.finding.StartedAt)))
	}
	return s.judged.Summary
}

func (s *situation) headline() (what, many string) {
	f := &s.finding
	switch {
	case f.Kind == apierror.KindSLOBurn:
		return fmt.Sprintf("Objective %s burns its error budget", apierror.Quote(f.Name)), sentence.Count(f.Count, "failed call")
	case s.flood != nil:
		return sentence.Headline(f, s.flood.size(f.Kind))
	default:
		return sentence.Headline(f, "")
	}
}
