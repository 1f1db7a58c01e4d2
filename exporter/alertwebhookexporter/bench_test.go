package alertwebhookexporter

import (
	"fmt"
	"testing"

	"github.com/open-telemetry/opentelemetry-collector-contrib/extension/storage/filestorage"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/component/componenttest"
	"go.opentelemetry.io/collector/exporter/exportertest"
	"go.opentelemetry.io/collector/extension/extensiontest"
	"go.opentelemetry.io/collector/pdata/plog"
	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/metadata"
)

// What a batch costs that begins a situation, which is written before the batch is acknowledged.
func BenchmarkABatchThatBeginsASituation(b *testing.B) {
	for _, open := range []int{0, 1000, 9000} {
		b.Run(fmt.Sprintf("%d open", open), func(b *testing.B) {
			storageCfg := filestorage.NewFactory().CreateDefaultConfig().(*filestorage.Config)
			storageCfg.Directory = b.TempDir()
			id := component.NewID(filestorage.NewFactory().Type())
			extension, err := filestorage.NewFactory().Create(b.Context(), extensiontest.NewNopSettings(id.Type()), storageCfg)
			require.NoError(b, err)
			require.NoError(b, extension.Start(b.Context(), componenttest.NewNopHost()))
			cfg := quick("http://127.0.0.1:1")
			cfg.GroupWait, cfg.Storage = cfg.RepeatInterval, &id
			e, err := newAlertExporter(exportertest.NewNopSettings(metadata.Type), cfg)
			require.NoError(b, err)
			require.NoError(b, e.start(b.Context(), hostWith{map[component.ID]component.Component{id: extension}}))
			batch := func(actors ...string) {
				traces := ptrace.NewTraces()
				spans := traces.ResourceSpans().AppendEmpty().ScopeSpans().AppendEmpty().Spans()
				for _, actor := range actors {
					verdict := attackBy(actor)
					verdict.WriteSpan(spans.AppendEmpty().Attributes())
				}
				require.NoError(b, e.consumeTraces(b.Context(), traces))
			}
			var known []string
			for i := range open {
				known = append(known, fmt.Sprintf("known %d", i))
			}
			batch(known...)
			n := 0
			for b.Loop() {
				batch(fmt.Sprintf("new %d", n))
				n++
			}
			b.StopTimer()
			require.NoError(b, e.shutdown(b.Context()))
			require.NoError(b, extension.Shutdown(b.Context()))
		})
	}
}

// What a log record costs that is no finding: a logs pipeline may carry any number of them.
func BenchmarkLogsThatAreNoFindings(b *testing.B) {
	e, err := newAlertExporter(exportertest.NewNopSettings(metadata.Type), quick("http://127.0.0.1:1"))
	require.NoError(b, err)
	logs := plog.NewLogs()
	records := logs.ResourceLogs().AppendEmpty().ScopeLogs().AppendEmpty().LogRecords()
	const batch = 1000
	for range batch {
		record := records.AppendEmpty()
		record.SetEventName("exception")
		record.Body().SetStr("connection refused")
	}
	b.ReportAllocs()
	for b.Loop() {
		require.NoError(b, e.consumeLogs(b.Context(), logs))
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/batch, "ns/record")
}

func BenchmarkAFinding(b *testing.B) {
	e, err := newAlertExporter(exportertest.NewNopSettings(metadata.Type), quick("http://127.0.0.1:1"))
	require.NoError(b, err)
	logs := plog.NewLogs()
	finding := burn()
	require.NoError(b, finding.WriteLog(logs.ResourceLogs().AppendEmpty().ScopeLogs().AppendEmpty().LogRecords().AppendEmpty()))
	b.ReportAllocs()
	for b.Loop() {
		require.NoError(b, e.consumeLogs(b.Context(), logs))
	}
}
