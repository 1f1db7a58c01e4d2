package traffic

import (
	"strconv"
	"time"

	"github.com/otelcol-apierror/otelcol-apierror/cmd/apitraffic/internal/shop"
	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// dashboardUser opens a page whose widgets ask for more than the user may see, each time anew.
func dashboardUser(p *player) {
	p.at(p.addresses.of(p.rng, pick(p.rng, home, office)))
	p.me.Agent = desktop(p.rng)
	c := p.enrol()
	p.exactly(p.part(p.settings.Duration / 2))
	p.login(c)
	for range p.between(2, 12) {
		for i, widget := range shop.Widgets() {
			status := int64(0)
			if i < 8 {
				status = 403
			}
			p.do(call{route: widget, status: status})
			p.pause(15 * time.Millisecond)
		}
		if p.chance(0.5) {
			p.do(call{route: "GET /api/v1/reports/sales", query: "month=2026-0" + strconv.Itoa(1+p.rng.IntN(9))})
		}
		p.think(4 * time.Minute)
	}
}

// tokenRefresher works with tokens that last a quarter of an hour: a page's calls all fail at once, then go again.
func tokenRefresher(p *player) {
	p.at(p.addresses.of(p.rng, pick(p.rng, home, mobile)))
	p.me.Agent = pick(p.rng, appAgent, browser(p.rng))
	c := p.enrol()
	p.exactly(p.part(p.settings.Duration / 3))
	p.login(c)
	expires := p.now.Add(15 * time.Minute)
	for !p.over() {
		if p.now.After(expires) {
			for range p.between(2, 8) {
				function := pick(p.rng, "GET /api/v1/orders", "GET /api/v1/cart", "GET /api/v1/session")
				p.do(call{route: function, status: 401, challenge: expiredToken})
				p.pause(40 * time.Millisecond)
			}
			p.do(call{route: "POST /oauth/token"})
			expires = p.now.Add(15 * time.Minute)
			p.pause(200 * time.Millisecond)
		}
		p.manage(c, 10*time.Second)
		p.browse(p.between(1, 4), 12*time.Second)
		p.think(8 * time.Minute)
	}
}

// expiredToken is the challenge of RFC 6750 that answers one.
const expiredToken = `Bearer error="invalid_token", error_description="The access token expired"` //nolint:gosec // holds no token

// prepareBadRelease breaks the invoices for ten minutes in the middle of the time.
func prepareBadRelease(w *world) {
	from := w.settings.Start.Add(w.settings.Duration * 11 / 20)
	w.weather = append(w.weather, condition{
		routes: []string{"GET /api/v1/invoices", "GET /api/v1/invoices/{id}"}, from: from, to: from.Add(10 * time.Minute),
		share: 0.97, status: 500, slower: 1, failure: badRelease,
	})
}

// userOfBadRelease wants an invoice just then, and tries again and again.
func userOfBadRelease(p *player) {
	p.at(p.addresses.of(p.rng, home))
	p.me.Agent = browser(p.rng)
	c := p.enrol()
	p.exactly(p.settings.Duration*11/20 - time.Minute + p.part(8*time.Minute))
	p.login(c)
	for range p.between(4, 12) {
		if p.do(call{route: "GET /api/v1/invoices/{id}", id: strconv.Itoa(c.orders[0])}) == 200 {
			break
		}
		p.think(12 * time.Second)
	}
	p.browse(p.between(1, 4), 12*time.Second)
}

// newService was deployed before its credentials were known to those it depends on.
func newService(p *player) {
	name := []string{"recommendations", "giftcards"}[p.number%2]
	p.actor.known(apierror.ActorService, name)
	for _, pod := range shop.Find(name).Pods {
		p.actor.known(apierror.ActorClient, pod)
	}
	p.exactly(p.settings.Duration/4 + p.part(p.settings.Duration/4))
	refused := p.now.Add(10 * time.Minute)
	peers := []string{"GET /internal/catalog/records", "GET /internal/users/records"}
	if name == "giftcards" {
		peers = []string{"GET /internal/orders/records"}
	}
	for !p.over() {
		status := int64(0)
		if p.now.Before(refused) {
			status = pick[int64](p.rng, 401, 401, 403)
		}
		p.internal(name, call{route: pick(p.rng, peers...), status: status})
		p.pause(4 * time.Second)
	}
}
