package apierror

import (
	"time"

	"go.opentelemetry.io/collector/pdata/pcommon"
)

// fullVerdict has every part set, so that nothing can be forgotten on the way.
func fullVerdict() Verdict {
	return Verdict{
		Failure: Failure{
			Category: CategoryDependency, Reason: "bad_gateway", Origin: OriginThirdParty, Retryable: true, RootCause: true,
			Fingerprint: "0123456789abcdef", Confidence: 0.9, Rationale: "received HTTP 502: what stands behind it gave no valid answer",
		},
		Security: Security{
			Signals: []Signal{SignalBruteForce, SignalCredentialStuffing}, Severity: SeverityHigh, Confidence: 0.8,
			Rationale: "37 failed logins", References: []string{"owasp:API2:2023", "attack:T1110.004"},
			Actor: Actor{Type: ActorClient, ID: "203.0.113.7"},
		},
		Business: Business{
			Process: "checkout", Owner: "payments-team", Criticality: CriticalityCritical, Impact: ImpactHigh,
			ValueAtRisk: 42.5, Cost: 26.2, Currency: "USD", Partner: "cardnet", SLABreached: true, Rationale: "1 call × 42.50 USD",
		},
		Severity: SeverityHigh,
	}
}

func fullFinding() Finding {
	v := fullVerdict()
	return Finding{
		ID: SituationID(KindSecurity, "client", "203.0.113.7"), Kind: KindSecurity, Name: "credential_stuffing", Status: StatusFiring,
		StartedAt: time.Date(2026, 11, 22, 15, 4, 5, 123456789, time.UTC),
		UpdatedAt: time.Date(2026, 11, 22, 15, 5, 6, 987654321, time.UTC),
		Count:     37, Severity: SeverityHigh, Confidence: 0.8,
		Summary: "Credential stuffing by client 203.0.113.7", Rationale: "37 failed logins on 31 accounts",
		Evidence: map[string]any{"accounts": int64(31), "failed_share": 0.97, "window": "5m0s", "paths": []any{"/login"}},
		Covers:   []string{SituationID(KindSurge, "storefront", "/login", "timeout"), SituationID(KindSLABreach, "cardnet")},
		TraceID:  pcommon.TraceID{1, 2, 3}, SpanID: pcommon.SpanID{4, 5, 6},
		Subject: Subject{
			Service: "storefront", Route: "/login", RPCMethod: "Login", Tenant: "acme", Category: CategoryAuthentication, Reason: "unauthenticated",
			Origin: OriginCaller, Actor: v.Security.Actor, Signals: v.Security.Signals, References: v.Security.References,
			Business: v.Business,
		},
	}
}
