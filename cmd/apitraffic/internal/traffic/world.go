package traffic

import (
	"hash/fnv"
	"math/rand/v2"
	"time"

	"github.com/otelcol-apierror/otelcol-apierror/cmd/apitraffic/internal/shop"
)

// Settings say which traffic is wanted.
type Settings struct {
	Seed     uint64
	Start    time.Time
	Duration time.Duration
	Users    int
	// Scenarios are the hostile ones that run, by full name or by signal; all where it is empty,
	// and none where it is Peace alone.
	Scenarios []string
}

// world is what all callers share.
type world struct {
	settings  Settings
	end       time.Time
	addresses *addressBook
	weather   []condition
	accounts  []string // names that exist, for those who guess passwords
	lastOrder int      // its number
	actors    []*Actor
	spans     []shop.Span
}

func newWorld(settings Settings) *world {
	return &world{
		settings: settings, end: settings.Start.Add(settings.Duration), addresses: newAddressBook(), lastOrder: firstOrder,
	}
}

// firstOrder is where the shop's numbers stood before the traffic began.
const firstOrder = 184_000

// random is a generator of its own for a name: who else plays must not change what somebody does.
func (w *world) random(name string) *rand.Rand {
	hash := fnv.New64a()
	hash.Write([]byte(name))
	return rand.New(rand.NewPCG(w.settings.Seed, hash.Sum64()))
}

// condition is something that goes wrong on routes for everybody.
type condition struct {
	routes   []string
	service  string // all of its routes
	from, to time.Time
	// share of the calls fails with status; slower is the factor by which calls take longer. Both grow from nothing to what is
	// said here where creeping is set.
	share    float64
	status   int64
	slower   float64
	creeping bool
	failure  *shop.Exception
}

func (c *condition) concerns(route *shop.Route, at time.Time) bool {
	if at.Before(c.from) || at.After(c.to) {
		return false
	}
	if c.service != "" {
		return route.Service.Name == c.service
	}
	for _, name := range c.routes {
		if shop.Known(name) == route {
			return true
		}
	}
	return false
}

// strength is how much of the condition is there already, 0 to 1.
func (c *condition) strength(at time.Time) float64 {
	if !c.creeping {
		return 1
	}
	return float64(at.Sub(c.from)) / float64(c.to.Sub(c.from))
}

// hiccups is the share of calls that fail for no reason at all, as they do in any system.
const hiccups = 0.002

// answer is what the shop says to a call that asks for nothing wrong.
func (w *world) answer(rng *rand.Rand, route *shop.Route, at time.Time) (shop.Outcome, *shop.Exception) {
	outcome := shop.Outcome{Status: 200}
	roll := rng.Float64()
	for i := range w.weather {
		c := &w.weather[i]
		if !c.concerns(route, at) {
			continue
		}
		strength := c.strength(at)
		outcome.Slower = max(outcome.Slower, 1+(c.slower-1)*strength)
		if roll < c.share*strength {
			outcome.Status = c.status
			return outcome, c.failure
		}
	}
	if roll > 1-hiccups && route.Service.Name != shop.Gateway {
		outcome.Status = pick[int64](rng, 500, 502, 503, 504)
		return outcome, hiccup(rng, route.Service, outcome.Status)
	}
	return outcome, nil
}
