package detect

import (
	"net/netip"
	"strings"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// caller is somebody a call can be laid to, and the key of what he does.
type caller struct {
	who     apierror.Actor
	network netip.Prefix // stands for the address if it is one of many that its owner can choose from
	key     uint64
	role    role
}

// role is by what a caller is known.
type role uint8

const (
	nobody   role = iota
	asSource      // by where the calls come from
	asActor       // by the first present of the actor attributes, if that is somebody else
	asVictim      // not at all: all that is known is the account tried
)

// actor is how a report names the caller.
func (c *caller) actor() apierror.Actor {
	if c.network.IsValid() {
		return apierror.Actor{Type: c.who.Type, ID: c.network.String()}
	}
	return c.who
}

func (h *hasher) caller(who apierror.Actor, as role) caller {
	c := caller{who: who, role: as}
	if who.Type != apierror.ActorClient || simple(who.ID) {
		c.key = h.text(who.ID)
		return c
	}
	if c.who.ID, c.network = endpoint(who.ID); c.network.IsValid() {
		address := c.network.Addr().As16()
		c.key = h.bytes(address[:])
	} else {
		c.key = h.text(c.who.ID)
	}
	return c
}

// callerKey is the key alone.
func (h *hasher) callerKey(who apierror.Actor) uint64 {
	if who.Type != apierror.ActorClient || simple(who.ID) {
		return h.text(who.ID)
	}
	c := h.caller(who, asSource)
	return c.key
}

// simple reports whether an address stands for itself, as nearly all do.
func simple(address string) bool { return strings.IndexByte(address, ':') < 0 }

// networkBits is the part of an IPv6 address that is not the host's own to choose, and change (RFC 4291, section 2.5.1).
const networkBits = 64

// endpoint tells a client's address from its port, and an IPv6 address's network from what its owner picks by himself.
// Within a site, where networks are shared and nobody is at large, an address stands for itself.
func endpoint(address string) (string, netip.Prefix) {
	colon := strings.IndexByte(address, ':')
	if colon < 0 || len(address) > len("[0123:4567:89ab:cdef:0123:4567:255.255.255.255%interface-name]:65535") {
		return address, netip.Prefix{}
	}
	if strings.LastIndexByte(address, ':') == colon { // 1.2.3.4:5555, shop.example:5555
		return address[:colon], netip.Prefix{}
	}
	if inner, port, bracketed := strings.Cut(strings.TrimPrefix(address, "["), "]"); bracketed && (port == "" || port[0] == ':') {
		address = inner
	}
	parsed, err := netip.ParseAddr(address)
	switch {
	case err != nil:
		return address, netip.Prefix{}
	case parsed.Is4In6():
		if last := address[strings.LastIndexByte(address, ':')+1:]; strings.IndexByte(last, '.') > 0 {
			return last, netip.Prefix{}
		}
		return parsed.Unmap().String(), netip.Prefix{}
	case !parsed.IsGlobalUnicast() || parsed.IsPrivate():
		return address, netip.Prefix{}
	}
	network, _ := parsed.WithZone("").Prefix(networkBits) // it fails for lengths beyond 128 only
	return address, network
}
