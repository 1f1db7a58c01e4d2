package web

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/otel"
	sdktrace "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/sdk/trace/tracetest"
	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func record(t *testing.T) *tracetest.SpanRecorder {
	spans := tracetest.NewSpanRecorder()
	before := otel.GetTracerProvider()
	otel.SetTracerProvider(sdktrace.NewTracerProvider(sdktrace.WithSpanProcessor(spans)))
	t.Cleanup(func() { otel.SetTracerProvider(before) })
	return spans
}

func answerTo(path string) *httptest.ResponseRecorder {
	routes := NewRoutes()
	routes.Handle("GET /panic", func(http.ResponseWriter, *http.Request) error {
		panic(errors.New("no basket"))
	})
	routes.Handle("GET /busy", func(http.ResponseWriter, *http.Request) error {
		return &Problem{Status: http.StatusServiceUnavailable, Code: "busy", Title: "later", RetryAfter: 7, Cause: errors.New("pool is empty")}
	})
	answer := httptest.NewRecorder()
	routes.Handler().ServeHTTP(answer, httptest.NewRequest(http.MethodGet, path, http.NoBody))
	return answer
}

func TestPanicIsAnsweredAndRecorded(t *testing.T) {
	spans := record(t)
	assert.Equal(t, http.StatusInternalServerError, answerTo("/panic").Code)
	require.Len(t, spans.Ended(), 1)
	events := spans.Ended()[0].Events()
	require.Len(t, events, 1)
	assert.Contains(t, events[0].Attributes[1].Value.AsString(), "no basket")
}

func TestProblemHidesItsCauseFromTheClientOnly(t *testing.T) {
	spans := record(t)
	answer := answerTo("/busy")
	assert.Equal(t, "7", answer.Header().Get("Retry-After"))
	assert.JSONEq(t, `{"status":503,"code":"busy","title":"later"}`, answer.Body.String())
	require.Len(t, spans.Ended(), 1)
	assert.Contains(t, spans.Ended()[0].Events()[0].Attributes[1].Value.AsString(), "pool is empty")
}

func TestHealthIsNotTraced(t *testing.T) {
	spans := record(t)
	assert.Equal(t, http.StatusOK, answerTo("/healthz").Code)
	assert.Empty(t, spans.Ended())
}

func TestClientTellsRefusals(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		w.WriteHeader(http.StatusTeapot)
		if req.URL.Path == "/problem" {
			_, _ = w.Write([]byte(`{"status":200,"code":"no_coffee"}`))
			return
		}
		_, _ = w.Write([]byte(`<html>`))
	}))
	defer server.Close()
	client := NewClient(server.URL, time.Second, http.DefaultTransport)
	defer client.CloseIdle()
	for path, code := range map[string]string{"/problem": "no_coffee", "/page": "upstream_error"} {
		var problem *Problem
		require.ErrorAs(t, client.Do(t.Context(), http.MethodGet, path, nil, nil, nil), &problem)
		assert.Equal(t, code, problem.Code)
		assert.Equal(t, http.StatusTeapot, problem.Status, "the status line decides, not what the body claims")
	}
}

func TestServeSaysWhyItCannot(t *testing.T) {
	taken := httptest.NewServer(http.NotFoundHandler())
	defer taken.Close()
	assert.ErrorContains(t, Serve(t.Context(), taken.Listener.Addr().String(), http.NotFoundHandler()), "in use")
}

func TestServeEndsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	assert.NoError(t, Serve(ctx, "127.0.0.1:0", http.NotFoundHandler()))
}
