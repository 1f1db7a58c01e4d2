package apierrorprocessor

import (
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/component/componenttest"
	"go.opentelemetry.io/collector/consumer/consumertest"
	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/ptrace"
	"go.opentelemetry.io/collector/processor/processortest"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
	"github.com/otelcol-apierror/otelcol-apierror/processor/apierrorprocessor/internal/metadata"
)

// request is a server span, by what the tests vary.
type request struct {
	method, route, path string
	status              int
	attributes          map[string]string
}

// at adds a request to a batch, so long before the arrival.
func (r request) at(t *testing.T, td ptrace.Traces, before time.Duration) ptrace.Span {
	t.Helper()
	if td.ResourceSpans().Len() == 0 {
		rs := td.ResourceSpans().AppendEmpty()
		rs.Resource().Attributes().PutStr("service.name", "storefront")
		rs.ScopeSpans().AppendEmpty()
	}
	spans := td.ResourceSpans().At(0).ScopeSpans().At(0).Spans()
	span := spans.AppendEmpty()
	span.SetKind(ptrace.SpanKindServer)
	span.SetTraceID(pcommon.TraceID{1, byte(spans.Len() >> 8), byte(spans.Len())})
	span.SetSpanID(pcommon.SpanID{1, byte(spans.Len() >> 8), byte(spans.Len())})
	end := arrival.Add(-before)
	span.SetStartTimestamp(pcommon.NewTimestampFromTime(end.Add(-20 * time.Millisecond)))
	span.SetEndTimestamp(pcommon.NewTimestampFromTime(end))
	attrs := span.Attributes()
	attrs.PutStr("http.request.method", r.method)
	attrs.PutInt("http.response.status_code", int64(r.status))
	attrs.PutStr("url.path", r.path)
	if r.route != "" {
		attrs.PutStr("http.route", r.route)
	}
	for key, value := range r.attributes {
		attrs.PutStr(key, value)
	}
	return span
}

func login(user, address string) request {
	return request{"POST", "/login", "/login", 401, map[string]string{"user.name": user, "client.address": address}}
}

func verdictOf(span ptrace.Span) apierror.Verdict {
	verdict, _ := apierror.ReadSpan(span.Attributes())
	return verdict
}

// The detectors have their own tests; these show that spans reach them with the right actor, and come out with the signal.
func TestAttacksAreWrittenOnSpans(t *testing.T) {
	const attacker = "198.51.100.66"
	client := apierror.Actor{Type: apierror.ActorClient, ID: attacker}
	tests := map[string]struct {
		request func(i int) request
		signal  apierror.Signal
		actor   apierror.Actor
	}{
		"one account guessed": {func(int) request { return login("alice", attacker) }, apierror.SignalBruteForce, client},
		"many accounts tried": {
			func(i int) request { return login(fmt.Sprintf("user%d", i), attacker) }, apierror.SignalCredentialStuffing, client,
		},
		"enduser.id names the account, not the actor": {
			func(i int) request {
				return request{"POST", "/login", "/login", 401, map[string]string{"enduser.id": fmt.Sprintf("user%d", i), "client.address": attacker}}
			}, apierror.SignalCredentialStuffing, client,
		},
		"a session for each try": {
			func(i int) request {
				r := login(fmt.Sprintf("user%d", i), attacker)
				r.attributes["session.id"] = fmt.Sprintf("session%d", i)
				return r
			}, apierror.SignalCredentialStuffing, client,
		},
		"the address under its former name": {
			func(int) request {
				return request{"POST", "/login", "/login", 401, map[string]string{"user.name": "alice", "http.client_ip": attacker}}
			}, apierror.SignalBruteForce, client,
		},
		"paths that do not exist": {
			func(i int) request {
				return request{"GET", "", "/" + strings.Repeat(string(rune('a'+i)), 3) + ".php", 404, map[string]string{"client.address": attacker}}
			}, apierror.SignalEndpointScanning, client,
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			td := ptrace.NewTraces()
			var last ptrace.Span
			for i := range 20 {
				last = test.request(i).at(t, td, time.Duration(20-i)*time.Second)
			}
			enrich(t, createDefaultConfig().(*Config), td)
			verdict := verdictOf(last)
			assert.Equal(t, []apierror.Signal{test.signal}, verdict.Security.Signals)
			assert.Equal(t, test.actor, verdict.Security.Actor)
			assert.GreaterOrEqual(t, verdict.Severity, apierror.SeverityMedium)
			assert.NotEmpty(t, verdict.Security.References)
		})
	}
}

func TestInnocentTrafficIsNotSuspected(t *testing.T) {
	const office = "203.0.113.1"
	tests := map[string]func(i int) request{
		"an office of many people, some of whom mistype": func(i int) request {
			r := login(fmt.Sprintf("user%d", i), office)
			if i%10 != 0 {
				r.status = 200
			}
			return r
		},
		"a client whose token has expired": func(int) request {
			return request{"GET", "/orders", "/orders", 401, map[string]string{
				"client.address": office, "http.response.header.www-authenticate": `Bearer error="invalid_token", error_description="expired"`,
			}}
		},
		"objects that are gone": func(i int) request {
			return request{"GET", "/orders/{id}", fmt.Sprintf("/orders/%d", i%20*7919), 404, map[string]string{"client.address": office}}
		},
		"objects that are gone, and no route is reported": func(i int) request {
			return request{"GET", "", fmt.Sprintf("/orders/%d", i%20*7919), 404, map[string]string{"client.address": office}}
		},
	}
	for name, make := range tests {
		t.Run(name, func(t *testing.T) {
			td := ptrace.NewTraces()
			for i := range 100 {
				make(i).at(t, td, time.Duration(100-i)*500*time.Millisecond)
			}
			enrich(t, createDefaultConfig().(*Config), td)
			for _, span := range td.ResourceSpans().At(0).ScopeSpans().At(0).Spans().All() {
				assert.Empty(t, verdictOf(span).Security.Signals)
			}
		})
	}
}

// The same batch delivered again by a sender that got no answer must not make an attacker of anybody.
func TestSpansDeliveredTwiceCountOnce(t *testing.T) {
	e := newTestEnricher(t, createDefaultConfig().(*Config))
	td := ptrace.NewTraces()
	for i := range 6 {
		login("alice", "203.0.113.1").at(t, td, time.Duration(6-i)*time.Second)
	}
	for range 5 {
		again := ptrace.NewTraces()
		td.CopyTo(again)
		_, err := e.processTraces(t.Context(), again)
		require.NoError(t, err)
		for _, span := range again.ResourceSpans().At(0).ScopeSpans().At(0).Spans().All() {
			assert.Empty(t, verdictOf(span).Security.Signals)
		}
	}
}

func TestCleanSpansAllocateNothing(t *testing.T) {
	td := ptrace.NewTraces()
	for i := range 100 {
		request{"GET", "/orders", "/orders", 200, map[string]string{"client.address": "203.0.113.1"}}.at(t, td, time.Duration(i)*time.Second)
	}
	config := loadConfig(t, "testdata/business/config.yaml")
	config.Rules = nil // OTTL's own
	e := newTestEnricher(t, config)
	w := newWorkspace(e)
	rs := td.ResourceSpans().At(0)
	ss := rs.ScopeSpans().At(0)
	allocations := testing.AllocsPerRun(20, func() {
		w.begin(t.Context(), arrival, 100)
		w.resource(rs)
		for i := range ss.Spans().Len() {
			e.enrich(w, rs, ss, ss.Spans().At(i))
		}
	})
	assert.Zero(t, allocations)
}

func TestConcurrentBatches(t *testing.T) {
	p, err := NewFactory().CreateTraces(t.Context(), processortest.NewNopSettings(metadata.Type), createDefaultConfig(), consumertest.NewNop())
	require.NoError(t, err)
	require.NoError(t, p.Start(t.Context(), componenttest.NewNopHost()))
	var senders sync.WaitGroup
	for sender := range 8 {
		senders.Go(func() {
			for range 20 {
				td := ptrace.NewTraces()
				for i := range 50 {
					login(fmt.Sprintf("user%d", i), fmt.Sprintf("203.0.113.%d", sender%3)).at(t, td, time.Second)
					request{"GET", "/x", "/x", 200, map[string]string{"client.address": "203.0.113.1"}}.at(t, td, time.Second)
				}
				assert.NoError(t, p.ConsumeTraces(t.Context(), td))
			}
		})
	}
	senders.Wait()
	require.NoError(t, p.Shutdown(t.Context()))
}
