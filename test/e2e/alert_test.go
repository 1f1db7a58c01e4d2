package e2e

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The main job: by gRPC and by HTTP, under the README's configuration, spans come out enriched and alerts arrive signed.
func TestFailuresAttacksAndMoney(t *testing.T) {
	hook := newReceiver(t)
	c := startCollector(t, setup{config: readmeConfiguration(t), webhook: hook.URL, dir: t.TempDir()})

	c.sendGRPC(t, traces(t,
		call{service: "checkout", method: "POST", route: "/api/v1/orders", path: "/api/v1/orders", status: 200},
		call{
			service: "checkout", method: "POST", route: "/api/v1/orders", path: "/api/v1/orders", status: 503,
			attributes: map[string]any{"app.order.amount": 99.5},
		},
		call{
			service: "checkout", method: "POST", route: "/api/v1/orders", path: "/api/v1/orders", status: 503,
			attributes: map[string]any{"app.order.amount": 0.5},
		},
	))
	var guesses []call
	for i := range 40 {
		guesses = append(guesses, call{
			service: "storefront", method: "POST", route: "/login", path: "/login", status: 401,
			attributes: map[string]any{"client.address": "198.51.100.66", "user.name": fmt.Sprintf("user%d@mail.example", i)},
		})
	}
	c.sendHTTP(t, traces(t, guesses...))

	spans := c.waitSpans(t, 43)
	clean, order, guess := spans[0], spans[1], spans[42]
	assert.Nil(t, attribute(clean, "apierror.category"), "a clean span is handed on untouched")
	assert.Equal(t, "capacity", attribute(order, "apierror.category"))
	assert.Equal(t, "checkout", attribute(order, "apierror.business.process"))
	assert.InDelta(t, 99.5, attribute(order, "apierror.business.value_at_risk"), 1e-9)
	assert.Equal(t, []any{"credential_stuffing"}, attribute(guess, "apierror.security.signals"))
	assert.Equal(t, "198.51.100.66", attribute(guess, "apierror.actor.id"))

	alerts := hook.wait(t, 2)
	byKind := map[any]map[string]any{}
	for _, a := range alerts {
		byKind[a.data(t)["kind"]] = a.data(t)
	}
	attack, loss := byKind["security"], byKind["business_failure"]
	require.NotNil(t, attack)
	require.NotNil(t, loss)
	assert.Equal(t, "credential_stuffing", attack["name"])
	assert.Equal(t, map[string]any{"id": "198.51.100.66", "type": "client"}, attack["actor"])
	assert.InDelta(t, 100, loss["business"].(map[string]any)["value_at_risk"], 1e-9)
	assert.EqualValues(t, 2, loss["count"])

	// One alert a situation: more of the same says nothing new.
	c.sendGRPC(t, traces(t, guesses...))
	time.Sleep(7 * time.Second) // longer than the configuration's group_wait of 5 s
	assert.Len(t, hook.seen(), len(alerts))
	c.stop(t)
	assert.Len(t, hook.seen(), len(alerts))
}
