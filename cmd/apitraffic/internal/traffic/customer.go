package traffic

import (
	"strconv"
	"time"

	"github.com/otelcol-apierror/otelcol-apierror/cmd/apitraffic/internal/shop"
	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

const loginRoute = "POST /api/v1/login"

// customer is somebody with an account.
type customer struct {
	user    string
	account string
	orders  []int
}

// enrol gives the player an account with some orders of the past.
func (p *player) enrol() *customer {
	c := &customer{user: uuid(p.rng), account: accountName(p.rng)}
	for range p.between(2, 9) {
		c.orders = append(c.orders, firstOrder-p.rng.IntN(80_000))
	}
	p.actor.known(apierror.ActorUser, c.user)
	p.actor.known(apierror.ActorUser, c.account)
	if p.actor.Label == Innocent {
		p.accounts = append(p.accounts, c.account)
	}
	return c
}

// mistype tries passwords that are wrong.
func (p *player) mistype(c *customer, times int, thought time.Duration) {
	for range times {
		p.do(call{route: loginRoute, account: c.account, status: 401})
		p.think(thought)
	}
}

// login opens a session, after a mistyped password now and then: one in eight logins, as many studies of logins have it.
func (p *player) login(c *customer) {
	p.stranger()
	if p.chance(0.12) {
		p.mistype(c, pick(p.rng, 1, 1, 1, 2, 2, 3), 8*time.Second)
	}
	if p.do(call{route: loginRoute, account: c.account}) == 200 {
		p.as(c.user)
	}
	p.think(2 * time.Second)
}

// products is how many the shop has; some of the numbers are of products that are gone.
const products = 4200

func (p *player) product() string {
	// Few are popular: the square of an even spread favours the low numbers.
	spread := p.rng.Float64()
	return strconv.Itoa(1 + int(spread*spread*products))
}

// words are what people search for.
var words = []string{
	"shoes", "winter jacket", "coffee", "usb c cable", "desk lamp", "running socks", "tea pot", "headphones", "rug 200x300",
	"garden hose", "lego", "phone case", "book shelf", "yoga mat", "kettle", "bike light", "backpack", "wool", "mirror", "wine glasses",
}

// browse looks at so many pages.
func (p *player) browse(pages int, thought time.Duration) {
	for range pages {
		switch roll := p.rng.IntN(100); {
		case roll < 22:
			p.do(call{route: "GET /api/v1/search", query: searchFor(pick(p.rng, words...), 1+p.rng.IntN(2))})
		case roll < 40:
			p.do(call{route: "GET /api/v1/categories/{id}", id: strconv.Itoa(1 + p.rng.IntN(60))})
		case roll < 80:
			p.look()
		case roll < 90:
			p.do(call{route: "GET /api/v1/products/{id}/reviews", id: p.product()})
		default:
			p.do(call{route: "GET /"})
		}
		p.think(thought)
		if p.over() {
			return
		}
	}
}

func searchFor(text string, page int) string {
	return shop.Query("q", text, "page", strconv.Itoa(page))
}

// look opens a product, which may be gone.
func (p *player) look() {
	c := call{route: "GET /api/v1/products/{id}", id: p.product()}
	if p.chance(0.008) {
		c.status = 404
	}
	p.do(c)
}

// manage looks after the account: orders, invoices, the profile.
func (p *player) manage(c *customer, thought time.Duration) {
	p.do(call{route: "GET /api/v1/orders"})
	p.think(thought)
	for range p.between(1, 3) {
		p.do(call{route: "GET /api/v1/orders/{id}", id: strconv.Itoa(pick(p.rng, c.orders...))})
		p.think(thought)
	}
	if p.chance(0.4) {
		order := strconv.Itoa(pick(p.rng, c.orders...))
		p.do(call{route: "GET /api/v1/invoices/{id}", id: order})
		p.think(thought)
	}
	if p.chance(0.3) {
		p.do(call{route: "GET /api/v1/statements/{id}", id: strconv.Itoa(pick(p.rng, c.orders...) + 500_000)})
		p.think(thought)
	}
	if p.chance(0.3) {
		p.do(call{route: "GET /api/v1/users/{id}", id: c.user})
		p.think(thought)
	}
}

// buy puts something in the cart and orders it.
func (p *player) buy(c *customer, thought time.Duration) {
	for range p.between(1, 3) {
		p.do(call{route: "POST /api/v1/cart/items"})
		p.think(thought)
	}
	p.do(call{route: "GET /api/v1/cart"})
	p.think(thought)
	if p.chance(0.05) {
		p.do(call{route: "POST /api/v1/orders", status: pick[int64](p.rng, 400, 409, 422)})
		p.think(thought)
	}
	if p.do(call{route: "POST /api/v1/orders"}) == 201 {
		p.lastOrder++
		c.orders = append(c.orders, p.lastOrder)
		p.do(call{route: "GET /api/v1/orders/{id}", id: strconv.Itoa(p.lastOrder)})
	}
	p.think(thought)
}

// visit is what a customer does in one go.
func (p *player) visit(c *customer) {
	const thought = 14 * time.Second
	p.browse(p.between(2, 8), thought)
	p.login(c)
	if p.me.UserID == "" {
		return // the shop was down
	}
	p.browse(p.between(2, 10), thought)
	if p.chance(0.6) {
		p.manage(c, thought)
	}
	if p.chance(0.35) {
		p.buy(c, thought)
	}
	if p.chance(0.3) {
		p.do(call{route: "POST /api/v1/logout", status: 204})
		p.stranger()
	}
}
