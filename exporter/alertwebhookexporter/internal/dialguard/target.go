package dialguard

import (
	"math"
	"net/netip"
	"strconv"
	"strings"

	"golang.org/x/net/idna"
)

// CheckHost returns a *RefusedError where the host of a URL is an address that may not be dialled, also in the forms that C libraries
// take (2852039166, 0xa9.254.43518). It has nothing to say of a name. It is what is left to check where a proxy resolves and dials.
func (p Policy) CheckHost(host string) error {
	// A client asks for a name in its ASCII form, by which full-width digits and dots make an address too.
	if ascii, err := idna.Lookup.ToASCII(host); err == nil {
		host = ascii
	}
	host = strings.TrimSuffix(host, ".")
	address, err := netip.ParseAddr(host)
	if err != nil {
		var ok bool
		if address, ok = parseLegacy(host); !ok {
			return nil
		}
	}
	return p.Check(address)
}

// parseLegacy reads one to four numbers, decimal, octal or hexadecimal, the last of which fills what is left, as inet_aton does.
func parseLegacy(host string) (netip.Addr, bool) {
	parts := strings.Split(host, ".")
	if len(parts) > 4 {
		return netip.Addr{}, false
	}
	var number uint64
	for i, part := range parts {
		value, err := strconv.ParseUint(goNumber(part), 0, 32)
		if err != nil {
			return netip.Addr{}, false
		}
		left := 8 * (4 - i) // bits that are not filled yet
		most := uint64(1)<<left - 1
		if i < len(parts)-1 {
			left, most = left-8, math.MaxUint8
		} else {
			left = 0
		}
		if value > most {
			return netip.Addr{}, false
		}
		number |= value << left
	}
	return netip.AddrFrom4([4]byte{byte(number >> 24), byte(number >> 16), byte(number >> 8), byte(number)}), true
}

// goNumber keeps off what only Go takes: 1_000, 0b1, 0o7.
func goNumber(part string) string {
	if len(part) > 1 && strings.ContainsAny(part[1:2], "bBoO") || strings.Contains(part, "_") {
		return ""
	}
	return part
}
