package content

import (
	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/notification"
	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
	"github.com/otelcol-apierror/otelcol-apierror/internal/sentence"
)

// unlisted sums up the situations that no line names.
type unlisted struct {
	situations int
	severity   apierror.Severity
	total
}

func restOf(rest *notification.Rest) *unlisted {
	u := &unlisted{}
	if rest != nil {
		u.situations, u.severity = rest.Situations, rest.Severity
		u.total.add(rest.Events, &apierror.Business{ValueAtRisk: rest.ValueAtRisk, Currency: rest.Currency})
	}
	return u
}

func (u *unlisted) add(f *apierror.Finding) {
	u.situations++
	u.severity = max(u.severity, f.Severity)
	u.total.add(f.Count, &f.Subject.Business)
}

// more says how many there are, and how bad they are where that is known of all of them.
func (u *unlisted) more(count int) string {
	if count <= 0 {
		return ""
	}
	text := "and " + sentence.Grouped(uint64(count)) + " more"
	if u.situations < count {
		return text
	}
	if severity := u.severity.String(); severity != "" {
		text += ", at worst " + severity
	}
	text += ", " + amount(u.events, "event")
	if risk := atRisk(&u.business); risk != "" {
		text += ", " + risk
	}
	return text
}
