package apierrorprocessor

import (
	"net/netip"
	"strings"

	"go.opentelemetry.io/collector/pdata/pcommon"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// clientAddresses reads where calls come from. One machine has to come out under one name, however it is written: otherwise an
// attacker who takes another port or another address of his network for each call is a crowd of strangers.
type clientAddresses struct {
	proxies []netip.Prefix
	written *rewrittenIDs
}

func newClientAddresses(config ActorConfig) clientAddresses {
	c := clientAddresses{written: newRewrittenIDs()}
	for _, text := range config.TrustedProxies {
		if proxy, ok := parseProxies(text); ok { // Validate has refused the others
			c.proxies = append(c.proxies, proxy)
		}
	}
	return c
}

// asIs reports whether an address can only be itself, as nearly all can: for those read is a call too many on each clean span.
func (c *clientAddresses) asIs(address string) bool { return len(c.proxies) == 0 && plain(address) }

// read gives the client of a span that names an address.
func (c *clientAddresses) read(attrs pcommon.Map, address string) string {
	if len(c.proxies) > 0 {
		address = c.behindProxies(attrs, address)
	}
	return c.canonical(address)
}

// canonical gives the one way to write an address; what is none, such as a host name or a hash, stays as it is. It runs for
// clean calls too, and nearly all of them name an IPv4 address, of which there is one way to write it.
func (c *clientAddresses) canonical(text string) string {
	if plain(text) {
		return text
	}
	return c.rewritten(text)
}

// plain reports whether there is nothing to cut off a text, nor to fold: it runs more often than all else here.
func plain(text string) bool {
	return text == "" || isDigit(text[0]) && isDigit(text[len(text)-1]) && strings.IndexByte(text, ':') < 0
}

func isDigit(b byte) bool { return '0' <= b && b <= '9' }

func (c *clientAddresses) rewritten(text string) string {
	host := hostOf(text)
	if len(host) > longestAddress {
		return text
	}
	if digitsAndDots(host) {
		if _, err := netip.ParseAddr(host); err == nil {
			return host
		}
		return text
	}
	if strings.IndexByte(host, ':') < 0 {
		return text
	}
	written, known := c.written.get(host)
	if !known {
		if address, ok := parseHost(host); ok {
			written = networkOf(address)
		}
		c.written.put(host, written)
	}
	if written == "" {
		return text
	}
	return written
}

// networkBits is the part of an IPv6 address that is not the host's own to choose, and change (RFC 4291, section 2.5.1).
const networkBits = 64

// networkOf writes an IPv6 address as its network, since one attacker has all of its addresses. Within a site a network is
// shared by machines that have nothing to do with each other and nobody is at large, so there an address stands for itself.
func networkOf(address netip.Addr) string {
	if address.Is4() || !address.IsGlobalUnicast() || address.IsPrivate() {
		return address.String()
	}
	return netip.PrefixFrom(address, networkBits).Masked().String()
}

const longestAddress = len("0123:4567:89ab:cdef:0123:4567:255.255.255.255")

// translated is where networks of IPv6 alone show IPv4 clients (RFC 6052): all of them in a single /64.
var translated = netip.MustParsePrefix("64:ff9b::/96")

// parseAddress reads an address in any form in which instrumentation and proxies write it.
func parseAddress(text string) (netip.Addr, bool) { return parseHost(hostOf(text)) }

func parseHost(host string) (netip.Addr, bool) {
	if len(host) > longestAddress || strings.IndexByte(host, ':') < 0 && !digitsAndDots(host) {
		return netip.Addr{}, false // as ParseAddr would say at more cost
	}
	address, err := netip.ParseAddr(host)
	if err != nil {
		return netip.Addr{}, false
	}
	address = address.Unmap()
	if translated.Contains(address) {
		bytes := address.As16()
		address = netip.AddrFrom4([4]byte(bytes[12:]))
	}
	return address, true
}

// hostOf cuts off what belongs to one connection or one machine's view of it: a port, with the brackets it needs, and a zone.
func hostOf(text string) string {
	host := strings.TrimSpace(text)
	if behind, bracketed := strings.CutPrefix(host, "["); bracketed {
		inner, port, closed := strings.Cut(behind, "]")
		if !closed || port != "" && !isPort(port) {
			return text
		}
		host = inner
	} else if colon := strings.IndexByte(host, ':'); colon >= 0 && isPort(host[colon:]) {
		host = host[:colon]
	}
	if zone := strings.IndexByte(host, '%'); zone >= 0 && strings.IndexByte(host[:zone], ':') >= 0 {
		host = host[:zone] // only IPv6 has them
	}
	return host
}

// isPort reports whether a text is a colon and digits: ":443".
func isPort(text string) bool {
	for i := 1; i < len(text); i++ {
		if !isDigit(text[i]) {
			return false
		}
	}
	return len(text) > 1 && text[0] == ':'
}

// digitsAndDots tells what is an IPv4 address, if it is an address at all.
func digitsAndDots(text string) bool {
	for i := range len(text) {
		if text[i] != '.' && !isDigit(text[i]) {
			return false
		}
	}
	return text != ""
}

// tellsAddress reports whether an attribute holds an address, going by the conventions' names: client.id and the like hold
// other things, which no header may replace.
func tellsAddress(attribute string, kind apierror.ActorType) bool {
	if kind != apierror.ActorClient {
		return false
	}
	for _, ending := range [...]string{".address", ".addr", ".ip", ".client_ip"} {
		if strings.HasSuffix(attribute, ending) {
			return true
		}
	}
	return false
}
