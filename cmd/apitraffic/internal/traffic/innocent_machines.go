package traffic

import (
	"fmt"
	"strconv"
	"time"

	"github.com/otelcol-apierror/otelcol-apierror/cmd/apitraffic/internal/shop"
	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// searchEngine fetches a page every few seconds from several machines of its own; one page in seven is of a site that was
// replaced years ago.
func searchEngine(p *player) {
	lines := make([]line, p.between(3, 6))
	for i := range lines {
		lines[i] = p.addresses.at(p.rng, hosting, ashburn)
		p.at(lines[i])
	}
	p.me.Agent = pick(p.rng, googlebotAgent, googlebotAgent, bingbotAgent)
	next := 1 + p.rng.IntN(1000)
	for !p.over() {
		l := pick(p.rng, lines...)
		p.me.Address, p.me.Place = l.address, l.place
		switch roll := p.rng.IntN(100); {
		case roll < 5:
			year, month := 2014+p.rng.IntN(6), 1+p.rng.IntN(12)
			p.do(call{method: "GET", path: fmt.Sprintf("/blog/%d/%02d/%s", year, month, pick(p.rng, oldTitles...))})
		case roll < 14:
			p.do(call{method: "GET", path: fmt.Sprintf("/shop/%s-%d.html", pick(p.rng, oldTitles...), p.rng.IntN(900))})
		case roll < 15:
			p.do(call{method: "GET", path: "/robots.txt", status: 200})
		case roll < 25:
			p.do(call{route: "GET /api/v1/categories/{id}", id: strconv.Itoa(1 + p.rng.IntN(60))})
		default:
			c := call{route: "GET /api/v1/products/{id}", id: strconv.Itoa(next)}
			if p.chance(0.04) {
				c.status = 404
			}
			p.do(c)
			next = next%products + 1
		}
		p.pause(6 * time.Second)
	}
}

var oldTitles = []string{
	"summer-sale", "new-store-in-lyon", "how-to-clean-wool", "gift-guide", "about-us", "our-team", "coffee-tips", "winter-lookbook",
	"returns", "size-chart", "garden-chairs", "lamp-oslo", "rug-fjord", "kettle-classic", "desk-solid-oak",
}

func uptimeMonitor(p *player) {
	p.at(p.addresses.of(p.rng, hosting))
	p.me.Agent = monitorAgent
	target := pick(p.rng,
		call{route: "GET /health"}, call{route: "GET /"}, call{route: "GET /api/v1/products/{id}", id: "17"},
		call{method: "GET", path: "/status"}) // which was removed, and nobody told the monitor
	for !p.over() {
		c := target
		if p.chance(0.01) {
			c.status = 503
		}
		p.do(c)
		p.exactly(30 * time.Second)
	}
}

// batchJob logs in each minute with a password that was changed. Somebody sets it right after half an hour or so, or tomorrow.
func batchJob(p *player) {
	p.at(p.addresses.of(p.rng, pick(p.rng, office, hosting)))
	p.me.Agent = pick(p.rng, javaAgent, curlAgent, pythonAgent)
	account := fmt.Sprintf("svc-%s@partner%d.example", pick(p.rng, "export", "import", "inventory", "billing"), p.rng.IntN(900))
	p.actor.known(apierror.ActorUser, account)
	p.exactly(p.part(p.settings.Duration / 4))
	stale := p.now.Add(15*time.Minute + p.part(p.settings.Duration/2))
	user := uuid(p.rng)
	for !p.over() {
		if p.now.Before(stale) {
			p.do(call{route: loginRoute, account: account, status: 401})
		} else {
			p.stranger()
			p.do(call{route: loginRoute, account: account})
			p.as(user)
			p.do(call{route: "GET /api/v1/orders"})
		}
		p.exactly(time.Minute)
	}
}

// nightlySync reads every order, as fast as it gets answers, from within the cluster.
func nightlySync(p *player) {
	p.me = shop.Caller{UserID: fmt.Sprintf("svc-sync-%d", p.rng.IntN(100))}
	p.actor.known(apierror.ActorUser, p.me.UserID)
	p.exactly(p.part(p.settings.Duration / 2))
	for order := range p.between(2500, 4000) {
		p.internal("sync", call{route: "GET /api/v1/orders/{id}", id: strconv.Itoa(100_000 + order)})
		p.pause(800 * time.Millisecond)
	}
}

// internal makes a call from one service to another without a request from outside.
func (p *player) internal(from string, c call) {
	if p.over() {
		return
	}
	route := shop.Known(c.route)
	request := &shop.Request{Caller: p.me, Route: route, Method: route.Method, Path: route.Path(c.id), Failure: c.failure}
	outcome := shop.Outcome{Status: c.status}
	if c.status == 0 {
		outcome, request.Failure = p.answer(p.rng, route, p.now)
	}
	p.report(shop.Internal(p.rng, p.now, shop.Find(from), request, outcome))
}

// qaRun tests the shop's answers to what goes wrong, which takes a few minutes, twice.
func qaRun(p *player) {
	p.at(p.addresses.of(p.rng, pick(p.rng, hosting, office)))
	p.me.Agent = pick(p.rng, "PostmanRuntime/7.41.0", headlessAgent, "k6/0.52.0 (https://k6.io/)")
	p.exactly(p.part(p.settings.Duration / 3))
	for range 2 {
		p.testSuite()
		p.think(40 * time.Minute)
	}
}

func (p *player) testSuite() {
	accounts := []string{"ok", "locked", "nobody"}
	for i, account := range accounts {
		account = fmt.Sprintf("qa%d+%s@shop.example", p.number, account)
		accounts[i] = account
		p.actor.known(apierror.ActorUser, account)
	}
	user := uuid(p.rng)
	steps := []call{
		{route: "GET /api/v1/products"},
		{route: loginRoute, account: accounts[0]},
		{route: loginRoute, account: accounts[0], status: 401},
		{route: loginRoute, account: accounts[1], status: 403},
		{route: loginRoute, account: accounts[2], status: 401},
		{route: loginRoute, status: 400},
		{route: "GET /api/v1/orders"},
		{route: "GET /api/v1/orders/{id}", id: "999999999", status: 404},
		{route: "GET /api/v1/orders/{id}", id: "100001", status: 403},
		{route: "GET /api/v1/orders/{id}", id: "abc", status: 400},
		{route: "GET /api/v1/products/{id}", id: "0", status: 404},
		{route: "POST /api/v1/orders", status: 422},
		{route: "POST /api/v1/cart/items"},
		{route: "POST /api/v1/orders"},
		{route: "GET /api/v1/admin/users", status: 403},
		{method: "GET", path: "/api/v1/does-not-exist"},
		{route: "GET /api/v1/search", query: searchFor("kettle", 1)},
		{route: "GET /api/v1/search", query: "page=-1", status: 400},
	}
	for i, step := range steps {
		if i == 6 {
			p.as(user)
		}
		p.do(step)
		p.pause(700 * time.Millisecond)
	}
	p.stranger()
}

// partnerFleet is a partner's system of 20 machines that share a key.
func partnerFleet(p *player) {
	fleet := make([]line, 20)
	for i := range fleet {
		fleet[i] = p.addresses.at(p.rng, hosting, pick(p.rng, ashburn, frankfurt, amsterdam))
		p.at(fleet[i])
	}
	p.me.Agent = partnerAgent
	p.me.UserID = fmt.Sprintf("partner-%d", 100+p.rng.IntN(900))
	p.me.APIKey = fmt.Sprintf("key_%08x", p.rng.Uint32())
	p.actor.known(apierror.ActorUser, p.me.UserID)
	p.actor.known(apierror.ActorCredential, p.me.APIKey)
	for !p.over() {
		l := pick(p.rng, fleet...)
		p.me.Address, p.me.Place = l.address, l.place
		switch roll := p.rng.IntN(100); {
		case roll < 60:
			p.do(call{route: "GET /api/v1/products/{id}", id: p.product()})
		case roll < 80:
			p.do(call{route: "POST /api/v1/orders"})
		case roll < 97:
			p.do(call{route: "GET /api/v1/orders/{id}", id: strconv.Itoa(firstOrder + p.rng.IntN(600))})
		default:
			p.do(call{route: "POST /api/v1/orders", status: 422})
		}
		p.pause(6 * time.Second)
	}
}

// politeBurst sends more at once than it may, and stops when it is told to.
func politeBurst(p *player) {
	p.at(p.addresses.of(p.rng, pick(p.rng, hosting, office)))
	p.me.Agent = pick(p.rng, javaAgent, "axios/1.7.2", pythonAgent)
	c := p.enrol()
	p.exactly(p.part(p.settings.Duration / 2))
	p.login(c)
	for range p.between(3, 6) {
		for range p.between(40, 70) {
			p.do(call{route: "GET /api/v1/products/{id}", id: p.product()})
			p.pause(70 * time.Millisecond)
		}
		for range p.between(1, 5) { // what was under way already
			p.do(call{route: "GET /api/v1/products/{id}", id: p.product(), status: 429, retry: "30"})
			p.pause(40 * time.Millisecond)
		}
		p.exactly(31 * time.Second)
	}
}
