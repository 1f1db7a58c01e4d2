package alertwebhookexporter

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/component/componenttest"
	"go.opentelemetry.io/collector/exporter"
	"go.opentelemetry.io/collector/exporter/exportertest"

	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/metadata"
)

// Either pipeline may come alone, and start and stop first.
func TestTheHalvesOfOneExporter(t *testing.T) {
	for name, play := range map[string][]string{
		"traces alone":                  {"traces", "start traces", "stop traces"},
		"logs alone":                    {"logs", "start logs", "find", "told", "stop logs"},
		"logs outlive traces":           {"traces", "logs", "start traces", "start logs", "stop traces", "find", "told", "stop logs"},
		"traces outlive logs":           {"logs", "traces", "start logs", "start traces", "find", "stop logs", "told", "stop traces"},
		"shutdown without start":        {"traces", "logs", "stop traces", "stop logs"},
		"one never starts":              {"traces", "logs", "start logs", "find", "told", "stop traces", "stop logs"},
		"stopped twice":                 {"traces", "logs", "start traces", "start logs", "stop traces", "stop traces", "find", "told", "stop logs", "stop logs"},
		"made again after they stopped": {"logs", "start logs", "stop logs", "logs", "start logs", "find", "told", "stop logs"},
	} {
		t.Run(name, func(t *testing.T) {
			r := newReceiver(t, nil)
			factory, set, cfg := NewFactory(), exportertest.NewNopSettings(metadata.Type), quick(r.URL)
			made := map[string]component.Component{}
			for _, step := range play {
				var err error
				switch step {
				case "traces":
					made[step], err = factory.CreateTraces(t.Context(), set, cfg)
				case "logs":
					made[step], err = factory.CreateLogs(t.Context(), set, cfg)
				case "start traces":
					err = made["traces"].Start(t.Context(), componenttest.NewNopHost())
				case "start logs":
					err = made["logs"].Start(t.Context(), componenttest.NewNopHost())
				case "stop traces":
					err = made["traces"].Shutdown(t.Context())
				case "stop logs":
					err = made["logs"].Shutdown(t.Context())
				case "find":
					err = made["logs"].(exporter.Logs).ConsumeLogs(t.Context(), asLogs(t, burn()))
				case "told":
					eventually(t, func() bool { return len(r.got()) == 1 }, "told once")
				}
				require.NoError(t, err, step)
			}
		})
	}
}

func TestTwoExportersShareNothing(t *testing.T) {
	r := newReceiver(t, nil)
	factory, cfg := NewFactory(), quick(r.URL)
	day, night := exportertest.NewNopSettings(metadata.Type), exportertest.NewNopSettings(metadata.Type)
	day.ID, night.ID = component.NewID(metadata.Type), component.NewIDWithName(metadata.Type, "night")
	for _, set := range []exporter.Settings{day, night} {
		e, err := factory.CreateLogs(t.Context(), set, cfg)
		require.NoError(t, err)
		require.NoError(t, e.Start(t.Context(), componenttest.NewNopHost()))
		require.NoError(t, e.ConsumeLogs(t.Context(), asLogs(t, burn())))
		require.NoError(t, e.Shutdown(t.Context()))
	}
	assert.Len(t, r.got(), 2)
}

func TestBothHalvesReportAStartThatFailed(t *testing.T) {
	id := component.MustNewID("file_storage")
	factory, set, cfg := NewFactory(), exportertest.NewNopSettings(metadata.Type), quick("http://ops.example")
	cfg.Storage = &id
	traces, err := factory.CreateTraces(t.Context(), set, cfg)
	require.NoError(t, err)
	logs, err := factory.CreateLogs(t.Context(), set, cfg)
	require.NoError(t, err)
	for _, half := range []component.Component{traces, logs} {
		require.ErrorContains(t, half.Start(t.Context(), hostWith{}), `storage: no extension "file_storage" runs`)
	}
	require.NoError(t, traces.Shutdown(t.Context()))
	require.NoError(t, logs.Shutdown(t.Context()))
}
