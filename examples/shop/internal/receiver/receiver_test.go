package receiver

import (
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	standardwebhooks "github.com/standard-webhooks/standard-webhooks/libraries/go"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func TestBelievesOnlyWhatIsSigned(t *testing.T) {
	told := 0
	receiver, err := Start(func(Delivery) { told++ })
	require.NoError(t, err)
	send := func(id, signed, sent string) int {
		signer, err := standardwebhooks.NewWebhook(receiver.Secret)
		require.NoError(t, err)
		now := time.Now()
		signature, err := signer.Sign(id, now, []byte(signed))
		require.NoError(t, err)
		req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, receiver.URL, strings.NewReader(sent))
		require.NoError(t, err)
		req.Header.Set(standardwebhooks.HeaderWebhookID, id)
		req.Header.Set(standardwebhooks.HeaderWebhookTimestamp, strconv.FormatInt(now.Unix(), 10))
		req.Header.Set(standardwebhooks.HeaderWebhookSignature, signature)
		answer, err := http.DefaultClient.Do(req)
		require.NoError(t, err)
		require.NoError(t, answer.Body.Close())
		return answer.StatusCode
	}
	assert.Equal(t, http.StatusNoContent, send("msg-1", `{"a":1}`, `{"a":1}`))
	assert.Equal(t, http.StatusNoContent, send("msg-1", `{"a":1}`, `{"a":1}`), "sent again")
	assert.Equal(t, http.StatusUnauthorized, send("msg-2", `{"a":1}`, `{"a":2}`), "changed on the way")
	http.DefaultClient.CloseIdleConnections()
	require.NoError(t, receiver.Close(t.Context()))

	deliveries := receiver.Deliveries()
	require.Len(t, deliveries, 2)
	assert.Equal(t, 2, told)
	require.NoError(t, deliveries[0].Rejected)
	assert.JSONEq(t, `{"a":1}`, string(deliveries[0].Body))
	assert.ErrorIs(t, deliveries[1].Rejected, standardwebhooks.ErrNoMatchingSignature)
}
