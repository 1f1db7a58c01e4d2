package notification

import (
	"math"
	"time"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// Rest sums up situations that are not listed.
type Rest struct {
	Situations int               `json:"situations,omitempty"`
	Severity   apierror.Severity `json:"severity,omitempty"` // of the gravest
	Events     int64             `json:"events,omitempty"`

	// Money of one currency, the first that was met; what is in another is not added.
	ValueAtRisk float64 `json:"value_at_risk,omitempty"`
	Cost        float64 `json:"cost,omitempty"`
	Currency    string  `json:"currency,omitempty"`

	// From the first event to the last, in span time; zero where it is not known.
	Since time.Time `json:"since,omitzero"`
	Until time.Time `json:"until,omitzero"`
}

// AddFinding adds a situation.
func (r *Rest) AddFinding(f *apierror.Finding) {
	b := &f.Subject.Business
	r.Add(&Rest{
		Situations: 1, Severity: f.Severity, Events: f.Count, ValueAtRisk: b.ValueAtRisk, Cost: b.Cost, Currency: b.Currency,
		Since: f.StartedAt, Until: f.UpdatedAt,
	})
}

// Add adds several.
func (r *Rest) Add(more *Rest) {
	r.Situations += more.Situations
	r.Severity = max(r.Severity, more.Severity)
	if events := max(0, more.Events); events > math.MaxInt64-r.Events {
		r.Events = math.MaxInt64
	} else {
		r.Events += events
	}
	if r.Currency == "" {
		r.Currency = more.Currency
	}
	if r.Currency == more.Currency {
		r.ValueAtRisk = apierror.Cents(r.ValueAtRisk + apierror.Positive(more.ValueAtRisk))
		r.Cost = apierror.Cents(r.Cost + apierror.Positive(more.Cost))
	}
	if r.Since.IsZero() || !more.Since.IsZero() && more.Since.Before(r.Since) {
		r.Since = more.Since
	}
	if more.Until.After(r.Until) {
		r.Until = more.Until
	}
}

// Total is what the situations of a group come to.
type Total struct {
	Rest

	// Partial is set where some of them are known by number only.
	Partial bool
}

// Total sums up all that fires, or, where nothing does, all that ended since the group began. What is told as part of another situation
// has its events and its money there.
func (n *Notification) Total() Total {
	var t Total
	status, part := n.Status(), 0
	for i := range n.Alerts {
		a := &n.Alerts[i]
		switch {
		case a.Finding.Status != status:
		case a.PartOf != "":
			part++
		default:
			t.AddFinding(&a.Finding)
		}
	}
	rests := []*Rest{n.Rest}
	all := n.Firing
	if status == apierror.StatusResolved {
		rests, all = []*Rest{n.RestResolved, n.Earlier}, n.Resolved
		if n.Earlier != nil {
			all += n.Earlier.Situations
		}
	}
	for _, rest := range rests {
		if rest != nil {
			t.Add(rest)
		}
	}
	t.Partial = t.Situations+part < all
	t.Situations = all
	return t
}
