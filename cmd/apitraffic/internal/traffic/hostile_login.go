package traffic

import (
	"time"
)

var guessing = []variant{
	{
		name: "fast", about: "one account, several passwords a second",
		attackers: 4, lasts: 2 * time.Minute, play: guess(250 * time.Millisecond),
	},
	{name: "moderate", about: "one account, a password every 4 s", attackers: 4, lasts: 25 * time.Minute, play: guess(4 * time.Second)},
	{
		name: "slow", about: "one account, a password every 40 s for 90 minutes",
		attackers: 3, lasts: 90 * time.Minute, play: guess(40 * time.Second),
	},
	{
		name: "token", about: "the token endpoint, one account, a password every second",
		attackers: 3, lasts: 6 * time.Minute, play: guessAtTokens,
	},
	{
		name: "distributed", about: "one account from 20 addresses, each once in 2 minutes",
		attackers: 3, lasts: 30 * time.Minute, play: guessFromMany,
	},
	{
		name: "neighbours", about: "one account, a password every 2 s, each from another address of one IPv6 network",
		attackers: 3, lasts: 10 * time.Minute, play: guessFromNeighbours,
	},
}

// target is somebody's account: attackers know names from leaks and from the site itself.
func (p *player) target() string {
	if len(p.accounts) > 0 && p.chance(0.8) {
		return pick(p.rng, p.accounts...)
	}
	return accountName(p.rng)
}

// tryPassword is a login that fails, and is told so in one of the ways that shops have.
func (p *player) tryPassword(account string) {
	p.do(call{route: loginRoute, account: account, status: 401})
}

func guess(every time.Duration) func(p *player) {
	return func(p *player) {
		p.at(p.addresses.of(p.rng, pick(p.rng, hosting, home)))
		p.me.Agent = disguised(p.rng)
		account := p.target()
		for !p.over() {
			p.tryPassword(account)
			p.pause(every)
		}
	}
}

func guessAtTokens(p *player) {
	p.at(p.addresses.of(p.rng, hosting))
	p.me.Agent = script(p.rng)
	account := p.target()
	for !p.over() {
		p.do(call{route: "POST /oauth/token", account: account, status: pick[int64](p.rng, 400, 401, 401)})
		p.pause(time.Second)
	}
}

func guessFromNeighbours(p *player) {
	l := p.addresses.of(p.rng, hostingV6)
	p.me.Agent = script(p.rng)
	account := p.target()
	for !p.over() {
		p.at(neighbour(p.rng, l))
		p.tryPassword(account)
		p.pause(2 * time.Second)
	}
}

// sources are the machines of a campaign: rented ones and infected homes.
func (p *player) sources(n int) []line {
	lines := make([]line, n)
	for i := range lines {
		switch p.rng.IntN(3) {
		case 0:
			lines[i] = p.addresses.of(p.rng, hosting)
		case 1:
			lines[i] = p.addresses.of(p.rng, home)
		default:
			lines[i] = p.addresses.farAway(p.rng)
		}
	}
	return lines
}

func guessFromMany(p *player) {
	lines := p.sources(20)
	account := p.target()
	for i := 0; !p.over(); i++ {
		p.at(lines[i%len(lines)])
		p.me.Agent = browser(p.rng)
		p.tryPassword(account)
		p.pause(6 * time.Second)
	}
}

var stuffing = []variant{
	{
		name: "fast", about: "one source, four accounts a second from a leaked list",
		attackers: 4, lasts: 3 * time.Minute, play: stuff(250 * time.Millisecond),
	},
	{name: "moderate", about: "one source, an account every 5 s", attackers: 4, lasts: 30 * time.Minute, play: stuff(5 * time.Second)},
	{
		name: "slow", about: "one source, an account every 50 s for 100 minutes",
		attackers: 3, lasts: 100 * time.Minute, play: stuff(50 * time.Second),
	},
	{
		name: "distributed", about: "10 to 50 sources, each an account a minute",
		attackers: 3, lasts: 25 * time.Minute, play: stuffFromMany(time.Minute),
	},
	{
		name: "distributed slow", about: "10 to 50 sources, each an account every 5 minutes",
		attackers: 3, lasts: 90 * time.Minute, play: stuffFromMany(5 * time.Minute),
	},
}

// tryLeaked tries a pair of name and password from elsewhere: most names are unknown here, and one password in 150 fits.
func (p *player) tryLeaked() {
	account := p.target()
	if p.chance(1.0 / 150) {
		p.do(call{route: loginRoute, account: account, status: 200})
		return
	}
	p.tryPassword(account)
}

func stuff(every time.Duration) func(p *player) {
	return func(p *player) {
		p.at(p.addresses.of(p.rng, pick(p.rng, hosting, hosting, home)))
		p.me.Agent = disguised(p.rng)
		for !p.over() {
			p.tryLeaked()
			p.pause(every)
		}
	}
}

func stuffFromMany(each time.Duration) func(p *player) {
	return func(p *player) {
		lines := p.sources(p.between(10, 50))
		agent := browser(p.rng)
		for !p.over() {
			p.at(pick(p.rng, lines...))
			p.me.Agent = agent
			if p.chance(0.5) {
				p.me.Agent = browser(p.rng)
			}
			p.tryLeaked()
			p.pause(each / time.Duration(len(lines)))
		}
	}
}

var spraying = []variant{
	{
		name: "fast", about: "one source, one password for 80 accounts at 2 a second, and another after 20 minutes",
		attackers: 3, lasts: 45 * time.Minute, play: sprayRounds(80, 500*time.Millisecond, 20*time.Minute),
	},
	{
		name: "rounds", about: "one source, rounds of 40 accounts 15 s apart, half an hour between",
		attackers: 3, lasts: 100 * time.Minute, play: sprayRounds(40, 15*time.Second, 25*time.Minute),
	},
	{
		name: "slow", about: "one source, one account every 90 s",
		attackers: 3, lasts: 105 * time.Minute, play: sprayRounds(200, 90*time.Second, 0),
	},
	{
		name: "distributed", about: "250 sources with one to three tries each within an hour",
		attackers: 3, lasts: 60 * time.Minute, play: sprayFromMany(250),
	},
	{
		name: "distributed slow", about: "120 sources with one to three tries each within 100 minutes",
		attackers: 2, lasts: 100 * time.Minute, play: sprayFromMany(120),
	},
}

// sprayRounds tries one password with every account of a list, then the next password.
func sprayRounds(accounts int, every, rest time.Duration) func(p *player) {
	return func(p *player) {
		p.at(p.addresses.of(p.rng, pick(p.rng, hosting, home)))
		p.me.Agent = disguised(p.rng)
		targets := make([]string, accounts)
		for i := range targets {
			targets[i] = p.target()
		}
		for !p.over() {
			for _, account := range targets {
				p.tryPassword(account)
				p.pause(every)
			}
			p.pause(rest)
		}
	}
}

// sprayFromMany changes the address after one to three accounts, and never comes back to it.
func sprayFromMany(sources int) func(p *player) {
	return func(p *player) {
		lines := p.sources(sources)
		gap := p.actor.lasts / time.Duration(sources)
		for _, l := range lines {
			p.at(l)
			p.me.Agent = browser(p.rng)
			for range p.between(1, 3) {
				p.tryPassword(p.target())
				p.pause(3 * time.Second)
			}
			p.pause(max(gap-6*time.Second, 0))
			if p.over() {
				return
			}
		}
	}
}
