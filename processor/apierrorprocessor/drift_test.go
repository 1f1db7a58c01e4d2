package apierrorprocessor

import (
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// minute is a batch of what happens in a minute: calls of two clients on one route, and of a partner.
type minute struct {
	agent    string // the second client's
	status   int    // that the second client gets
	partner  int    // status that the partner answers
	version  string // of the service
	numbered int    // minutes before the arrival
}

func (m minute) batch() ptrace.Traces {
	td := ptrace.NewTraces()
	rs := td.ResourceSpans().AppendEmpty()
	rs.Resource().Attributes().PutStr("service.name", "shop")
	rs.Resource().Attributes().PutStr("service.version", m.version)
	spans := rs.ScopeSpans().AppendEmpty().Spans()
	call := func(i int, kind ptrace.SpanKind, status int) pcommon.Map {
		span := spans.AppendEmpty()
		span.SetKind(kind)
		span.SetSpanID(pcommon.SpanID{byte(spans.Len()), byte(m.numbered), byte(status), byte(kind)})
		span.SetTraceID(pcommon.TraceID{byte(spans.Len()), byte(m.numbered)})
		end := arrival.Add(-time.Duration(m.numbered)*time.Minute - time.Duration(i)*time.Second)
		span.SetStartTimestamp(pcommon.NewTimestampFromTime(end.Add(-time.Millisecond)))
		span.SetEndTimestamp(pcommon.NewTimestampFromTime(end))
		span.Attributes().PutStr("http.request.method", "POST")
		span.Attributes().PutInt("http.response.status_code", int64(status))
		return span.Attributes()
	}
	for i := range 20 {
		for agent, status := range map[string]int{"okhttp/4": 201, m.agent: m.status} {
			attrs := call(i, ptrace.SpanKindServer, status)
			attrs.PutStr("http.route", "/orders")
			attrs.PutStr("user_agent.original", agent+" (some device)")
			attrs.PutStr("client.address", "203.0.113."+strconv.Itoa(i))
		}
		call(i, ptrace.SpanKindClient, m.partner).PutStr("server.address", "api.cardnet.example")
	}
	return td
}

func TestDriftIsWrittenOnSpans(t *testing.T) {
	normal := minute{agent: "shop-ios/7", status: 201, partner: 200, version: "1"}
	for name, test := range map[string]struct {
		after  minute
		reason string
		origin apierror.Origin
	}{
		"a client's new version": {minute{agent: "shop-ios/8", status: 422, partner: 200, version: "1"}, "client_drift", apierror.OriginCaller},
		"the partner":            {minute{agent: "shop-ios/7", status: 201, partner: 400, version: "1"}, "provider_drift", apierror.OriginThirdParty},
		"our own release":        {minute{agent: "shop-ios/7", status: 201, partner: 400, version: "2"}, "client_drift", apierror.OriginService},
		"a fault, not a drift":   {minute{agent: "shop-ios/8", status: 500, partner: 200, version: "1"}, "server_error", apierror.OriginService},
	} {
		t.Run(name, func(t *testing.T) {
			e := newTestEnricher(t, loadConfig(t, "testdata/business/config.yaml"))
			var last apierror.Verdict
			for i := range 40 {
				m := normal
				if i >= 30 {
					m = test.after
				}
				m.numbered = 40 - i
				td, err := e.processTraces(t.Context(), m.batch())
				require.NoError(t, err)
				for _, span := range td.ResourceSpans().At(0).ScopeSpans().At(0).Spans().All() {
					verdict := verdictOf(span)
					if i < 30 {
						require.True(t, verdict.Failure.IsZero(), verdict.Failure.Rationale)
					} else if !verdict.Failure.IsZero() {
						last = verdict
					}
				}
			}
			assert.Equal(t, test.reason, last.Failure.Reason)
			assert.Equal(t, test.origin, last.Failure.Origin)
			if test.reason != "server_error" {
				assert.Equal(t, apierror.CategoryContract, last.Failure.Category)
			}
		})
	}
}

// However large a batch is, few of its calls are looked at, and they stand for the rest.
func TestSampling(t *testing.T) {
	for _, spans := range []int{1, 3, 8, 1000, 100_000} {
		clean, looked, broken := 0, 0, 0
		const batches = 1000
		for range batches {
			s := newSampling(spans)
			for range spans {
				if s.clean() {
					looked++
					clean += s.stride
				}
			}
		}
		s := newSampling(spans)
		for range spans {
			broken += s.breaking()
		}
		assert.InEpsilon(t, spans*batches, clean, 0.15, spans)
		assert.LessOrEqual(t, looked, 2*keptSamples*batches)
		assert.InDelta(t, spans, broken, brokenStride)
	}
}
