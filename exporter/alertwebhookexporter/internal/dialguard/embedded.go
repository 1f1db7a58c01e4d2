package dialguard

import (
	"net/netip"
	"slices"
)

var (
	compatible = netip.MustParsePrefix("::/96")           // RFC 4291, deprecated
	translated = netip.MustParsePrefix("::ffff:0:0:0/96") // RFC 2765
	sixToFour  = netip.MustParsePrefix("2002::/16")       // RFC 3056
	teredo     = netip.MustParsePrefix("2001::/32")       // RFC 4380
	localNAT64 = netip.MustParsePrefix("64:ff9b:1::/48")  // RFC 8215, from which networks take prefixes of 48 to 96 bits
)

// embedded are the IPv4 addresses at which packets for an IPv6 address may come out, where a translator or a tunnel is on their way.
func embedded(address netip.Addr) []netip.Addr {
	if !address.Is6() {
		return nil
	}
	b := address.As16()
	last := netip.AddrFrom4([4]byte(b[12:]))
	switch {
	case address == netip.IPv6Loopback():
		return nil // the one address of ::/96 that has a meaning of its own
	case compatible.Contains(address), translated.Contains(address), nat64.Contains(address):
		return []netip.Addr{last}
	case localNAT64.Contains(address):
		return append(shortNAT64(b), last)
	case sixToFour.Contains(address):
		return []netip.Addr{netip.AddrFrom4([4]byte(b[2:6]))}
	case teredo.Contains(address):
		server, client := netip.AddrFrom4([4]byte(b[4:8])), netip.AddrFrom4([4]byte{^b[12], ^b[13], ^b[14], ^b[15]})
		return []netip.Addr{server, client}
	case b[8]&^0x02 == 0 && b[9] == 0 && b[10] == 0x5e && b[11] == 0xfe: // ISATAP, RFC 5214, under any prefix
		return []netip.Addr{last}
	}
	return nil
}

// shortNAT64 are the addresses that one of NAT64 has if the network's prefix has 48, 56 or 64 bits: after them, without bits 64 to 71, and
// followed by zeros (RFC 6052, section 2.2).
func shortNAT64(b [16]byte) []netip.Addr {
	var found []netip.Addr
	for _, of := range []struct {
		address [4]byte
		end     int
	}{
		{[4]byte{b[6], b[7], b[9], b[10]}, 11},
		{[4]byte{b[7], b[9], b[10], b[11]}, 12},
		{[4]byte(b[9:13]), 13},
	} {
		if of.address != [4]byte{} && b[8] == 0 && !slices.ContainsFunc(b[of.end:], func(b byte) bool { return b != 0 }) {
			found = append(found, netip.AddrFrom4(of.address))
		}
	}
	return found
}
