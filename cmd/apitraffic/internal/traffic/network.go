package traffic

import (
	"fmt"
	"math/rand/v2"
	"net/netip"

	"github.com/otelcol-apierror/otelcol-apierror/cmd/apitraffic/internal/shop"
)

// networkKind is what sort of lines a network serves.
type networkKind uint8

const (
	home networkKind = iota
	mobile
	mobileV6
	office
	hosting
	hostingV6
	exitNode // of a commercial VPN
)

// network is a range of addresses of one operator in one place. The ranges are made up: who really has them has nothing to do
// with this.
type network struct {
	kind   networkKind
	prefix string
	place  *shop.Place
}

var (
	berlin    = &shop.Place{City: "Berlin", Country: "DE", Lat: 52.52, Lon: 13.405}
	hamburg   = &shop.Place{City: "Hamburg", Country: "DE", Lat: 53.551, Lon: 9.993}
	munich    = &shop.Place{City: "Munich", Country: "DE", Lat: 48.137, Lon: 11.575}
	frankfurt = &shop.Place{City: "Frankfurt am Main", Country: "DE", Lat: 50.11, Lon: 8.682}
	vienna    = &shop.Place{City: "Vienna", Country: "AT", Lat: 48.208, Lon: 16.373}
	paris     = &shop.Place{City: "Paris", Country: "FR", Lat: 48.857, Lon: 2.352}
	lyon      = &shop.Place{City: "Lyon", Country: "FR", Lat: 45.764, Lon: 4.836}
	london    = &shop.Place{City: "London", Country: "GB", Lat: 51.507, Lon: -0.128}
	warsaw    = &shop.Place{City: "Warsaw", Country: "PL", Lat: 52.23, Lon: 21.012}
	madrid    = &shop.Place{City: "Madrid", Country: "ES", Lat: 40.417, Lon: -3.704}
	amsterdam = &shop.Place{City: "Amsterdam", Country: "NL", Lat: 52.368, Lon: 4.904}
	newYork   = &shop.Place{City: "New York", Country: "US", Lat: 40.713, Lon: -74.006}
	ashburn   = &shop.Place{City: "Ashburn", Country: "US", Lat: 39.044, Lon: -77.487}
	saoPaulo  = &shop.Place{City: "São Paulo", Country: "BR", Lat: -23.55, Lon: -46.633}
	jakarta   = &shop.Place{City: "Jakarta", Country: "ID", Lat: -6.208, Lon: 106.846}
	lagos     = &shop.Place{City: "Lagos", Country: "NG", Lat: 6.524, Lon: 3.379}
	singapore = &shop.Place{City: "Singapore", Country: "SG", Lat: 1.352, Lon: 103.82}
	hanoi     = &shop.Place{City: "Hanoi", Country: "VN", Lat: 21.028, Lon: 105.854}
	bogota    = &shop.Place{City: "Bogotá", Country: "CO", Lat: 4.711, Lon: -74.072}
)

var networks = []network{
	{home, "79.231", berlin},
	{home, "84.170", hamburg},
	{home, "91.14", munich},
	{home, "87.122", frankfurt},
	{home, "80.108", vienna},
	{home, "86.245", paris},
	{home, "90.63", lyon},
	{home, "81.154", london},
	{home, "83.24", warsaw},
	{home, "88.16", madrid},
	{home, "77.162", amsterdam},
	{home, "74.72", newYork},
	{mobile, "109.41", berlin},
	{mobile, "37.84", munich},
	{mobile, "92.184", paris},
	{mobile, "46.215", warsaw},
	{mobileV6, "2a02:3035", berlin},
	{mobileV6, "2a01:59f", hamburg},
	{mobileV6, "2a01:e0a", paris},
	{office, "194.25", frankfurt},
	{office, "62.159", munich},
	{office, "195.68", paris},
	{office, "212.36", london},
	{hosting, "45.137", amsterdam},
	{hosting, "5.188", warsaw},
	{hosting, "185.220", frankfurt},
	{hosting, "167.71", newYork},
	{hosting, "159.65", singapore},
	{hosting, "52.91", ashburn},
	{hosting, "103.152", jakarta},
	{hostingV6, "2a01:4f8", frankfurt},
	{exitNode, "146.70", london},
	{exitNode, "193.32", amsterdam},
	{exitNode, "89.187", newYork},
	{exitNode, "156.146", singapore},
}

// abroad are lines in homes far away, such as proxy networks of infected machines offer.
var abroad = []network{
	{home, "177.45", saoPaulo}, {home, "36.79", jakarta}, {home, "105.112", lagos}, {home, "113.160", hanoi}, {home, "181.53", bogota},
}

// line is an address at a place.
type line struct {
	address string
	place   *shop.Place
}

// addressBook hands out each address once.
type addressBook struct{ taken map[string]bool }

func newAddressBook() *addressBook { return &addressBook{taken: make(map[string]bool)} }

func (b *addressBook) of(rng *rand.Rand, kind networkKind) line {
	return b.among(rng, networks, func(n network) bool { return n.kind == kind })
}

func (b *addressBook) at(rng *rand.Rand, kind networkKind, place *shop.Place) line {
	return b.among(rng, networks, func(n network) bool { return n.kind == kind && n.place == place })
}

// neighbour is another address of the same IPv6 network, of which whoever has one has all.
func neighbour(rng *rand.Rand, of line) line {
	network := netip.MustParsePrefix(CanonicalAddress(of.address))
	bytes := network.Addr().As16()
	for i := networkBits / 8; i < len(bytes); i++ {
		bytes[i] = byte(rng.IntN(256)) //nolint:gosec // fits
	}
	return line{address: netip.AddrFrom16(bytes).String(), place: of.place}
}

func (b *addressBook) farAway(rng *rand.Rand) line {
	return b.among(rng, abroad, func(network) bool { return true })
}

func (b *addressBook) among(rng *rand.Rand, all []network, fits func(network) bool) line {
	var fitting []network
	for _, n := range all {
		if fits(n) {
			fitting = append(fitting, n)
		}
	}
	for {
		n := fitting[rng.IntN(len(fitting))]
		address := fmt.Sprintf("%s.%d.%d", n.prefix, rng.IntN(256), 1+rng.IntN(254))
		if n.kind == mobileV6 || n.kind == hostingV6 {
			address = fmt.Sprintf("%s:%x:%x:%x:%x:%x:%x", n.prefix, rng.IntN(1<<12), 1+rng.IntN(1<<15), 1+rng.IntN(1<<15),
				1+rng.IntN(1<<15), 1+rng.IntN(1<<15), 1+rng.IntN(1<<15))
		}
		if key := CanonicalAddress(address); !b.taken[key] {
			b.taken[key] = true
			return line{address: address, place: n.place}
		}
	}
}
