package alertwebhookexporter

import (
	"context"
	"testing"
	"time"

	"github.com/open-telemetry/opentelemetry-collector-contrib/extension/storage/filestorage"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/component/componenttest"
	"go.opentelemetry.io/collector/exporter"
	"go.opentelemetry.io/collector/exporter/exportertest"
	"go.opentelemetry.io/collector/extension/extensiontest"
	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/ptrace"
	"go.uber.org/zap"
	"go.uber.org/zap/zapcore"
	"go.uber.org/zap/zaptest/observer"

	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/delivery"
	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/format"
	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/metadata"
	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

const (
	soon    = 10 * time.Second
	oneTick = 10 * time.Millisecond
)

// quick is a configuration with waits short enough for a test.
func quick(endpoints ...string) *Config {
	cfg := createDefaultConfig().(*Config)
	cfg.GroupWait = 0
	cfg.Retry.InitialInterval, cfg.Retry.MaxInterval = oneTick, oneTick
	for i, endpoint := range endpoints {
		destination := DestinationConfig{Name: string(rune('a' + i)), Type: format.TypeGeneric, Lane: delivery.DefaultLane()}
		destination.Client.Endpoint = endpoint
		destination.Client.Timeout = defaultTimeout
		cfg.Destinations = append(cfg.Destinations, destination)
	}
	return cfg
}

// running is an exporter that was started, in a traces pipeline and maybe in a logs pipeline.
type running struct {
	exporter.Traces

	findings  exporter.Logs
	t         *testing.T
	logs      *observer.ObservedLogs
	telemetry *componenttest.Telemetry
	storage   component.Component
}

// start runs the exporter in a traces pipeline, over a directory with the real file_storage.
func start(t *testing.T, cfg *Config, directory string) *running {
	t.Helper()
	return startIn(t, cfg, directory, false)
}

// startBoth runs it in a logs pipeline too.
func startBoth(t *testing.T, cfg *Config, directory string) *running {
	t.Helper()
	return startIn(t, cfg, directory, true)
}

func startIn(t *testing.T, cfg *Config, directory string, logsToo bool) *running {
	t.Helper()
	r := &running{t: t, telemetry: componenttest.NewTelemetry()}
	core, logs := observer.New(zapcore.DebugLevel)
	r.logs = logs
	set := exportertest.NewNopSettings(metadata.Type)
	set.ID = component.NewID(metadata.Type)
	set.TelemetrySettings = r.telemetry.NewTelemetrySettings()
	set.Logger = zap.New(core)
	set.BuildInfo.Version = "1.2.3"

	extensions := map[component.ID]component.Component{}
	if directory != "" {
		factory := filestorage.NewFactory()
		storageCfg := factory.CreateDefaultConfig().(*filestorage.Config)
		storageCfg.Directory = directory
		id := component.NewID(factory.Type())
		storage, err := factory.Create(t.Context(), extensiontest.NewNopSettings(factory.Type()), storageCfg)
		require.NoError(t, err)
		require.NoError(t, storage.Start(t.Context(), componenttest.NewNopHost()))
		r.storage, extensions[id], cfg.Storage = storage, storage, &id
	}

	var err error
	factory := NewFactory()
	r.Traces, err = factory.CreateTraces(t.Context(), set, cfg)
	require.NoError(t, err)
	if logsToo {
		r.findings, err = factory.CreateLogs(t.Context(), set, cfg)
		require.NoError(t, err)
		require.NoError(t, r.findings.Start(t.Context(), hostWith{extensions}))
	}
	require.NoError(t, r.Start(t.Context(), hostWith{extensions}))
	return r
}

func (r *running) end() {
	r.t.Helper()
	ctx := context.Background() // also as a cleanup, when the test's own is over
	require.NoError(r.t, r.Shutdown(ctx))
	if r.findings != nil {
		require.NoError(r.t, r.findings.Shutdown(ctx))
	}
	if r.storage != nil {
		require.NoError(r.t, r.storage.Shutdown(ctx))
	}
	require.NoError(r.t, r.telemetry.Shutdown(ctx))
}

func (r *running) see(verdicts ...apierror.Verdict) {
	r.t.Helper()
	traces := ptrace.NewTraces()
	resource := traces.ResourceSpans().AppendEmpty()
	resource.Resource().Attributes().PutStr("service.name", "shop")
	spans := resource.ScopeSpans().AppendEmpty().Spans()
	for i := range verdicts {
		span := spans.AppendEmpty()
		span.SetStartTimestamp(pcommon.NewTimestampFromTime(time.Now()))
		verdicts[i].WriteSpan(span.Attributes())
	}
	require.NoError(r.t, r.ConsumeTraces(r.t.Context(), traces))
}

type hostWith struct {
	extensions map[component.ID]component.Component
}

func (h hostWith) GetExtensions() map[component.ID]component.Component { return h.extensions }

// attackBy is what the processor says of a span of an attack.
func attackBy(actor string) apierror.Verdict {
	return apierror.Verdict{Security: apierror.Security{
		Signals: []apierror.Signal{apierror.SignalBruteForce}, Severity: apierror.SeverityHigh, Confidence: 0.9,
		Rationale: "12 failed logins in 1m0s", Actor: apierror.Actor{Type: apierror.ActorClient, ID: actor},
	}}
}

func sentenceOf(actor string) string {
	return "Brute force by client " + actor + ": 1 login attempt since it was noticed"
}
