package dialguard

import (
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestWhichAddressesMayBeDialled(t *testing.T) {
	const (
		allowed = iota // always
		private        // unless DenyPrivate
		refused        // never
	)
	for address, want := range map[string]int{
		"93.184.215.14": allowed, "1.1.1.1": allowed, "2606:4700:4700::1111": allowed, "2a00:1450:4001:81b::200e": allowed,
		// Neighbours of what is refused.
		"169.253.255.255": allowed, "169.255.0.0": allowed, "100.63.255.255": allowed, "100.128.0.0": allowed, "172.15.255.255": allowed,
		"172.32.0.0": allowed, "11.0.0.0": allowed, "126.255.255.255": allowed, "128.0.0.1": allowed, "168.63.129.17": allowed,
		"192.167.255.255": allowed, "192.169.0.0": allowed, "1.0.0.0": allowed, "223.255.255.255": allowed, "198.17.255.255": allowed,

		"127.0.0.1": private, "127.255.255.254": private, "::1": private, "10.0.0.1": private, "172.16.0.1": private, "172.31.255.255": private,
		"192.168.1.1": private, "100.64.0.1": private, "100.100.100.201": private, "fd12:3456:789a::1": private, "fc00::1": private,
		"fec0::1": private, "192.0.2.1": private, "198.18.0.1": private, "240.0.0.1": private, "2001:db8::1": private, "100::1": private,
		"5f00::1": private, "4000::1": private,

		"0.0.0.0": refused, "0.1.2.3": refused, "::": refused, "169.254.0.1": refused, "169.254.169.254": refused, "fe80::1": refused,
		"fe80::1%eth0": refused, "febf::1": refused, "224.0.0.1": refused, "239.255.255.255": refused, "ff02::1": refused,
		"255.255.255.255": refused, "100.100.100.200": refused, "192.0.0.192": refused, "168.63.129.16": refused, "fd00:ec2::254": refused,
		"fd00:ec2::23": refused, "fd20:ce::254": refused, "fd00:c1::a9fe:a9fe": refused, "fd00:42::42": refused, "169.254.170.2": refused,

		// The same, and innocent ones, in the ways in which IPv6 writes IPv4.
		"::ffff:169.254.169.254": refused, "::ffff:1.1.1.1": allowed, "::ffff:10.0.0.1": private, "::ffff:127.0.0.1": private,
		"::169.254.169.254": refused, "::ffff:0:169.254.169.254": refused, "::ffff:0:1.1.1.1": private,
		"64:ff9b::169.254.169.254": refused, "64:ff9b::1.1.1.1": allowed, "64:ff9b::10.0.0.1": private, "64:ff9b::127.0.0.1": private,
		"64:ff9b::100.100.100.200": refused, "64:ff9b:1::169.254.169.254": refused, "64:ff9b:1::10.0.0.1": private, "64:ff9b:1::1.1.1.1": private,
		// 169.254.169.254 after prefixes of 48, 56 and 64 bits.
		"64:ff9b:1:a9fe:a9:fe00::": refused, "64:ff9b:1:a9:fe:a9fe::": refused, "64:ff9b:1:0:a9:fea9:fe00:0": refused,
		"2002:a9fe:a9fe::1": refused, "2002:a00:1::1": private, "2002:101:101::1": allowed, "2002:7f00:1::1": private,
		"2001:0:101:101:0:0:5601:5601":   refused,                                          // Teredo, whose client is 169.254.169.254
		"2001:0:a9fe:a9fe:0:0:fefe:fefe": refused, "2001:0:101:101:0:0:fefe:fefe": private, // and whose server is
		"2606:4700::5efe:a9fe:a9fe": refused, "2606:4700::200:5efe:a9fe:a9fe": refused, "2606:4700::5efe:101:101": allowed,
	} {
		t.Run(address, func(t *testing.T) {
			parsed := netip.MustParseAddr(address)
			assert.Equal(t, want == refused, Policy{}.Check(parsed) != nil, "by default: %v", Policy{}.Check(parsed))
			strict := Policy{DenyPrivate: true}.Check(parsed)
			assert.Equal(t, want != allowed, strict != nil, "with DenyPrivate: %v", strict)
			if strict != nil {
				var why *RefusedError
				require.ErrorAs(t, strict, &why)
				assert.Equal(t, want == private, why.Private)
			}
		})
	}
}

func TestARefusalSaysWhy(t *testing.T) {
	for address, want := range map[string]string{
		"169.254.169.254":  "refused to connect to 169.254.169.254: it is a cloud's metadata service, where no receiver can be",
		"64:ff9b::a9fe:1":  "refused to connect to 64:ff9b::a9fe:1: it is link-local (169.254.0.1, written as IPv6), where no receiver can be",
		"10.1.2.3":         "refused to connect to 10.1.2.3: it is private, and deny_private_networks is set",
		"::ffff:127.0.0.1": "refused to connect to ::ffff:127.0.0.1: it is this machine's own (loopback), and deny_private_networks is set",
		"4000::1":          "refused to connect to 4000::1: it is not globally routed, and deny_private_networks is set",
	} {
		require.EqualError(t, Policy{DenyPrivate: true}.Check(netip.MustParseAddr(address)), want)
	}
}

// What a dialer asks about is refused unless it is an address that is known to be good.
func TestControlIsAskedAboutTheAddressThatIsDialled(t *testing.T) {
	for address, want := range map[string]bool{
		"1.1.1.1:443": true, "[2606:4700:4700::1111]:443": true, "127.0.0.1:1": true, "[::1]:1": true,
		"169.254.169.254:80": false, "[fe80::1%eth0]:80": false, "[::ffff:169.254.169.254]:80": false, ":80": false, "0.0.0.0:80": false,
		"/run/docker.sock": false, "": false, "ops.example:443": false, "1.1.1.1": false,
	} {
		err := Policy{}.Control("tcp", address, nil)
		assert.Equal(t, want, err == nil, "%q: %v", address, err)
	}
}

func TestADialerReportsARefusal(t *testing.T) {
	_, err := Policy{}.Dialer().DialContext(t.Context(), "tcp", "169.254.169.254:80")
	var refused *RefusedError
	require.ErrorAs(t, err, &refused)
	var operation *net.OpError
	require.ErrorAs(t, err, &operation, "as any other failure to connect")

	server := httptest.NewServer(http.NotFoundHandler())
	t.Cleanup(server.Close)
	connection, err := Policy{}.Dialer().DialContext(t.Context(), "tcp", server.Listener.Addr().String())
	require.NoError(t, err, "people try things on their own machine")
	require.NoError(t, connection.Close())
	_, err = Policy{DenyPrivate: true}.Dialer().DialContext(t.Context(), "tcp", server.Listener.Addr().String())
	require.ErrorAs(t, err, &refused)
}

// A name that resolves to a forbidden address is refused though the name is innocent; "localhost" is such a one without a DNS server.
func TestWhatANameResolvesToIsDecidedOn(t *testing.T) {
	var refused *RefusedError
	_, err := Policy{DenyPrivate: true}.Dialer().DialContext(t.Context(), "tcp", "localhost:1")
	require.ErrorAs(t, err, &refused)
	assert.True(t, refused.Address.IsLoopback())
	_, err = Policy{}.Dialer().DialContext(t.Context(), "tcp", "localhost:1")
	require.Error(t, err, "nothing listens")
	require.NotErrorAs(t, err, &refused)
}

func FuzzControl(f *testing.F) {
	for _, address := range []string{"1.1.1.1:443", "[fe80::1%eth0]:80", "", ":80", "a:b:c", "[::ffff:10.0.0.1]:1", "/run/x.sock"} {
		f.Add(address)
	}
	f.Fuzz(func(t *testing.T, address string) {
		lax, strict := Policy{}.Control("tcp", address, nil), Policy{DenyPrivate: true}.Control("tcp", address, nil)
		if strict == nil {
			require.NoError(t, lax, "DenyPrivate allows no more")
		}
		if lax == nil {
			parsed, err := netip.ParseAddrPort(address)
			if err == nil {
				assert.False(t, parsed.Addr().Unmap().IsLinkLocalUnicast() || parsed.Addr().IsMulticast() || parsed.Addr().IsUnspecified())
			}
		}
		if strict == nil {
			if parsed, err := netip.ParseAddrPort(address); err == nil {
				assert.False(t, parsed.Addr().Unmap().IsPrivate() || parsed.Addr().Unmap().IsLoopback())
			}
		}
	})
}
