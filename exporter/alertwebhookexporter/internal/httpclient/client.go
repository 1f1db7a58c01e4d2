// Package httpclient makes the HTTP client of a destination: the collector's own, with what may not be left to configuration.
package httpclient

import (
	"context"
	"errors"
	"maps"
	"net/http"
	"slices"

	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/config/confighttp"
	"go.opentelemetry.io/collector/config/configmiddleware"

	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/dialguard"
)

// New makes a client by a configuration that Check accepts. It
//   - connects only where the guard allows, through TLS 1.2 or newer;
//   - follows no redirect: a signed request, with its headers, is for the configured host only;
//   - keeps no cookies;
//   - makes neither spans nor metrics nor trace headers: a span has the whole URL, in which many webhooks hide their token.
func New(ctx context.Context, cfg *confighttp.ClientConfig, guard dialguard.Policy, extensions map[component.ID]component.Component,
	telemetry component.TelemetrySettings,
) (*http.Client, error) {
	if errs := Check(cfg); len(errs) > 0 {
		return nil, errors.Join(errs...)
	}
	// The last middleware is given the transport itself. That is the one place where TLS, proxy and HTTP/2 are configured already, and
	// where auth extensions have had their say.
	with := maps.Clone(extensions)
	if with == nil {
		with = make(map[component.ID]component.Component, 1)
	}
	own := &transportGuard{guard: guard}
	with[transportID] = own
	guarded := *cfg
	guarded.Middlewares = append(slices.Clone(cfg.Middlewares), configmiddleware.Config{ID: transportID})

	// Without a tracer the client is not instrumented at all, and sends on no baggage of its caller's.
	telemetry.TracerProvider = nil
	client, err := guarded.ToClient(ctx, with, telemetry)
	if err != nil {
		return nil, err
	}
	client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	client.Transport = &closableTransport{RoundTripper: client.Transport, transport: own.transport}
	return client, nil
}

// closableTransport lets the client's CloseIdleConnections reach the transport, which what is wrapped around that does not.
type closableTransport struct {
	http.RoundTripper

	transport *http.Transport
}

func (t *closableTransport) CloseIdleConnections() { t.transport.CloseIdleConnections() }
