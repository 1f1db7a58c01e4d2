package detect

import (
	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
	"github.com/otelcol-apierror/otelcol-apierror/processor/apierrorprocessor/internal/lateral"
)

// Connection is a call of one service to another, from whichever side it is reported.
type Connection struct {
	Time     int64
	SpanID   uint64
	From, To string // the services' names; neither may be ""
	Denied   bool   // 401, 403 or what is equivalent to them
	Failed   bool   // in whatever way

	Trust func(claimed bool) string // as of an Event, for the service that calls
}

// Identity is the key of a service as one that calls or is called.
type Identity struct{ key uint64 }

// Identify gives the key of a service. Unlike everything else here but MaySuspect and KnowsConnection it may be called by any
// goroutine at any time.
func (d *Detectors) Identify(service string) Identity { return Identity{d.hash.shared(service)} }

// KnowsConnection reports whether a call that succeeded has nothing to teach.
func (d *Detectors) KnowsConnection(from, to Identity, at int64) bool {
	return d.movement.Knows(from.key, to.key, at)
}

// ObserveConnection learns who calls whom, and reports whether the call is part of lateral movement.
func (d *Detectors) ObserveConnection(c *Connection, out *apierror.Security) bool {
	*out = apierror.Security{Signals: out.Signals[:0], References: out.References[:0]}
	if d.recent.Seen(c.SpanID) {
		return false
	}
	call := lateral.Call{
		Time: c.Time, From: d.Identify(c.From).key, To: d.Identify(c.To).key, FromName: c.From, ToName: c.To, Denied: c.Denied, Failed: c.Failed,
	}
	var found lateral.Finding
	if !d.movement.Observe(&call, &found) {
		return false
	}
	who := apierror.Actor{Type: apierror.ActorService, ID: c.From}
	ev := Event{Time: c.Time, Service: c.From, Actor: who, Source: who, Trust: c.Trust}
	d.held, d.findings, d.facts = d.held[:0], d.findings[:0], facts{}
	d.text.reset()
	d.find(&ev, finding{
		signal: apierror.SignalLateralMovement, severity: found.Severity, confidence: found.Confidence, rationale: found.Rationale,
		references: found.References, by: d.hash.caller(who, asActor),
	})
	if len(d.findings) == 0 {
		return false
	}
	d.report(&ev, out)
	return true
}
