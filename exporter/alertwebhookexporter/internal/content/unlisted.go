package content

import (
	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/notification"
	"github.com/otelcol-apierror/otelcol-apierror/internal/sentence"
)

// unlisted sums up the situations that no line names.
type unlisted struct{ notification.Rest }

func restOf(rest *notification.Rest) *unlisted {
	if rest == nil {
		return &unlisted{}
	}
	return &unlisted{*rest}
}

// more says how many there are, and how bad they are where that is known of all of them.
func (u *unlisted) more(count int) string {
	if count <= 0 {
		return ""
	}
	text := "and " + sentence.Grouped(uint64(count)) + " more"
	if u.Situations < count {
		return text
	}
	if severity := u.Severity.String(); severity != "" {
		text += ", at worst " + severity
	}
	text += ", " + amount(u.Events, "event")
	money := moneyOf(&u.Rest)
	if risk := atRisk(&money); risk != "" {
		text += ", " + risk
	}
	return text
}
