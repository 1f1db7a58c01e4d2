package traffic

import (
	"strconv"
	"time"
)

var takeover = []variant{
	{
		name: "guessed", about: "15 to 60 passwords for one account, the last one fits",
		attackers: 4, lasts: 15 * time.Minute, play: takeOver(15, 60, 2*time.Second),
	},
	{
		name: "patient", about: "8 to 12 passwords for one account over 40 minutes, then in",
		attackers: 3, lasts: 80 * time.Minute, play: takeOver(8, 12, 4*time.Minute),
	},
	{
		name: "stuffed", about: "40 to 90 accounts tried, one of them fits and is emptied",
		attackers: 4, lasts: 20 * time.Minute, play: takeOverOneOfMany,
	},
	{
		name: "distributed", about: "a password guessed from six addresses, used from one of them",
		attackers: 3, lasts: 25 * time.Minute, play: takeOverFromMany,
	},
}

// victim is a customer of whom an attacker takes something: he goes on shopping and knows nothing.
func (p *player) victim() (*player, *customer) {
	v := p.join(p.actor.Profile+" victim "+strconv.Itoa(p.number), &Actor{Profile: "victim of " + p.actor.Profile, Label: Victim})
	v.at(p.addresses.at(v.rng, home, pick(v.rng, berlin, munich, hamburg, paris, vienna)))
	v.me.Agent = browser(v.rng)
	v.exactly(v.part(v.settings.Duration / 10))
	c := v.enrol()
	return v, c
}

// loot is what attackers do in an account that they just entered.
func (p *player) loot(c *customer) {
	p.as(c.user)
	p.do(call{route: "GET /api/v1/users/{id}", id: c.user})
	p.think(4 * time.Second)
	p.do(call{route: "GET /api/v1/orders"})
	p.think(6 * time.Second)
	p.do(call{route: "PUT /api/v1/users/{id}/email", id: c.user})
	p.think(8 * time.Second)
	for range p.between(1, 3) {
		p.do(call{route: "POST /api/v1/cart/items"})
		p.think(6 * time.Second)
		p.do(call{route: "POST /api/v1/orders", status: 201})
		p.think(10 * time.Second)
	}
}

func takeOver(least, most int, every time.Duration) func(p *player) {
	return func(p *player) {
		v, c := p.victim()
		v.visit(c)
		p.at(p.addresses.of(p.rng, pick(p.rng, hosting, home)))
		p.me.Agent = disguised(p.rng)
		for range p.between(least, most) {
			p.tryPassword(c.account)
			p.pause(every)
		}
		p.do(call{route: loginRoute, account: c.account, status: 200})
		p.pause(2 * time.Second)
		p.loot(c)
	}
}

func takeOverOneOfMany(p *player) {
	v, c := p.victim()
	v.visit(c)
	p.at(p.addresses.of(p.rng, hosting))
	p.me.Agent = disguised(p.rng)
	tries := p.between(40, 90)
	fits := p.between(20, tries-1)
	for i := range tries {
		if i == fits {
			p.do(call{route: loginRoute, account: c.account, status: 200})
		} else {
			p.tryPassword(p.target())
		}
		p.pause(8 * time.Second)
	}
	p.loot(c)
}

func takeOverFromMany(p *player) {
	v, c := p.victim()
	v.visit(c)
	lines := p.sources(6)
	for i := range p.between(24, 60) {
		p.at(lines[i%len(lines)])
		p.me.Agent = browser(p.rng)
		p.tryPassword(c.account)
		p.pause(15 * time.Second)
	}
	p.do(call{route: loginRoute, account: c.account, status: 200})
	p.loot(c)
}
