package load

import (
	"context"
	"fmt"
	"net/http"
)

// buy submits one order and, where it was taken, looks at it. Every few orders something ordinary goes wrong.
func (c *customer) buy(ctx context.Context) {
	sku, quantity, card, key := c.product(), 1+c.dice.IntN(3), goodCard, fmt.Sprintf("k-%x", c.dice.Uint64())
	twice := false
	switch fate := c.dice.IntN(100); {
	case fate < 6:
		twice = true // an impatient double click
	case fate < 11:
		sku, quantity = "p-12", 3 // worth more than the shop sells on credit: answered 200, and rejected
	case fate < 16:
		card = declinedCard
	case fate < 20:
		quantity = 200 // a slipped finger
	}
	order := request{
		method: http.MethodPost, path: "/checkout", key: key,
		body: map[string]any{"card": card, "items": []map[string]any{{"sku": sku, "quantity": quantity}}},
	}
	var receipt struct {
		Order string `json:"order"`
	}
	c.asUser(ctx, order, &receipt)
	if twice {
		c.asUser(ctx, order, nil)
	}
	if receipt.Order == "" {
		return
	}
	c.store.tally.orders.Add(1)
	if c.think(ctx) {
		c.follow(ctx, receipt.Order)
	}
}

// follow looks at the order, or at one that was never there, or has it refunded, now and then once too often.
func (c *customer) follow(ctx context.Context, order string) {
	switch {
	case c.chance(5):
		c.asUser(ctx, request{method: http.MethodGet, path: "/orders/o-lost"}, nil)
	case c.chance(10):
		c.asUser(ctx, request{method: http.MethodPost, path: "/orders/" + order + "/refund"}, nil)
		if c.chance(40) {
			c.asUser(ctx, request{method: http.MethodPost, path: "/orders/" + order + "/refund"}, nil)
		}
	default:
		c.asUser(ctx, request{method: http.MethodGet, path: "/orders/" + order}, nil)
	}
}

// asUser sends a request that needs a session. One that has expired is renewed, and the request sent again.
func (c *customer) asUser(ctx context.Context, what request, reply any) {
	what.token = c.token
	if c.store.call(ctx, c.from, what, reply) != http.StatusUnauthorized {
		return
	}
	c.logIn(ctx)
	if c.token == "" {
		return
	}
	what.token = c.token
	c.store.call(ctx, c.from, what, reply)
}
