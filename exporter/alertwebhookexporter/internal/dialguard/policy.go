package dialguard

import (
	"fmt"
	"net"
	"net/netip"
	"syscall"
	"time"
)

// Policy says which addresses may be dialled. The zero value allows private ones and this machine, which many receivers have.
type Policy struct {
	// DenyPrivate allows globally routed addresses only.
	DenyPrivate bool
}

// RefusedError is why an address is not dialled. It is fit for the log: of the URL it has the host's address only.
type RefusedError struct {
	// Address is what is refused; its zero value where what was to be dialled is no address.
	Address netip.Addr
	// Because completes "the address is …".
	Because string
	// Private is set where the address is allowed without deny_private_networks.
	Private bool
}

func (e *RefusedError) Error() string {
	switch {
	case !e.Address.IsValid():
		return "refused to connect: " + e.Because
	case e.Private:
		return fmt.Sprintf("refused to connect to %s: it is %s, and deny_private_networks is set", e.Address, e.Because)
	default:
		return fmt.Sprintf("refused to connect to %s: it is %s, where no receiver can be", e.Address, e.Because)
	}
}

// Check returns a *RefusedError where an address may not be dialled.
func (p Policy) Check(address netip.Addr) error {
	if because := neverReceiver(address); because != "" {
		return &RefusedError{Address: address, Because: because}
	}
	if !p.DenyPrivate {
		return nil
	}
	if because := notGlobal(address); because != "" {
		return &RefusedError{Address: address, Because: because, Private: true}
	}
	return nil
}

// Control is for a net.Dialer: it is asked for each address that a name resolved to, when that is about to be connected to.
func (p Policy) Control(_, address string, _ syscall.RawConn) error {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return &RefusedError{Because: "what is dialled has no IP address"} // a socket in the file system
	}
	if host == "" {
		return p.Check(netip.IPv6Unspecified()) // which the kernel takes for this machine
	}
	parsed, err := netip.ParseAddr(host)
	if err != nil {
		return &RefusedError{Because: "what is dialled has no IP address"}
	}
	return p.Check(parsed)
}

// Dialer is http.DefaultTransport's dialer, guarded.
func (p Policy) Dialer() *net.Dialer {
	return &net.Dialer{Timeout: 30 * time.Second, KeepAlive: 30 * time.Second, Control: p.Control}
}
