package apierror

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

// The values are a contract: an alert that is open while the collector is upgraded must stay the same alert.
func TestSituations(t *testing.T) {
	actor := Actor{Type: ActorClient, ID: "203.0.113.7"}
	tests := map[string]struct{ got, want string }{
		"security":         {SecuritySituation(actor, SignalBruteForce), SituationID(KindSecurity, "client", "203.0.113.7", "brute_force")},
		"data leak":        {DataLeakSituation("shop", "/orders"), SituationID(KindDataLeak, "shop", "/orders")},
		"SLA breach":       {SLABreachSituation("cardnet"), SituationID(KindSLABreach, "cardnet")},
		"business failure": {BusinessFailureSituation("checkout", CategoryTimeout), SituationID(KindBusinessFailure, "checkout", "timeout")},
		"contract drift":   {ContractDriftSituation("shop", "/orders"), SituationID(KindContractDrift, "shop", "/orders")},
		"surge":            {SurgeSituation("shop", "/orders", CategoryTimeout), SituationID(KindSurge, "shop", "/orders", "timeout")},
		"SLO burn":         {SLOBurnSituation("checkout-availability"), SituationID(KindSLOBurn, "checkout-availability")},
	}
	ids := map[string]string{}
	for name, test := range tests {
		assert.Equal(t, test.want, test.got, name)
		assert.Empty(t, ids[test.got], name)
		ids[test.got] = name
	}
}
