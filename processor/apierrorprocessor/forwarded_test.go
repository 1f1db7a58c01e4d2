package apierrorprocessor

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"go.opentelemetry.io/collector/pdata/pcommon"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

const (
	clientKey     = "client.address"
	peerKey       = "network.peer.address"
	xForwardedFor = "http.request.header.x-forwarded-for"
	forwarded     = "http.request.header.forwarded"
	xRealIP       = "http.request.header.x-real-ip"

	proxy, attacker = "10.0.0.1", "198.51.100.66"
	lie             = "1.1.1.1, " + attacker // what he wrote, and what the proxy added
)

func TestTheClientIsWhomTheTrustedProxiesName(t *testing.T) {
	config := createDefaultConfig().(*Config).Actor
	config.TrustedProxies = []string{"10.0.0.0/8", "192.0.2.7", "2001:db8:aa::/48", "::ffff:203.0.113.0/120"}
	reader := newActorReader(config)
	type span map[string]any // its address is the proxy's unless it says otherwise
	tests := map[string]struct {
		span span
		want string
	}{
		"one proxy":                           {span{xForwardedFor: attacker}, attacker},
		"a list of lines":                     {span{xForwardedFor: []any{"1.1.1.1", attacker}}, attacker},
		"lines with lists in them":            {span{xForwardedFor: []any{"1.1.1.1, " + attacker, "10.0.0.3, 192.0.2.7"}}, attacker},
		"the header's name with underscores":  {span{"http.request.header.x_forwarded_for": attacker}, attacker},
		"what the client wrote is not read":   {span{xForwardedFor: "1.1.1.1, " + attacker + ", 10.0.0.2"}, attacker},
		"a trusted address that he wrote":     {span{xForwardedFor: "10.0.0.9, " + attacker}, attacker},
		"a client's address with a port":      {span{xForwardedFor: attacker + ":40211"}, attacker},
		"empty elements":                      {span{xForwardedFor: ", " + attacker + ", ,"}, attacker},
		"a proxy's address with a port":       {span{clientKey: proxy + ":5555", xForwardedFor: attacker}, attacker},
		"a proxy's IPv4 address as IPv6":      {span{clientKey: "::ffff:" + proxy, xForwardedFor: "::ffff:" + attacker}, attacker},
		"a proxy that is listed as IPv6":      {span{clientKey: "203.0.113.9", xForwardedFor: attacker}, attacker},
		"a proxy of IPv6":                     {span{clientKey: "2001:db8:aa::9", xForwardedFor: "2001:db8:1:2::9"}, "2001:db8:1:2::/64"},
		"the real address":                    {span{xRealIP: attacker}, attacker},
		"the real address with underscores":   {span{"http.request.header.x_real_ip": []any{attacker}}, attacker},
		"Forwarded":                           {span{forwarded: "for=" + attacker + ";proto=https;by=10.0.0.1"}, attacker},
		"Forwarded with IPv6":                 {span{forwarded: `For="[2001:db8:1:2::9]:4711"`}, "2001:db8:1:2::/64"},
		"Forwarded by two":                    {span{forwarded: "for=1.1.1.1,for=" + attacker + `,by=a ; for="10.0.0.2:80"`}, attacker},
		"a semicolon and a comma in quotes":   {span{forwarded: `host="a;for=1.1.1.1, for=2.2.2.2";for=` + attacker}, attacker},
		"a quote in quotes":                   {span{forwarded: `host="a\", for=1.1.1.1";for=` + attacker}, attacker},
		"a quote that he never closes":        {span{forwarded: `for="1.1.1.1, for=` + attacker}, attacker},
		"garbage before another header":       {span{xForwardedFor: "unknown", xRealIP: attacker}, attacker},
		"proxies alone before another header": {span{xForwardedFor: "10.0.0.9", xRealIP: attacker}, attacker},
		"a call from within":                  {span{xForwardedFor: "10.0.0.9, 10.0.0.2"}, "10.0.0.9"},
		"his word was taken":                  {span{clientKey: "1.1.1.1", peerKey: proxy, xRealIP: attacker}, attacker},
		"his word, from the left":             {span{clientKey: "1.1.1.1", peerKey: proxy, xForwardedFor: lie}, attacker},
		"and he gave a name":                  {span{clientKey: "me", peerKey: proxy, xForwardedFor: "me, " + attacker}, attacker},
		"a peer that is no proxy":             {span{clientKey: attacker, peerKey: "203.0.114.9", xForwardedFor: "1.1.1.1"}, attacker},
		"another's header":                    {span{clientKey: attacker, xForwardedFor: "1.1.1.1", xRealIP: "1.1.1.1"}, attacker},
		"no header":                           {span{}, proxy},
		"an empty header":                     {span{xForwardedFor: ""}, proxy},
		"an empty list":                       {span{xForwardedFor: []any{}}, proxy},
		"a header that is a number":           {span{xForwardedFor: 42}, proxy},
		"a list of numbers":                   {span{xForwardedFor: []any{attacker, 42}}, proxy},
		"a word":                              {span{xForwardedFor: attacker + ", unknown"}, proxy},
		"a word behind a proxy":               {span{xForwardedFor: "unknown, 10.0.0.9"}, proxy},
		"a client that Forwarded hides":       {span{forwarded: "for=1.1.1.1, for=_hidden"}, proxy},
		"an element that names no client":     {span{forwarded: "for=1.1.1.1, proto=https"}, proxy},
		"an element that names two":           {span{forwarded: "for=1.1.1.1;for=2.2.2.2"}, proxy},
		"more proxies than anybody has":       {span{xForwardedFor: attacker + strings.Repeat(", 10.0.0.2", mostProxies)}, proxy},
		"text that is no UTF-8":               {span{xForwardedFor: "\xff\xfe", forwarded: "for=\"\xff"}, proxy},
		"a host name":                         {span{clientKey: "lb.example", xForwardedFor: attacker}, "lb.example"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			attrs := attributesOf(t, test.span)
			if _, says := attrs.Get("client.address"); !says {
				attrs.PutStr("client.address", proxy)
			}
			actor, source := reader.read(attrs)
			assert.Equal(t, test.want, actor.ID)
			assert.Equal(t, actor, source)
			assert.Equal(t, source, reader.source(attrs), "as clean calls are looked up")
		})
	}
}

func TestTheProxyIsKnownUnderAnyNameOfItsAddress(t *testing.T) {
	config := createDefaultConfig().(*Config).Actor
	config.TrustedProxies = []string{proxy}
	reader := newActorReader(config)
	for _, name := range append([]string{"client.address"}, formerNames["client.address"]...) {
		assert.Equal(t, attacker, reader.source(attributesOf(t, map[string]any{name: proxy, xForwardedFor: attacker})).ID, name)
	}
	assert.Empty(t, reader.source(attributesOf(t, map[string]any{xForwardedFor: attacker})).ID, "nobody knows who wrote the header")
}

func TestNoHeaderIsBelievedWithoutTrustedProxies(t *testing.T) {
	reader := newActorReader(createDefaultConfig().(*Config).Actor)
	span := map[string]any{"client.address": proxy, xForwardedFor: attacker, forwarded: "for=" + attacker, xRealIP: attacker}
	assert.Equal(t, proxy, reader.source(attributesOf(t, span)).ID)
}

// Whatever a client writes, what a trusted proxy adds behind it names him.
func FuzzForwarded(f *testing.F) {
	for _, text := range []string{
		"1.1.1.1", `for="[2001:db8::1]:4711";proto=https`, `for="`, `"`, `\"`, `,;,`, "10.0.0.9, ", `for=1.1.1.1;for="a\";`,
		"unknown", "\xff",
	} {
		f.Add(text)
	}
	addresses := newClientAddresses(ActorConfig{TrustedProxies: []string{"10.0.0.0/8"}})
	f.Fuzz(func(t *testing.T, text string) {
		for _, header := range []struct{ name, appended string }{
			{xForwardedFor, attacker + ", 10.0.0.2"},
			{forwarded, `for="` + attacker + `:80";host="a, b;c", for=10.0.0.2`},
		} {
			attrs := pcommon.NewMap()
			attrs.PutStr(header.name, text+","+header.appended)
			assert.Equal(t, attacker, addresses.read(attrs, proxy), "%s on one line", header.name)
			lines := attrs.PutEmptySlice(header.name)
			lines.AppendEmpty().SetStr(text)
			lines.AppendEmpty().SetStr(header.appended)
			assert.Equal(t, attacker, addresses.read(attrs, proxy), "%s on two lines", header.name)
		}
		attrs := pcommon.NewMap()
		for _, name := range []string{xForwardedFor, forwarded, xRealIP} {
			attrs.PutStr(name, text)
		}
		_, isAddress := parseAddress(strings.TrimSuffix(addresses.read(attrs, proxy), "/64"))
		assert.True(t, isAddress, "an address is replaced by an address")
	})
}

// The detectors see the client, not the proxy, and both halves of what is seen of him are the same.
func TestAnAttackThroughAProxyIsNotTheProxys(t *testing.T) {
	config := createDefaultConfig().(*Config)
	config.Actor.TrustedProxies = []string{"10.0.0.0/8"}
	verdict := lastOfAnAttack(t, config, func(r request) {
		r.attributes["client.address"] = "10.0.0.1"
		r.attributes[xForwardedFor] = "1.1.1.1, 198.51.100.66"
	})
	assert.Equal(t, apierror.Actor{Type: apierror.ActorClient, ID: "198.51.100.66"}, verdict.Security.Actor)
}
