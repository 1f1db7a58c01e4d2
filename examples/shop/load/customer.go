package load

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net/http"
	"sync"
	"time"

	"github.com/otelcol-apierror/otelcol-apierror/examples/shop/internal/accounts"
)

const (
	// Shoppers is how many customers are in the shop at a time. The other accounts belong to people who are elsewhere.
	Shoppers = 16
	// Office is the one address behind which a company's staff shops.
	Office      = "203.0.113.10"
	officeStaff = 6

	goodCard     = "4242424242424242"
	declinedCard = "4000000000000002"
	brokenSKU    = "p-13"
	productCount = 12 // that can be bought: p-01 to p-12
)

var browsers = []string{
	"Mozilla/5.0 (Macintosh; Intel Mac OS X 14_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Safari/605.1.15",
	"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36",
	"Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0",
}

// Customers shop until ctx ends. The same seed gives every customer the same intentions.
func Customers(ctx context.Context, shop *Shop, seed uint64) {
	var shoppers sync.WaitGroup
	for number := range Shoppers {
		shoppers.Go(func() { newCustomer(shop, seed, number).shop(ctx) })
	}
	shoppers.Wait()
}

// customer is one person with an account and a cart.
type customer struct {
	store   *Shop
	from    visitor
	account accounts.Account
	dice    *rand.Rand
	token   string
}

func newCustomer(store *Shop, seed uint64, number int) *customer {
	return &customer{
		store:   store,
		from:    visitor{address: homeOf(number), agent: browsers[number%len(browsers)]},
		account: accounts.Customer(number),
		dice:    rand.New(rand.NewPCG(seed, uint64(number))), //nolint:gosec // repeatable on purpose
	}
}

func homeOf(number int) string {
	switch {
	case number < officeStaff:
		return Office
	case number%4 == 3:
		return fmt.Sprintf("2001:db8:%x::17", number)
	default:
		return fmt.Sprintf("203.0.113.%d", 20+number)
	}
}

func (c *customer) shop(ctx context.Context) {
	for c.think(ctx) {
		if c.token == "" {
			c.logIn(ctx)
		}
		for range 2 + c.dice.IntN(3) {
			c.look(ctx)
		}
		if c.chance(60) {
			c.buy(ctx)
		}
		if c.chance(8) {
			c.subscribe(ctx)
		}
	}
}

// think takes as long as a person in a hurry. It reports whether they are still in the shop.
func (c *customer) think(ctx context.Context) bool {
	return pause(ctx, 150*time.Millisecond+time.Duration(c.dice.IntN(450))*time.Millisecond)
}

func (c *customer) chance(percent int) bool { return c.dice.IntN(100) < percent }

// logIn mistypes the password now and then, rarely twice.
func (c *customer) logIn(ctx context.Context) {
	for c.chance(8) {
		c.tryPassword(ctx, c.account.Password+"x")
		if !c.think(ctx) {
			return
		}
	}
	c.tryPassword(ctx, c.account.Password)
}

func (c *customer) tryPassword(ctx context.Context, password string) {
	var session struct {
		Token string `json:"token"`
	}
	credentials := map[string]string{"user": c.account.Name, "password": password}
	c.store.call(ctx, c.from, request{method: http.MethodPost, path: "/login", body: credentials}, &session)
	c.token = session.Token
}

// look opens a product's page: mostly one that exists, sometimes from an old link, sometimes the one that is broken.
func (c *customer) look(ctx context.Context) {
	path := "/products/" + c.product()
	switch {
	case c.chance(4):
		path = fmt.Sprintf("/products/old-%d", 100+c.dice.IntN(900))
	case c.chance(3):
		path = "/products/" + brokenSKU
	}
	c.store.call(ctx, c.from, request{method: http.MethodGet, path: path}, nil)
	c.think(ctx)
}

// product is the lower of two throws: like every shop's, most customers want the same few things.
func (c *customer) product() string {
	return fmt.Sprintf("p-%02d", 1+min(c.dice.IntN(productCount), c.dice.IntN(productCount)))
}

// subscribe leaves an e-mail address for the newsletter, in most cases with a mistake.
func (c *customer) subscribe(ctx context.Context) {
	var form any = map[string]string{"email": c.account.Name}
	switch fate := c.dice.IntN(100); {
	case fate < 40:
		form = map[string]string{"email": "customer at mail"}
	case fate < 70:
		form = `{"email": "customer@mail.example"` // an old app forgets the closing brace
	}
	c.store.call(ctx, c.from, request{method: http.MethodPost, path: "/register", body: form}, nil)
}
