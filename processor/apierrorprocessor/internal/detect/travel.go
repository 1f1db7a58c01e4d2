package detect

import (
	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
	"github.com/otelcol-apierror/otelcol-apierror/processor/apierrorprocessor/internal/impossibletravel"
)

// Place is where a call came from, as far as its address tells.
type Place = impossibletravel.Place

// Stolen credentials are valid accounts in other hands.
var travelReferences = []string{"owasp:API2:2023", "attack:T1078", "cwe:287"}

// travel holds where a user calls from against where he was.
func (d *Detectors) travel(ev *Event) {
	if ev.Place == nil || ev.Actor.Type != apierror.ActorUser || d.repeated {
		return
	}
	by := d.hash.caller(ev.Actor, asActor)
	sighting := impossibletravel.Sighting{Time: ev.Time, Place: *ev.Place, Agent: d.hash.program(ev.Agent)}
	if !ev.Session.IsZero() {
		sighting.Session = d.hash.callerKey(ev.Session)
	}
	var found impossibletravel.Finding
	if d.travels.Observe(by.key, &sighting, &found) {
		d.find(ev, finding{
			signal: apierror.SignalGeoAnomaly, severity: found.Severity, confidence: found.Confidence, rationale: found.Rationale,
			references: travelReferences, by: by,
		})
	}
}
