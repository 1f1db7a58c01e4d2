package apierrorprocessor

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// link is a span of a trace of three, each below the one before, by its place.
type link struct {
	service, name string
	kind          ptrace.SpanKind
	http          int64
	attribute     string // set to "rejected"
}

var chain = []link{
	{"web", "POST /orders", ptrace.SpanKindServer, 502, ""},
	{"web", "POST", ptrace.SpanKindClient, 503, ""},
	{"payments", "POST /charges", ptrace.SpanKindServer, 503, ""},
}

// from puts the links from one place to another into a batch.
func from(links []link, first, last int) ptrace.Traces {
	td := ptrace.NewTraces()
	for i := first; i <= last; i++ {
		rs := td.ResourceSpans().AppendEmpty()
		if links[i].service != "" {
			rs.Resource().Attributes().PutStr("service.name", links[i].service)
		}
		span := rs.ScopeSpans().AppendEmpty().Spans().AppendEmpty()
		span.SetTraceID(pcommon.TraceID{1})
		span.SetSpanID(pcommon.SpanID{byte(i + 1)})
		span.SetParentSpanID(pcommon.SpanID{byte(i)})
		span.SetKind(links[i].kind)
		span.SetName(links[i].name)
		span.SetStartTimestamp(pcommon.NewTimestampFromTime(arrival.Add(time.Duration(i-100) * time.Millisecond)))
		span.SetEndTimestamp(pcommon.NewTimestampFromTime(arrival.Add(time.Duration(-i) * time.Millisecond)))
		span.Attributes().PutInt("http.response.status_code", links[i].http)
		if links[i].attribute != "" {
			span.Attributes().PutStr(links[i].attribute, "rejected")
		}
	}
	return td
}

func spanAt(td ptrace.Traces, i int) ptrace.Span {
	return td.ResourceSpans().At(i).ScopeSpans().At(0).Spans().At(0)
}

// Where failures begin is decided in internal/rootcause and shown by its tests and testdata/corpus/trace-*.yaml; these show
// what is written of it.
func TestRationaleNamesWhereAFailureBegan(t *testing.T) {
	forged := append([]link(nil), chain...)
	forged[2].service, forged[2].name = "", "x\"\n<b>"
	for _, test := range []struct {
		links []link
		want  string
	}{
		{chain, `; it began in service "payments", "POST /charges"`},
		{forged, `; it began in "x\"\n<b>"`},
	} {
		td := enrich(t, createDefaultConfig().(*Config), from(test.links, 0, 2))
		for i := range 2 {
			failure := verdictOf(spanAt(td, i)).Failure
			assert.False(t, failure.RootCause)
			assert.Regexp(t, `^(answered|received) HTTP 50.*`, failure.Rationale)
			assert.Contains(t, failure.Rationale, test.want)
		}
		began := verdictOf(spanAt(td, 2)).Failure
		assert.True(t, began.RootCause)
		assert.NotContains(t, began.Rationale, "it began")
	}
}

func TestRootCauseOverBatches(t *testing.T) {
	e := newTestEnricher(t, createDefaultConfig().(*Config))
	for _, i := range []int{2, 1, 0} {
		td, err := e.processTraces(t.Context(), from(chain, i, i))
		require.NoError(t, err)
		failure := verdictOf(spanAt(td, 0)).Failure
		assert.Equal(t, i == 2, failure.RootCause)
		assert.NotContains(t, failure.Rationale, "it began", "where, is not known here")
	}
}

// A span that failed by a rule of the user's is a failed span like any other.
func TestRootCauseOfWhatARuleFails(t *testing.T) {
	config := createDefaultConfig().(*Config)
	config.Rules = []RuleConfig{{
		Name: "order_rejected", When: `span.attributes["app.result"] == "rejected"`, Category: "business_logic",
	}}
	requireValid(t, config)
	links := append([]link(nil), chain...)
	links[0].http, links[0].attribute = 200, "app.result"
	td := enrich(t, config, from(links, 0, 2))
	failure := verdictOf(spanAt(td, 0)).Failure
	assert.Equal(t, "order_rejected", failure.Reason)
	assert.False(t, failure.RootCause)
	assert.Contains(t, failure.Rationale, `it began in service "payments"`)
}

// A span that only says ERROR over one that says why is taken for what its service sees of that.
func TestBareSpansTakeOverWhatTheyFailedOf(t *testing.T) {
	const bare = 0
	type below struct {
		service string
		kind    ptrace.SpanKind
		http    int64
		message string
	}
	tests := map[string]struct {
		below                    []below // each in the one before
		category, reason, origin string
		retryable                bool
		severity                 apierror.Severity
	}{
		"a server error that was received": {
			[]below{{"web", ptrace.SpanKindClient, 503, ""}}, "dependency", "service_unavailable", "dependency", true, apierror.SeverityMedium,
		},
		"what the called service saw, where the call itself is not recorded": {
			[]below{{"stock", ptrace.SpanKindServer, 500, ""}}, "dependency", "server_error", "dependency", false, apierror.SeverityMedium,
		},
		"its own mistake in a request, as the called service saw it": {
			[]below{{"stock", ptrace.SpanKindServer, 400, ""}}, "validation", "bad_request", "service", false, apierror.SeverityLow,
		},
		"a connection that could not be made": {
			[]below{{"web", ptrace.SpanKindClient, bare, "dial tcp 10.0.0.7:80: connect: connection refused"}}, "network", "connection_refused", "network", true, apierror.SeverityMedium,
		},
		"an exception in a step of the service": {
			[]below{{"web", ptrace.SpanKindInternal, bare, "Cannot read properties of undefined (reading 'id')"}}, "internal", "null_reference", "service", false, apierror.SeverityMedium,
		},
		"through another that says nothing": {
			[]below{{"web", ptrace.SpanKindInternal, bare, ""}, {"web", ptrace.SpanKindClient, 503, ""}}, "dependency", "service_unavailable", "dependency", true, apierror.SeverityMedium,
		},
		"nothing below says more": {
			[]below{{"web", ptrace.SpanKindInternal, bare, ""}}, "unknown", "unspecified", "service", false, apierror.SeverityLow,
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			links := []link{{"web", "work", ptrace.SpanKindInternal, 0, ""}}
			for _, b := range test.below {
				links = append(links, link{b.service, "below", b.kind, b.http, ""})
			}
			td := from(links, 0, len(links)-1)
			for i := range links {
				span := spanAt(td, i)
				span.Status().SetCode(ptrace.StatusCodeError)
				if i > 0 {
					span.Status().SetMessage(test.below[i-1].message)
				}
				if links[i].http == bare {
					span.Attributes().Remove("http.response.status_code")
				}
			}
			alone := from(links, 0, 0)
			spanAt(alone, 0).Status().SetCode(ptrace.StatusCodeError)
			spanAt(alone, 0).Attributes().Clear()
			verdict := verdictOf(spanAt(enrich(t, createDefaultConfig().(*Config), td), 0))
			failure := &verdict.Failure
			assert.Equal(t, test.category, string(failure.Category))
			assert.Equal(t, test.reason, failure.Reason)
			assert.Equal(t, test.origin, string(failure.Origin))
			assert.Equal(t, test.retryable, failure.Retryable)
			assert.Equal(t, test.severity, verdict.Severity)
			assert.False(t, failure.RootCause)
			if test.category != "unknown" {
				assert.Contains(t, failure.Rationale, `taken over from "below"`)
				assert.Less(t, failure.Confidence, 0.8)
			}
			assert.Equal(t, verdictOf(spanAt(enrich(t, createDefaultConfig().(*Config), alone), 0)).Failure.Fingerprint, failure.Fingerprint,
				"the same as where nothing else is known")
		})
	}
}
