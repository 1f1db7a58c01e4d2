package e2e

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// kills is how many times the collector is killed; OTELCOL_APIERROR_KILLS sets another number.
func kills(t *testing.T) int {
	t.Helper()
	if written := os.Getenv("OTELCOL_APIERROR_KILLS"); written != "" {
		number, err := strconv.Atoi(written)
		require.NoError(t, err)
		return number
	}
	return 100
}

// without lists what is in one set and not in the other.
func without(all, others map[string]bool) []string {
	return slices.DeleteFunc(slices.Sorted(maps.Keys(all)), func(key string) bool { return others[key] })
}

// Whatever was acknowledged is told, whenever the process is killed: each finding is told of, each end of one too, in order, and what
// comes twice has the same id.
func TestKilledAtRandomMoments(t *testing.T) {
	rounds := kills(t)
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	random := rand.New(rand.NewPCG(seed, 1))
	hook := newReceiver(t)
	dir := t.TempDir()

	fired, ended := map[string]bool{}, map[string]bool{}
	var ends []string // that were not acknowledged yet
	for round := range rounds {
		c := startDelivery(t, dir, toHook(hook.URL))
		killed := make(chan error, 1)
		time.AfterFunc(time.Duration(random.IntN(120))*time.Millisecond, func() { killed <- c.process.Process.Kill() })
		for n := range 8 { // as far as it comes
			service := fmt.Sprintf("service-%d-%d", round, n)
			if c.tell(t.Context(), surge(service, apierror.StatusFiring, apierror.SeverityHigh, 1)) == nil {
				fired[service] = true
				ends = append(ends, service)
			}
			if len(ends) > 3 && c.tell(t.Context(), surge(ends[0], apierror.StatusResolved, apierror.SeverityHigh, 2)) == nil {
				ended[ends[0]] = true
				ends = ends[1:]
			}
		}
		require.NoError(t, <-killed)
		_ = c.process.Wait()
	}

	c := startDelivery(t, dir, toHook(hook.URL))
	told := func() (firing, resolved map[string]bool) {
		firing, resolved = map[string]bool{}, map[string]bool{}
		for _, a := range hook.seen() {
			service := fmt.Sprint(a.data(t)["service"])
			if a.data(t)["status"] == "resolved" {
				resolved[service] = true
			} else {
				firing[service] = true
			}
		}
		return firing, resolved
	}
	assert.EventuallyWithT(t, func(t *assert.CollectT) {
		firing, resolved := told()
		assert.Empty(t, without(fired, firing), "acknowledged, and not told that it fires")
		assert.Empty(t, without(ended, resolved), "acknowledged, and not told that it ended")
	}, patience, 100*time.Millisecond)
	c.stop(t)

	// At least once, and a receiver that knows ids makes it exactly once: a service has one id for its beginning and one for its end.
	ids, over := map[string]map[string]bool{}, map[string]bool{}
	repeated := 0
	byID := map[string]bool{}
	for _, a := range hook.seen() {
		data := a.data(t)
		service, status := fmt.Sprint(data["service"]), fmt.Sprint(data["status"])
		if byID[a.id] {
			repeated++
			continue
		}
		byID[a.id] = true
		of := service + " " + status
		if ids[of] == nil {
			ids[of] = map[string]bool{}
		}
		ids[of][a.id] = true
		if status == "resolved" {
			over[service] = true
		} else {
			assert.False(t, over[service], "%s is told to fire after its end", service)
		}
	}
	for of, different := range ids {
		assert.Len(t, different, 1, "%s is told under several ids", of)
	}
	const underWay = 4 // max_in_flight
	assert.LessOrEqual(t, repeated, underWay*rounds, "a crash repeats what was under way")
	t.Logf("killed %d times: %d findings and %d ends acknowledged, %d notifications, %d of them twice",
		rounds, len(fired), len(ended), len(hook.seen()), repeated)
}
