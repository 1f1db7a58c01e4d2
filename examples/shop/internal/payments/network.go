package payments

import (
	"context"
	"errors"
	"net"
	"net/http"
	"os"
	"time"

	"go.opentelemetry.io/contrib/instrumentation/net/http/otelhttp"
	"go.opentelemetry.io/otel/propagation"

	"github.com/otelcol-apierror/otelcol-apierror/examples/shop/internal/web"
)

const (
	cardNetworkHost = "api.cardnet.example"
	cardTimeout     = 1200 * time.Millisecond
)

// cardNetwork is the shop's side of the contract with the card network.
type cardNetwork struct{ client *web.Client }

// newCardNetwork reaches the card network by its real name. That name resolves nowhere, so the dialer sends it to where the
// demo runs its stand-in, as a line in /etc/hosts would.
func newCardNetwork(addr string) *cardNetwork {
	dialer := &net.Dialer{Timeout: cardTimeout}
	transport := &http.Transport{
		DialContext: func(ctx context.Context, network, target string) (net.Conn, error) {
			if host, _, err := net.SplitHostPort(target); err == nil && host == cardNetworkHost {
				target = addr
			}
			return dialer.DialContext(ctx, network, target)
		},
	}
	// Only the trace's context goes out: who the customer is stays in the house.
	return &cardNetwork{client: web.NewClient("http://"+cardNetworkHost, cardTimeout, transport,
		otelhttp.WithPropagators(propagation.TraceContext{}))}
}

// authorize asks the network to reserve the amount. The error is a Problem in the words of the payments API.
func (n *cardNetwork) authorize(ctx context.Context, order, card string, amount float64) error {
	request := map[string]any{"reference": order, "card": card, "amount": amount, "currency": "USD"}
	err := n.client.Do(ctx, http.MethodPost, "/v1/authorizations", nil, request, nil)
	var refusal *web.Problem
	switch {
	case err == nil:
		return nil
	case errors.As(err, &refusal) && refusal.Status == http.StatusPaymentRequired:
		return &web.Problem{Status: http.StatusPaymentRequired, Code: "card_declined", Title: "the card was declined", Cause: err}
	case errors.As(err, &refusal):
		return &web.Problem{
			Status: http.StatusServiceUnavailable, Code: "card_network_unavailable",
			Title: "the card network is not available", RetryAfter: 30, Cause: err,
		}
	case errors.Is(err, context.DeadlineExceeded) || os.IsTimeout(err):
		return &web.Problem{
			Status: http.StatusGatewayTimeout, Code: "card_network_timeout",
			Title: "the card network did not answer in time", Cause: err,
		}
	default:
		return &web.Problem{
			Status: http.StatusBadGateway, Code: "card_network_unreachable",
			Title: "the card network cannot be reached", Cause: err,
		}
	}
}
