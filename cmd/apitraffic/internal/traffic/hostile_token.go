package traffic

import (
	"strconv"
	"time"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

var tokenAbuse = []variant{
	{
		name: "fast", about: "a stolen session, used from 8 networks with several agents within 10 minutes",
		attackers: 4, lasts: 10 * time.Minute, play: useSession(8, 4*time.Second),
	},
	{name: "moderate", about: "the same within 40 minutes", attackers: 3, lasts: 40 * time.Minute, play: useSession(8, 30*time.Second)},
	{name: "slow", about: "6 networks within 100 minutes", attackers: 3, lasts: 100 * time.Minute, play: useSession(6, 3*time.Minute)},
	{
		name: "expired", about: "an expired token, used every 2 s and never refreshed",
		attackers: 4, lasts: 30 * time.Minute, play: useExpired(2 * time.Second),
	},
	{
		name: "expired slow", about: "an expired token, used every 40 s and never refreshed",
		attackers: 3, lasts: 100 * time.Minute, play: useExpired(40 * time.Second),
	},
}

// steal gives the player somebody's session, which its owner has been using.
func (p *player) steal() *customer {
	v, c := p.victim()
	v.now = p.now.Add(-6 * time.Minute)
	v.as(c.user)
	v.browse(4, 10*time.Second)
	v.manage(c, 10*time.Second)
	p.me.UserID, p.me.Session = v.me.UserID, v.me.Session
	p.actor.known(apierror.ActorSession, v.me.Session)
	v.now = p.now
	for v.now.Before(p.until) { // and goes on using
		v.browse(3, 20*time.Second)
		v.manage(c, 20*time.Second)
		v.think(10 * time.Minute)
	}
	return c
}

func useSession(networks int, every time.Duration) func(p *player) {
	return func(p *player) {
		c := p.steal()
		lines := p.sources(networks)
		agents := []string{browser(p.rng), browser(p.rng), script(p.rng)}
		for i := 0; !p.over(); i++ {
			p.at(lines[i%len(lines)])
			p.me.Agent = agents[i%len(lines)%len(agents)]
			p.do(call{
				route: pick(p.rng, "GET /api/v1/orders", userRoute, "GET /api/v1/users/{id}/addresses", "GET /api/v1/invoices"),
				id:    c.user,
			})
			p.pause(every)
		}
	}
}

// useExpired sends a token on and on that is no good any more: whoever has it cannot get another.
func useExpired(every time.Duration) func(p *player) {
	return func(p *player) {
		_, c := p.victim()
		p.at(p.addresses.of(p.rng, hosting))
		p.me.Agent = disguised(p.rng)
		p.as(c.user)
		p.me.UserID = "" // nobody is authenticated by it
		for !p.over() {
			p.do(call{
				route: pick(p.rng, "GET /api/v1/orders", "GET /api/v1/invoices", "GET /api/v1/cart", "GET /api/v1/users/{id}"), id: c.user,
				status: 401, challenge: expiredToken,
			})
			p.pause(every)
		}
	}
}

var geoAnomaly = []variant{
	{
		name: "fast", about: "a customer in Europe is on another continent ten minutes later, with another browser",
		attackers: 5, lasts: 15 * time.Minute, play: travel(10*time.Minute, 1),
	},
	{
		name: "moderate", about: "the same with 40 minutes between",
		attackers: 4, lasts: 60 * time.Minute, play: travel(40*time.Minute, 1),
	},
	{name: "slow", about: "the same with 90 minutes between", attackers: 3, lasts: 105 * time.Minute, play: travel(90*time.Minute, 1)},
	{
		name: "alternating", about: "both at once, again and again",
		attackers: 4, lasts: 60 * time.Minute, play: travel(8*time.Minute, 6),
	},
}

// travel uses an account whose owner is elsewhere. The password was known: nothing failed.
func travel(gap time.Duration, times int) func(p *player) {
	return func(p *player) {
		v, c := p.victim()
		p.at(p.addresses.farAway(p.rng))
		p.me.Agent = browser(p.rng)
		v.now = p.now
		for i := range times {
			v.until = p.until
			v.login(c)
			v.browse(2, 8*time.Second)
			v.manage(c, 8*time.Second)
			p.now = v.now.Add(gap)
			p.until = p.now.Add(10 * time.Minute)
			if i == 0 {
				p.do(call{route: loginRoute, account: c.account})
				p.pause(3 * time.Second)
				p.as(c.user)
			}
			p.do(call{route: "GET /api/v1/users/{id}", id: c.user})
			p.think(8 * time.Second)
			p.do(call{route: "GET /api/v1/orders"})
			p.think(8 * time.Second)
			p.do(call{route: orderRoute, id: strconv.Itoa(c.orders[0])})
			v.now = p.now.Add(gap)
		}
	}
}
