package alertwebhookexporter

import (
	"context"
	"crypto/tls"
	"errors"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/exporter/exportertest"

	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/metadata"
)

func hookTo(t *testing.T, endpoint string, timeout time.Duration) *webhook {
	t.Helper()
	cfg := &quick(endpoint).Destinations[0]
	cfg.Client.Timeout = timeout
	set := exportertest.NewNopSettings(metadata.Type)
	hook, err := newWebhook(t.Context(), cfg, hostWith{map[component.ID]component.Component{}}, &set)
	require.NoError(t, err)
	t.Cleanup(hook.client.CloseIdleConnections)
	return hook
}

func TestWhatAnAnswerMeans(t *testing.T) {
	for status, want := range map[int]struct {
		reason    failureReason
		retryable bool
	}{
		200: {}, 202: {}, 204: {},
		301: {reason: failedRejected}, 302: {reason: failedRejected}, 307: {reason: failedRejected}, 304: {reason: failedRejected},
		400: {reason: failedRejected}, 401: {reason: failedRejected}, 404: {reason: failedRejected}, 410: {reason: failedRejected},
		408: {failedUnavailable, true}, 425: {failedUnavailable, true}, 429: {failedThrottled, true},
		500: {failedUnavailable, true}, 502: {failedUnavailable, true}, 503: {failedUnavailable, true}, 599: {failedUnavailable, true},
	} {
		elsewhere := newReceiver(t, nil)
		r := newReceiver(t, func(w http.ResponseWriter, _ int) {
			w.Header().Set("Location", elsewhere.URL)
			w.Header().Set("Retry-After", "7")
			w.WriteHeader(status)
		})
		failed := hookTo(t, r.URL, soon).post(t.Context(), "msg_1", []byte("{}"))
		assert.Empty(t, elsewhere.got(), "redirects are not followed")
		if want.reason == "" {
			assert.Nil(t, failed, status)
			continue
		}
		require.NotNil(t, failed, status)
		assert.Equal(t, want.reason, failed.reason, status)
		assert.Equal(t, want.retryable, failed.retryable, status)
		if want.retryable {
			assert.Equal(t, 7*time.Second, failed.retryAfter, status)
		}
	}
}

func TestAGiantAnswerIsNotRead(t *testing.T) {
	wrote := make(chan int, 1)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		n, chunk := 0, []byte(strings.Repeat("x", 1<<20))
		for range 1 << 10 {
			if _, err := w.Write(chunk); err != nil {
				break
			}
			n += len(chunk)
		}
		wrote <- n
	}))
	t.Cleanup(server.Close)
	assert.Nil(t, hookTo(t, server.URL, soon).post(t.Context(), "msg_1", []byte("{}")))
	assert.Less(t, <-wrote, 100<<20)
}

func TestAConnectionIsUsedAgain(t *testing.T) {
	connections := 0
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		_, _ = w.Write([]byte(strings.Repeat("x", 4000)))
	}))
	server.Config.ConnState = func(_ net.Conn, state http.ConnState) {
		if state == http.StateNew {
			connections++
		}
	}
	server.Start()
	t.Cleanup(server.Close)
	hook := hookTo(t, server.URL, soon)
	for range 5 {
		assert.Nil(t, hook.post(t.Context(), "msg_1", []byte("{}")))
	}
	server.Close()
	assert.Equal(t, 1, connections)
}

const planted = "T0KEN"

// brokenServers are the ways in which there is no answer.
func brokenServers(t *testing.T) map[string]string {
	t.Helper()
	resetting := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		connection, _, err := w.(http.Hijacker).Hijack()
		if err == nil {
			_ = connection.Close()
		}
	}))
	garbage := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		connection, _, err := w.(http.Hijacker).Hijack()
		if err == nil {
			_, _ = connection.Write([]byte("SMTP/1.0 " + r.URL.String() + "\r\n\r\n"))
			_ = connection.Close()
		}
	}))
	untrusted := httptest.NewTLSServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
	untrusted.Config.ErrorLog = log.New(io.Discard, "", 0)
	for _, server := range []*httptest.Server{resetting, garbage, untrusted} {
		t.Cleanup(server.Close)
	}
	gone := httptest.NewServer(nil)
	gone.Close()
	return map[string]string{
		"hanging": hangingServer(t), "resetting": resetting.URL, "garbage": garbage.URL, "untrusted": untrusted.URL, "gone": gone.URL,
		"no such host": "http://no-such-host.invalid", "TLS to plain": strings.Replace(resetting.URL, "http:", "https:", 1),
	}
}

func TestNoAnswerIsTriedAgainAndTellsNothingOfTheURL(t *testing.T) {
	for name, url := range brokenServers(t) {
		t.Run(name, func(t *testing.T) {
			patience := 10 * time.Second // a handshake takes its time on a busy machine
			if name == "hanging" {
				patience = 200 * time.Millisecond
			}
			failed := hookTo(t, url+"/"+planted+"?key="+planted, patience).post(t.Context(), "msg_1", []byte("{}"))
			require.NotNil(t, failed)
			assert.True(t, failed.retryable)
			want := failedNetwork
			if name == "hanging" {
				want = failedTimeout
			}
			assert.Equal(t, want, failed.reason, failed.message)
			assert.NotContains(t, failed.Error(), planted)
		})
	}
}

func TestAnUnknownErrorIsNamedByItsType(t *testing.T) {
	for _, err := range []error{
		errors.New(planted),
		&tls.CertificateVerificationError{Err: errors.New("certificate has expired")},
		context.Canceled,
	} {
		failed := networkFailure(err)
		assert.NotContains(t, failed.Error(), planted)
		assert.NotEmpty(t, failed.Error())
	}
}
