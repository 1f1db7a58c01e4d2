package traffic

import (
	"strconv"
	"time"

	"github.com/otelcol-apierror/otelcol-apierror/cmd/apitraffic/internal/shop"
)

// insider makes the attacker an ordinary customer first, who behaves like one for a while.
func (p *player) insider() *customer {
	p.at(p.addresses.of(p.rng, pick(p.rng, home, hosting)))
	p.me.Agent = disguised(p.rng)
	c := p.enrol()
	p.cover = true
	p.do(call{route: loginRoute, account: c.account, status: 200})
	p.as(c.user)
	p.think(5 * time.Second)
	p.browse(3, 5*time.Second)
	p.manage(c, 5*time.Second)
	p.cover = false
	return c
}

var permissionProbing = []variant{
	{
		name: "fast", about: "a customer tries 25 functions of the staff, one a second, all denied",
		attackers: 4, lasts: 10 * time.Minute, play: probePermissions(time.Second, 0),
	},
	{
		name: "moderate", about: "the same, one every 20 s",
		attackers: 4, lasts: 20 * time.Minute, play: probePermissions(20*time.Second, 0),
	},
	{
		name: "slow", about: "one every 3 minutes, shopping in between",
		attackers: 3, lasts: 90 * time.Minute, play: probePermissions(3*time.Minute, 0),
	},
	{
		name: "holes", about: "the same, and some of the functions forgot to ask who calls",
		attackers: 4, lasts: 20 * time.Minute, play: probePermissions(6*time.Second, 0.3),
	},
	{
		name: "open", about: "a customer uses a dozen functions of the staff, and none is denied",
		attackers: 4, lasts: 30 * time.Minute, play: probePermissions(40*time.Second, 1),
	},
}

// probePermissions goes through the staff's functions; a share of them answers.
func probePermissions(every time.Duration, open float64) func(p *player) {
	return func(p *player) {
		c := p.insider()
		functions := shop.AdminRoutes()
		p.rng.Shuffle(len(functions), func(i, j int) { functions[i], functions[j] = functions[j], functions[i] })
		if open == 1 {
			functions = functions[:p.between(10, 15)]
		}
		for _, function := range functions {
			attempt := call{route: function, id: strconv.Itoa(1 + p.rng.IntN(900)), status: 403}
			if p.chance(open) {
				attempt.status = 200
			}
			p.do(attempt)
			p.pause(every)
			if every >= time.Minute {
				p.cover = true
				p.browse(p.between(1, 3), 8*time.Second)
				p.manage(c, 8*time.Second)
				p.cover = false
			}
		}
	}
}

const (
	orderRoute     = "GET /api/v1/orders/{id}"
	invoiceRoute   = "GET /api/v1/invoices/{id}"
	statementRoute = "GET /api/v1/statements/{id}"
	userRoute      = "GET /api/v1/users/{id}"
)

var enumeration = []variant{
	{
		name: "fast", about: "orders one after the other, 3 a second, denied or missing",
		attackers: 4, lasts: 3 * time.Minute, play: enumerate(orderRoute, 330*time.Millisecond, counting, denied),
	},
	{
		name: "moderate", about: "orders one after the other, one every 6 s, denied or missing",
		attackers: 4, lasts: 30 * time.Minute, play: enumerate(orderRoute, 6*time.Second, counting, denied),
	},
	{
		name: "slow", about: "orders one after the other, one a minute, denied or missing",
		attackers: 3, lasts: 100 * time.Minute, play: enumerate(orderRoute, time.Minute, counting, denied),
	},
	{
		name: "open fast", about: "invoices one after the other, 2 a second, and nobody asks whose they are",
		attackers: 4, lasts: 5 * time.Minute, play: enumerate(invoiceRoute, 500*time.Millisecond, counting, open),
	},
	{
		name: "open moderate", about: "the same, one every 5 s",
		attackers: 4, lasts: 30 * time.Minute, play: enumerate(invoiceRoute, 5*time.Second, counting, open),
	},
	{
		name: "open slow", about: "the same, one every 20 s",
		attackers: 3, lasts: 100 * time.Minute, play: enumerate(invoiceRoute, 20*time.Second, counting, open),
	},
	{
		name: "routeless", about: "statements one a second from a service that reports no routes, mostly denied",
		attackers: 4, lasts: 5 * time.Minute, play: enumerate(statementRoute, time.Second, counting, denied),
	},
	{
		name: "routeless open", about: "the same, every one opens",
		attackers: 3, lasts: 8 * time.Minute, play: enumerate(statementRoute, time.Second, counting, open),
	},
	{
		name: "random", about: "orders at random, mostly missing",
		attackers: 4, lasts: 10 * time.Minute, play: enumerate(orderRoute, 1500*time.Millisecond, guessingNumbers, missing),
	},
	{
		name: "profiles", about: "profiles of a list of ids that leaked, denied",
		attackers: 3, lasts: 15 * time.Minute, play: enumerate(userRoute, 4*time.Second, leakedIDs, denied),
	},
}

// ids gives the next object to ask for.
type ids func(p *player, previous int) (next int, id string)

func counting(p *player, previous int) (int, string) {
	if previous == 0 {
		previous = firstOrder - 20_000 - p.rng.IntN(60_000)
	}
	return previous + 1, strconv.Itoa(previous + 1)
}

func guessingNumbers(p *player, _ int) (int, string) { return 0, strconv.Itoa(p.rng.IntN(10_000_000)) }

func leakedIDs(p *player, _ int) (int, string) { return 0, uuid(p.rng) }

// answers gives what a shop says to one who asks for what is not his.
type answers func(p *player) int64

func denied(p *player) int64 { return pick[int64](p.rng, 403, 403, 403, 404) }

func missing(p *player) int64 {
	if p.chance(0.06) {
		return 200
	}
	return pick[int64](p.rng, 404, 404, 404, 403)
}

func open(*player) int64 { return 200 }

func enumerate(route string, every time.Duration, next ids, answer answers) func(p *player) {
	return func(p *player) {
		p.insider()
		for number := 0; !p.over(); {
			var id string
			number, id = next(p, number)
			p.do(call{route: route, id: id, status: answer(p)})
			p.pause(every)
		}
	}
}
