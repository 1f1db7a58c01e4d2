package engine

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/pdata/plog"
	"go.opentelemetry.io/collector/pdata/pmetric"
	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// FuzzConsume feeds whatever parses as OTLP traces: the engine neither panics nor says what cannot be.
func FuzzConsume(f *testing.F) {
	s := newScene(f)
	marshaler := ptrace.ProtoMarshaler{}
	for _, td := range []ptrace.Traces{
		s.batch(purchase(1)...), s.batch(lostPurchase(1)...),
		s.batch(server("login", "POST /session").suspicious(apierror.SignalBruteForce, "203.0.113.7", apierror.SeverityHigh)),
		s.batch(client("payments", "POST", "api.cardnet.example").
			failed(apierror.CategoryTimeout, apierror.OriginThirdParty, "deadline_exceeded").ofCardnet(true)),
		s.batch(query("cart", "redis", "GET", "localhost:6379"), consumer("jobs", "orders-{n}"), requestOf(77, "")),
	} {
		encoded, err := marshaler.MarshalTraces(td)
		require.NoError(f, err)
		f.Add(encoded)
	}
	f.Fuzz(func(t *testing.T, encoded []byte) {
		td, err := (&ptrace.ProtoUnmarshaler{}).UnmarshalTraces(encoded)
		if err != nil {
			return
		}
		s := newScene(t, checkoutObjective, func(s *Settings) { s.Dimensions, s.MaxSeries = []string{"tenant.id", "a"}, 4 })
		for range 3 {
			s.engine.Consume(t.Context(), td, s.wall)
			s.wall += int64(time.Minute)
			s.tellAnybody()
			sane(t, s.metrics(false))
		}
		s.restart(time.Minute, checkoutObjective)
		s.engine.Consume(t.Context(), td, s.wall)
		s.tellAnybody()
		s.wall += int64(2 * time.Hour)
		s.tellAnybody()
		sane(t, s.metrics(true))
	})
}

// tellAnybody takes what is to be told as a log pipeline would.
func (s *scene) tellAnybody() {
	due := s.engine.Findings(s.wall)
	logs := plog.NewLogs()
	records := logs.ResourceLogs().AppendEmpty().ScopeLogs().AppendEmpty().LogRecords()
	for i := range due {
		require.NotEmpty(s.tb, due[i].Summary)
		require.NoError(s.tb, due[i].WriteLog(records.AppendEmpty()))
	}
	encoded, err := (&plog.JSONMarshaler{}).MarshalLogs(logs)
	require.NoError(s.tb, err)
	require.True(s.tb, json.Valid(encoded))
	s.engine.Sent(due)
}

// sane holds metrics against what backends refuse.
func sane(t *testing.T, metrics pmetric.Metrics) {
	t.Helper()
	encoded, err := (&pmetric.JSONMarshaler{}).MarshalMetrics(metrics)
	require.NoError(t, err)
	require.True(t, json.Valid(encoded))
	seen := make(map[string]bool)
	check := func(name, attributes string) {
		require.False(t, seen[name+attributes], "%s has two points of the same attributes: %s", name, attributes)
		seen[name+attributes] = true
	}
	for _, resource := range metrics.ResourceMetrics().All() {
		for _, scope := range resource.ScopeMetrics().All() {
			for _, m := range scope.Metrics().All() {
				switch m.Type() { //nolint:exhaustive // there are no others here
				case pmetric.MetricTypeSum:
					for _, dp := range m.Sum().DataPoints().All() {
						check(m.Name(), keyed(dp.Attributes()))
						require.GreaterOrEqual(t, dp.DoubleValue(), 0.0)
						require.Less(t, dp.StartTimestamp(), dp.Timestamp())
					}
				case pmetric.MetricTypeExponentialHistogram:
					for _, dp := range m.ExponentialHistogram().DataPoints().All() {
						check(m.Name(), keyed(dp.Attributes()))
						require.GreaterOrEqual(t, dp.Sum(), 0.0)
					}
				}
			}
		}
	}
}

// FuzzRestore feeds whatever a storage may hold.
func FuzzRestore(f *testing.F) {
	s := newScene(f, checkoutObjective)
	s.goOn(time.Hour, true, purchase)
	s.goOn(10*time.Minute, true, lostPurchase)
	for at, part := range s.engine.Parts() {
		f.Add(at, part.Append(nil))
	}
	f.Fuzz(func(t *testing.T, at int, saved []byte) {
		s := newScene(t, checkoutObjective)
		parts := s.engine.Parts()
		if at < 0 || at >= len(parts) {
			return
		}
		_ = parts[at].Restore(saved) // an error or none: it goes on
		s.send(lostPurchase(1)...)
		s.tellAnybody()
		s.wall += int64(time.Hour)
		s.tellAnybody()
		sane(t, s.metrics(true))
		for _, part := range s.engine.Parts() {
			part.Append(nil)
		}
	})
}
