package situation

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

func sorted(sentences []string) []string { return slices.Sorted(slices.Values(sentences)) }

func TestSummary(t *testing.T) {
	actor := func(kind apierror.ActorType, id string) apierror.Subject {
		return apierror.Subject{Actor: apierror.Actor{Type: kind, ID: id}}
	}
	for want, f := range map[string]apierror.Finding{
		"Credential stuffing by client 203.0.113.7: 57 login attempts since it was noticed": {
			Kind: apierror.KindSecurity, Name: "credential_stuffing", Count: 57, Subject: actor(apierror.ActorClient, "203.0.113.7"),
		},
		`Endpoint scanning by user "eve\x1b[2J": 1 probing call since it was noticed`: {
			Kind: apierror.KindSecurity, Name: "endpoint_scanning", Count: 1, Subject: actor(apierror.ActorUser, "eve\x1b[2J"),
		},
		`Brute force involving user "ceo": 20 login attempts since it was noticed`: {
			Kind: apierror.KindSecurity, Name: "brute_force", Count: 20, Subject: actor(apierror.ActorUser, "ceo"),
		},
		"Resolved: Endpoint scanning by client 203.0.113.7, 21 probing calls since it was noticed, the last after 1m30s": {
			Kind: apierror.KindSecurity, Name: "endpoint_scanning", Count: 21, Subject: actor(apierror.ActorClient, "203.0.113.7"),
			Status: apierror.StatusResolved, StartedAt: t0, UpdatedAt: t0.Add(90 * time.Second),
		},
		"Geo anomaly by somebody unknown: 2 calls since it was noticed": {Kind: apierror.KindSecurity, Name: "geo_anomaly", Count: 2},
		`Error texts leak data on "/v1/orders" in service "orders": 2 errors so far`: {
			Kind: apierror.KindDataLeak, Name: "error_data_leak", Count: 2, Subject: apierror.Subject{Service: "orders", Route: "/v1/orders"},
		},
		`Partner "cardnet" breaks its agreement: 14 calls so far`: {Kind: apierror.KindSLABreach, Name: "cardnet", Count: 14},
		`Contract mismatch on "/v1/orders" in service "orders": 3 failed calls so far`: {
			Kind: apierror.KindContractDrift, Count: 3, Subject: apierror.Subject{Service: "orders", Route: "/v1/orders"},
		},
		`Failures (timeout) on "shop.Ledger/Book" in service "ledger": 3 failed calls so far`: {
			Kind: apierror.KindSurge, Count: 3,
			Subject: apierror.Subject{
				Service: "ledger", RPCMethod: "shop.Ledger/Book", Category: apierror.CategoryTimeout, Reason: "timeout",
			},
		},
		`Failures (internal, "a \"reason\""): 1 failed call so far`: {
			Kind: apierror.KindSurge, Count: 1, Subject: apierror.Subject{Category: apierror.CategoryInternal, Reason: `a "reason"`},
		},
		`The error budget of objective "checkout availability" burns: 120 failed calls so far`: {
			Kind: apierror.KindSLOBurn, Name: "checkout availability", Count: 120,
		},
		`Forecast "disk full" in service "orders": 1 event so far`: {
			Kind: apierror.KindForecast, Name: "disk full", Count: 1, Subject: apierror.Subject{Service: "orders"},
		},
		`Resolved: Partner "cardnet" breaks its agreement, 14 calls in 12m30s`: {
			Kind: apierror.KindSLABreach, Name: "cardnet", Count: 14, Status: apierror.StatusResolved,
			StartedAt: t0, UpdatedAt: t0.Add(12*time.Minute + 30*time.Second + 400*time.Millisecond),
		},
	} {
		assert.Equal(t, want, summary(&f))
	}
}
