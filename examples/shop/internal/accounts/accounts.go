// Package accounts is the shop's customer register. It is generated, so that the storefront and the load client know the
// same people without a database.
package accounts

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
)

// Count is how many customers the shop has.
const Count = 60

// Reused is the one account whose password is also on a leaked list. Its owner never shops during the demo.
const (
	Reused         = "helen.fischer@mail.example"
	ReusedPassword = "winter2024!"
)

// Account is one customer.
type Account struct {
	ID       string // what the shop calls them: user.id
	Name     string // what they type at login: user.name
	Password string
}

// Customer is the account of the numbered customer, from 0 to Count-1.
func Customer(number int) Account {
	name := fmt.Sprintf("customer%02d@mail.example", number)
	digest := sha256.Sum256([]byte("shop " + name))
	return Account{ID: fmt.Sprintf("u-%d", 1001+number), Name: name, Password: hex.EncodeToString(digest[:6])}
}

// Register is every account by its name.
func Register() map[string]Account {
	all := make(map[string]Account, Count+1)
	for number := range Count {
		account := Customer(number)
		all[account.Name] = account
	}
	all[Reused] = Account{ID: "u-0999", Name: Reused, Password: ReusedPassword}
	return all
}
