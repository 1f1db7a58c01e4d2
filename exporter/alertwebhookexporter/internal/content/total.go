package content

import (
	"strings"

	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/notification"
	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
	"github.com/otelcol-apierror/otelcol-apierror/internal/sentence"
)

// several reports whether a notification is of more than one situation, so that what its group comes to is more than what its leading
// one does.
func several(n *notification.Notification) bool {
	return n.Group.Flood || n.Total().Situations > 1
}

// stakes are the money of what a notification is about: all of its group, or the one situation.
func stakes(n *notification.Notification) apierror.Business {
	if several(n) {
		t := n.Total()
		return moneyOf(&t.Rest)
	}
	return n.Leading().Subject.Business
}

func moneyOf(r *notification.Rest) apierror.Business {
	return apierror.Business{ValueAtRisk: r.ValueAtRisk, Cost: r.Cost, Currency: r.Currency}
}

// sums says what money is at risk and lost.
func sums(b *apierror.Business) []string {
	var said []string
	for _, text := range []string{atRisk(b), cost(b)} {
		if text != "" {
			said = append(said, text)
		}
	}
	return said
}

// together says what all of a group come to; "" where it is one situation, or a flood, which says so in all that it says.
func together(n *notification.Notification) string {
	if n.Group.Flood || !several(n) {
		return ""
	}
	t := n.Total()
	money := moneyOf(&t.Rest)
	events := amount(t.Events, "event")
	if t.Partial {
		events = "at least " + events
	}
	return "All " + amount(int64(t.Situations), "situation") + " together: " + strings.Join(append([]string{events}, sums(&money)...), ", ")
}

// atRisk says what money is at risk; "" for none.
func atRisk(b *apierror.Business) string {
	if b.Currency == "" || apierror.Positive(b.ValueAtRisk) == 0 {
		return ""
	}
	return sentence.Money(b.ValueAtRisk, b.Currency) + " at risk"
}

// cost says what a failure is expected to cost; "" for nothing.
func cost(b *apierror.Business) string {
	if b.Currency == "" || apierror.Positive(b.Cost) == 0 {
		return ""
	}
	return sentence.Money(b.Cost, b.Currency) + " of expected cost"
}
