package detect

import (
	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
	"github.com/otelcol-apierror/otelcol-apierror/processor/apierrorprocessor/internal/exhaustion"
)

// Who asks for more than there is takes it from everybody.
var exhaustionReferences = []string{"owasp:API4:2023", "attack:T1499.003", "cwe:400"}

// load counts what a call cost its route and its service as a whole, and whether it broke: a route that is seldom called has no usual
// load of its own.
func (d *Detectors) load(ev *Event) {
	f := &d.facts
	if ev.Weight <= 0 || d.repeated {
		return
	}
	call := exhaustion.Call{Time: ev.Time, Route: f.service, Broken: ev.Broken, Duration: ev.Duration, Weight: ev.Weight}
	by := f.specific()
	if by != nil {
		call.Actor = by.key
	}
	var found exhaustion.Finding
	drives := d.loads.Observe(&call, &found)
	if !ev.unmatched() {
		call.Route = d.hash.combine(f.service, d.places.key(ev))
		var onRoute exhaustion.Finding
		if d.loads.Observe(&call, &onRoute) {
			drives, found = true, onRoute
		}
	}
	if drives && by != nil {
		d.find(ev, finding{
			signal: apierror.SignalResourceExhaustion, severity: found.Severity, confidence: found.Confidence, rationale: found.Rationale,
			references: exhaustionReferences, by: *by,
		})
	}
}
