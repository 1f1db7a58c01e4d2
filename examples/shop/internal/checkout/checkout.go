// Package checkout is the order API: it takes orders, has them paid, and knows each customer's orders.
package checkout

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"time"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/trace"

	"github.com/otelcol-apierror/otelcol-apierror/examples/shop/internal/web"
)

const (
	paymentTimeout = 3 * time.Second
	// riskLimit is above what the shop sells on credit without looking at the customer first.
	riskLimit   = 900
	maxQuantity = 20
)

// Order is what a customer wants.
type Order struct {
	Items []Item `json:"items"`
	Card  string `json:"card"`
}

// Item is one line of an order.
type Item struct {
	SKU      string  `json:"sku"`
	Price    float64 `json:"price"`
	Quantity int     `json:"quantity"`
}

// Amount is what the order costs.
func (o *Order) Amount() float64 {
	var sum float64
	for _, item := range o.Items {
		sum += item.Price * float64(item.Quantity)
	}
	return sum
}

// Receipt is how the shop answers an order.
type Receipt struct {
	Order  string  `json:"order,omitempty"`
	Result string  `json:"result"`
	Amount float64 `json:"amount"`
}

// API is the order API.
type API struct {
	payments *web.Client
	orders   *orderBook
}

// New has orders paid by the gateway at paymentsURL.
func New(paymentsURL string) *API {
	return &API{payments: web.NewClient(paymentsURL, paymentTimeout, http.DefaultTransport), orders: newOrderBook()}
}

// Close ends the API's connections.
func (a *API) Close() { a.payments.CloseIdle() }

// Handler is the API's routes.
func (a *API) Handler() http.Handler {
	routes := web.NewRoutes()
	routes.Handle("POST /api/v1/orders", a.place)
	routes.Handle("GET /api/v1/orders/{id}", a.show)
	routes.Handle("POST /api/v1/orders/{id}/refund", a.refund)
	return routes.Handler()
}

func (a *API) place(w http.ResponseWriter, req *http.Request) error {
	var order Order
	if err := web.Read(req, &order); err != nil {
		return err
	}
	if err := order.check(); err != nil {
		return err
	}
	span := trace.SpanFromContext(req.Context())
	amount := order.Amount()
	span.SetAttributes(attribute.Float64("app.order.amount", amount), attribute.Int("app.order.items", len(order.Items)))
	key := req.Header.Get("Idempotency-Key")
	id, err := a.orders.reserve(key)
	if err != nil {
		return err
	}
	span.SetAttributes(attribute.String("app.order.id", id))
	if amount > riskLimit {
		a.orders.release(key)
		// The partner who wrote this API's contract wanted 200 for every order that was understood.
		span.SetAttributes(attribute.String("app.result", "rejected"))
		return web.Reply(w, http.StatusOK, Receipt{Result: "rejected", Amount: amount})
	}
	charge := map[string]any{"order": id, "card": order.Card, "amount": amount}
	if err := a.payments.Do(req.Context(), http.MethodPost, "/api/v1/payments/charges", nil, charge, nil); err != nil {
		a.orders.release(key)
		return paymentProblem(err)
	}
	a.orders.confirm(id, amount)
	span.SetAttributes(attribute.String("app.result", "accepted"))
	return web.Reply(w, http.StatusCreated, Receipt{Order: id, Result: "accepted", Amount: amount})
}

func (o *Order) check() error {
	if len(o.Items) == 0 {
		return web.Refuse(http.StatusUnprocessableEntity, "empty_order", "an order needs at least one item")
	}
	for _, item := range o.Items {
		if item.Quantity < 1 || item.Quantity > maxQuantity {
			return web.Refuse(http.StatusUnprocessableEntity, "invalid_quantity",
				fmt.Sprintf("quantity must be between 1 and %d", maxQuantity))
		}
	}
	return nil
}

// paymentProblem hands a declined card on; anything else is not the customer's fault and is told as such.
func paymentProblem(err error) error {
	var refusal *web.Problem
	if errors.As(err, &refusal) && refusal.Status < http.StatusInternalServerError {
		return &web.Problem{Status: refusal.Status, Code: refusal.Code, Title: refusal.Title, Cause: err}
	}
	return &web.Problem{Status: http.StatusBadGateway, Code: "payment_failed", Title: "the payment could not be taken", Cause: err}
}

func (a *API) show(w http.ResponseWriter, req *http.Request) error {
	id := req.PathValue("id")
	amount, ok := a.orders.find(id)
	if !ok {
		return web.Refuse(http.StatusNotFound, "order_not_found", "no such order")
	}
	return web.Reply(w, http.StatusOK, Receipt{Order: id, Result: "accepted", Amount: amount})
}

func (a *API) refund(w http.ResponseWriter, req *http.Request) error {
	id := req.PathValue("id")
	if err := a.payments.Do(req.Context(), http.MethodPost, "/api/v1/payments/"+url.PathEscape(id)+"/refund", nil, nil, nil); err != nil {
		return paymentProblem(err)
	}
	return web.Reply(w, http.StatusOK, Receipt{Order: id, Result: "refunded"})
}
