package httpclient

import (
	"context"
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
	"go.opentelemetry.io/collector/component/componenttest"
	"go.opentelemetry.io/collector/config/configcompression"
	"go.opentelemetry.io/collector/config/confighttp"
	"go.opentelemetry.io/collector/config/configmiddleware"
	"go.opentelemetry.io/collector/config/configopaque"
	"go.opentelemetry.io/collector/config/configoptional"
	"go.opentelemetry.io/collector/extension/extensionmiddleware"

	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/dialguard"
)

const planted = "T0KEN-of-the-url"

func config() *confighttp.ClientConfig {
	cfg := confighttp.NewDefaultClientConfig()
	cfg.Timeout = 10 * time.Second
	return &cfg
}

func clientOf(t *testing.T, cfg *confighttp.ClientConfig, guard dialguard.Policy, extensions map[component.ID]component.Component) *http.Client {
	t.Helper()
	client, err := New(t.Context(), cfg, guard, extensions, componenttest.NewNopTelemetrySettings())
	require.NoError(t, err)
	t.Cleanup(client.CloseIdleConnections)
	return client
}

// post sends a request to a URL that has a secret in it. It requires that no description of a failure tells it.
func post(t *testing.T, client *http.Client, url string) (*http.Response, Failure) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, url+"/"+planted+"?key="+planted, strings.NewReader("{}"))
	require.NoError(t, err)
	response, err := client.Do(request)
	if err != nil {
		failure := Describe(err)
		require.NotEmpty(t, failure.Message)
		require.NotContains(t, failure.Message, planted)
		return nil, failure
	}
	_, _ = io.Copy(io.Discard, response.Body)
	require.NoError(t, response.Body.Close())
	return response, Failure{}
}

func serve(t *testing.T, handler http.HandlerFunc) *httptest.Server {
	t.Helper()
	server := httptest.NewUnstartedServer(handler)
	server.Config.ErrorLog = log.New(io.Discard, "", 0)
	server.Start()
	t.Cleanup(server.Close)
	return server
}

func TestARedirectIsAnAnswer(t *testing.T) {
	elsewhere := serve(t, func(http.ResponseWriter, *http.Request) { t.Error("was followed") })
	for _, status := range []int{http.StatusMovedPermanently, http.StatusFound, http.StatusTemporaryRedirect} {
		for _, location := range []string{elsewhere.URL, "http://[::1", ""} {
			server := serve(t, func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Location", location)
				w.WriteHeader(status)
			})
			response, err := post(t, clientOf(t, config(), dialguard.Policy{}, nil), server.URL)
			require.NotNil(t, response, "%s: %v", location, err)
			assert.Equal(t, status, response.StatusCode)
		}
	}
}

func TestARequestSaysNothingOfItsCaller(t *testing.T) {
	telemetry := componenttest.NewTelemetry()
	t.Cleanup(func() { require.NoError(t, telemetry.Shutdown(context.WithoutCancel(t.Context()))) })
	got := make(chan http.Header, 1)
	server := serve(t, func(_ http.ResponseWriter, r *http.Request) { got <- r.Header })

	settings := telemetry.NewTelemetrySettings()
	ctx, span := settings.TracerProvider.Tracer("test").Start(t.Context(), "caller")
	client, err := New(ctx, config(), dialguard.Policy{}, nil, settings)
	require.NoError(t, err)
	t.Cleanup(client.CloseIdleConnections)
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, server.URL+"/"+planted, strings.NewReader("{}"))
	require.NoError(t, err)
	response, err := client.Do(request)
	require.NoError(t, err)
	require.NoError(t, response.Body.Close())
	span.End()

	header := <-got
	assert.Empty(t, header.Get("Traceparent"))
	assert.Empty(t, header.Get("Baggage"))
	require.Len(t, telemetry.SpanRecorder.Ended(), 1, "the caller's own")
	assert.Equal(t, "caller", telemetry.SpanRecorder.Ended()[0].Name())
}

func TestWhatAnAnswerMayHave(t *testing.T) {
	header := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("X-Long", strings.Repeat("x", maxResponseHeader))
	})
	_, failure := post(t, clientOf(t, config(), dialguard.Policy{}, nil), header.URL)
	assert.Equal(t, FailureNetwork, failure.Kind, failure.Message)

	fine := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("X-Long", strings.Repeat("x", maxResponseHeader/2))
	})
	response, _ := post(t, clientOf(t, config(), dialguard.Policy{}, nil), fine.URL)
	require.NotNil(t, response)
}

func TestHowConnectionsAreKept(t *testing.T) {
	states := make(chan http.ConnState, 16)
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
	server.Config.ConnState = func(_ net.Conn, state http.ConnState) {
		if state == http.StateNew || state == http.StateClosed {
			states <- state
		}
	}
	server.Start()
	t.Cleanup(server.Close)
	cfg := config()
	cfg.Headers = configopaque.MapList{{Name: "X-Key", Value: "v"}} // whose round tripper hides the transport
	cfg.Compression = configcompression.TypeGzip
	client := clientOf(t, cfg, dialguard.Policy{}, nil)
	for range 3 {
		response, _ := post(t, client, server.URL)
		require.NotNil(t, response)
	}
	client.CloseIdleConnections()
	assert.Equal(t, http.StateNew, <-states, "one connection for all")
	assert.Equal(t, http.StateClosed, <-states, "and none is left open")
}

func TestIdleConnectionsAreBounded(t *testing.T) {
	for _, test := range []struct{ configured, want int }{{0, maxIdleConns}, {5, 5}, {1000, maxIdleConns}} {
		transport := &http.Transport{MaxIdleConns: test.configured, IdleConnTimeout: time.Duration(test.configured) * time.Second}
		guard := &transportGuard{}
		_, err := guard.wrap(t.Context(), transport)
		require.NoError(t, err)
		assert.Equal(t, test.want, transport.MaxIdleConns)
		assert.Equal(t, min(time.Duration(test.want)*time.Second, maxIdleTime), transport.IdleConnTimeout)
	}
}

func TestWhatIsConfiguredStays(t *testing.T) {
	own := component.MustNewID("own_middleware")
	order := ""
	extensions := map[component.ID]component.Component{own: &middleware{wrap: func(base http.RoundTripper) http.RoundTripper {
		return roundTripper(func(r *http.Request) (*http.Response, error) {
			order += "own,"
			r = r.Clone(r.Context())
			r.Header.Set("X-Own", "seen")
			return base.RoundTrip(r)
		})
	}}}
	got := make(chan http.Header, 1)
	server := serve(t, func(_ http.ResponseWriter, r *http.Request) { got <- r.Header })
	cfg := config()
	cfg.Middlewares = []configmiddleware.Config{{ID: own}}
	cfg.Headers = configopaque.MapList{{Name: "X-Key", Value: "v"}}
	response, failure := post(t, clientOf(t, cfg, dialguard.Policy{}, extensions), server.URL)
	require.NotNil(t, response, failure.Message)
	header := <-got
	assert.Equal(t, "seen", header.Get("X-Own"))
	assert.Equal(t, "v", header.Get("X-Key"))
	assert.Equal(t, "own,", order)
	assert.Len(t, cfg.Middlewares, 1, "the configuration is left alone")
	assert.Len(t, extensions, 1, "and so are the host's extensions")
}

func TestAnUnknownTransportIsNotUsed(t *testing.T) {
	_, err := (&transportGuard{}).wrap(t.Context(), roundTripper(nil))
	require.ErrorContains(t, err, "cannot guard an HTTP transport")
}

func TestConfigurationsThatAreRefused(t *testing.T) {
	for want, change := range map[string]func(*confighttp.ClientConfig){
		`tls::min_version: "1.1": must be 1.2 or 1.3`: func(cfg *confighttp.ClientConfig) { cfg.TLS.MinVersion = "1.1" },
		`tls::max_version: "1.0": must be 1.2 or 1.3`: func(cfg *confighttp.ClientConfig) { cfg.TLS.MaxVersion = "1.0" },
		`cookies: are not kept`: func(cfg *confighttp.ClientConfig) {
			cfg.Cookies = configoptional.Some(confighttp.CookiesConfig{})
		},
		`failed to resolve middleware`: func(cfg *confighttp.ClientConfig) {
			cfg.Middlewares = []configmiddleware.Config{{ID: component.MustNewID("absent")}}
		},
	} {
		cfg := config()
		change(cfg)
		_, err := New(t.Context(), cfg, dialguard.Policy{}, nil, componenttest.NewNopTelemetrySettings())
		require.ErrorContains(t, err, want)
	}
	cfg := config()
	cfg.TLS.MinVersion, cfg.TLS.MaxVersion = "1.2", "1.3"
	assert.Empty(t, Check(cfg))
}

type roundTripper func(*http.Request) (*http.Response, error)

func (f roundTripper) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

type middleware struct {
	component.StartFunc
	component.ShutdownFunc

	wrap func(http.RoundTripper) http.RoundTripper
}

func (m *middleware) GetHTTPRoundTripper(context.Context) (extensionmiddleware.WrapHTTPRoundTripperFunc, error) {
	return func(_ context.Context, base http.RoundTripper) (http.RoundTripper, error) { return m.wrap(base), nil }, nil
}
