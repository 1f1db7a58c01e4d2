package checkout

import (
	"net/http"
	"sync"

	"github.com/google/uuid"

	"github.com/otelcol-apierror/otelcol-apierror/examples/shop/internal/web"
)

// orderBook knows the orders of this process's life.
type orderBook struct {
	mu      sync.Mutex
	amounts map[string]float64 // of confirmed orders, by id
	keys    map[string]bool    // idempotency keys of orders that were taken or are being taken
}

func newOrderBook() *orderBook {
	return &orderBook{amounts: make(map[string]float64), keys: make(map[string]bool)}
}

// reserve gives a new order its id. A key that came before is a form submitted twice.
func (b *orderBook) reserve(key string) (string, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if key != "" && b.keys[key] {
		return "", web.Refuse(http.StatusConflict, "duplicate_order", "this order was already submitted")
	}
	b.keys[key] = true
	return "o-" + uuid.NewString()[:8], nil
}

// release forgets the key of an order that came to nothing, so that the customer may try again with it.
func (b *orderBook) release(key string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	delete(b.keys, key)
}

func (b *orderBook) confirm(id string, amount float64) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.amounts[id] = amount
}

func (b *orderBook) find(id string) (float64, bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	amount, ok := b.amounts[id]
	return amount, ok
}
