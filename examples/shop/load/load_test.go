package load

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/otelcol-apierror/otelcol-apierror/examples/shop/internal/accounts"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

type seen struct{ address, method, path, body string }

// door is a shop that writes down who came and lets in whoever knows their password.
func door(t *testing.T) (*Shop, func() []seen) {
	var mu sync.Mutex
	var all []seen
	register := accounts.Register()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		body, _ := io.ReadAll(req.Body)
		mu.Lock()
		all = append(all, seen{req.Header.Get("X-Forwarded-For"), req.Method, req.URL.Path, string(body)})
		mu.Unlock()
		if req.URL.Path != "/login" {
			w.WriteHeader(http.StatusNotFound)
			return
		}
		var credentials struct{ User, Password string }
		_ = json.Unmarshal(body, &credentials)
		if account, known := register[credentials.User]; !known || account.Password != credentials.Password {
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		_, _ = io.WriteString(w, `{"token":"t"}`)
	}))
	t.Cleanup(server.Close)
	shop := NewShop(server.URL, new(Tally))
	t.Cleanup(shop.Close)
	return shop, func() []seen {
		mu.Lock()
		defer mu.Unlock()
		return slices.Clone(all)
	}
}

func TestScannerTriesEnoughPaths(t *testing.T) {
	shop, log := door(t)
	Scanner(t.Context(), shop, 0)
	paths := make(map[string]bool)
	for _, s := range log() {
		assert.Equal(t, ScannerAddress, s.address)
		paths[s.path] = true
	}
	assert.GreaterOrEqual(t, len(paths), 20)
	assert.Len(t, paths, Probes())
	assert.EqualValues(t, Probes(), shop.tally.Now().Refused)
}

func TestGuesserTriesManyAccountsThenOne(t *testing.T) {
	shop, log := door(t)
	assert.Equal(t, 1, Guesser(t.Context(), shop, 1, 0), "one of the stolen pairs is right")
	tries := make(map[string]int)
	for _, s := range log() {
		var credentials struct{ User string }
		require.NoError(t, json.Unmarshal([]byte(s.body), &credentials))
		tries[credentials.User]++
	}
	assert.Equal(t, OneAccount, tries[accounts.Customer(accounts.Count-1).Name])
	assert.Greater(t, len(tries), LeakedPairs*9/10, "the stolen pairs are of different accounts")
	for number := range Shoppers {
		assert.Zero(t, tries[accounts.Customer(number).Name], "customers who are in the shop are left alone")
	}
}

func TestLeavesWhenTold(t *testing.T) {
	shop, _ := door(t)
	ctx, leave := context.WithTimeout(t.Context(), 300*time.Millisecond)
	defer leave()
	Customers(ctx, shop, 1)
	assert.NotZero(t, shop.tally.Now().Requests)
	assert.Zero(t, shop.tally.Now().Broken, "who leaves in the middle of a request has no failure")
}

func TestSameSeedSameCustomers(t *testing.T) {
	for number := range Shoppers {
		one, two := newCustomer(nil, 7, number), newCustomer(nil, 7, number)
		for range 20 {
			require.Equal(t, one.product(), two.product())
		}
		assert.Equal(t, number < officeStaff, one.from.address == Office)
		assert.False(t, strings.HasPrefix(one.from.address, "198.51.100."), "an attacker's network")
	}
}
