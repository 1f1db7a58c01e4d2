package dialguard

import "net/netip"

var (
	compatible = netip.MustParsePrefix("::/96")           // RFC 4291, deprecated
	translated = netip.MustParsePrefix("::ffff:0:0:0/96") // RFC 2765
	sixToFour  = netip.MustParsePrefix("2002::/16")       // RFC 3056
	teredo     = netip.MustParsePrefix("2001::/32")       // RFC 4380
	localNAT64 = netip.MustParsePrefix("64:ff9b:1::/48")  // RFC 8215, from which networks take prefixes of 96 bits
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
	case compatible.Contains(address), translated.Contains(address), nat64.Contains(address), localNAT64.Contains(address):
		return []netip.Addr{last}
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
