package standardwebhooks

import (
	"crypto/ed25519"
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

// The specification's examples are of one message; its asymmetric signature was made by the key that Svix documents and tests with.
const (
	exampleID         = "msg_p5jXN8AQM9LWM0D4loKWxJek"
	exampleBody       = `{"test": 2432232314}`
	exampleSymmetric  = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
	exampleAsymmetric = "whsk_6Xb/dCcHpPea21PS1N9VY/NZW723CEc77N4rJCubMbfVKIDij2HKpMKkioLlX0dRqSKJp4AJ6p9lMicMFs6Kvg=="
	exampleSeed       = "whsk_6Xb/dCcHpPea21PS1N9VY/NZW723CEc77N4rJCubMbc="
	examplePublic     = "1SiA4o9hyqTCpIqC5V9HUakiiaeACeqfZTInDBbOir4="

	signedV1  = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
	signedV1a = "v1a,hnO3f9T8Ytu9HwrXslvumlUpqtNVqkhqw/enGzPCXe5BdqzCInXqYXFymVJaA7AZdpXwVLPo3mNl8EM+m7TBAg=="
)

var exampleTime = time.Unix(1614265330, 999)

func secretOf(keyBytes int) string {
	return symmetricPrefix + base64.StdEncoding.EncodeToString([]byte(strings.Repeat("k", keyBytes)))
}

func TestSignaturesOfTheSpecificationsExamples(t *testing.T) {
	for name, test := range map[string]struct {
		secrets []string
		want    string
	}{
		"none":                       {nil, ""},
		"symmetric":                  {[]string{exampleSymmetric}, signedV1},
		"asymmetric":                 {[]string{exampleAsymmetric}, signedV1a},
		"asymmetric, the seed alone": {[]string{exampleSeed}, signedV1a},
		"both":                       {[]string{exampleSymmetric, exampleAsymmetric}, signedV1 + " " + signedV1a},
		"both, the other one first":  {[]string{exampleAsymmetric, exampleSymmetric}, signedV1a + " " + signedV1},
		"one thrice signs thrice":    {[]string{exampleSeed, exampleSeed, exampleSeed}, signedV1a + " " + signedV1a + " " + signedV1a},
	} {
		t.Run(name, func(t *testing.T) {
			keys, err := ParseKeys(test.secrets)
			require.NoError(t, err)
			assert.Equal(t, test.want, keys.Sign(exampleID, exampleTime, []byte(exampleBody)))
		})
	}
}

// While a secret is rotated, a receiver may have the old one, the new one, or the public key of a third.
func TestEveryReceiverVerifiesWhileSecretsAreRotated(t *testing.T) {
	older, newer, strange := secretOf(24), secretOf(32), secretOf(64)
	body, now := []byte("{\"a\":\"\u00e9\x00\"}"), time.Now()
	keys, err := ParseKeys([]string{newer, exampleAsymmetric, older})
	require.NoError(t, err)
	header := http.Header{}
	header.Set(HeaderID, "msg_1")
	header.Set(HeaderTimestamp, strconv.FormatInt(now.Unix(), 10))
	header.Set(HeaderSignature, keys.Sign("msg_1", now, body))

	verify := func(secret string) error {
		verifier, refused := reference.NewWebhook(secret)
		require.NoError(t, refused)
		return verifier.Verify(body, header)
	}
	require.NoError(t, verify(older))
	require.NoError(t, verify(newer))
	require.Error(t, verify(strange))

	public, err := base64.StdEncoding.DecodeString(examplePublic)
	require.NoError(t, err)
	signature, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(strings.Fields(header.Get(HeaderSignature))[1], "v1a,"))
	require.NoError(t, err)
	signed := "msg_1." + header.Get(HeaderTimestamp) + "." + string(body)
	assert.True(t, ed25519.Verify(public, []byte(signed), signature))

	header.Set(HeaderID, "msg_2")
	require.Error(t, verify(older), "the id is signed too")
}

func TestOneKeySignsAsAListOfOne(t *testing.T) {
	key, err := ParseSecret(exampleSymmetric)
	require.NoError(t, err)
	assert.NotNil(t, key.sign)
	assert.Equal(t, signedV1, Keys{key}.Sign(exampleID, exampleTime, []byte(exampleBody)))
}
