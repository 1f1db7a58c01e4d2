package load

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net/http"
	"time"

	"github.com/otelcol-apierror/otelcol-apierror/examples/shop/internal/accounts"
)

const (
	// GuesserAddress is where the password guesser comes from.
	GuesserAddress = "198.51.100.66"
	// LeakedPairs is how many stolen name-and-password pairs it tries, and OneAccount how many passwords on one account.
	LeakedPairs = 120
	OneAccount  = 40
	// GuessEvery is fast enough to be worth an attacker's while and slow enough to hide among customers.
	GuessEvery = 55 * time.Millisecond
)

// Guesser first tries a list of names and passwords that was stolen elsewhere: one pair opens an account here too. Then it
// tries many passwords on one account, and opens nothing. It reports how many accounts it opened.
func Guesser(ctx context.Context, shop *Shop, seed uint64, every time.Duration) int {
	from := visitor{address: GuesserAddress, agent: "python-requests/2.32.3"}
	dice := rand.New(rand.NewPCG(seed, 1<<32))
	opened := 0
	guess := func(name, password string) bool {
		credentials := map[string]string{"user": name, "password": password}
		if shop.call(ctx, from, request{method: http.MethodPost, path: "/login", body: credentials}, nil) == http.StatusOK {
			opened++
		}
		return pause(ctx, every)
	}
	for number := range LeakedPairs {
		name, password := leakedPair(dice, number)
		if !guess(name, password) {
			return opened
		}
	}
	victim := accounts.Customer(accounts.Count - 1).Name
	for number := range OneAccount {
		if !guess(victim, fmt.Sprintf("summer%d!", 1980+number)) {
			return opened
		}
	}
	return opened
}

// leakedPair is mostly somebody who never was a customer, sometimes a customer with another password than here.
func leakedPair(dice *rand.Rand, number int) (name, password string) {
	password = fmt.Sprintf("hunter%d", dice.IntN(10000))
	switch {
	case number == LeakedPairs*2/3:
		return accounts.Reused, accounts.ReusedPassword
	case number%6 == 5:
		return accounts.Customer(Shoppers + number/6).Name, password
	default:
		return fmt.Sprintf("user%04d@leak.example", dice.IntN(10000)), password
	}
}
