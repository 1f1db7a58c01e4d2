package dialguard

import (
	"net/netip"
)

// network is a range of addresses and what is there.
type network struct {
	netip.Prefix

	what string
}

func networks(what string, prefixes ...string) []network {
	list := make([]network, len(prefixes))
	for i, prefix := range prefixes {
		list[i] = network{netip.MustParsePrefix(prefix), what}
	}
	return list
}

func join(lists ...[]network) (all []network) {
	for _, list := range lists {
		all = append(all, list...)
	}
	return all
}

// never are refused always. A cloud's metadata service gives the machine's credentials to whoever can send a request from it.
// Sources: the clouds' manuals, https://www.iana.org/assignments/iana-ipv4-special-registry, …/iana-ipv6-special-registry.
var never = join(
	networks("a cloud's metadata service",
		"169.254.169.254/32",     // AWS, Azure, Google Cloud, Oracle, OpenStack, DigitalOcean and others
		"169.254.170.2/32",       // credentials of AWS ECS tasks
		"169.254.170.23/32",      // credentials of AWS EKS pods
		"fd00:ec2::/32",          // AWS: metadata ::254, EKS pods ::23
		"fd20:ce::254/128",       // Google Cloud
		"fd00:c1::a9fe:a9fe/128", // Oracle
		"fd00:42::42/128",        // Scaleway
		"100.100.100.200/32",     // Alibaba
		"192.0.0.192/32",         // Oracle, formerly
		"168.63.129.16/32",       // Azure's WireServer, whose address is a public one
	),
	networks("link-local", "169.254.0.0/16", "fe80::/10"),
	networks("multicast", "224.0.0.0/4", "ff00::/8"),
	networks("the broadcast address", "255.255.255.255/32"),
	networks("unspecified", "0.0.0.0/8", "::/128"),
)

// private are refused with DenyPrivate.
var private = join(
	networks("this machine's own (loopback)", "127.0.0.0/8", "::1/128"),
	networks("private", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7", "fec0::/10", "64:ff9b:1::/48"),
	networks("a carrier's or an overlay's (100.64.0.0/10)", "100.64.0.0/10"),
	networks("reserved", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "240.0.0.0/4",
		"2001::/23", "2001:db8::/32", "3fff::/20"),
)

var (
	globalUnicast = netip.MustParsePrefix("2000::/3")
	nat64         = netip.MustParsePrefix("64:ff9b::/96")
)

// neverReceiver says what an address is that no receiver can have; "" where it may be one's.
func neverReceiver(address netip.Addr) string { return among(never, address) }

// notGlobal says what an address is that is not globally routed; "" where it is.
func notGlobal(address netip.Addr) string {
	if what := among(private, address); what != "" {
		return what
	}
	if address = address.Unmap(); address.Is6() && !globalUnicast.Contains(address.WithZone("")) && !nat64.Contains(address.WithZone("")) {
		return "not globally routed"
	}
	return ""
}

func among(list []network, address netip.Addr) string {
	address = address.WithZone("").Unmap()
	for i := range list {
		if list[i].Contains(address) {
			return list[i].what
		}
	}
	for _, inner := range embedded(address) {
		if what := among(list, inner); what != "" {
			return what + " (" + inner.String() + ", written as IPv6)"
		}
	}
	return ""
}
