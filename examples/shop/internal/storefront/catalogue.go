package storefront

import (
	"context"
	"fmt"
	"net/http"
	"strconv"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/trace"

	"github.com/otelcol-apierror/otelcol-apierror/examples/shop/internal/web"
)

// Product is one thing the shop sells. Its price is text because that is how the price list arrives.
type Product struct {
	SKU   string `json:"sku"`
	Name  string `json:"name"`
	Price string `json:"price"`
}

// catalogue lies in the order of the price list. Tonight's import left one price empty: p-13 breaks its page.
var catalogue = []Product{
	{"p-01", "Espresso cup", "9.50"},
	{"p-02", "Moka pot", "34.90"},
	{"p-03", "Hand grinder", "79.00"},
	{"p-04", "Kettle with thermometer", "64.00"},
	{"p-05", "Scale, 0.1 g", "29.90"},
	{"p-06", "Filter papers, 100", "6.20"},
	{"p-07", "House blend, 1 kg", "21.00"},
	{"p-08", "Single origin, 250 g", "14.50"},
	{"p-09", "Milk pitcher", "17.80"},
	{"p-10", "Descaler", "8.90"},
	{"p-11", "Travel press", "39.00"},
	{"p-12", "Espresso machine", "349.00"},
	{"p-13", "Tamper", ""},
}

func findProduct(sku string) (Product, bool) {
	for _, product := range catalogue {
		if product.SKU == sku {
			return product, true
		}
	}
	return Product{}, false
}

func (s *Storefront) list(w http.ResponseWriter, _ *http.Request) error {
	return web.Reply(w, http.StatusOK, catalogue)
}

func (s *Storefront) product(w http.ResponseWriter, req *http.Request) error {
	sku := req.PathValue("id")
	product, ok := findProduct(sku)
	if !ok {
		return web.Refuse(http.StatusNotFound, "product_not_found", "no such product")
	}
	price, err := strconv.ParseFloat(product.Price, 64)
	if err != nil {
		return fmt.Errorf("price of %s: %w", sku, err)
	}
	page := map[string]any{"product": product, "price": price, "reviews": s.reviewsOf(req.Context(), sku)}
	return web.Reply(w, http.StatusOK, page)
}

// reviewsOf is empty where the reviews cannot be had: a product page without them still sells.
func (s *Storefront) reviewsOf(ctx context.Context, sku string) []any {
	found := []any{}
	if s.reviews == nil {
		return found
	}
	if err := s.reviews.Do(ctx, http.MethodGet, "/reviews/"+sku, nil, nil, &found); err != nil {
		trace.SpanFromContext(ctx).SetAttributes(attribute.Bool("app.page.degraded", true))
		return []any{}
	}
	return found
}
