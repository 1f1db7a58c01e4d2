package apierrorprocessor

import (
	"net/netip"

	"go.opentelemetry.io/collector/pdata/pcommon"
)

// trusts is asked by the detectors where they would raise a signal for the span at hand: why whoever made the call is trusted, "" if he
// is not. It goes by what the span itself says, before anything is hashed. Ids that are only claimed are worth nothing.
func (w *workspace) trusts(claimed bool) string {
	if address := w.actors.address(w.asked); address.IsValid() {
		if reason := w.trusted.Network(address); reason != "" {
			return reason
		}
	}
	for i := range w.actors.actors {
		key := &w.actors.actors[i]
		if claimed || key.address {
			continue
		}
		if reason := w.trusted.User(lookup(w.asked, key.names)); reason != "" {
			return reason
		}
	}
	return w.trusted.Agent(w.event.Agent)
}

// trustsService is why the service that makes a call is trusted: it is the actor where services call each other.
func (w *workspace) trustsService(bool) string { return w.trusted.User(w.service) }

// address is where a call comes from; not valid if nobody knows. An address that a header may have given counts only if whoever is at
// the other end of the connection is a trusted proxy: anyone can write a header, and be in anybody's network.
func (r *actorReader) address(attrs pcommon.Map) netip.Addr {
	for i := range r.actors {
		key := &r.actors[i]
		if !key.address {
			continue
		}
		text := lookup(attrs, key.names)
		if text == "" {
			continue
		}
		if len(r.clients.proxies) > 0 {
			text = r.clients.behindProxies(attrs, text)
		}
		address, _ := parseAddress(text)
		if peer, known := parseAddress(lookup(attrs, peerAddresses)); known && peer != address && !r.clients.trusts(peer) {
			return netip.Addr{}
		}
		return address
	}
	return netip.Addr{}
}
