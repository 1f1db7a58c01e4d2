package traffic

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

var scanning = []variant{
	{name: "fast", about: "a word list, 15 paths a second", attackers: 4, lasts: time.Minute, play: scanPaths(65 * time.Millisecond)},
	{name: "moderate", about: "a word list, a path every 3 s", attackers: 4, lasts: 15 * time.Minute, play: scanPaths(3 * time.Second)},
	{name: "slow", about: "a word list, a path every 40 s", attackers: 3, lasts: 100 * time.Minute, play: scanPaths(40 * time.Second)},
	{
		name: "interface", about: "versions, resources and methods that the interface might have",
		attackers: 4, lasts: 10 * time.Minute, play: scanInterface,
	},
	{name: "logged in", about: "the same by a customer, who also shops", attackers: 3, lasts: 30 * time.Minute, play: scanAsCustomer},
}

var directories = strings.Fields(`admin administrator app archive assets auth backend backup beta bin blog cache cgi-bin cms common
	config console control content core cp crm css dashboard data db debug demo dev doc docs download edit error export feed files
	forum framework gateway graph help home hidden images import include index info init install internal intranet js json lib log
	login logs mail manage manager media members metrics mobile monitor new news node old order panel payment phpmyadmin plugins
	portal private profile public register report resource rest root rss sales sample script search secret secure server service
	setup shell site sitemap soap sql src staff staging stat static status store stats support swagger system temp template test
	theme tmp tool trace update upload user util vendor version view web webmail wiki work xml zip`)

var endings = []string{"", "/", ".php", ".html", ".bak", ".old", ".txt", ".json", "/index.php", "/list", "/v1"}

func (p *player) word() string {
	return "/" + pick(p.rng, directories...) + pick(p.rng, endings...)
}

// scanPaths goes through a list; one path in forty leads somewhere.
func scanPaths(every time.Duration) func(p *player) {
	return func(p *player) {
		p.at(p.addresses.of(p.rng, pick(p.rng, hosting, hosting, home)))
		p.me.Agent = disguised(p.rng)
		for !p.over() {
			status := int64(404)
			if p.chance(0.025) {
				status = pick[int64](p.rng, 200, 301, 403)
			}
			p.do(call{method: pick(p.rng, "GET", "GET", "GET", "HEAD"), path: p.word(), status: status})
			p.pause(every)
		}
	}
}

var resources = strings.Fields(`users orders accounts payments customers tokens keys roles groups reports exports invoices cards
	wallets transfers webhooks settings tenants devices sessions messages files backups logs jobs`)

// unknownFunction is what a client of another version of the interface might call.
func (p *player) unknownFunction() call {
	switch p.rng.IntN(4) {
	case 0:
		return call{route: "GET /api/v1/products/{id}", id: p.product(), method: pick(p.rng, "DELETE", "PUT", "PATCH"), status: 405}
	case 1:
		return call{method: "GET", path: fmt.Sprintf("/api/v%d/%s", 2+p.rng.IntN(3), pick(p.rng, resources...))}
	case 2:
		part := pick(p.rng, "internal", "private", "admin", "debug", "beta")
		return call{method: "GET", path: "/api/" + part + "/" + pick(p.rng, resources...)}
	default:
		return call{method: pick(p.rng, "GET", "POST"), path: "/api/v1/" + pick(p.rng, resources...) + "/" + pick(p.rng, directories...)}
	}
}

func scanInterface(p *player) {
	p.at(p.addresses.of(p.rng, hosting))
	p.me.Agent = disguised(p.rng)
	for !p.over() {
		p.do(p.unknownFunction())
		p.pause(1500 * time.Millisecond)
	}
}

func scanAsCustomer(p *player) {
	c := p.insider()
	for !p.over() {
		for range p.between(5, 12) {
			p.do(p.unknownFunction())
			p.pause(2500 * time.Millisecond)
		}
		p.cover = true
		p.manage(c, 5*time.Second)
		p.cover = false
	}
}

var pathProbing = []variant{
	{
		name: "fast", about: "configuration, repositories and backups, 2 a second",
		attackers: 5, lasts: time.Minute, play: probePaths(500*time.Millisecond, 30),
	},
	{
		name: "moderate", about: "a dozen of them, one every 20 s",
		attackers: 4, lasts: 10 * time.Minute, play: probePaths(20*time.Second, 12),
	},
	{
		name: "slow", about: "a dozen of them, one every 5 minutes",
		attackers: 3, lasts: 80 * time.Minute, play: probePaths(5*time.Minute, 14),
	},
	{name: "exposed", about: "six of them, and one is really there", attackers: 4, lasts: 5 * time.Minute, play: probeExposed},
}

var sensitivePaths = []string{
	"/.env", "/.git/config", "/.git/HEAD", "/.aws/credentials", "/.svn/entries", "/.DS_Store", "/.htpasswd", "/wp-config.php.bak",
	"/config.php.bak", "/backup.sql", "/dump.sql.gz", "/db.sqlite3", "/id_rsa", "/.ssh/id_rsa", "/server-status", "/actuator/env",
	"/actuator/heapdump", "/debug/pprof/heap", "/phpinfo.php", "/.vscode/sftp.json", "/docker-compose.yml", "/.npmrc", "/.kube/config",
	"/web.config", "/WEB-INF/web.xml", "/api/.env", "/app/.env.production", "/config/secrets.yml", "/storage/logs/laravel.log",
	"/.terraform/terraform.tfstate", "/api/v1/.git/config", "/.bash_history",
}

func (p *player) prober() []string {
	p.at(p.addresses.of(p.rng, hosting))
	p.me.Agent = disguised(p.rng)
	paths := append([]string(nil), sensitivePaths...)
	p.rng.Shuffle(len(paths), func(i, j int) { paths[i], paths[j] = paths[j], paths[i] })
	return paths
}

func probePaths(every time.Duration, most int) func(p *player) {
	return func(p *player) {
		for _, path := range p.prober()[:most] {
			p.do(call{method: "GET", path: path, status: pick[int64](p.rng, 404, 404, 404, 403)})
			p.pause(every)
		}
	}
}

func probeExposed(p *player) {
	for i, path := range p.prober()[:6] {
		status := int64(404)
		if i == 3 {
			status = 200
		}
		p.do(call{method: "GET", path: path, status: status})
		p.pause(10 * time.Second)
	}
}

var automation = []variant{
	{
		name: "scanner", about: "a scanner that gives its own name, 5 calls a second",
		attackers: 5, lasts: 2 * time.Minute, play: scannerByName(200 * time.Millisecond),
	},
	{
		name: "scanner slow", about: "the same, a call every minute",
		attackers: 3, lasts: 60 * time.Minute, play: scannerByName(time.Minute),
	},
	{
		name: "rotation", about: "one source, another browser for each call, 3 in 2 seconds",
		attackers: 4, lasts: 6 * time.Minute, play: rotateAgents(670 * time.Millisecond),
	},
	{
		name: "rotation slow", about: "the same, a call every 20 s",
		attackers: 3, lasts: 60 * time.Minute, play: rotateAgents(20 * time.Second),
	},
}

// scannerByName looks at what is there; most of it answers.
func scannerByName(every time.Duration) func(p *player) {
	return func(p *player) {
		p.at(p.addresses.of(p.rng, hosting))
		p.me.Agent = pick(p.rng, sqlmapAgent, niktoAgent, nucleiAgent, gobusterAgent, wpscanAgent, ffufAgent)
		for !p.over() {
			switch p.rng.IntN(4) {
			case 0:
				p.do(call{method: "GET", path: p.word()})
			case 1:
				p.do(call{route: "GET /api/v1/search", query: searchFor(strconv.Itoa(p.rng.IntN(9000)), 1)})
			default:
				p.do(call{route: "GET /api/v1/products/{id}", id: strconv.Itoa(1 + p.rng.IntN(products))})
			}
			p.pause(every)
		}
	}
}

// rotateAgents reads the whole catalogue under as many names as it can think of.
func rotateAgents(every time.Duration) func(p *player) {
	return func(p *player) {
		p.at(p.addresses.of(p.rng, pick(p.rng, hosting, home)))
		for next := 1 + p.rng.IntN(products); !p.over(); next++ {
			p.me.Agent = browser(p.rng)
			p.do(call{route: "GET /api/v1/products/{id}", id: strconv.Itoa(next)})
			p.pause(every)
		}
	}
}
