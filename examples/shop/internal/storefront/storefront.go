// Package storefront is what customers see: login, catalogue, checkout. Orders and reviews it has from other services.
package storefront

import (
	"net/http"
	"time"

	"github.com/otelcol-apierror/otelcol-apierror/examples/shop/internal/accounts"
	"github.com/otelcol-apierror/otelcol-apierror/examples/shop/internal/web"
)

const (
	ordersTimeout  = 5 * time.Second
	reviewsTimeout = time.Second
)

// Storefront answers the shop's customers.
type Storefront struct {
	accounts map[string]accounts.Account
	sessions *sessions
	orders   *web.Client
	reviews  *web.Client // nil where no reviews service runs
}

// New calls the order API at ordersURL and the reviews service at reviewsURL, which may be empty.
func New(ordersURL, reviewsURL string, sessionLifetime time.Duration) *Storefront {
	s := &Storefront{
		accounts: accounts.Register(),
		sessions: newSessions(sessionLifetime),
		orders:   web.NewClient(ordersURL, ordersTimeout, http.DefaultTransport),
	}
	if reviewsURL != "" {
		s.reviews = web.NewClient(reviewsURL, reviewsTimeout, http.DefaultTransport)
	}
	return s
}

// Close ends the storefront's connections.
func (s *Storefront) Close() {
	s.orders.CloseIdle()
	if s.reviews != nil {
		s.reviews.CloseIdle()
	}
}

// Handler is the storefront's routes.
func (s *Storefront) Handler() http.Handler {
	routes := web.NewRoutes()
	routes.Handle("GET /products", s.list)
	routes.Handle("GET /products/{id}", s.product)
	routes.Handle("POST /login", s.login)
	routes.Handle("POST /register", s.register)
	routes.Handle("POST /checkout", s.authenticated(s.checkout))
	routes.Handle("GET /orders/{id}", s.authenticated(s.order))
	routes.Handle("POST /orders/{id}/refund", s.authenticated(s.refund))
	return routes.Handler()
}
