package httpclient

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/dialguard"
)

func TestWhatIsSaidOfNoAnswer(t *testing.T) {
	hijacked := func(write func(r *http.Request) string) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			connection, _, err := w.(http.Hijacker).Hijack()
			if assert.NoError(t, err) {
				_, _ = connection.Write([]byte(write(r)))
				_ = connection.Close()
			}
		}
	}
	resetting := serve(t, hijacked(func(*http.Request) string { return "" }))
	garbage := serve(t, hijacked(func(r *http.Request) string { return "SMTP/1.0 " + r.URL.String() + "\r\n\r\n" }))
	hanging := serve(t, func(_ http.ResponseWriter, r *http.Request) {
		_ = r.Body.Close()
		<-r.Context().Done()
	})
	gone := serve(t, nil)
	gone.Close()
	for name, test := range map[string]struct {
		url  string
		kind FailureKind
		want string
	}{
		"resetting":    {resetting.URL, FailureNetwork, "the destination closed the connection without a whole answer"},
		"garbage":      {garbage.URL, FailureNetwork, "the request failed (*"},
		"hanging":      {hanging.URL, FailureTimeout, "the destination did not answer in time"},
		"gone":         {gone.URL, FailureNetwork, "connect: connection refused"},
		"no such host": {"http://no-such-host.invalid", FailureNetwork, "no-such-host.invalid"},
	} {
		t.Run(name, func(t *testing.T) {
			cfg := config()
			if test.kind == FailureTimeout {
				cfg.Timeout = 200 * time.Millisecond
			}
			_, failure := post(t, clientOf(t, cfg, dialguard.Policy{}, nil), test.url)
			assert.Equal(t, test.kind, failure.Kind, failure.Message)
			assert.Contains(t, failure.Message, test.want)
		})
	}
}

func TestAnErrorThatIsNotKnownIsNamedByItsType(t *testing.T) {
	for want, err := range map[FailureKind]error{
		FailureAuth:      fmt.Errorf("token endpoint %q: %w", planted, errors.New(planted)),
		FailureNetwork:   fmt.Errorf("%s: %w", planted, &sendError{errors.New(planted)}),
		FailureCancelled: fmt.Errorf("%s: %w", planted, context.Canceled),
		FailureTimeout:   fmt.Errorf("%s: %w", planted, context.DeadlineExceeded),
	} {
		failure := Describe(err)
		assert.Equal(t, want, failure.Kind, failure.Message)
		assert.False(t, strings.Contains(failure.Message, planted) || failure.Message == "", failure.Message)
	}
}

func TestAConnectionThatIsLostAfterTheHandshake(t *testing.T) {
	failure := Describe(&sendError{errors.New(lostAfterHandshake)})
	assert.Equal(t, FailureNetwork, failure.Kind)
	assert.Contains(t, failure.Message, "it may want another client certificate")
}
