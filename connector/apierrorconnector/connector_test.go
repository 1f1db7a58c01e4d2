package apierrorconnector

import (
	"context"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/component/componenttest"
	"go.opentelemetry.io/collector/connector/connectortest"
	"go.opentelemetry.io/collector/consumer/consumertest"
	"go.opentelemetry.io/collector/extension/xextension/storage"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/sdk/metric/metricdata"
	"go.opentelemetry.io/otel/sdk/metric/metricdata/metricdatatest"

	"github.com/otelcol-apierror/otelcol-apierror/connector/apierrorconnector/internal/metadata"
	"github.com/otelcol-apierror/otelcol-apierror/connector/apierrorconnector/internal/metadatatest"
)

const (
	begins = "security brute_force firing"
	ends   = "security brute_force resolved"
)

// The collector shows every span to both halves.
func TestASpanCountsOnceForBothPipelines(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := start(t, `metrics: { interval: 10s }`, "")
		for range 3 {
			r.consume(attacked(time.Now()))
		}
		time.Sleep(21 * time.Second)
		assert.InDelta(t, 3, r.total("apierror.requests"), 0)
		assert.InDelta(t, 3, r.total("apierror.errors"), 0)
		assert.InDelta(t, 3, r.total("apierror.security.events"), 0)
		assert.Equal(t, []string{begins}, r.findings.told())
		assert.EqualValues(t, 3, r.findings.latest().Count)

		time.Sleep(10 * time.Minute) // no span comes any more, and the situation ends all the same
		assert.Equal(t, []string{begins, ends}, r.findings.told())
		r.stop()
	})
}

// Who wants to know within ten seconds that it is over is told so.
func TestAnEndAsSoonAsItIsAskedFor(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := start(t, `findings: { resolve_after: 10s }`, "")
		r.consume(attacked(time.Now()))
		time.Sleep(20 * time.Second)
		assert.Equal(t, []string{begins, ends}, r.findings.told())
		r.stop()
	})
}

// What was made and never started leaves nothing behind.
func TestAHalfThatIsNeverStarted(t *testing.T) {
	telemetry := componenttest.NewTelemetry()
	set := connectortest.NewNopSettings(metadata.Type)
	set.TelemetrySettings = telemetry.NewTelemetrySettings()
	half, err := NewFactory().CreateTracesToMetrics(t.Context(), set, createDefaultConfig(), consumertest.NewNop())
	require.NoError(t, err)
	_, err = telemetry.GetMetric("otelcol_connector_apierror_tracked_entries")
	require.NoError(t, err)
	require.NoError(t, half.Shutdown(t.Context()))
	_, err = telemetry.GetMetric("otelcol_connector_apierror_tracked_entries")
	require.Error(t, err)
	require.NoError(t, telemetry.Shutdown(t.Context()))
}

// A connector may be in pipelines of one kind only.
func TestOneHalfAlone(t *testing.T) {
	cfg := createDefaultConfig()
	set := connectortest.NewNopSettings(metadata.Type)
	sink := &findingsSink{}
	alone, err := NewFactory().CreateTracesToLogs(t.Context(), set, cfg, sink)
	require.NoError(t, err)
	require.NoError(t, alone.Start(t.Context(), componenttest.NewNopHost()))
	require.NoError(t, alone.ConsumeTraces(t.Context(), attacked(time.Now())))
	require.NoError(t, alone.Shutdown(t.Context()))
	assert.Equal(t, []string{begins}, sink.told(), "a shutdown tells what is new")
}

func TestAShutdownTellsWhatWasCounted(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := start(t, `metrics: { interval: 1h, expire_after: 1h }`, "")
		r.consume(attacked(time.Now()))
		r.stop()
		assert.InDelta(t, 1, r.total("apierror.errors"), 0)
	})
}

func TestWhatThePipelineRefusesComesAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := start(t, ``, "")
		r.findings.refuse(true)
		r.consume(attacked(time.Now()))
		time.Sleep(10 * time.Second)
		assert.Empty(t, r.findings.told())
		assert.Equal(t, 1, r.logs.FilterMessage("the pipeline refuses findings; trying on").Len(), "said once")
		r.findings.refuse(false)
		time.Sleep(2 * time.Second)
		assert.Equal(t, []string{begins}, r.findings.told())
		assert.Equal(t, 1, r.logs.FilterMessage("the pipeline takes findings again").Len())
		r.stop()
	})
}

// Nothing tells again what delta metrics said.
func TestDeltasThatWereRefusedComeAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := start(t, `metrics: { temporality: delta, interval: 10s }`, "")
		r.metrics.refuses.Store(true)
		r.consume(attacked(time.Now()))
		time.Sleep(11 * time.Second)
		r.consume(attacked(time.Now()))
		time.Sleep(10 * time.Second)
		assert.Zero(t, r.sum("apierror.requests"))
		r.metrics.refuses.Store(false)
		r.consume(attacked(time.Now()))
		time.Sleep(20 * time.Second)
		assert.InDelta(t, 3, r.sum("apierror.requests"), 0)
		r.stop()
	})
}

func TestARestartForgetsNothing(t *testing.T) {
	directory := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		first := start(t, ``, directory)
		first.consume(attacked(time.Now()))
		first.stop()
		require.Equal(t, []string{begins}, first.findings.told())

		second := start(t, ``, directory)
		time.Sleep(time.Hour) // without a span
		second.stop()
		assert.Equal(t, []string{ends}, second.findings.told(), "nobody is told anew of what goes on, and once that it ended")
	})
}

func TestADamagedStateIsForgotten(t *testing.T) {
	directory := t.TempDir()
	first := start(t, ``, directory)
	parts := first.halves[0].(*half).engine.Parts()
	first.stop()

	extension := openDirectory(t, directory)
	client, err := extension.(storage.Extension).GetClient(t.Context(), component.KindConnector, component.NewID(metadata.Type), "")
	require.NoError(t, err)
	for _, part := range parts {
		require.NoError(t, client.Set(t.Context(), part.Name, []byte("{")))
	}
	require.NoError(t, client.Close(t.Context()))
	require.NoError(t, extension.Shutdown(t.Context()))

	second := start(t, ``, directory)
	assert.Equal(t, len(parts), second.logs.FilterMessage("a part of what the connector knew is forgotten").Len())
	second.consume(attacked(time.Now()))
	second.stop()
	assert.Equal(t, []string{begins}, second.findings.told(), "it works on")
}

// Whoever lists a storage that does not run is told at start.
func TestAStorageThatDoesNotRun(t *testing.T) {
	cfg := createDefaultConfig().(*Config)
	id := component.MustNewID("file_storage")
	cfg.Storage = &id
	made, err := NewFactory().CreateTracesToMetrics(t.Context(), connectortest.NewNopSettings(metadata.Type), cfg, consumertest.NewNop())
	require.NoError(t, err)
	require.ErrorContains(t, made.Start(t.Context(), componenttest.NewNopHost()), `storage: no extension "file_storage" runs`)
	require.NoError(t, made.Shutdown(t.Context()))
}

func TestOwnTelemetry(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := start(t, ``, "")
		batch := attacked(time.Now())
		batch.ResourceSpans().At(0).ScopeSpans().At(0).Spans().At(0).SetEndTimestamp(0)
		r.consume(batch)
		time.Sleep(2 * time.Second)
		one := []metricdata.DataPoint[int64]{{Value: 1}}
		metadatatest.AssertEqualConnectorApierrorSpans(t, r.telemetry, one, metricdatatest.IgnoreTimestamp())
		metadatatest.AssertEqualConnectorApierrorMalformedValues(t, r.telemetry, one, metricdatatest.IgnoreTimestamp())
		r.consume(batch)
		assert.Equal(t, 1, r.logs.FilterMessageSnippet("cannot be read as what they should be").Len(), "said once")
		metadatatest.AssertEqualConnectorApierrorFindings(t, r.telemetry, []metricdata.DataPoint[int64]{{
			Value: 1, Attributes: attribute.NewSet(attribute.String("kind", "security"), attribute.String("status", "firing")),
		}}, metricdatatest.IgnoreTimestamp())
		r.stop()
	})
}

// askedStorage is a storage while which is read somebody asks for the collector's own telemetry.
type askedStorage struct {
	component.Component
	ask func()
}

type askedClient struct {
	storage.Client
	ask func()
}

func (s askedStorage) GetClient(ctx context.Context, kind component.Kind, id component.ID, name string) (storage.Client, error) {
	client, err := s.Component.(storage.Extension).GetClient(ctx, kind, id, name)
	return askedClient{client, s.ask}, err
}

func (c askedClient) Get(ctx context.Context, key string) ([]byte, error) {
	c.ask()
	return c.Client.Get(ctx, key)
}

// The race detector is what fails here.
func TestTelemetryMayBeAskedForDuringTheStart(t *testing.T) {
	directory := t.TempDir()
	first := start(t, ``, directory)
	first.consume(attacked(time.Now()))
	first.stop()

	own := componenttest.NewTelemetry()
	var asking sync.WaitGroup
	extension := openDirectory(t, directory)
	id := component.MustNewID("file_storage")
	host := hostWith{map[component.ID]component.Component{id: askedStorage{extension, func() {
		asking.Go(func() { _, _ = own.GetMetric("otelcol_connector_apierror_tracked_entries") })
	}}}}
	cfg := createDefaultConfig().(*Config)
	cfg.Storage = &id
	set := connectortest.NewNopSettings(metadata.Type)
	set.ID = component.NewID(metadata.Type)
	set.TelemetrySettings = own.NewTelemetrySettings()
	made, err := NewFactory().CreateTracesToMetrics(t.Context(), set, cfg, consumertest.NewNop())
	require.NoError(t, err)
	require.NoError(t, made.Start(t.Context(), host))
	asking.Wait()
	require.NoError(t, made.Shutdown(t.Context()))
	require.NoError(t, extension.Shutdown(t.Context()))
	require.NoError(t, own.Shutdown(t.Context()))
}
