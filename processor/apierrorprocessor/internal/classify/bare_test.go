package classify

import (
	"fmt"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
	"github.com/otelcol-apierror/otelcol-apierror/processor/apierrorprocessor/internal/spanview"
)

func requestOf(method, route string, status int64, more ...string) ptrace.Span {
	span := ptrace.NewSpan()
	span.SetKind(ptrace.SpanKindServer)
	span.Attributes().PutStr("http.request.method", method)
	span.Attributes().PutStr("http.route", route)
	span.Attributes().PutInt("http.response.status_code", status)
	for i := 0; i+1 < len(more); i += 2 {
		span.Attributes().PutStr(more[i], more[i+1])
	}
	return span
}

// What is judged once for all must be judged as each by itself would be.
func TestBareFailuresAreJudgedAlike(t *testing.T) {
	c := New(func(text string) string { return text })
	for range 2 { // the second time from memory
		for _, service := range []uint64{1, 2} {
			for _, method := range []string{"GET", "POST", ""} {
				for _, route := range []string{"/orders", "/orders/{id}", "/"} {
					for status := int64(400); status < 600; status++ {
						var view spanview.View
						view.Read(requestOf(method, route, status, "error.type", strconv.FormatInt(status, 10)))
						require.Equal(t, view.Route != "", view.IsBare())
						var got, want apierror.Failure
						failed := c.ClassifyWithFingerprint(service, &view, false, &got)
						require.Equal(t, c.Classify(&view, false, &want), failed)
						if failed {
							want.Fingerprint = c.Fingerprint(service, &view, &want)
						}
						require.Equal(t, want, got, "%d %s %s %d", service, method, route, status)
					}
				}
			}
		}
	}
}

// Whatever may say more than the status makes a failure one of its own.
func TestWhatIsNotBare(t *testing.T) {
	for key, value := range map[string]string{
		"error.type": "java.net.ConnectException", "http.response.header.retry-after": "7200", "exception.type": "E", "error.message": "no",
		"response_flags": "UF", "rpc.system": "grpc", "db.system": "redis", "problem.detail": "no", "outcome": "SERVER_ERROR", "upstream_cluster": "x",
		"http.response.header.www-authenticate": "Bearer error=\"invalid_token\"", "otel.status_description": "no", "app.anything": "x",
	} {
		var view spanview.View
		view.Read(requestOf("GET", "/orders", 503, key, value))
		assert.False(t, view.IsBare(), key)
	}
	for name, change := range map[string]func(ptrace.Span){
		"a client":   func(s ptrace.Span) { s.SetKind(ptrace.SpanKindClient) },
		"a message":  func(s ptrace.Span) { s.Status().SetCode(ptrace.StatusCodeError); s.Status().SetMessage("no") },
		"an event":   func(s ptrace.Span) { s.Events().AppendEmpty().SetName("exception") },
		"no route":   func(s ptrace.Span) { s.Attributes().Remove("http.route") },
		"a success":  func(s ptrace.Span) { s.Attributes().PutInt("http.response.status_code", 200) },
		"no failure": func(s ptrace.Span) { s.Attributes().Remove("http.response.status_code") },
	} {
		var view spanview.View
		span := requestOf("GET", "/orders", 503)
		change(span)
		view.Read(span)
		assert.False(t, view.IsBare(), name)
	}
}

func TestBareVerdictsAreBounded(t *testing.T) {
	c := New(func(text string) string { return text })
	for i := range 2 * bareLimit {
		var view spanview.View
		view.Read(requestOf("GET", fmt.Sprint("/r", i), 500))
		var out apierror.Failure
		require.True(t, c.ClassifyWithFingerprint(1, &view, false, &out))
		require.LessOrEqual(t, len(c.bare.known), bareLimit)
	}
}
