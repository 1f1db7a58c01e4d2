package situation

import (
	"fmt"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
	"github.com/otelcol-apierror/otelcol-apierror/internal/sentence"
)

// summary says in one sentence what is the matter, to somebody woken up by it.
func summary(f *apierror.Finding) string {
	what, many := headline(f)
	return sentence.Summary(f, f.Status, what, many)
}

func headline(f *apierror.Finding) (what, many string) {
	switch f.Kind {
	case apierror.KindSLOBurn:
		return fmt.Sprintf("The error budget of objective %s burns", apierror.Quote(f.Name)), sentence.Count(f.Count, "failed call")
	case apierror.KindForecast:
		return fmt.Sprintf("Forecast %s%s", apierror.Quote(f.Name), sentence.Where(&f.Subject)), sentence.Count(f.Count, "event")
	default:
		return sentence.Headline(f, "")
	}
}
