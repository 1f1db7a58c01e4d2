package routing

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// reference is a route as Alertmanager's documentation has it, written down as plainly as can be: a node matches a set of labels;
// the children are asked in order, up to the first that matches and does not continue; where none matches the node itself counts.
type reference struct {
	id       string
	tenant   string // "" for any
	service  string
	receiver string
	follow   bool
	children []*reference
}

func (r *reference) match(tenant, service string) []*reference {
	if r.tenant != "" && r.tenant != tenant || r.service != "" && r.service != service {
		return nil
	}
	var all []*reference
	for _, child := range r.children {
		matched := child.match(tenant, service)
		all = append(all, matched...)
		if matched != nil && !child.follow {
			break
		}
	}
	if all == nil {
		all = []*reference{r}
	}
	return all
}

// grow makes a random tree, once as the reference has it and once as a configuration.
func grow(rng *rand.Rand, path string, depth int) (*reference, RouteConfig) {
	pick := func(of ...string) string { return of[rng.IntN(len(of))] }
	ref := &reference{id: path, receiver: pick(destinations...)}
	cfg := RouteConfig{Destinations: []string{ref.receiver}}
	if path != "" {
		ref.tenant, ref.service, ref.follow = pick("", "a", "b"), pick("", "", "x", "y"), rng.IntN(3) == 0
		cfg.Continue = ref.follow
		if ref.tenant != "" {
			cfg.Match.Tenants = []string{ref.tenant}
		}
		if ref.service != "" {
			cfg.Match.Services = []string{ref.service}
		}
	}
	if depth > 0 {
		for i := range rng.IntN(5) {
			child, section := grow(rng, below(path, i), depth-1)
			ref.children, cfg.Routes = append(ref.children, child), append(cfg.Routes, section)
		}
	}
	return ref, cfg
}

// TestTheTreeIsAlertmanagers holds random trees against the reference: the same receivers by the same routes, but that a receiver
// which several routes name is told by the first only.
func TestTheTreeIsAlertmanagers(t *testing.T) {
	deep, several := 0, 0
	for seed := range uint64(3000) {
		ref, section := grow(rand.New(rand.NewPCG(seed, 6)), "", 3)
		r, err := New(&Config{Route: &section}, Settings{Destinations: destinations, Timing: timing, Parse: parse})
		require.NoError(t, err)
		for _, tenant := range []string{"a", "b", "c"} {
			for _, service := range []string{"x", "y", "z"} {
				var want, receivers []string
				for _, node := range ref.match(tenant, service) {
					if !slices.Contains(receivers, node.receiver) {
						receivers = append(receivers, node.receiver)
						want = append(want, fmt.Sprintf("%s by %q", node.receiver, node.id))
					}
				}
				var got []string
				for _, to := range r.Targets(&apierror.Finding{Subject: apierror.Subject{Tenant: tenant, Service: service}}) {
					got = append(got, fmt.Sprintf("%s by %q", to.Destination, to.Route.Path))
				}
				require.Equal(t, want, got, "seed %d, tenant %s, service %s", seed, tenant, service)
				if len(got) > 1 {
					several++
				}
				if len(got[0]) > len(`audit by "routes::0"`) {
					deep++
				}
			}
		}
	}
	require.Greater(t, several, 1000, "the trees must be worth it")
	require.Greater(t, deep, 1000)
}
