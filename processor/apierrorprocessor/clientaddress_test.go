package apierrorprocessor

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/pdata/pcommon"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// attributesOf makes a span's attributes of strings and lists of strings.
func attributesOf(t *testing.T, values map[string]any) pcommon.Map {
	t.Helper()
	attrs := pcommon.NewMap()
	require.NoError(t, attrs.FromRaw(values))
	return attrs
}

func TestAnAddressHasOneForm(t *testing.T) {
	tests := map[string]map[string]string{
		"as it is": {
			"203.0.113.7": "203.0.113.7",
			"0.0.0.0":     "0.0.0.0",
		},
		"without port, brackets, zone and space": {
			"203.0.113.7:40211":       "203.0.113.7",
			"[203.0.113.7]":           "203.0.113.7",
			"[203.0.113.7]:443":       "203.0.113.7",
			"[::1]:80":                "::1",
			"fe80::1%eth0":            "fe80::1",
			"[fe80::1%25eth0]:8080":   "fe80::1",
			"[2001:db8:1:2::9]:40211": "2001:db8:1:2::/64",
			"2001:db8:1:2::9%eth0":    "2001:db8:1:2::/64",
		},
		"as IPv4 where it is one": {
			"::ffff:203.0.113.7":         "203.0.113.7",
			"::ffff:cb00:7107":           "203.0.113.7",
			"0:0:0:0:0:FFFF:203.0.113.7": "203.0.113.7",
			"[::ffff:203.0.113.7]:443":   "203.0.113.7",
			"64:ff9b::203.0.113.7":       "203.0.113.7",
			"::ffff:203.0.113.7%eth0":    "203.0.113.7",
		},
		"as its network where one caller has all of it": {
			"2001:db8:1:2:3:4:5:6":                    "2001:db8:1:2::/64",
			"2001:DB8:0001:2::":                       "2001:db8:1:2::/64",
			"2001:0db8:0001:0002:0003:0004:0005:0006": "2001:db8:1:2::/64",
			"2001:db8:1:3::":                          "2001:db8:1:3::/64",
		},
		"as itself within a site": {
			"fd00:0::7": "fd00::7",
			"FE80::1":   "fe80::1",
			"::1":       "::1",
			"::":        "::",
		},
		"as it is where it is none": {
			"":                               "",
			"shop.example":                   "shop.example",
			"shop.example:443":               "shop.example:443",
			"sha256:0b1c":                    "sha256:0b1c",
			"5f4dcc3b5aa765d61d8327deb882cf": "5f4dcc3b5aa765d61d8327deb882cf",
			"a:b:c":                          "a:b:c",
			"2001:db8:1:2::/64":              "2001:db8:1:2::/64",
			"203.0.113.7/24":                 "203.0.113.7/24",
			"203.0.113.256":                  "203.0.113.256",
			"203.0.113.256:80":               "203.0.113.256:80",
			"203.0.113.7:http":               "203.0.113.7:http",
			"[2001:db8::1":                   "[2001:db8::1",
			"[2001:db8::1]x":                 "[2001:db8::1]x",
			"[":                              "[",
			":":                              ":",
			"%":                              "%",
			"203.0.113.7%eth0":               "203.0.113.7%eth0",
			"1234567890.1234567890":          "1234567890.1234567890",
		},
	}
	tests["without port, brackets, zone and space"][" 203.0.113.7\t"] = "203.0.113.7"
	addresses := newClientAddresses(ActorConfig{})
	for name, forms := range tests {
		t.Run(name, func(t *testing.T) {
			for text, want := range forms {
				assert.Equal(t, want, addresses.canonical(text), "%q", text)
				assert.Equal(t, want, addresses.canonical(text), "%q, remembered", text)
			}
		})
	}
}

func TestAnAddressIsReadUnderAnyOfItsNames(t *testing.T) {
	reader := newActorReader(createDefaultConfig().(*Config).Actor)
	want := apierror.Actor{Type: apierror.ActorClient, ID: "2001:db8:1:2::/64"}
	for _, name := range append([]string{"client.address"}, formerNames["client.address"]...) {
		attrs := attributesOf(t, map[string]any{name: "[2001:db8:1:2::9]:40211"})
		actor, source := reader.read(attrs)
		assert.Equal(t, want, actor, name)
		assert.Equal(t, want, source, name)
		assert.Equal(t, want, reader.source(attrs), name)
	}
}

func TestOnlyAddressesAreReadAsAddresses(t *testing.T) {
	reader := newActorReader(ActorConfig{Attributes: []string{"user.id", "client.id"}, TrustedProxies: []string{"10.0.0.0/8"}})
	attrs := attributesOf(t, map[string]any{
		"user.id": "::ffff:203.0.113.7", "client.id": "app:7",
		"network.peer.address": "10.0.0.1", "http.request.header.x-forwarded-for": "198.51.100.66",
	})
	actor, source := reader.read(attrs)
	assert.Equal(t, apierror.Actor{Type: apierror.ActorUser, ID: "::ffff:203.0.113.7"}, actor)
	assert.Equal(t, apierror.Actor{Type: apierror.ActorClient, ID: "app:7"}, source)
}

// An address that was seen before costs nothing: the source of every clean call may have to be looked up.
func TestReadingASourceAllocatesNothing(t *testing.T) {
	plain := createDefaultConfig().(*Config).Actor
	hashing, behind := plain, plain
	hashing.Hash, hashing.HashKey = true, "0123456789abcdef"
	behind.TrustedProxies = []string{"10.0.0.0/8"}
	for name, config := range map[string]ActorConfig{"as it is": plain, "hashed": hashing, "behind a proxy": behind} {
		for _, address := range []string{
			"203.0.113.7", "203.0.113.7:40211", "::ffff:203.0.113.7", "[2001:db8:1:2::9]:443", "shop.example",
			"shop.example:443", "10.0.0.1",
		} {
			t.Run(name+" "+address, func(t *testing.T) {
				reader := newActorReader(config)
				attrs := attributesOf(t, map[string]any{
					"client.address":                      address,
					"http.request.header.x-forwarded-for": []any{`1.1.1.1, 198.51.100.66:4711, 10.0.0.2`},
				})
				assert.Zero(t, testing.AllocsPerRun(100, func() { reader.source(attrs) }))
			})
		}
	}
}

// However many addresses an attacker invents, what is remembered does not grow.
func TestRewrittenIDsAreForgottenForOthers(t *testing.T) {
	ids := newRewrittenIDs()
	places := len(ids.places)
	for i := range 4 * places {
		ids.put(fmt.Sprint("from", i), fmt.Sprint("to", i))
	}
	remembered := 0
	for i := range 4 * places {
		if to, known := ids.get(fmt.Sprint("from", i)); known {
			assert.Equal(t, fmt.Sprint("to", i), to)
			remembered++
		}
	}
	assert.LessOrEqual(t, remembered, places)
	assert.Greater(t, remembered, places/2)
}

func FuzzClientAddress(f *testing.F) {
	for _, text := range []string{
		"203.0.113.7:80", "[2001:db8::1%25eth0]:443", "::ffff:1.2.3.4", "fd00::7", "64:ff9b::1.2.3.4", "shop.example:80", "[",
		"]:", "%", " ::1 ", "2001:db8:: %0",
	} {
		f.Add(text)
	}
	addresses := newClientAddresses(ActorConfig{})
	f.Fuzz(func(t *testing.T, text string) {
		once := addresses.canonical(text)
		assert.Equal(t, once, addresses.canonical(text), "as remembered")
		assert.Equal(t, once, addresses.canonical(once), "there is one form")
		address, isAddress := parseAddress(text)
		if !isAddress {
			assert.Equal(t, text, once)
			return
		}
		assert.Equal(t, addresses.canonical(address.String()), once, "however it is written")
	})
}

func BenchmarkReadActor(b *testing.B) {
	plain := createDefaultConfig().(*Config).Actor
	hashing, behind := plain, plain
	hashing.Hash, hashing.HashKey = true, "0123456789abcdef"
	behind.TrustedProxies = []string{"10.0.0.0/8"}
	for _, c := range []struct {
		name    string
		config  ActorConfig
		address string
	}{
		{"IPv4", plain, "203.0.113.77"},
		{"IPv4_mapped", plain, "::ffff:203.0.113.77"},
		{"IPv6", plain, "2001:db8:1:2:3:4:5:6"},
		{"IPv4_hashed", hashing, "203.0.113.77"},
		{"IPv4_behind_a_proxy", behind, "10.0.0.1"},
	} {
		b.Run(c.name, func(b *testing.B) {
			reader := newActorReader(c.config)
			attrs := pcommon.NewMap() // in an order that is the same for each run
			for _, name := range []string{"http.request.method", "http.route", "url.path", "server.address", "client.address"} {
				attrs.PutStr(name, c.address)
			}
			attrs.PutEmptySlice("http.request.header.x-forwarded-for").AppendEmpty().SetStr("1.1.1.1, 198.51.100.66, 10.0.0.2")
			b.ReportAllocs()
			for b.Loop() {
				reader.source(attrs)
			}
		})
	}
}
