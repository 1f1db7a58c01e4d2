// Package payments is the gateway between the shop and the card network. What was paid it enters in the ledger.
package payments

import (
	"context"
	"errors"
	"net/http"

	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/trace"
	grpccodes "google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	"github.com/otelcol-apierror/otelcol-apierror/examples/shop/internal/ledger"
	"github.com/otelcol-apierror/otelcol-apierror/examples/shop/internal/web"
)

// Gateway takes payments.
type Gateway struct {
	network *cardNetwork
	books   *ledger.Client
	tracer  trace.Tracer
}

// New reaches the card network and the ledger at these addresses.
func New(cardnetAddr, ledgerAddr string) (*Gateway, error) {
	books, err := ledger.Dial(ledgerAddr)
	if err != nil {
		return nil, err
	}
	return &Gateway{network: newCardNetwork(cardnetAddr), books: books, tracer: otel.Tracer("shop/payments")}, nil
}

// Close ends the gateway's connections.
func (g *Gateway) Close() error {
	g.network.client.CloseIdle()
	return g.books.Close()
}

// Handler is the gateway's API.
func (g *Gateway) Handler() http.Handler {
	routes := web.NewRoutes()
	routes.Handle("POST /api/v1/payments/charges", g.charge)
	routes.Handle("POST /api/v1/payments/{order}/refund", g.refund)
	return routes.Handler()
}

func (g *Gateway) charge(w http.ResponseWriter, req *http.Request) error {
	var charge struct {
		Order  string  `json:"order"`
		Card   string  `json:"card"`
		Amount float64 `json:"amount"`
	}
	if err := web.Read(req, &charge); err != nil {
		return err
	}
	trace.SpanFromContext(req.Context()).SetAttributes(
		attribute.String("app.order.id", charge.Order), attribute.Float64("app.order.amount", charge.Amount))
	if err := g.authorize(req.Context(), charge.Order, charge.Card, charge.Amount); err != nil {
		return err
	}
	if err := g.books.Book(req.Context(), charge.Order, charge.Amount); err != nil {
		return err
	}
	return web.Reply(w, http.StatusCreated, map[string]string{"result": "charged"})
}

// authorize has a span of its own, as a payment provider's client library would make.
func (g *Gateway) authorize(ctx context.Context, order, card string, amount float64) error {
	ctx, span := g.tracer.Start(ctx, "authorize card")
	defer span.End()
	err := g.network.authorize(ctx, order, card, amount)
	if err != nil {
		span.RecordError(err)
		span.SetStatus(codes.Error, err.Error())
	}
	return err
}

func (g *Gateway) refund(w http.ResponseWriter, req *http.Request) error {
	order := req.PathValue("order")
	trace.SpanFromContext(req.Context()).SetAttributes(attribute.String("app.order.id", order))
	err := g.books.Refund(req.Context(), order)
	if status.Code(err) == grpccodes.NotFound {
		return &web.Problem{Status: http.StatusNotFound, Code: "payment_not_found", Title: "nothing was paid for this order", Cause: err}
	}
	if err != nil {
		return errors.Join(errors.New("refund could not be booked"), err)
	}
	return web.Reply(w, http.StatusOK, map[string]string{"result": "refunded"})
}
