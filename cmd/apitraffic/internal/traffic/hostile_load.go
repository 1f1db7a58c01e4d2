package traffic

import (
	"strconv"
	"time"
)

var rateLimitAbuse = []variant{
	{
		name: "fast", about: "10 calls a second for 3 minutes, 9 of 10 answered 429",
		attackers: 4, lasts: 3 * time.Minute, play: ignoreLimit(100*time.Millisecond, 0.9),
	},
	{
		name: "moderate", about: "a call a second for 12 minutes, 6 of 10 answered 429",
		attackers: 4, lasts: 12 * time.Minute, play: ignoreLimit(time.Second, 0.6),
	},
	{
		name: "slow", about: "a call every 3 s for 40 minutes, 4 of 10 answered 429",
		attackers: 3, lasts: 40 * time.Minute, play: ignoreLimit(3*time.Second, 0.4),
	},
	{
		name: "customer", about: "a customer's own script, 4 calls a second, 7 of 10 answered 429",
		attackers: 3, lasts: 6 * time.Minute, play: ignoreLimitAsCustomer,
	},
}

// ignoreLimit goes on as if nobody had said when to come back.
func ignoreLimit(every time.Duration, refused float64) func(p *player) {
	return func(p *player) {
		p.at(p.addresses.of(p.rng, hosting))
		p.me.Agent = disguised(p.rng)
		p.hammer(every, refused)
	}
}

func ignoreLimitAsCustomer(p *player) {
	p.insider()
	p.hammer(250*time.Millisecond, 0.7)
}

func (p *player) hammer(every time.Duration, refused float64) {
	for !p.over() {
		c := call{route: "GET /api/v1/products/{id}", id: strconv.Itoa(1 + p.rng.IntN(products))}
		if p.chance(refused) {
			c.status, c.retry = 429, "60"
		}
		p.do(c)
		p.pause(every)
	}
}

const exportRoute = "GET /api/v1/reports/export"

var exhaustion = []variant{
	{
		name: "exports", about: "exports of ten years, one every 2 s for 20 minutes: the reports slow down and fail for everybody",
		attackers: 2,
		lasts:     20 * time.Minute, prepare: wearDown(0.5, 12, "GET /api/v1/reports/sales", exportRoute),
		play: wasteful(2*time.Second, call{
			route: exportRoute, query: "from=2016-01-01&to=2026-01-01&format=xlsx", slower: 10,
		}),
	},
	{
		name: "searches", about: "searches for everything at once, one a second for 20 minutes, until nobody can search", attackers: 2,
		lasts: 20 * time.Minute, prepare: wearDown(0.4, 15, "GET /api/v1/search"),
		play: wasteful(time.Second, call{route: "GET /api/v1/search", query: "q=%25&page=1&size=100000&sort=relevance", slower: 15}),
	},
	{
		name: "slow", about: "lists of 50,000 products, one every 4 s for 50 minutes", attackers: 2,
		lasts: 50 * time.Minute, prepare: wearDown(0.25, 8, "GET /api/v1/products", "GET /api/v1/search"),
		play: wasteful(4*time.Second, call{route: "GET /api/v1/products", query: "limit=50000&expand=all", slower: 30}),
	},
}

// wearDown makes routes slower and less reliable for everybody for as long as the attack lasts.
func wearDown(share, slower float64, routes ...string) func(p *player) {
	return func(p *player) {
		p.weather = append(p.weather, condition{
			routes: routes, from: p.actor.begin, to: p.actor.begin.Add(p.actor.lasts), creeping: true,
			share: share, status: 503, slower: slower, failure: exhausted,
		})
	}
}

func wasteful(every time.Duration, expensive call) func(p *player) {
	return func(p *player) {
		p.at(p.addresses.of(p.rng, hosting))
		p.me.Agent = disguised(p.rng)
		if expensive.route != "GET /api/v1/search" {
			p.as(p.enrol().user)
		}
		for !p.over() {
			p.do(expensive)
			p.pause(every)
		}
	}
}
