package sentence

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

func by(kind apierror.ActorType, id string) apierror.Subject {
	return apierror.Subject{Actor: apierror.Actor{Type: kind, ID: id}}
}

func TestHeadline(t *testing.T) {
	orders := apierror.Subject{Service: "orders", Route: "/v1/orders"}
	for _, test := range []struct {
		finding    apierror.Finding
		what, many string
	}{
		{
			apierror.Finding{Kind: apierror.KindSecurity, Name: "password_spraying", Count: 57, Subject: by(apierror.ActorClient, "203.0.113.7")},
			"Password spraying by client 203.0.113.7", "57 login attempts",
		},
		{
			apierror.Finding{Kind: apierror.KindSecurity, Name: "account_takeover", Count: 3, Subject: by(apierror.ActorUser, "ceo")},
			`Account takeover involving user "ceo"`, "3 login attempts",
		},
		{
			apierror.Finding{Kind: apierror.KindSecurity, Name: "object_enumeration", Count: 40, Subject: by(apierror.ActorUser, "eve")},
			`Object enumeration by user "eve"`, "40 probing calls",
		},
		{apierror.Finding{Kind: apierror.KindSecurity, Count: 1}, " by somebody unknown", "1 call"},
		{apierror.Finding{Kind: apierror.KindDataLeak, Count: 2, Subject: orders}, `Error texts leak data on "/v1/orders" in service "orders"`, "2 errors"},
		{apierror.Finding{Kind: apierror.KindSLABreach, Name: "cardnet\n", Count: 14}, `Partner "cardnet\n" breaks its agreement`, "14 calls"},
		{apierror.Finding{Kind: apierror.KindContractDrift, Count: 1, Subject: orders}, `Contract mismatch on "/v1/orders" in service "orders"`, "1 failed call"},
		{
			apierror.Finding{Kind: apierror.KindBusinessFailure, Name: "checkout", Count: 3, Subject: apierror.Subject{
				Category: apierror.CategoryTimeout, Business: apierror.Business{ValueAtRisk: 127.5, Currency: "USD"},
			}},
			`Process "checkout" fails (timeout)`, "3 failed calls, 127.50 USD at risk",
		},
		{
			apierror.Finding{Kind: apierror.KindBusinessFailure, Name: "search", Count: 3, Subject: apierror.Subject{Category: apierror.CategoryData}},
			`Process "search" fails (data)`, "3 failed calls",
		},
		{
			apierror.Finding{Kind: apierror.KindSurge, Count: 9, Subject: apierror.Subject{
				Service: "ledger", RPCMethod: "shop.Ledger/Book", Category: apierror.CategoryDependency, Reason: "circuit_open",
			}},
			`Failures (dependency, circuit_open) on "shop.Ledger/Book" in service "ledger"`, "9 failed calls",
		},
		{
			apierror.Finding{Kind: apierror.KindForecast, Count: 9, Subject: apierror.Subject{Category: apierror.CategoryCapacity}},
			"Failures (capacity)", "9 failed calls",
		},
	} {
		what, many := Headline(&test.finding, "")
		assert.Equal(t, test.what, what)
		assert.Equal(t, test.many, many)
	}
}

// What a flood stands for takes the place of the single one.
func TestHeadlineOfAFlood(t *testing.T) {
	subject := by(apierror.ActorClient, "203.0.113.7")
	subject.Service, subject.Route, subject.Category = "auth", "/login", apierror.CategoryInternal
	what, many := Headline(&apierror.Finding{Kind: apierror.KindSecurity, Name: "brute_force", Count: 900, Subject: subject}, "about 40 actors")
	assert.Equal(t, `Brute force by about 40 actors in service "auth"`, what)
	assert.Equal(t, "900 login attempts", many)
	what, _ = Headline(&apierror.Finding{Kind: apierror.KindSurge, Subject: subject}, "12 endpoints")
	assert.Equal(t, `Failures (internal) on 12 endpoints in service "auth"`, what)
	subject.Service = ""
	what, _ = Headline(&apierror.Finding{Kind: apierror.KindDataLeak, Subject: subject}, "12 endpoints")
	assert.Equal(t, "Error texts leak data on 12 endpoints", what)
}

func TestSummary(t *testing.T) {
	at := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	attack := apierror.Finding{Kind: apierror.KindSecurity, StartedAt: at, UpdatedAt: at.Add(90 * time.Second)}
	surge := apierror.Finding{Kind: apierror.KindSurge, StartedAt: at, UpdatedAt: at.Add(12*time.Minute + 30*time.Second + 400*time.Millisecond)}
	for _, test := range []struct {
		finding *apierror.Finding
		status  apierror.Status
		want    string
	}{
		{&attack, apierror.StatusFiring, "What: 7 calls since it was noticed"},
		{&attack, apierror.StatusResolved, "Resolved: What, 7 calls since it was noticed, the last after 1m30s"},
		{&surge, apierror.StatusFiring, "What: 7 calls so far"},
		{&surge, apierror.StatusResolved, "Resolved: What, 7 calls in 12m30s"},
	} {
		assert.Equal(t, test.want, Summary(test.finding, test.status, "What", "7 calls"))
	}
}
