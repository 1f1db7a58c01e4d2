package content

import (
	"math"
	"time"

	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/notification"
	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
	"github.com/otelcol-apierror/otelcol-apierror/internal/sentence"
)

// total is what a flood comes to: of all that fires, or of all that ended where nothing does.
type total struct {
	situations int
	events     int64
	business   apierror.Business // its money
	since      time.Time
	until      time.Time
	// partial is set where some of it is known by number only.
	partial bool
}

func totalOf(n *notification.Notification) total {
	t := total{situations: n.Firing}
	if n.Firing == 0 {
		t.situations = n.Resolved
	}
	status, listed := n.Status(), 0
	for i := range n.Alerts {
		f := &n.Alerts[i].Finding
		if f.Status != status {
			continue
		}
		listed++
		t.add(f.Count, &f.Subject.Business)
		if t.since.IsZero() || f.StartedAt.Before(t.since) {
			t.since = f.StartedAt
		}
		if f.UpdatedAt.After(t.until) {
			t.until = f.UpdatedAt
		}
	}
	t.partial = t.situations > listed
	if n.Rest != nil && n.Firing > 0 {
		t.add(n.Rest.Events, &apierror.Business{ValueAtRisk: n.Rest.ValueAtRisk, Cost: n.Rest.Cost, Currency: n.Rest.Currency})
		t.partial = t.situations > listed+n.Rest.Situations
	}
	return t
}

// add counts what more comes to; money in another currency than the first cannot be.
func (t *total) add(events int64, money *apierror.Business) {
	events = max(0, events)
	if events > math.MaxInt64-t.events {
		events = math.MaxInt64 - t.events
	}
	t.events += events
	if t.business.Currency == "" {
		t.business.Currency = money.Currency
	}
	if t.business.Currency == money.Currency {
		t.business.ValueAtRisk += apierror.Positive(money.ValueAtRisk)
		t.business.Cost += apierror.Positive(money.Cost)
	}
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
