package traffic

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"strings"
	"time"

	"github.com/otelcol-apierror/otelcol-apierror/cmd/apitraffic/internal/shop"
	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// player is one actor at work: who he appears to be, and his own clock.
type player struct {
	*world

	actor  *Actor
	rng    *rand.Rand
	now    time.Time
	until  time.Time // when he has to be done
	me     shop.Caller
	number int  // of its kind, from 0
	cover  bool // an attacker does what anybody does
}

// call is what a player asks of the shop.
type call struct {
	route  string // a known one, as in "GET /api/v1/orders/{id}"; or empty for a path that nothing serves
	id     string // stands for the route's parameter
	method string // of a path that nothing serves, or another than the route's
	path   string // instead of the route's
	query  string

	status    int64 // 0: whatever the shop answers to one who may do this
	slower    float64
	account   string // whom a login tries
	failure   *shop.Exception
	challenge string
	retry     string
}

// over reports whether the player's time is up.
func (p *player) over() bool { return p.now.After(p.until) || p.now.After(p.end) }

// do makes a call and gives the status of the answer. It takes no time: pause does.
func (p *player) do(c call) int64 {
	if p.over() || p.now.Before(p.settings.Start) {
		return 0
	}
	request := &shop.Request{
		Caller: p.me, Method: c.method, Path: c.path, Query: c.query, Account: c.account, Challenge: c.challenge, Retry: c.retry,
		Failure: c.failure,
	}
	outcome := shop.Outcome{Status: c.status, Slower: c.slower}
	if c.route == "" {
		if outcome.Status == 0 {
			outcome.Status = 404
		}
	} else {
		request.Route = shop.Known(c.route)
		p.complete(request, &c, &outcome)
	}
	p.report(shop.Trace(p.rng, p.now, request, outcome))
	return outcome.Status
}

func (p *player) complete(request *shop.Request, c *call, outcome *shop.Outcome) {
	if request.Method == "" {
		request.Method = request.Route.Method
	}
	if request.Path == "" {
		request.Path = request.Route.Path(c.id)
	}
	if c.status != 0 && c.status != 200 && c.status != 201 {
		return // settled before the route's own troubles matter
	}
	answer, failure := p.answer(p.rng, request.Route, p.now)
	if answer.Status >= 400 || c.status == 0 {
		outcome.Status = answer.Status
		if failure != nil {
			request.Failure = failure
		}
	}
	outcome.Slower = max(c.slower, answer.Slower)
	if outcome.Status == 200 && request.Method == http.MethodPost && request.Route.Service.Name == "orders" {
		outcome.Status = 201
	}
}

// report keeps the spans of a call with the truth about them.
func (p *player) report(spans []shop.Span) {
	hostile := p.actor.Label == Hostile && !p.cover
	for i := range spans {
		spans[i].Actor, spans[i].Hostile = p.actor.Index, hostile
	}
	p.spans = append(p.spans, spans...)
	if p.actor.Label == Hostile && !hostile {
		return
	}
	if began := spans[0].StartTime(); p.actor.FirstSpan.IsZero() || began.Before(p.actor.FirstSpan) {
		p.actor.FirstSpan = began
	}
}

// pause lets time go by: around so long, as people and networks vary it.
func (p *player) pause(around time.Duration) {
	p.now = p.now.Add(time.Duration(float64(around) * (0.5 + p.rng.Float64())))
}

// think is a person's pause: mostly short, sometimes long.
func (p *player) think(mean time.Duration) {
	p.now = p.now.Add(min(time.Duration(p.rng.ExpFloat64()*float64(mean)), 6*mean) + 300*time.Millisecond)
}

// exactly lets time go by as a timer does.
func (p *player) exactly(d time.Duration) { p.now = p.now.Add(d) }

// chance is true so often.
func (p *player) chance(share float64) bool { return p.rng.Float64() < share }

// between is a number from low to high, both included.
func (p *player) between(low, high int) int { return low + p.rng.IntN(high-low+1) }

// at takes a line as the player's own.
func (p *player) at(l line) {
	p.me.Address, p.me.Place = l.address, l.place
	p.actor.known(apierror.ActorClient, l.address)
}

// as makes the player an authenticated user of a new session.
func (p *player) as(user string) {
	p.me.UserID = user
	p.me.Session = fmt.Sprintf("%016x%08x", p.rng.Uint64(), p.rng.Uint32())
	p.actor.known(apierror.ActorUser, user)
	p.actor.known(apierror.ActorSession, p.me.Session)
}

// stranger forgets who was authenticated.
func (p *player) stranger() { p.me.UserID, p.me.Session = "", "" }

// uuid makes a user's id.
func uuid(rng *rand.Rand) string {
	a, b := rng.Uint64(), rng.Uint64()
	return fmt.Sprintf("%08x-%04x-4%03x-%04x-%012x", a>>32, a>>16&0xffff, a&0xfff, b>>48&0x3fff|0x8000, b&0xffffffffffff)
}

// names for accounts, as people and mailing lists have them.
var firstNames = strings.Fields(`anna ben carla david elena felix greta hugo ida jonas klara leo mia noah olga paul rosa sam tina
	umut vera willi xenia yusuf zoe lukas marie nina oskar petra`)

var lastNames = strings.Fields(`meyer schmidt novak rossi dubois garcia kowalski jensen weber fischer keller lang vogel hoffmann
	brandt winter sommer klein berg stein moreau laurent silva costa peeters devries`)

// accountName is somebody's login. The number keeps them apart, mostly.
func accountName(rng *rand.Rand) string {
	return fmt.Sprintf("%s.%s%d@mail.example", pick(rng, firstNames...), pick(rng, lastNames...), 10+rng.IntN(9990))
}

// part is some part of a time.
func (p *player) part(of time.Duration) time.Duration {
	return time.Duration(p.rng.Float64() * float64(of))
}
