package apierrorconnector

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/open-telemetry/opentelemetry-collector-contrib/extension/storage/filestorage"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/component/componenttest"
	"go.opentelemetry.io/collector/connector"
	"go.opentelemetry.io/collector/connector/connectortest"
	"go.opentelemetry.io/collector/consumer"
	"go.opentelemetry.io/collector/consumer/consumertest"
	"go.opentelemetry.io/collector/extension/extensiontest"
	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/plog"
	"go.opentelemetry.io/collector/pdata/pmetric"
	"go.opentelemetry.io/collector/pdata/ptrace"
	"go.uber.org/zap"
	"go.uber.org/zap/zapcore"
	"go.uber.org/zap/zaptest/observer"

	"github.com/otelcol-apierror/otelcol-apierror/connector/apierrorconnector/internal/metadata"
	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// running is a connector as the collector runs it: a half for each kind of pipeline, each shown every span.
type running struct {
	t         *testing.T
	telemetry *componenttest.Telemetry
	host      hostWith
	halves    []connector.Traces
	metrics   metricsSink
	findings  findingsSink
	logs      *observer.ObservedLogs
}

type hostWith struct {
	extensions map[component.ID]component.Component
}

func (h hostWith) GetExtensions() map[component.ID]component.Component { return h.extensions }

// findingsSink takes findings, unless it is told to refuse.
type findingsSink struct {
	mu      sync.Mutex
	refuses bool
	taken   []apierror.Finding
}

var errRefused = errors.New("the queue is full")

func (*findingsSink) Capabilities() consumer.Capabilities { return consumer.Capabilities{} }

func (s *findingsSink) ConsumeLogs(_ context.Context, logs plog.Logs) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.refuses {
		return errRefused
	}
	for _, rl := range logs.ResourceLogs().All() {
		for _, sl := range rl.ScopeLogs().All() {
			for _, record := range sl.LogRecords().All() {
				finding, err := apierror.ReadLog(record)
				if err != nil {
					return err
				}
				s.taken = append(s.taken, finding)
			}
		}
	}
	return nil
}

func (s *findingsSink) refuse(refuses bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.refuses = refuses
}

func (s *findingsSink) latest() apierror.Finding {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.taken[len(s.taken)-1]
}

// metricsSink takes metrics, unless it is told to refuse.
type metricsSink struct {
	consumertest.MetricsSink
	refuses atomic.Bool
}

func (s *metricsSink) ConsumeMetrics(ctx context.Context, metrics pmetric.Metrics) error {
	if s.refuses.Load() {
		return errRefused
	}
	return s.MetricsSink.ConsumeMetrics(ctx, metrics)
}

// told lists what was taken, as kind, name and status.
func (s *findingsSink) told() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	told := make([]string, 0, len(s.taken))
	for i := range s.taken {
		f := &s.taken[i]
		told = append(told, string(f.Kind)+" "+f.Name+" "+string(f.Status))
	}
	return told
}

// start starts a connector in a metrics and a logs pipeline; with a directory, on the real file_storage.
func start(t *testing.T, settings, directory string) *running {
	t.Helper()
	cfg, err := parse(t, settings)
	require.NoError(t, err)
	r := &running{t: t, telemetry: componenttest.NewTelemetry(), host: hostWith{make(map[component.ID]component.Component)}}
	core, logs := observer.New(zapcore.DebugLevel)
	r.logs = logs
	if directory != "" {
		id := component.MustNewID("file_storage")
		r.host.extensions[id], cfg.Storage = openDirectory(t, directory), &id
	}
	set := connectortest.NewNopSettings(metadata.Type)
	set.ID = component.NewID(metadata.Type)
	set.TelemetrySettings = r.telemetry.NewTelemetrySettings()
	set.Logger = zap.New(core)
	factory := NewFactory()
	toMetrics, err := factory.CreateTracesToMetrics(t.Context(), set, cfg, &r.metrics)
	require.NoError(t, err)
	toLogs, err := factory.CreateTracesToLogs(t.Context(), set, cfg, &r.findings)
	require.NoError(t, err)
	r.halves = []connector.Traces{toMetrics, toLogs}
	for _, half := range r.halves {
		require.NoError(t, half.Start(t.Context(), r.host))
	}
	return r
}

func openDirectory(t *testing.T, directory string) component.Component {
	t.Helper()
	factory := filestorage.NewFactory()
	cfg := factory.CreateDefaultConfig().(*filestorage.Config)
	cfg.Directory = directory
	extension, err := factory.Create(t.Context(), extensiontest.NewNopSettings(factory.Type()), cfg)
	require.NoError(t, err)
	require.NoError(t, extension.Start(t.Context(), componenttest.NewNopHost()))
	return extension
}

func (r *running) stop() {
	r.t.Helper()
	for _, half := range r.halves {
		require.NoError(r.t, half.Shutdown(r.t.Context()))
	}
	for _, extension := range r.host.extensions {
		require.NoError(r.t, extension.Shutdown(r.t.Context()))
	}
	require.NoError(r.t, r.telemetry.Shutdown(context.WithoutCancel(r.t.Context())))
}

func (r *running) consume(traces ptrace.Traces) {
	r.t.Helper()
	for _, half := range r.halves {
		require.NoError(r.t, half.ConsumeTraces(r.t.Context(), traces))
	}
}

// sum adds up all points of a counter that were ever told: what delta metrics amount to.
func (r *running) sum(name string) float64 {
	var sum float64
	for _, metrics := range r.metrics.AllMetrics() {
		for _, rm := range metrics.ResourceMetrics().All() {
			for _, sm := range rm.ScopeMetrics().All() {
				for _, metric := range sm.Metrics().All() {
					if metric.Name() == name {
						for _, point := range metric.Sum().DataPoints().All() {
							sum += float64(point.IntValue())
						}
					}
				}
			}
		}
	}
	return sum
}

// total is the latest value of a counter, over all its points.
func (r *running) total(name string) float64 {
	var total float64
	for _, metrics := range r.metrics.AllMetrics() {
		for _, rm := range metrics.ResourceMetrics().All() {
			for _, sm := range rm.ScopeMetrics().All() {
				for _, metric := range sm.Metrics().All() {
					if metric.Name() == name && metric.Type() == pmetric.MetricTypeSum {
						total = 0
						for _, point := range metric.Sum().DataPoints().All() {
							total += float64(point.IntValue()) + point.DoubleValue()
						}
					}
				}
			}
		}
	}
	return total
}

var spanCount byte

// attacked is a batch of one login that was refused as one of many, as the processor leaves it.
func attacked(at time.Time) ptrace.Traces {
	traces := ptrace.NewTraces()
	rs := traces.ResourceSpans().AppendEmpty()
	rs.Resource().Attributes().PutStr("service.name", "storefront")
	span := rs.ScopeSpans().AppendEmpty().Spans().AppendEmpty()
	spanCount++
	span.SetTraceID(pcommon.TraceID{1, spanCount})
	span.SetSpanID(pcommon.SpanID{2, spanCount})
	span.SetParentSpanID(pcommon.SpanID{3})
	span.SetKind(ptrace.SpanKindServer)
	span.SetStartTimestamp(pcommon.NewTimestampFromTime(at))
	span.SetEndTimestamp(pcommon.NewTimestampFromTime(at.Add(20 * time.Millisecond)))
	span.Attributes().PutStr("http.route", "/login")
	verdict := apierror.Verdict{
		Failure: apierror.Failure{
			Category: apierror.CategoryAuthentication, Reason: "invalid_credentials", Origin: apierror.OriginCaller, RootCause: true,
			Confidence: 0.9, Rationale: "answered HTTP 401",
		},
		Security: apierror.Security{
			Signals: []apierror.Signal{apierror.SignalBruteForce}, Severity: apierror.SeverityHigh, Confidence: 0.8, Rationale: "37 failed logins",
			Actor: apierror.Actor{Type: apierror.ActorClient, ID: "203.0.113.7"},
		},
		Severity: apierror.SeverityHigh,
	}
	verdict.WriteSpan(span.Attributes())
	return traces
}
