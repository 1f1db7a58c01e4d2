package payments

import (
	"context"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	sdktrace "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/sdk/trace/tracetest"
	"go.opentelemetry.io/otel/trace"
	"go.uber.org/goleak"

	"github.com/otelcol-apierror/otelcol-apierror/examples/shop/internal/cardnet"
	"github.com/otelcol-apierror/otelcol-apierror/examples/shop/internal/ledger"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func freeAddr(t *testing.T) string {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	defer listener.Close()
	return listener.Addr().String()
}

// town runs a real card network and a real ledger around a gateway.
func town(t *testing.T) (gateway *Gateway, control string) {
	cards, control, books := freeAddr(t), freeAddr(t), freeAddr(t)
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 2)
	go func() { ended <- cardnet.Run(ctx, cards, control) }()
	go func() { ended <- ledger.Run(ctx, books) }()
	gateway, err := New(cards, books)
	require.NoError(t, err)
	t.Cleanup(func() {
		require.NoError(t, gateway.Close())
		http.DefaultClient.CloseIdleConnections()
		stop()
		require.NoError(t, <-ended)
		require.NoError(t, <-ended)
	})
	for _, addr := range []string{cards, control, books} {
		require.Eventually(t, func() bool {
			conn, err := net.Dial("tcp", addr)
			if err == nil {
				_ = conn.Close()
			}
			return err == nil
		}, 5*time.Second, 10*time.Millisecond)
	}
	return gateway, control
}

func post(gateway *Gateway, path, body string) *httptest.ResponseRecorder {
	answer := httptest.NewRecorder()
	gateway.Handler().ServeHTTP(answer, httptest.NewRequest(http.MethodPost, path, strings.NewReader(body)))
	return answer
}

func charge(gateway *Gateway, order, card string) *httptest.ResponseRecorder {
	return post(gateway, "/api/v1/payments/charges", `{"order":"`+order+`","card":"`+card+`","amount":12.5}`)
}

func TestChargeAndRefund(t *testing.T) {
	gateway, _ := town(t)
	assert.Equal(t, http.StatusCreated, charge(gateway, "o-1", "4242").Code)
	assert.Equal(t, http.StatusPaymentRequired, charge(gateway, "o-2", "40000002").Code)
	assert.Equal(t, http.StatusOK, post(gateway, "/api/v1/payments/o-1/refund", "").Code)
	assert.Equal(t, http.StatusNotFound, post(gateway, "/api/v1/payments/o-1/refund", "").Code)
}

func TestOutage(t *testing.T) {
	spans := tracetest.NewSpanRecorder()
	before := otel.GetTracerProvider()
	otel.SetTracerProvider(sdktrace.NewTracerProvider(sdktrace.WithSpanProcessor(spans)))
	t.Cleanup(func() { otel.SetTracerProvider(before) })
	gateway, control := town(t)
	for _, test := range []struct {
		mode cardnet.Mode
		want int
	}{
		{cardnet.Overloaded, http.StatusServiceUnavailable},
		{cardnet.Slow, http.StatusGatewayTimeout},
		{cardnet.Down, http.StatusBadGateway},
		{cardnet.Up, http.StatusCreated},
	} {
		req, err := http.NewRequestWithContext(t.Context(), http.MethodPut, "http://"+control+"/mode/"+string(test.mode), http.NoBody)
		require.NoError(t, err)
		answer, err := http.DefaultClient.Do(req)
		require.NoError(t, err)
		require.NoError(t, answer.Body.Close())
		require.Equal(t, http.StatusOK, answer.StatusCode)
		assert.Equal(t, test.want, charge(gateway, "o-1", "4242").Code, test.mode)
	}
	for _, span := range spans.Ended() {
		if attributes := attribute.NewSet(span.Attributes()...); span.SpanKind() == trace.SpanKindClient && attributes.HasValue("url.full") {
			server, _ := attributes.Value("server.address")
			assert.Equal(t, cardNetworkHost, server.AsString(), "the partner goes by its real name")
		}
	}
}
