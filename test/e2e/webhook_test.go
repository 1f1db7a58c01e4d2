package e2e

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	standardwebhooks "github.com/standard-webhooks/standard-webhooks/libraries/go"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// secret is of the form that Standard Webhooks prescribes; it opens nothing.
const secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw" //nolint:gosec // the example of the Standard Webhooks specification

// alert is what a receiver gets.
type alert struct {
	id   string // webhook-id
	body map[string]any
}

func (a alert) data(t *testing.T) map[string]any {
	t.Helper()
	data, ok := a.body["data"].(map[string]any)
	require.True(t, ok)
	return data
}

// receiver is a webhook that keeps what it is sent, once its signature is verified by the reference library.
type receiver struct {
	*httptest.Server
	mu     sync.Mutex
	alerts []alert
	broken bool // answers 503
	tries  int
}

func newReceiver(t *testing.T) *receiver {
	t.Helper()
	verifier, err := standardwebhooks.NewWebhook(secret)
	require.NoError(t, err)
	r := &receiver{}
	r.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, request *http.Request) {
		body, err := io.ReadAll(request.Body)
		r.mu.Lock()
		defer r.mu.Unlock()
		r.tries++
		if r.broken {
			w.WriteHeader(http.StatusServiceUnavailable)
			return
		}
		var decoded map[string]any
		if assert.NoError(t, err) && assert.NoError(t, verifier.Verify(body, request.Header)) && assert.NoError(t, json.Unmarshal(body, &decoded)) {
			r.alerts = append(r.alerts, alert{id: request.Header.Get("webhook-id"), body: decoded})
		}
		w.WriteHeader(http.StatusNoContent)
	}))
	t.Cleanup(r.Close)
	return r
}

func (r *receiver) setBroken(broken bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.broken = broken
}

func (r *receiver) seen() []alert {
	r.mu.Lock()
	defer r.mu.Unlock()
	return append([]alert(nil), r.alerts...)
}

func (r *receiver) tried() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.tries
}

// wait returns when as many alerts have arrived.
func (r *receiver) wait(t *testing.T, count int) []alert {
	t.Helper()
	require.Eventually(t, func() bool { return len(r.seen()) >= count }, patience, 20*time.Millisecond, "alerts do not arrive")
	return r.seen()
}
