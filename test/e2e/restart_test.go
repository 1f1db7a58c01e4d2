package e2e

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// failures make a situation each, in a service of its own.
func failures(count int) []call {
	calls := make([]call, count)
	for i := range calls {
		calls[i] = call{service: fmt.Sprintf("service-%d", i), method: "GET", route: "/report", path: "/report", status: 500}
	}
	return calls
}

// Nothing is lost and nothing comes twice when the receiver is down and the collector is restarted: not what waits to be
// delivered, nor what is still held back, nor the memory of what was told.
func TestRestartWithAlertsUndelivered(t *testing.T) {
	const count = 18 // fewer than make a flood (flood_after)
	hook := newReceiver(t)
	hook.setBroken(true)
	s := setup{config: readmeConfiguration(t), webhook: hook.URL, dir: t.TempDir()}

	first := startCollector(t, s)
	first.sendGRPC(t, traces(t, failures(count)...))
	require.Eventually(t, func() bool { return hook.tried() > 0 }, patience, 20*time.Millisecond, "no delivery is tried")
	held := call{service: "held-back", method: "GET", route: "/late", path: "/late", status: 500}
	first.sendHTTP(t, traces(t, held))
	first.waitSpans(t, count+1)
	first.stop(t)
	require.Empty(t, hook.seen())

	hook.setBroken(false)
	second := startCollector(t, s)
	alerts := hook.wait(t, count+1)
	second.sendGRPC(t, traces(t, failures(count)...)) // the same situations go on
	time.Sleep(7 * time.Second)                       // longer than group_wait
	second.stop(t)

	ids, services := map[string]bool{}, map[any]bool{}
	for _, a := range hook.seen() {
		ids[a.id], services[a.data(t)["service"]] = true, true
		assert.Equal(t, "apierror.finding.firing", a.body["type"])
	}
	assert.Len(t, hook.seen(), len(alerts), "what was told before the restart is not told again")
	assert.Len(t, services, count+1, "every situation is told")
	assert.Len(t, ids, count+1, "each under an id of its own")
}
