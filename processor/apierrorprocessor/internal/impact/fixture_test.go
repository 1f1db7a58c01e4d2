package impact

import (
	"encoding/binary"
	"hash/fnv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/component/componenttest"
	"go.opentelemetry.io/collector/confmap"
	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
	"github.com/otelcol-apierror/otelcol-apierror/internal/business"
	"github.com/otelcol-apierror/otelcol-apierror/internal/spancondition"
	"github.com/otelcol-apierror/otelcol-apierror/processor/apierrorprocessor/internal/spanview"
)

// model compiles a section business.
func model(tb testing.TB, section string) *Model {
	retrieved, err := confmap.NewRetrievedFromYAML([]byte(section))
	require.NoError(tb, err)
	conf, err := retrieved.AsConf()
	require.NoError(tb, err)
	config := business.DefaultConfig()
	require.NoError(tb, conf.Unmarshal(&config))
	require.Empty(tb, config.Check())
	catalog, err := business.Compile(&config, spancondition.Parser(componenttest.NewNopTelemetrySettings()))
	require.NoError(tb, err)
	return NewModel(catalog)
}

func (m *Model) assessor() *Assessor {
	return m.NewAssessor(func(attrs pcommon.Map) uint64 {
		user, found := attrs.Get("user.id")
		if !found {
			return 0
		}
		h := fnv.New64a()
		_, _ = h.Write([]byte(user.AsString()))
		return h.Sum64()
	}, func(string) {})
}

// call is a span of the service checkout. Times are milliseconds after noon.
type call struct {
	trace, id, parent uint64
	kind              ptrace.SpanKind // a server's if not set
	name              string
	start, end        int
	failed            bool
	hidden            bool // only a rule says that it failed
	failure           apierror.Failure
	attrs             map[string]any
}

var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

// unavailable is what a failed call is if it does not say otherwise.
var unavailable = apierror.Failure{Category: apierror.CategoryCapacity, Origin: apierror.OriginService, Retryable: true}

func (c *call) failureOf() *apierror.Failure {
	if c.failure.IsZero() {
		return &unavailable
	}
	return &c.failure
}

func (c *call) write(tb testing.TB, span ptrace.Span) {
	var trace pcommon.TraceID
	var id, parent pcommon.SpanID
	binary.BigEndian.PutUint64(trace[:], c.trace)
	binary.BigEndian.PutUint64(id[:], c.id)
	binary.BigEndian.PutUint64(parent[:], c.parent)
	span.SetTraceID(trace)
	span.SetSpanID(id)
	span.SetParentSpanID(parent)
	span.SetName(c.name)
	span.SetKind(c.kind)
	if c.kind == ptrace.SpanKindUnspecified {
		span.SetKind(ptrace.SpanKindServer)
	}
	at := func(ms int) pcommon.Timestamp {
		return pcommon.NewTimestampFromTime(noon.Add(time.Duration(ms) * time.Millisecond))
	}
	span.SetStartTimestamp(at(c.start))
	span.SetEndTimestamp(at(c.end))
	require.NoError(tb, span.Attributes().FromRaw(c.attrs))
	if c.failed && !c.hidden {
		span.Status().SetCode(ptrace.StatusCodeError)
	}
}

// judge has a batch of calls judged, and gives what was written on each, by its place.
func judge(tb testing.TB, a *Assessor, calls ...call) []apierror.Business {
	td := ptrace.NewTraces()
	rs := td.ResourceSpans().AppendEmpty()
	a.Resource(tb.Context(), "checkout", rs)
	ss := rs.ScopeSpans().AppendEmpty()
	a.Scope(ss)
	for i := range calls {
		calls[i].write(tb, ss.Spans().AppendEmpty())
	}
	for i := range calls {
		if !calls[i].failed {
			continue
		}
		span := ss.Spans().At(i)
		var view spanview.View
		view.Read(span)
		verdict := apierror.Verdict{Failure: *calls[i].failureOf()}
		at := int64(span.EndTimestamp())
		a.Failed(&view, span, &verdict.Failure, at, &verdict.Business)
		verdict.Severity = max(apierror.SeverityLow, verdict.Business.Impact.Severity())
		verdict.WriteSpan(span.Attributes())
		a.Remember(&view, span, &verdict, apierror.SeverityLow, at)
	}
	a.Settle(td)
	a.Forget()
	said := make([]apierror.Business, len(calls))
	for i := range calls {
		verdict, _ := apierror.ReadSpan(ss.Spans().At(i).Attributes())
		said[i] = verdict.Business
		if verdict.Failure.Category != "" && verdict.Business.Process != "" {
			require.Equal(tb, max(apierror.SeverityLow, verdict.Business.Impact.Severity()), verdict.Severity)
		}
	}
	return said
}

// slow asks of a call that succeeded whether it was too slow.
func slow(tb testing.TB, a *Assessor, c *call) (said apierror.Business) {
	rs := ptrace.NewTraces().ResourceSpans().AppendEmpty()
	a.Resource(tb.Context(), "checkout", rs)
	ss := rs.ScopeSpans().AppendEmpty()
	a.Scope(ss)
	span := ss.Spans().AppendEmpty()
	c.write(tb, span)
	if !a.MayBeSlow(spanview.DurationNanos(span)) {
		return said
	}
	var view spanview.View
	view.Read(span)
	a.Slow(&view, span, &said)
	return said
}
