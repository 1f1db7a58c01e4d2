package httpclient

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/http"
	"time"

	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/extension/extensionmiddleware"

	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/dialguard"
)

const (
	maxResponseHeader = 64 << 10
	maxIdleConns      = 100
	maxIdleTime       = 90 * time.Second
)

// transportID is no extension's: there is no extension of this type.
var transportID = component.MustNewID("alert_webhook_transport")

// transportGuard is an HTTP client middleware, as an extension may be one, that wraps nothing but the transport.
type transportGuard struct {
	component.StartFunc
	component.ShutdownFunc

	guard dialguard.Policy
	// transport is what was guarded.
	transport *http.Transport
}

var _ extensionmiddleware.HTTPClient = (*transportGuard)(nil)

func (g *transportGuard) GetHTTPRoundTripper(context.Context) (extensionmiddleware.WrapHTTPRoundTripperFunc, error) {
	return g.wrap, nil
}

// wrap fails rather than to leave a transport unguarded that it does not know.
func (g *transportGuard) wrap(_ context.Context, base http.RoundTripper) (http.RoundTripper, error) {
	transport, ok := base.(*http.Transport)
	if !ok {
		return nil, fmt.Errorf("cannot guard an HTTP transport of type %T", base)
	}
	// A proxy is the operator's choice and mostly on a private network, so it is held to the rules that hold for all only.
	direct, toProxy := g.guard.Dialer(), dialguard.Policy{}.Dialer()
	transport.DialContext = func(ctx context.Context, network, address string) (net.Conn, error) {
		if ctx.Value(viaProxy{}) != nil {
			return toProxy.DialContext(ctx, network, address)
		}
		return direct.DialContext(ctx, network, address)
	}
	transport.MaxResponseHeaderBytes = maxResponseHeader
	transport.MaxIdleConns = bounded(transport.MaxIdleConns, maxIdleConns)
	transport.IdleConnTimeout = bounded(transport.IdleConnTimeout, maxIdleTime)
	if transport.TLSClientConfig == nil {
		transport.TLSClientConfig = &tls.Config{MinVersion: tls.VersionTLS12}
	}
	g.transport = transport
	return &guardedTransport{transport: transport, guard: g.guard}, nil
}

// bounded takes 0 for no limit, as the transport does.
func bounded[T int | time.Duration](value, most T) T {
	if value <= 0 {
		return most
	}
	return min(value, most)
}

// viaProxy marks the context of a request that goes to a proxy. The transport dials with the values of that context, and shares a
// connection among requests of the same proxy only.
type viaProxy struct{}

// guardedTransport checks what the dialer cannot see, and marks what came from the transport: all other errors are of an auth
// extension or another middleware.
type guardedTransport struct {
	transport *http.Transport
	guard     dialguard.Policy
}

func (t *guardedTransport) RoundTrip(request *http.Request) (*http.Response, error) {
	// Behind a proxy this is all that is known of the target: the proxy resolves names.
	if err := t.guard.CheckHost(request.URL.Hostname()); err != nil {
		return nil, &sendError{err}
	}
	if t.transport.Proxy != nil {
		if proxy, err := t.transport.Proxy(request); err != nil {
			return nil, &sendError{err}
		} else if proxy != nil {
			request = request.WithContext(context.WithValue(request.Context(), viaProxy{}, true))
		}
	}
	response, err := t.transport.RoundTrip(request)
	if err != nil {
		return nil, &sendError{err}
	}
	// It is not followed, and one that is no URL would hide the answer behind an error.
	response.Header.Del("Location")
	return response, nil
}

// sendError is what went wrong once the request was ready to be sent.
type sendError struct{ error }

func (e *sendError) Unwrap() error { return e.error }

// Timeout is asked by url.Error, which looks no deeper.
func (e *sendError) Timeout() bool {
	var timeout interface{ Timeout() bool }
	return errors.As(e.error, &timeout) && timeout.Timeout()
}
