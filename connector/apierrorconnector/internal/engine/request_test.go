package engine

import (
	"encoding/binary"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// request is a span as the tests write it. Its methods return changed copies.
type request struct {
	kind                 ptrace.SpanKind
	resource, attributes []attribute
	ended                int64 // span time; 0 for when it is sent
	took                 time.Duration
	trace                int  // 0 for one of its own
	id, parent           byte // 0 for one of its own, and for none
	verdict              apierror.Verdict
}

type attribute struct {
	key   string
	value any
}

// server is a span that answers a request such as "POST /orders/{id}", or "GET" and a raw path.
func server(service, asked string) request {
	method, route, _ := strings.Cut(asked, " ")
	r := requestOf(ptrace.SpanKindServer, service)
	if method != "" {
		r = r.with("http.request.method", method)
	}
	if path, raw := strings.CutPrefix(route, "raw:"); raw {
		return r.with("url.path", path)
	}
	return r.with("http.route", route)
}

// client is a span that asks a host.
func client(service, method, host string) request {
	return requestOf(ptrace.SpanKindClient, service).with("http.request.method", method).with("server.address", host)
}

// query is a client span that asks a database.
func query(service, system, operation, host string) request {
	return requestOf(ptrace.SpanKindClient, service).with("db.system.name", system).with("db.operation.name", operation).
		with("server.address", host)
}

func consumer(service, destination string) request {
	return requestOf(ptrace.SpanKindConsumer, service).with("messaging.destination.name", destination)
}

func requestOf(kind ptrace.SpanKind, service string) request {
	return request{kind: kind, took: 20 * time.Millisecond, resource: []attribute{{"service.name", service}}}
}

func (r request) with(key string, value any) request {
	r.attributes = append(slices.Clip(r.attributes), attribute{key, value})
	return r
}

// on adds to the resource.
func (r request) on(key string, value any) request {
	r.resource = append(slices.Clip(r.resource), attribute{key, value})
	return r
}

func (r request) taking(d time.Duration) request { r.took = d; return r }

// in places the span in a trace: its id and its parent's are letters, and 0 is no parent.
func (r request) in(trace int, id, parent byte) request {
	r.trace, r.id, r.parent = trace, id, parent
	return r
}

func (r request) at(when time.Time) request { r.ended = when.UnixNano(); return r }

// failed makes the processor's verdict that the failure began here.
func (r request) failed(category apierror.Category, origin apierror.Origin, reason string) request {
	r.verdict.Failure = apierror.Failure{
		Category: category, Origin: origin, Reason: reason, RootCause: true,
		Fingerprint: "0123456789abcdef", Confidence: 0.9, Rationale: "the test says so",
	}
	r.verdict.Severity = apierror.SeverityMedium
	return r
}

// broken is a failure of the service itself.
func (r request) broken() request {
	return r.failed(apierror.CategoryInternal, apierror.OriginService, "exception")
}

// passed makes the failure one that only passed through.
func (r request) passed() request {
	r = r.failed(apierror.CategoryDependency, apierror.OriginDependency, "upstream_error")
	r.verdict.Failure.RootCause = false
	return r
}

// suspicious makes the span one of an attack.
func (r request) suspicious(signal apierror.Signal, actor string, severity apierror.Severity) request {
	r.verdict.Security = apierror.Security{
		Signals: []apierror.Signal{signal}, Severity: severity, Confidence: 0.8, Rationale: "the test says so",
		References: []string{"owasp:API2:2023"}, Actor: apierror.Actor{Type: apierror.ActorClient, ID: actor},
	}
	return r
}

// worth says what the failed call of a process puts at risk, in dollars, and half of it as its cost.
func (r request) worth(process string, criticality apierror.Criticality, value float64) request {
	r.verdict.Business = apierror.Business{
		Process: process, Owner: "team-" + process, Criticality: criticality, Impact: apierror.ImpactMedium,
		ValueAtRisk: value, Cost: value / 2, Currency: "USD", Rationale: "the test says so",
	}
	return r
}

// ofCardnet says that the call went to a partner, and whether it broke the agreement.
func (r request) ofCardnet(breached bool) request {
	r.verdict.Business.Partner, r.verdict.Business.SLABreached = "cardnet", breached
	r.verdict.Business.Impact, r.verdict.Business.Rationale = apierror.ImpactLow, "the test says so"
	return r
}

// write makes a span of the request. Number tells it apart from others.
func (r *request) write(tb testing.TB, span ptrace.Span, number uint64, now int64) {
	span.SetKind(r.kind)
	ended := now
	if r.ended != 0 {
		ended = r.ended
	}
	span.SetStartTimestamp(pcommon.Timestamp(ended - int64(r.took)))
	span.SetEndTimestamp(pcommon.Timestamp(ended))
	span.SetTraceID(traceID(1, number))
	if r.trace != 0 {
		span.SetTraceID(traceID(2, uint64(r.trace)))
	}
	span.SetSpanID(spanID(r.id, number))
	if r.id != 0 {
		span.SetSpanID(pcommon.SpanID{r.id})
	}
	if r.parent != 0 {
		span.SetParentSpanID(pcommon.SpanID{r.parent})
	}
	for _, a := range r.attributes {
		require.NoError(tb, span.Attributes().PutEmpty(a.key).FromRaw(a.value))
	}
	r.verdict.WriteSpan(span.Attributes())
}

func traceID(high byte, number uint64) (id pcommon.TraceID) {
	id[0] = high
	binary.BigEndian.PutUint64(id[8:], number)
	return id
}

func spanID(high byte, number uint64) (id pcommon.SpanID) {
	binary.BigEndian.PutUint64(id[:], number)
	id[0] = high
	return id
}

// batch makes one of requests.
func (s *scene) batch(requests ...request) ptrace.Traces {
	td := ptrace.NewTraces()
	var spans ptrace.SpanSlice
	var resource []attribute
	for i := range requests {
		r := &requests[i]
		if i == 0 || !slices.Equal(r.resource, resource) {
			resource = r.resource
			rs := td.ResourceSpans().AppendEmpty()
			for _, a := range r.resource {
				require.NoError(s.tb, rs.Resource().Attributes().PutEmpty(a.key).FromRaw(a.value))
			}
			spans = rs.ScopeSpans().AppendEmpty().Spans()
		}
		s.number++
		r.write(s.tb, spans.AppendEmpty(), s.number, s.wall)
	}
	return td
}
