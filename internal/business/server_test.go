package business

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestServerPatterns(t *testing.T) {
	tests := map[string]struct{ matches, misses []string }{
		"api.cardnet.example": {
			matches: []string{"api.cardnet.example", "API.CardNet.example"},
			misses:  []string{"cardnet.example", "eu.api.cardnet.example", "api.cardnet.example.evil.test", ""},
		},
		"*.cardnet.example": {
			matches: []string{"api.cardnet.example", "eu.api.cardnet.example"},
			misses:  []string{"cardnet.example", "evilcardnet.example", ".cardnet.example", "x"},
		},
	}
	for pattern, test := range tests {
		t.Run(pattern, func(t *testing.T) {
			server, err := parseServer(pattern)
			require.NoError(t, err)
			for _, host := range test.matches {
				assert.True(t, server.matches(host), host)
			}
			for _, host := range test.misses {
				assert.False(t, server.matches(host), host)
			}
		})
	}
	for _, bad := range []string{"", "*.", "https://api.cardnet.example", "api.*.example", "api.cardnet.example:443", "*", "  ", ".", "[::1]:443", "a\tb"} {
		_, err := parseServer(bad)
		assert.Error(t, err, bad)
	}
}

func TestPartnersAreFoundByTheHostOfAnAddress(t *testing.T) {
	p, err := compilePartner(PartnerConfig{Match: PartnerMatchConfig{Servers: []string{"api.cardnet.example.", "*.pay.example", "2001:db8::1"}}})
	require.NoError(t, err)
	for _, address := range []string{
		"api.cardnet.example", "api.cardnet.example.", "API.cardnet.example:443", "api.cardnet.example.:443",
		"eu.pay.example:8443", "2001:db8::1", "[2001:db8::1]:443", "[2001:DB8::1]",
	} {
		assert.True(t, matchesAny(p.servers, bareHost(address)), address)
	}
	for _, address := range []string{"", ".", ":443", "[", "api.cardnet.example..", "cardnet.example:443", "pay.example.", "2001:db8::1:443"} {
		assert.False(t, matchesAny(p.servers, bareHost(address)), address)
	}
	assert.Zero(t, testing.AllocsPerRun(10, func() { matchesAny(p.servers, bareHost("eu.pay.example.:8443")) }))
}

func TestPatternsOfTheSameServers(t *testing.T) {
	for pattern, want := range map[string]string{
		"API.cardnet.example.": "api.cardnet.example", "*.CardNet.example": "*.cardnet.example",
	} {
		same, err := sameServer(pattern)
		require.NoError(t, err)
		assert.Equal(t, want, same)
	}
}
