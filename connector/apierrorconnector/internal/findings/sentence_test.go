package findings

import (
	"math"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

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
		"Geo anomaly by somebody unknown: 2 calls since it was noticed": {Kind: apierror.KindSecurity, Name: "geo_anomaly", Count: 2},
		`Token abuse by "x": 2 calls since it was noticed`: {
			Kind: apierror.KindSecurity, Name: "token_abuse", Count: 2, Subject: actor("", "x"),
		},
		`Failures (internal, "a \"reason\""): 1 failed call so far`: {
			Kind: apierror.KindSurge, Count: 1, Subject: apierror.Subject{Category: apierror.CategoryInternal, Reason: `a "reason"`},
		},
		`Process "checkout" fails (timeout): 3 failed calls, 1e+15 USD at risk so far`: {
			Kind: apierror.KindBusinessFailure, Name: "checkout", Count: 3, Subject: apierror.Subject{
				Category: apierror.CategoryTimeout, Business: apierror.Business{ValueAtRisk: 1e15, Currency: "USD"},
			},
		},
	} {
		s := situation{finding: f}
		assert.Equal(t, want, s.summary(apierror.StatusFiring))
	}
	s := situation{finding: apierror.Finding{
		Kind: apierror.KindSLABreach, Name: "cardnet", Count: 14,
		StartedAt: time.Unix(0, start), UpdatedAt: time.Unix(0, start).Add(12*time.Minute + 30*time.Second + 400*time.Millisecond),
	}}
	assert.Equal(t, `Resolved: Partner "cardnet" breaks its agreement, 14 calls in 12m30s`, s.summary(apierror.StatusResolved))
}

func TestTotalsDoNotOverflow(t *testing.T) {
	most := total{Count: math.MaxInt64, Value: math.MaxFloat64}
	assert.Equal(t, most, most.plus(most))
	assert.EqualValues(t, 5, total{Count: 5}.plus(total{Count: -7}).Count, "a total does not fall")
}

func TestReferencesAreBounded(t *testing.T) {
	s := newScene(t)
	e := attack("eve", apierror.SeverityLow)
	for range 100 {
		e.Subject.References = append(e.Subject.References, "owasp:API1:2023")
	}
	s.observe(e)
	s.wait(time.Second)
	assert.Len(t, s.last().Subject.References, maxReferences)
}
