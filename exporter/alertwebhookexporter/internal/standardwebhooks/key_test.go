package standardwebhooks

import (
	"encoding/base64"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestParseSecretRefuses(t *testing.T) {
	for name, test := range map[string]struct{ secret, want string }{
		"empty":                   {"", "must begin with whsec_ (HMAC-SHA256) or whsk_ (Ed25519)"},
		"no prefix":               {strings.TrimPrefix(secretOf(32), symmetricPrefix), "must begin with whsec_"},
		"not base64":              {"whsec_hunter2!", "what follows whsec_ must be standard base64"},
		"url-safe":                {"whsec_" + strings.Repeat("-_", 20), "must be standard base64"},
		"too short":               {secretOf(23), "24 to 64 bytes, it has 23"},
		"too long":                {secretOf(65), "24 to 64 bytes, it has 65"},
		"nothing behind":          {"whsec_", "24 to 64 bytes, it has 0"},
		"a public key":            {"whpk_" + examplePublic, "the one that signs begins with whsk_"},
		"Ed25519, not base64":     {"whsk_hunter2!", "what follows whsk_ must be standard base64"},
		"Ed25519, too short":      {"whsk_aHVudGVyMg==", "32 bytes (the private key) or 64 (the public key behind it), it has 7"},
		"Ed25519, nothing behind": {"whsk_", "it has 0"},
		"Ed25519, a foreign half": {"whsk_" + base64.StdEncoding.EncodeToString([]byte(strings.Repeat("s", 64))), "is not the public key of its first half"},
	} {
		t.Run(name, func(t *testing.T) {
			key, err := ParseSecret(test.secret)
			require.ErrorContains(t, err, test.want)
			assert.Nil(t, key.sign)
			requireUntold(t, err.Error(), test.secret)
		})
	}
}

func TestParseKeysNamesThePlaceOfEachThatIsWrong(t *testing.T) {
	keys, err := ParseKeys([]string{"hunter2-is-secret", exampleSeed, "whsec_aHVudGVyMg=="})
	assert.Nil(t, keys, "all or none: a signature that is missing would go unnoticed")
	require.EqualError(t, err, "0: [REDACTED]: must begin with whsec_ (HMAC-SHA256) or whsk_ (Ed25519)\n"+
		"2: [REDACTED]: the key must have 24 to 64 bytes, it has 7")
}

// A key that ends in a log line by accident is not told there.
func TestAKeyIsNotShown(t *testing.T) {
	for _, secret := range []string{exampleSymmetric, exampleAsymmetric, exampleSeed} {
		keys, err := ParseKeys([]string{secret})
		require.NoError(t, err)
		raw, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(strings.TrimPrefix(secret, symmetricPrefix), privatePrefix))
		require.NoError(t, err)
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x"} {
			shown := fmt.Sprintf(verb, struct{ keys Keys }{keys})
			requireUntold(t, shown, secret)
			for _, form := range []string{"%d", "%x", "%s"} {
				assert.NotContains(t, shown, strings.Trim(fmt.Sprintf(form, raw[:8]), "[]"), verb)
			}
		}
	}
}

func requireUntold(t *testing.T, text, secret string) {
	t.Helper()
	_, material, _ := strings.Cut(secret, "_")
	for _, part := range []string{secret, material} {
		if part != "" {
			require.NotContains(t, text, part)
		}
	}
}

func FuzzParseSecret(f *testing.F) {
	for _, secret := range []string{"", "whsec_", "whsk_", exampleSymmetric, exampleAsymmetric, exampleSeed, "whpk_" + examplePublic, secretOf(65)} {
		f.Add(secret)
	}
	f.Fuzz(func(t *testing.T, secret string) {
		key, err := ParseSecret(secret)
		assert.Equal(t, err != nil, key.sign == nil)
		if err != nil && len(secret) > 24 {
			assert.NotContains(t, err.Error(), secret)
		}
	})
}
