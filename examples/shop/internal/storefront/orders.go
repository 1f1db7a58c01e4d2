package storefront

import (
	"errors"
	"net/http"
	"net/url"
	"strconv"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/trace"

	"github.com/otelcol-apierror/otelcol-apierror/examples/shop/internal/checkout"
	"github.com/otelcol-apierror/otelcol-apierror/examples/shop/internal/web"
)

// cart is what the customer's browser sends; the prices are the shop's.
type cart struct {
	Items []struct {
		SKU      string `json:"sku"`
		Quantity int    `json:"quantity"`
	} `json:"items"`
	Card string `json:"card"`
}

func (s *Storefront) checkout(w http.ResponseWriter, req *http.Request) error {
	var wanted cart
	if err := web.Read(req, &wanted); err != nil {
		return err
	}
	order := checkout.Order{Card: wanted.Card}
	for _, item := range wanted.Items {
		product, ok := findProduct(item.SKU)
		price, err := strconv.ParseFloat(product.Price, 64)
		if !ok || err != nil {
			return web.Refuse(http.StatusUnprocessableEntity, "product_unavailable", "a product in the cart cannot be bought")
		}
		order.Items = append(order.Items, checkout.Item{SKU: item.SKU, Price: price, Quantity: item.Quantity})
	}
	trace.SpanFromContext(req.Context()).SetAttributes(attribute.Float64("app.order.amount", order.Amount()))
	header := http.Header{"Idempotency-Key": req.Header.Values("Idempotency-Key")}
	var receipt checkout.Receipt
	if err := s.orders.Do(req.Context(), http.MethodPost, "/api/v1/orders", header, order, &receipt); err != nil {
		return orderProblem(err)
	}
	return web.Reply(w, http.StatusOK, receipt)
}

func (s *Storefront) order(w http.ResponseWriter, req *http.Request) error {
	var receipt checkout.Receipt
	path := "/api/v1/orders/" + url.PathEscape(req.PathValue("id"))
	if err := s.orders.Do(req.Context(), http.MethodGet, path, nil, nil, &receipt); err != nil {
		return orderProblem(err)
	}
	return web.Reply(w, http.StatusOK, receipt)
}

func (s *Storefront) refund(w http.ResponseWriter, req *http.Request) error {
	var receipt checkout.Receipt
	path := "/api/v1/orders/" + url.PathEscape(req.PathValue("id")) + "/refund"
	if err := s.orders.Do(req.Context(), http.MethodPost, path, nil, nil, &receipt); err != nil {
		return orderProblem(err)
	}
	return web.Reply(w, http.StatusOK, receipt)
}

// orderProblem tells the customer what the order API refused; that the shop is broken inside is told without details.
func orderProblem(err error) error {
	var refusal *web.Problem
	if errors.As(err, &refusal) && refusal.Status < http.StatusInternalServerError {
		return &web.Problem{Status: refusal.Status, Code: refusal.Code, Title: refusal.Title, Cause: err}
	}
	return &web.Problem{Status: http.StatusBadGateway, Code: "order_failed", Title: "your order could not be processed", Cause: err}
}
