package situation

import (
	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/notification"
	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// rest sums up what is not listed: some lines, and what was forgotten, of which an example may be listed; nil for nothing.
func (p *plan) rest(lines []line, forgotten bool, example *apierror.Finding) *notification.Rest {
	rest := &notification.Rest{}
	for i := range lines {
		if lines[i].what != merged { // whose events and money are another's
			rest.AddFinding(&lines[i].m.s.finding)
		}
	}
	if forgotten {
		rest.Add(&p.g.lost.Rest)
		if example != nil {
			rest.Situations--
			rest.Events -= example.Count
			if business := &example.Subject.Business; business.Currency == rest.Currency {
				rest.ValueAtRisk, rest.Cost = max(0, rest.ValueAtRisk-business.ValueAtRisk), max(0, rest.Cost-business.Cost)
			}
		}
	}
	if rest.Situations <= 0 {
		return nil
	}
	return rest
}

// over is what ended in the group once this is told; nothing where nothing fires any more, since what comes then begins anew.
func (p *plan) over(before notification.Rest) notification.Rest {
	if len(p.firing) == 0 && p.lost != fires && p.lost != idle {
		return notification.Rest{}
	}
	for i := range p.ended {
		if l := &p.ended[i]; l.what != merged {
			before.AddFinding(&l.m.s.finding)
		}
	}
	if p.lost == resolved {
		before.Add(&p.g.lost.Rest)
	}
	return before
}
