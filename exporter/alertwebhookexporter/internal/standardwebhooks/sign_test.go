package standardwebhooks

import (
	"encoding/base64"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	reference "github.com/standard-webhooks/standard-webhooks/libraries/go"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func secretOf(keyBytes int) string {
	return secretPrefix + base64.StdEncoding.EncodeToString([]byte(strings.Repeat("k", keyBytes)))
}

func TestSignatureOfTheSpecificationsExample(t *testing.T) {
	key, err := ParseSecret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
	require.NoError(t, err)
	signature := key.Sign("msg_p5jXN8AQM9LWM0D4loKWxJek", time.Unix(1614265330, 0), []byte(`{"test": 2432232314}`))
	assert.Equal(t, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", signature)
}

func TestReferenceLibraryVerifies(t *testing.T) {
	for _, size := range []int{24, 32, 64} {
		secret, body, now := secretOf(size), []byte("{\"a\":\"\u00e9\x00\"}"), time.Now()
		key, err := ParseSecret(secret)
		require.NoError(t, err)
		verifier, err := reference.NewWebhook(secret)
		require.NoError(t, err)

		header := http.Header{}
		header.Set(HeaderID, "msg_1")
		header.Set(HeaderTimestamp, strconv.FormatInt(now.Unix(), 10))
		header.Set(HeaderSignature, key.Sign("msg_1", now, body))
		require.NoError(t, verifier.Verify(body, header))

		header.Set(HeaderID, "msg_2")
		require.Error(t, verifier.Verify(body, header), "the id is signed too")
	}
}

func TestParseSecretRefuses(t *testing.T) {
	for name, test := range map[string]struct{ secret, want string }{
		"empty":          {"", "must begin with whsec_"},
		"no prefix":      {strings.TrimPrefix(secretOf(32), secretPrefix), "must begin with whsec_"},
		"not base64":     {"whsec_hunter2!", "must be standard base64"},
		"url-safe":       {"whsec_" + strings.Repeat("-_", 20), "must be standard base64"},
		"too short":      {secretOf(23), "24 to 64 bytes, it has 23"},
		"too long":       {secretOf(65), "24 to 64 bytes, it has 65"},
		"nothing behind": {"whsec_", "24 to 64 bytes, it has 0"},
	} {
		t.Run(name, func(t *testing.T) {
			key, err := ParseSecret(test.secret)
			require.ErrorContains(t, err, test.want)
			assert.True(t, key.IsZero())
			if secret := strings.TrimPrefix(test.secret, secretPrefix); secret != "" {
				assert.NotContains(t, err.Error(), secret)
			}
		})
	}
}
