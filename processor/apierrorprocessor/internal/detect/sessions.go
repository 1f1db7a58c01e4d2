package detect

import "github.com/otelcol-apierror/otelcol-apierror/internal/apierror"

// sessionOrigin is where a session was seen first. Nearly all stay there, and cost no more than this.
type sessionOrigin struct {
	network uint32 // the lower half of its hash
	set     bool
}

// Reset empties the origin for another session.
func (s *sessionOrigin) Reset() { *s = sessionOrigin{} }

// useSession counts where a session is used from, once that is more than one place.
func (d *Detectors) useSession(ev *Event) {
	if ev.Session.IsZero() || ev.Source.Type != apierror.ActorClient {
		return
	}
	f := &d.facts
	f.session = d.hash.caller(ev.Session, asSession)
	f.network = d.hash.text(networkOf(ev.Source.ID))
	origin := d.sessions.Value(d.sessions.Touch(d.hash.combine(f.session.key, f.service)))
	network := uint32(f.network) //nolint:gosec // a part of a hash
	if !origin.set {
		*origin = sessionOrigin{network: network, set: true}
		return
	}
	// The programs of one device share its address.
	if origin.network == network {
		return
	}
	f.program = d.hash.program(ev.Agent)
	b := sessionUsed
	if ev.Session.Type == apierror.ActorCredential {
		b = credentialUsed
	}
	d.countAs(b, ev, f, d.repeated)
}
