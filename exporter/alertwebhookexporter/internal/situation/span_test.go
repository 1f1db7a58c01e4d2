package situation

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

var t0 = time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC)

// given is a span, by what the tests vary.
type given struct {
	service string
	route   string
	trace   byte
	at      time.Time
	verdict apierror.Verdict
	attrs   map[string]any
}

func (g *given) span(t *testing.T) ptrace.Span {
	t.Helper()
	span := ptrace.NewSpan()
	if g.trace != 0 {
		span.SetTraceID(pcommon.TraceID{15: g.trace})
	}
	if g.at.IsZero() {
		g.at = t0
	}
	span.SetStartTimestamp(pcommon.NewTimestampFromTime(g.at))
	require.NoError(t, span.Attributes().FromRaw(g.attrs))
	if g.route != "" {
		span.Attributes().PutStr("http.route", g.route)
	}
	g.verdict.WriteSpan(span.Attributes())
	return span
}

func failed(category apierror.Category, severity apierror.Severity) apierror.Verdict {
	return apierror.Verdict{
		Severity: severity,
		Failure: apierror.Failure{
			Category: category, Reason: "because", Origin: apierror.OriginService, RootCause: true, Fingerprint: "f",
			Confidence: 0.9, Rationale: "status 500",
		},
	}
}

func passed(category apierror.Category, severity apierror.Severity) apierror.Verdict {
	verdict := failed(category, severity)
	verdict.Failure.RootCause = false
	return verdict
}

func inProcess(verdict apierror.Verdict, process string, value float64) apierror.Verdict {
	verdict.Business = apierror.Business{
		Process: process, Owner: "team-pay", Criticality: apierror.CriticalityCritical, Impact: apierror.ImpactHigh,
		ValueAtRisk: value, Currency: "USD", Rationale: "app.order.amount",
	}
	return verdict
}

func attack(signals ...apierror.Signal) apierror.Verdict {
	return apierror.Verdict{Security: apierror.Security{
		Signals: signals, Severity: apierror.SeverityHigh, Confidence: 0.8, Rationale: "57 failed logins in 2m0s",
		References: []string{"attack:T1110.004"}, Actor: apierror.Actor{Type: apierror.ActorClient, ID: "203.0.113.7"},
	}}
}

func breach(partner string) apierror.Verdict {
	return apierror.Verdict{Business: apierror.Business{
		Partner: partner, SLABreached: true, Impact: apierror.ImpactLow, Rationale: "2.1s, agreed were 800ms",
	}}
}

func TestReadSpan(t *testing.T) {
	surgeID := apierror.SituationID(apierror.KindSurge, "orders", "/orders", "internal")
	for name, test := range map[string]struct {
		given     given
		failure   string // its situation's id
		rootCause bool
		events    []string
		malformed bool
	}{
		"a clean span": {given: given{attrs: map[string]any{"http.response.status_code": 200}}},
		"an actor who is trusted": {given: given{verdict: apierror.Verdict{Security: apierror.Security{
			Rationale: "trusted network 10.0.0.0/8 (security::trusted::networks): endpoint_scanning is not raised",
			Actor:     apierror.Actor{Type: apierror.ActorClient, ID: "10.1.2.3"},
		}}}},
		"a root cause": {
			given:   given{service: "orders", route: "/orders", verdict: failed(apierror.CategoryInternal, apierror.SeverityMedium)},
			failure: surgeID, rootCause: true,
		},
		"an error that only passes through": {
			given: given{service: "orders", route: "/orders", verdict: passed(apierror.CategoryInternal, apierror.SeverityMedium)},
		},
		"an error that passes through a process": {
			given: given{
				service: "orders", route: "/orders",
				verdict: inProcess(passed(apierror.CategoryDependency, apierror.SeverityMedium), "checkout", 10),
			},
			failure: apierror.SituationID(apierror.KindBusinessFailure, "checkout", "dependency"),
		},
		"a contract": {
			given:   given{service: "orders", route: "/orders", verdict: failed(apierror.CategoryContract, apierror.SeverityMedium)},
			failure: apierror.SituationID(apierror.KindContractDrift, "orders", "/orders"), rootCause: true,
		},
		"an RPC by the present convention": {
			given: given{
				service: "ledger", verdict: failed(apierror.CategoryInternal, apierror.SeverityMedium),
				attrs: map[string]any{"rpc.method": "shop.Ledger/Book"},
			},
			failure: apierror.SituationID(apierror.KindSurge, "ledger", "shop.Ledger/Book", "internal"), rootCause: true,
		},
		"an RPC by the former convention": {
			given: given{
				service: "ledger", verdict: failed(apierror.CategoryInternal, apierror.SeverityMedium),
				attrs: map[string]any{"rpc.method": "Book", "rpc.service": "shop.Ledger"},
			},
			failure: apierror.SituationID(apierror.KindSurge, "ledger", "shop.Ledger/Book", "internal"), rootCause: true,
		},
		"two signals, one of them twice": {
			given: given{verdict: attack(apierror.SignalBruteForce, apierror.SignalErrorDataLeak, apierror.SignalBruteForce)},
			events: []string{
				apierror.SituationID(apierror.KindSecurity, "client", "203.0.113.7", "brute_force"),
				apierror.SituationID(apierror.KindDataLeak, "", ""),
			},
		},
		"a leak that two callers saw is one situation": {
			given:  given{service: "orders", verdict: attack(apierror.SignalErrorDataLeak), attrs: map[string]any{"http.route": "/v1/orders"}},
			events: []string{apierror.SituationID(apierror.KindDataLeak, "orders", "/v1/orders")},
		},
		"a leak that nobody saw": {
			given: given{service: "orders", verdict: apierror.Verdict{Security: apierror.Security{
				Signals: []apierror.Signal{apierror.SignalErrorDataLeak}, Severity: apierror.SeverityMedium,
			}}},
			events: []string{apierror.SituationID(apierror.KindDataLeak, "orders", "")},
		},
		"a broken agreement": {
			given:  given{verdict: breach("cardnet")},
			events: []string{apierror.SituationID(apierror.KindSLABreach, "cardnet")},
		},
		"an agreement that held": {
			given: given{verdict: apierror.Verdict{Business: apierror.Business{Partner: "cardnet"}}},
		},
		"an unknown category": {
			given: given{attrs: map[string]any{"apierror.category": "gremlins"}}, malformed: true,
		},
		"a category that is no string": {
			given: given{attrs: map[string]any{"apierror.category": 7}}, malformed: true,
		},
		"a failure without severity": {
			given: given{
				service: "orders", route: "/orders",
				attrs: map[string]any{"apierror.category": "internal", "apierror.root_cause": true},
			},
			failure: surgeID, rootCause: true, malformed: true,
		},
		"a signal without an actor": {
			given:  given{attrs: map[string]any{"apierror.security.signals": []any{"brute_force", 3, "gremlins"}}},
			events: []string{apierror.SituationID(apierror.KindSecurity, "", "", "brute_force")}, malformed: true,
		},
	} {
		t.Run(name, func(t *testing.T) {
			sighting := ReadSpan(Source{Service: test.given.service}, test.given.span(t), t0)
			var events []string
			for _, event := range sighting.Events {
				events = append(events, event.ID)
				assert.NotEqual(t, apierror.SeverityNone, event.Severity)
			}
			assert.Equal(t, test.events, events)
			assert.Equal(t, test.malformed, sighting.Malformed)
			if test.failure == "" {
				assert.Nil(t, sighting.Failure)
				return
			}
			assert.Equal(t, test.failure, sighting.Failure.ID)
			assert.Equal(t, test.rootCause, sighting.Failure.RootCause)
			assert.NotEqual(t, apierror.SeverityNone, sighting.Failure.Severity)
		})
	}
}

func TestSpanTimesThatCannotBeAreReplacedByTheArrival(t *testing.T) {
	for name, test := range map[string]struct{ at, want time.Time }{
		"a minute ago":   {t0.Add(-time.Minute), t0.Add(-time.Minute)},
		"a clock ahead":  {t0.Add(time.Minute), t0.Add(time.Minute)},
		"zero":           {time.Unix(0, 0), t0},
		"last year":      {t0.AddDate(-1, 0, 0), t0},
		"the far future": {t0.AddDate(100, 0, 0), t0},
	} {
		t.Run(name, func(t *testing.T) {
			g := given{at: test.at, verdict: attack(apierror.SignalBruteForce)}
			sighting := ReadSpan(Source{}, g.span(t), t0)
			assert.True(t, test.want.Equal(sighting.Events[0].Time), sighting.Events[0].Time)
		})
	}
}

func TestHostileValuesAreKeptShort(t *testing.T) {
	long := strings.Repeat("ü\xff", 32<<10)
	verdict := inProcess(failed(apierror.CategoryInternal, apierror.SeverityHigh), long, 1)
	verdict.Failure.Reason, verdict.Failure.Rationale, verdict.Business.Owner = long, long, long
	verdict.Security = attack(apierror.SignalBruteForce).Security
	verdict.Security.Actor.ID, verdict.Security.Rationale = long, long
	verdict.Security.References = strings.Split(strings.Repeat("a,", 1000), ",")
	g := given{service: long, route: long, verdict: verdict}
	resource := pcommon.NewResource()
	resource.Attributes().PutStr("service.name", long)
	sighting := ReadSpan(ReadResource(resource), g.span(t), t0)

	tracker := NewTracker(rules())
	tracker.Observe(&sighting, t0)
	saved, err := tracker.TakeChanges()
	require.NoError(t, err)
	assert.Len(t, saved.Changed, 2)
	for _, encoded := range saved.Changed {
		assert.Less(t, len(encoded), 16<<10)
	}
}

func TestRefusingAnAttackerIsNoFaultToMend(t *testing.T) {
	verdict := failed(apierror.CategoryAuthentication, apierror.SeverityHigh)
	verdict.Failure.Origin = apierror.OriginCaller
	verdict.Security = attack(apierror.SignalBruteForce).Security
	refused := given{service: "storefront", route: "/login", verdict: verdict}

	sighting := ReadSpan(Source{Service: "storefront"}, refused.span(t), t0)
	assert.Nil(t, sighting.Failure, "the attack's own situation tells of it")
	require.Len(t, sighting.Events, 1)
	assert.Equal(t, "brute_force", sighting.Events[0].Name)
}
