package traffic

import (
	"strconv"
	"time"

	"github.com/otelcol-apierror/otelcol-apierror/cmd/apitraffic/internal/shop"
)

func ordinaryUser(p *player) {
	p.at(p.addresses.of(p.rng, home))
	p.me.Agent = browser(p.rng)
	c := p.enrol()
	p.exactly(p.part(p.settings.Duration))
	for !p.over() {
		p.visit(c)
		p.think(45 * time.Minute)
	}
}

func forgottenPassword(p *player) {
	p.at(p.addresses.of(p.rng, home))
	p.me.Agent = browser(p.rng)
	c := p.enrol()
	p.exactly(p.part(p.settings.Duration * 3 / 4))
	p.browse(2, 10*time.Second)
	p.mistype(c, p.between(4, 9), 9*time.Second)
	p.do(call{route: "POST /api/v1/password/reset", status: 202, account: c.account})
	p.think(90 * time.Second)
	if p.chance(0.4) { // the old one out of habit
		p.mistype(c, p.between(1, 2), 6*time.Second)
	}
	p.visit(c)
}

// passwordManager sends the old password as fast as the form comes back, three to six times, until its owner notices.
func passwordManager(p *player) {
	p.at(p.addresses.of(p.rng, home))
	p.me.Agent = desktop(p.rng)
	c := p.enrol()
	p.exactly(p.part(p.settings.Duration * 3 / 4))
	for range p.between(3, 6) {
		p.do(call{route: loginRoute, account: c.account, status: 401})
		p.pause(1500 * time.Millisecond)
	}
	p.think(30 * time.Second)
	p.mistype(c, 1, 10*time.Second)
	p.visit(c)
}

// officeNetwork is an address; those behind it are actors too.
func officeNetwork(p *player) {
	members := 80
	if p.number == 0 {
		members = 300
	}
	l := p.addresses.of(p.rng, office)
	p.at(l)
	agents := []string{desktop(p.rng), desktop(p.rng), desktop(p.rng)} // IT keeps few versions
	for i := range members {
		member := p.innocent("office member of "+l.address, i)
		member.actor.Profile = "office member"
		member.me.Address, member.me.Place, member.me.Agent = l.address, l.place, pick(p.rng, agents...)
		c := member.enrol()
		member.exactly(member.part(p.settings.Duration))
		member.visit(c)
		p.share(member)
	}
}

// share makes the address an actor of what happened behind it.
func (p *player) share(member *player) {
	if p.actor.FirstSpan.IsZero() || !member.actor.FirstSpan.IsZero() && member.actor.FirstSpan.Before(p.actor.FirstSpan) {
		p.actor.FirstSpan = member.actor.FirstSpan
	}
}

// carrierNAT is one address of a mobile operator with 120 visitors, few of whom log in.
func carrierNAT(p *player) {
	l := p.addresses.of(p.rng, mobile)
	p.at(l)
	for i := range 120 {
		visitor := p
		customer := p.chance(0.15)
		if customer {
			visitor = p.innocent("subscriber of "+l.address, i)
			visitor.actor.Profile = "subscriber"
		}
		visitor.now = p.settings.Start.Add(visitor.part(p.settings.Duration))
		visitor.me = shop.Caller{Address: l.address, Place: l.place, Agent: phone(visitor.rng)}
		visitor.browse(visitor.between(3, 12), 15*time.Second)
		if customer {
			visitor.visit(visitor.enrol())
			p.share(visitor)
		}
	}
}

func mobileUser(p *player) {
	kinds := []networkKind{mobile, mobileV6, home}
	lines := make([]line, 0, 3)
	first := p.addresses.of(p.rng, kinds[p.rng.IntN(2)])
	lines = append(lines, first, p.addresses.at(p.rng, home, first.place))
	if p.chance(0.5) {
		lines = append(lines, p.addresses.of(p.rng, mobile))
	}
	for _, l := range lines {
		p.at(l)
	}
	p.at(lines[0])
	p.me.Agent = pick(p.rng, appAgent, phone(p.rng))
	c := p.enrol()
	p.exactly(p.part(p.settings.Duration / 2))
	p.login(c)
	for !p.over() {
		p.browse(p.between(3, 8), 12*time.Second)
		p.manage(c, 12*time.Second)
		p.think(8 * time.Minute)
		next := pick(p.rng, lines[:2]...)
		if p.chance(0.1) {
			next = lines[len(lines)-1]
		}
		next.place = lines[0].place // databases know the operator's place, not the street; a change is no journey
		p.at(next)
	}
}

func vpnUser(p *player) {
	at, exit := p.addresses.of(p.rng, home), p.addresses.of(p.rng, exitNode)
	p.at(at)
	p.me.Agent = desktop(p.rng)
	c := p.enrol()
	p.exactly(p.part(p.settings.Duration / 2))
	p.login(c)
	for flips := p.between(3, 9); flips > 0 && !p.over(); flips-- {
		p.browse(p.between(2, 6), 12*time.Second)
		p.manage(c, 12*time.Second)
		p.think(3 * time.Minute)
		at, exit = exit, at
		p.at(at)
	}
}

func oddSearch(p *player) {
	p.at(p.addresses.of(p.rng, home))
	p.me.Agent = browser(p.rng)
	p.exactly(p.part(p.settings.Duration * 3 / 4))
	for range p.between(3, 8) {
		text := pick(p.rng, oddTexts...)
		p.do(call{route: "GET /api/v1/search", query: searchFor(text, 1)})
		p.think(15 * time.Second)
		if p.chance(0.4) {
			p.do(call{route: "GET /api/v1/search", query: searchFor(text, 2)})
			p.think(15 * time.Second)
		}
		p.look()
		p.think(20 * time.Second)
	}
}

var oddTexts = []string{
	"O'Reilly", "select a plan", "C++ code", "union jack flag", "drop table lamp", "1=1 maths book", "rock'n'roll & soul",
	"how to exec a shell script", "<3 valentine", "tv 55\" or 65\"", "50% off; today", "d'Artagnan -- novel", "order by size",
	"men's (xl) shirt", "${name} mug", "javascript: the good parts", "../2 pipe fitting",
	"cat food", "script alert book", "{{mustache}} wax",
	"having fun -- 1000 pieces", "insert coin into table arcade", "alert('x') t-shirt",
	"ping pong table; 4 bats | net", "etc passwd poster",
}

// appWithDeletedItems refreshes its wish list: 6 to 25 products at once, some gone for good.
func appWithDeletedItems(p *player) {
	p.at(p.addresses.of(p.rng, pick(p.rng, mobile, mobileV6, home)))
	p.me.Agent = appAgent
	c := p.enrol()
	items := make([]string, p.between(6, 25))
	gone := make([]bool, len(items))
	for i := range items {
		items[i], gone[i] = strconv.Itoa(1+p.rng.IntN(products)), p.chance(0.3)
	}
	p.exactly(p.part(p.settings.Duration / 2))
	p.login(c)
	for range p.between(1, 4) {
		for i, item := range items {
			status := int64(0)
			if gone[i] {
				status = 404
			}
			p.do(call{route: "GET /api/v1/products/{id}", id: item, status: status})
			p.pause(60 * time.Millisecond)
		}
		p.browse(p.between(1, 4), 12*time.Second)
		p.think(15 * time.Minute)
	}
}
