// Package web is what every HTTP service of the shop has in common: instrumented routes, errors as problems, and a server
// that ends when its context does.
package web

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"go.opentelemetry.io/contrib/instrumentation/net/http/otelhttp"
	semconv "go.opentelemetry.io/otel/semconv/v1.43.0"
	"go.opentelemetry.io/otel/trace"
)

const (
	shutdownGrace = 3 * time.Second
	bodyLimit     = 64 << 10
)

// HandlerFunc answers a request or says why not; the error reaches the span and, as a Problem, the client.
type HandlerFunc func(http.ResponseWriter, *http.Request) error

// Routes is a ServeMux in a server span.
type Routes struct{ mux *http.ServeMux }

// NewRoutes has one route already: /healthz, which is not traced.
func NewRoutes() *Routes {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", func(http.ResponseWriter, *http.Request) {})
	return &Routes{mux: mux}
}

// Handle adds a route by a pattern of http.ServeMux.
func (r *Routes) Handle(pattern string, handler HandlerFunc) {
	_, route, _ := strings.Cut(pattern, " ")
	r.mux.HandleFunc(pattern, func(w http.ResponseWriter, req *http.Request) {
		span := trace.SpanFromContext(req.Context())
		// otelhttp starts its span before the mux has matched, so it knows the route only for the span's name.
		span.SetAttributes(semconv.HTTPRoute(route))
		defer recoverPanic(w, span)
		if err := handler(w, req); err != nil {
			problem := problemOf(err)
			span.RecordError(err)
			span.SetAttributes(semconv.ErrorTypeKey.String(problem.Code))
			problem.write(w)
		}
	})
}

// recoverPanic answers 500 and keeps the service running, as every framework's recovery middleware does.
func recoverPanic(w http.ResponseWriter, span trace.Span) {
	value := recover()
	if value == nil {
		return
	}
	err, ok := value.(error)
	if !ok {
		err = fmt.Errorf("panic: %v", value)
	}
	span.RecordError(err, trace.WithStackTrace(true))
	problem := problemOf(err)
	span.SetAttributes(semconv.ErrorTypeKey.String(problem.Code))
	problem.write(w)
}

// Handler is the whole service, instrumented.
func (r *Routes) Handler() http.Handler {
	return otelhttp.NewHandler(r.mux, "", otelhttp.WithFilter(func(req *http.Request) bool { return req.URL.Path != "/healthz" }))
}

// Serve answers on addr until ctx ends, then lets running requests finish.
func Serve(ctx context.Context, addr string, handler http.Handler) error {
	server := &http.Server{Addr: addr, Handler: handler, ReadHeaderTimeout: 5 * time.Second}
	failed := make(chan error, 1)
	go func() { failed <- server.ListenAndServe() }()
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	grace, cancel := context.WithTimeout(context.WithoutCancel(ctx), shutdownGrace)
	defer cancel()
	err := server.Shutdown(grace)
	if listenErr := <-failed; !errors.Is(listenErr, http.ErrServerClosed) {
		err = errors.Join(err, listenErr)
	}
	return err
}

// Read takes a JSON body; one that is not JSON is the caller's mistake.
func Read(req *http.Request, into any) error {
	decoder := json.NewDecoder(http.MaxBytesReader(nil, req.Body, bodyLimit))
	if err := decoder.Decode(into); err != nil {
		return &Problem{Status: http.StatusBadRequest, Code: "malformed_body", Title: "the body is not the JSON expected", Cause: err}
	}
	return nil
}

// Reply answers in JSON.
func Reply(w http.ResponseWriter, status int, body any) error {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	// The header is out: whether the client stays for the body no longer changes the outcome.
	_ = json.NewEncoder(w).Encode(body)
	return nil
}
