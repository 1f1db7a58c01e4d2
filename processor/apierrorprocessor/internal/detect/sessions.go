package detect

import "github.com/otelcol-apierror/otelcol-apierror/internal/apierror"

// sessionOrigin is where a session was seen first. Nearly all stay there, and cost no more than this.
type sessionOrigin struct {
	agent, network uint32 // the lower halves of their hashes
	set            bool
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
	agent, network := uint32(f.agent), uint32(f.network) //nolint:gosec // a part of a hash
	if !origin.set {
		*origin = sessionOrigin{agent: agent, network: network, set: true}
		return
	}
	if origin.agent == agent && origin.network == network {
		return
	}
	b := sessionUsed
	if ev.Session.Type == apierror.ActorCredential {
		b = credentialUsed
	}
	d.countAs(b, ev, f, d.repeated)
}
