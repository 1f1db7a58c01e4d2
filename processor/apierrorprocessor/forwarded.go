package apierrorprocessor

import (
	"net/netip"
	"slices"
	"strings"

	"go.opentelemetry.io/collector/pdata/pcommon"
)

// peerAddresses hold the other end of the connection, which no header can change.
var peerAddresses = []string{"network.peer.address", "net.sock.peer.addr", "net.peer.ip"}

// forwardedHeaders are what proxies write the client into, as instrumentation captures it. The lists come first: in those a
// proxy leaves a trace of its own even where it keeps what the client sent.
var forwardedHeaders = [...]struct {
	names   []string
	address func(element string) string
}{
	{[]string{"http.request.header.x-forwarded-for", "http.request.header.x_forwarded_for"}, strings.TrimSpace},
	{[]string{"http.request.header.forwarded"}, forParameter},
	{[]string{"http.request.header.x-real-ip", "http.request.header.x_real_ip"}, strings.TrimSpace},
}

// behindProxies gives the client behind the trusted proxies, or the address itself where nothing can be believed.
//
// Much instrumentation fills client.address with the first that X-Forwarded-For names, which is whatever the client wrote
// there. So it is enough that the peer is a trusted proxy: what the proxy added itself is then worth more than that.
func (c *clientAddresses) behindProxies(attrs pcommon.Map, address string) string {
	own, ok := parseAddress(address)
	if !ok || !c.trusts(own) {
		peer, known := parseAddress(lookup(attrs, peerAddresses))
		if !known || !c.trusts(peer) {
			return address
		}
	}
	inside := "" // a header that the proxies do not write may name one of them, only to hide who is named by another
	for i := range forwardedHeaders {
		header := &forwardedHeaders[i]
		for _, name := range header.names {
			value, found := attrs.Get(name)
			if !found {
				continue
			}
			client, stranger := c.client(value, header.address)
			if stranger {
				return client
			}
			if inside == "" {
				inside = client
			}
		}
	}
	if inside == "" {
		return address
	}
	return inside
}

func (c *clientAddresses) trusts(address netip.Addr) bool {
	return slices.ContainsFunc(c.proxies, func(proxy netip.Prefix) bool { return proxy.Contains(address) })
}

// client gives the client that a header names, "" if it cannot be told. Each proxy adds at the right, so the first from there
// that is no trusted proxy is the client, and all before it is only what he says. A call that no stranger had a part in comes
// from the farthest.
func (c *clientAddresses) client(header pcommon.Value, address func(element string) string) (client string, stranger bool) {
	w := proxyWalk{addresses: c, address: address}
	switch header.Type() {
	case pcommon.ValueTypeStr:
		w.line(header.Str())
	case pcommon.ValueTypeSlice:
		lines := header.Slice()
		for i := lines.Len() - 1; i >= 0 && !w.ended; i-- {
			if lines.At(i).Type() != pcommon.ValueTypeStr {
				return "", false
			}
			w.line(lines.At(i).Str())
		}
	default:
	}
	return w.farthest, w.stranger
}

// mostProxies is how many proxies a call is followed through. Nobody has as many, and the header may be 64 KiB of them.
const mostProxies = 32

// proxyWalk goes from the nearest proxy to the client.
type proxyWalk struct {
	addresses *clientAddresses
	address   func(element string) string
	farthest  string
	proxies   int
	stranger  bool
	ended     bool
}

// line goes through one line of the header from the right.
func (w *proxyWalk) line(rest string) {
	for rest != "" && !w.ended {
		var element string
		rest, element = lastElement(rest)
		if strings.TrimSpace(element) == "" { // a list may have empty elements (RFC 9110, section 5.6.1)
			continue
		}
		text := w.address(element)
		address, ok := parseAddress(text)
		if !ok || w.proxies == mostProxies {
			w.farthest, w.ended = "", true
			return
		}
		w.stranger = !w.addresses.trusts(address)
		w.farthest, w.ended = text, w.stranger
		w.proxies++
	}
}

// lastElement cuts the last element off a list. It reads from the right, quotes too: a quote that the client opens and never
// closes must not swallow what a proxy wrote behind it.
func lastElement(list string) (rest, element string) {
	quoted := false
	for i := len(list) - 1; i >= 0; i-- {
		switch {
		case list[i] == '"' && quoted && i > 0 && list[i-1] == '\\':
		case list[i] == '"':
			quoted = !quoted
		case list[i] == ',' && !quoted:
			return list[:i], list[i+1:]
		}
	}
	return "", list
}

// forParameter gives the address in an element of Forwarded (RFC 7239), such as for="[2001:db8::1]:4711";proto=https. An
// element that names two is somebody's attempt to be another, and names none.
func forParameter(element string) string {
	address := ""
	for rest := element; rest != ""; {
		var pair string
		pair, rest = firstParameter(rest)
		name, value, _ := strings.Cut(pair, "=")
		if !strings.EqualFold(strings.TrimSpace(name), "for") {
			continue
		}
		if address != "" {
			return ""
		}
		address = strings.TrimSpace(value)
	}
	if len(address) > 1 && address[0] == '"' && address[len(address)-1] == '"' {
		address = address[1 : len(address)-1]
	}
	return address
}

// firstParameter cuts the first parameter off an element.
func firstParameter(element string) (parameter, rest string) {
	quoted := false
	for i := 0; i < len(element); i++ {
		switch {
		case element[i] == '\\' && quoted:
			i++
		case element[i] == '"':
			quoted = !quoted
		case element[i] == ';' && !quoted:
			return element[:i], element[i+1:]
		}
	}
	return element, ""
}

// parseProxies reads an address or a network in CIDR notation. Everybody is no proxy: a network of that size would leave
// nobody for a header to name.
func parseProxies(text string) (netip.Prefix, bool) {
	network, err := netip.ParsePrefix(text)
	if err != nil {
		address, err := netip.ParseAddr(text)
		if err != nil {
			return netip.Prefix{}, false
		}
		address = address.Unmap().WithZone("")
		return netip.PrefixFrom(address, address.BitLen()), true
	}
	if network.Addr().Is4In6() && network.Bits() >= mappedBits {
		network = netip.PrefixFrom(network.Addr().Unmap(), network.Bits()-mappedBits)
	}
	return network.Masked(), network.Bits() > 0
}

// mappedBits is how much longer a network is when its IPv4 addresses are written as IPv6.
const mappedBits = 96
