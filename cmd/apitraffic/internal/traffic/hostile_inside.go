package traffic

import (
	"time"

	"github.com/otelcol-apierror/otelcol-apierror/cmd/apitraffic/internal/shop"
	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

var lateralMovement = []variant{
	{
		name: "fast", about: "a service calls six peers it never called within 2 minutes, all refuse",
		attackers: 3, lasts: 2 * time.Minute, prepare: compromise(0), play: moveOn(6, 2*time.Second, 0),
	},
	{
		name: "moderate", about: "five peers within 20 minutes, one of them lets it in",
		attackers: 3, lasts: 20 * time.Minute, prepare: compromise(3), play: moveOn(5, 40*time.Second, 1),
	},
	{
		name: "slow", about: "four peers within 90 minutes",
		attackers: 3, lasts: 90 * time.Minute, prepare: compromise(6), play: moveOn(4, 5*time.Minute, 0),
	},
}

// outskirts are services that nobody looks at, in the order in which they are compromised.
var outskirts = []string{
	"image-resizer", "mailer", "loyalty", "pricing", "stock-feed", "sitemap", "labels", "notifier", "thumbnails",
}

// compromise makes a service the attacker's: its names are his.
func compromise(from int) func(p *player) {
	return func(p *player) {
		name := outskirts[from+p.number]
		p.actor.known(apierror.ActorService, name)
		for _, pod := range shop.Find(name).Pods {
			p.actor.known(apierror.ActorClient, pod)
		}
	}
}

// moveOn works through the peers; the service's usual calls go on all the while.
func moveOn(peers int, every time.Duration, lenient int) func(p *player) {
	return func(p *player) {
		name := p.actor.Name().ID
		p.usualCalls(name)
		targets := []string{"auth", "orders", "invoices", "users", "documents", "admin", "reports"}
		p.rng.Shuffle(len(targets), func(i, j int) { targets[i], targets[j] = targets[j], targets[i] })
		for i := 0; !p.over(); i++ {
			peer := targets[i%peers]
			status := pick[int64](p.rng, 401, 401, 403)
			if i%peers < lenient {
				status = 200
			}
			function := pick(p.rng, "GET /internal/"+peer+"/records", "GET /internal/"+peer+"/config", "POST /internal/"+peer+"/query")
			p.internal(name, call{route: function, status: status})
			p.pause(every)
		}
	}
}

// usualCalls are what the service does anyway, from the first minute to the last.
func (p *player) usualCalls(name string) {
	usual := *p
	usual.now, usual.until, usual.cover = p.settings.Start, p.end, true
	for !usual.over() {
		usual.internal(name, call{route: "GET /internal/catalog/records"})
		usual.pause(15 * time.Second)
	}
}
