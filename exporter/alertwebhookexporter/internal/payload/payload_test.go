package payload

import (
	"encoding/json"
	"math"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/pdata/pcommon"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

var (
	start  = time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC)
	update = start.Add(90*time.Second + 250*time.Millisecond)
)

func attack() apierror.Finding {
	return apierror.Finding{
		ID: "9c1185a5c5e9fc54", Kind: apierror.KindSecurity, Name: "credential_stuffing", Status: apierror.StatusFiring,
		StartedAt: start, UpdatedAt: update, Count: 57, Severity: apierror.SeverityHigh, Confidence: 0.9,
		Summary:   "Credential stuffing by client 203.0.113.7: 57 login attempts so far",
		Rationale: "57 failed logins on 31 accounts in 2m0s",
		Evidence:  map[string]any{"routes": []any{"/login"}, "calls": int64(57)},
		TraceID:   pcommon.TraceID{0: 1}, SpanID: pcommon.SpanID{7: 2},
		Subject: apierror.Subject{
			Service: "accounts", Route: "/login",
			Actor:      apierror.Actor{Type: apierror.ActorClient, ID: "203.0.113.7"},
			Signals:    []apierror.Signal{apierror.SignalCredentialStuffing},
			References: []string{"attack:T1110.004"},
		},
	}
}

func outage() apierror.Finding {
	return apierror.Finding{
		ID: "51b3", Kind: apierror.KindBusinessFailure, Name: "checkout", Status: apierror.StatusResolved,
		StartedAt: start, UpdatedAt: update, Count: 3, Severity: apierror.SeverityCritical,
		Subject: apierror.Subject{
			Service: "orders", RPCMethod: "shop.Ledger/Book", Category: apierror.CategoryTimeout, Reason: "read_timeout",
			Origin: apierror.OriginThirdParty,
			Business: apierror.Business{
				Process: "checkout", Owner: "team-pay", Criticality: apierror.CriticalityCritical, Impact: apierror.ImpactHigh,
				ValueAtRisk: 127.5, Cost: 83.6, Currency: "USD", Partner: "cardnet", Rationale: "3 orders",
			},
		},
		Covers: []string{"0123456789abcdef", "fedcba9876543210"},
	}
}

func TestEncode(t *testing.T) {
	for name, test := range map[string]struct {
		finding apierror.Finding
		want    string
	}{
		"an attack": {attack(), `{
			"type": "apierror.finding.firing", "version": "1", "timestamp": "2026-11-22T10:01:30.25Z",
			"data": {
				"id": "9c1185a5c5e9fc54", "kind": "security", "name": "credential_stuffing", "status": "firing", "severity": "high",
				"summary": "Credential stuffing by client 203.0.113.7: 57 login attempts so far",
				"started_at": "2026-11-22T10:00:00Z", "updated_at": "2026-11-22T10:01:30.25Z", "count": 57, "confidence": 0.9,
				"rationale": "57 failed logins on 31 accounts in 2m0s",
				"evidence": {"calls": 57, "routes": ["/login"]},
				"trace_id": "01000000000000000000000000000000", "span_id": "0000000000000002",
				"service": "accounts", "route": "/login",
				"actor": {"id": "203.0.113.7", "type": "client"},
				"security": {"signals": ["credential_stuffing"], "references": ["attack:T1110.004"]}
			}}`},
		"an outage that is over": {outage(), `{
			"type": "apierror.finding.resolved", "version": "1", "timestamp": "2026-11-22T10:01:30.25Z",
			"data": {
				"id": "51b3", "kind": "business_failure", "name": "checkout", "status": "resolved", "severity": "critical",
				"started_at": "2026-11-22T10:00:00Z", "updated_at": "2026-11-22T10:01:30.25Z",
				"ended_at": "2026-11-22T10:01:30.25Z", "count": 3, "covers": ["0123456789abcdef", "fedcba9876543210"],
				"service": "orders", "rpc_method": "shop.Ledger/Book",
				"category": "timeout", "reason": "read_timeout", "origin": "third_party",
				"business": {
					"process": "checkout", "owner": "team-pay", "criticality": "critical", "impact": "high",
					"value_at_risk": 127.5, "cost": 83.6, "currency": "USD", "partner": "cardnet", "sla_breached": false, "rationale": "3 orders"
				}
			}}`},
		"nothing but what must be": {
			apierror.Finding{ID: "1", Kind: apierror.KindSurge, Status: apierror.StatusFiring, Severity: apierror.SeverityLow},
			`{"type": "apierror.finding.firing", "version": "1", "timestamp": "2026-11-22T10:01:30.25Z",
			  "data": {"id": "1", "kind": "surge", "status": "firing", "severity": "low"}}`,
		},
	} {
		t.Run(name, func(t *testing.T) {
			body, err := Encode(&test.finding, update)
			require.NoError(t, err)
			assert.JSONEq(t, test.want, string(body))
		})
	}
}

func TestEncodeIsTheSameEveryTime(t *testing.T) {
	finding := attack()
	first, err := Encode(&finding, update)
	require.NoError(t, err)
	for range 20 {
		again, err := Encode(&finding, update)
		require.NoError(t, err)
		require.Equal(t, string(first), string(again))
	}
}

func TestHostileValues(t *testing.T) {
	for name, test := range map[string]struct{ value, want string }{
		"invalid UTF-8":       {"a\xff\xfeb", "a\ufffdb"},
		"control characters":  {"a\x00\x1b[31mb\r", "a\ufffd\ufffd[31mb\ufffd"},
		"newline and tab":     {"a\n\tb", "a\n\tb"},
		"markup":              {`<script>"&`, `<script>"&`},
		"cut at a character":  {strings.Repeat("ü", 200), strings.Repeat("ü", 126) + "…"},
		"long and all broken": {strings.Repeat("\x00", 64<<10), strings.Repeat("\ufffd", 84) + "…"},
	} {
		t.Run(name, func(t *testing.T) {
			finding := apierror.Finding{ID: "1", Name: test.value}
			body, err := Encode(&finding, update)
			require.NoError(t, err)
			var decoded envelope
			require.NoError(t, json.Unmarshal(body, &decoded))
			assert.Equal(t, test.want, decoded.Data.Name)
			assert.LessOrEqual(t, len(decoded.Data.Name), shortText)
		})
	}
}

// worst fills every field of a finding with one text, as often as it can be repeated.
func worst(value string, number float64) apierror.Finding {
	nested := map[string]any{}
	for _, suffix := range strings.Split(strings.Repeat("k", 200), "") {
		nested[value+suffix] = []any{value, number, map[string]any{value: value}}
	}
	list := make([]any, 1000)
	references := make([]string, 1000)
	signals := make([]apierror.Signal, 1000)
	for i := range list {
		list[i], references[i], signals[i] = value, value, apierror.Signal(value)
	}
	return apierror.Finding{
		ID: value, Kind: apierror.Kind(value), Name: value, Status: apierror.Status(value), StartedAt: start, UpdatedAt: update,
		Count: math.MaxInt64, Severity: apierror.SeverityCritical, Confidence: number, Summary: value, Rationale: value,
		Evidence: map[string]any{"list": list, "map": nested, "text": value, value: value},
		Covers:   references,
		Subject: apierror.Subject{
			Service: value, Route: value, RPCMethod: value, Category: apierror.Category(value), Reason: value,
			Origin: apierror.Origin(value), Actor: apierror.Actor{ID: value, Type: apierror.ActorType(value)},
			Signals: signals, References: references,
			Business: apierror.Business{
				Process: value, Owner: value, Criticality: apierror.Criticality(value), Impact: apierror.Impact(value),
				ValueAtRisk: number, Cost: number, Currency: value, Partner: value, Rationale: value,
			},
		},
	}
}

func checkBody(t *testing.T, body []byte) {
	t.Helper()
	assert.True(t, json.Valid(body), "valid JSON")
	assert.True(t, utf8.Valid(body), "valid UTF-8")
	assert.LessOrEqual(t, len(body), MaxSize)
}

func TestTheWorstFindingFits(t *testing.T) {
	for _, unit := range []string{"a", `"`, `\`, "\n", "\x00", "\xff", "\u2028", "<", "😀", "\xff\n"} {
		finding := worst(strings.Repeat(unit, 64<<10), math.NaN())
		body, err := Encode(&finding, update)
		require.NoError(t, err)
		checkBody(t, body)
	}
}

func FuzzEncode(f *testing.F) {
	f.Add("plain", 1.5)
	f.Add("\xff\x00\"\\\u2028", math.Inf(-1))
	f.Fuzz(func(t *testing.T, value string, number float64) {
		finding := worst(value, number)
		body, err := Encode(&finding, update)
		require.NoError(t, err)
		checkBody(t, body)
	})
}
