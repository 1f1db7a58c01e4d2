package traffic

import (
	"strconv"
	"time"

	"github.com/otelcol-apierror/otelcol-apierror/cmd/apitraffic/internal/shop"
)

// atWork gives somebody of the shop's own a desk and a session.
func (p *player) atWork() {
	p.at(p.addresses.of(p.rng, office))
	p.me.Agent = desktop(p.rng)
	c := p.enrol()
	p.exactly(p.part(10 * time.Minute))
	p.login(c)
}

// supportAgent opens other people's orders for a living, 40 customers an hour, one ticket after the other.
func supportAgent(p *player) {
	p.atWork()
	for !p.over() {
		order := firstOrder - p.rng.IntN(30_000)
		p.do(call{route: orderRoute, id: strconv.Itoa(order)})
		p.think(8 * time.Second)
		if p.chance(0.5) {
			p.do(call{route: invoiceRoute, id: strconv.Itoa(order)})
			p.think(8 * time.Second)
		}
		if p.chance(0.3) {
			p.do(call{route: userRoute, id: uuid(p.rng)})
		}
		if p.chance(0.05) { // a number misheard on the telephone
			p.do(call{route: orderRoute, id: strconv.Itoa(order * 10), status: 404})
		}
		p.think(75 * time.Second)
	}
}

// staff uses a few of the functions again and again, and seldom another.
func staff(p *player) {
	p.atWork()
	functions := shop.AdminRoutes()
	p.rng.Shuffle(len(functions), func(i, j int) { functions[i], functions[j] = functions[j], functions[i] })
	usual := functions[:5]
	for !p.over() {
		function := pick(p.rng, usual...)
		if p.chance(0.1) {
			function = pick(p.rng, functions...)
		}
		c := call{route: function, id: strconv.Itoa(1 + p.rng.IntN(900))}
		if p.chance(0.02) {
			c.status = pick[int64](p.rng, 403, 404, 422)
		}
		p.do(c)
		p.think(40 * time.Second)
	}
}

// analyst runs an export every ten minutes, of a month or two.
func analyst(p *player) {
	p.atWork()
	for !p.over() {
		from := strconv.Itoa(1 + p.rng.IntN(8))
		p.do(call{route: exportRoute, query: "from=2026-0" + from + "-01&to=2026-09-01&format=csv", slower: 4})
		p.think(2 * time.Minute)
		p.do(call{route: "GET /api/v1/reports/sales", query: "month=2026-0" + strconv.Itoa(1+p.rng.IntN(9))})
		p.think(8 * time.Minute)
	}
}

// bookkeeper works for a business customer: all of a month's invoices, in the order of their numbers, which have gaps since
// other customers order as well.
func bookkeeper(p *player) {
	p.at(p.addresses.of(p.rng, pick(p.rng, home, office)))
	p.me.Agent = desktop(p.rng)
	c := p.enrol()
	p.exactly(p.part(p.settings.Duration / 2))
	p.login(c)
	p.do(call{route: "GET /api/v1/invoices"})
	number := firstOrder - 12_000 + p.rng.IntN(4000)
	for range p.between(30, 80) {
		number += p.between(15, 200)
		p.do(call{route: invoiceRoute, id: strconv.Itoa(number)})
		p.think(9 * time.Second)
	}
}
