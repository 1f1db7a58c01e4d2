package apierrorconnector

import (
	"context"
	"sync"

	"go.opentelemetry.io/collector/connector"
	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/metric"
	"go.uber.org/zap"

	"github.com/otelcol-apierror/otelcol-apierror/connector/apierrorconnector/internal/engine"
	"github.com/otelcol-apierror/otelcol-apierror/connector/apierrorconnector/internal/metadata"
	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// selfTelemetry is what the connector says of itself.
type selfTelemetry struct {
	builder *metadata.TelemetryBuilder
	ended   sync.Once
	logger  *zap.Logger

	mu     sync.Mutex
	warned map[string]struct{} // what the log was told of, so that it is told once
}

func newSelfTelemetry(set connector.Settings, j *joint) (*selfTelemetry, error) {
	builder, err := metadata.NewTelemetryBuilder(set.TelemetrySettings)
	if err != nil {
		return nil, err
	}
	t := &selfTelemetry{builder: builder, logger: set.Logger, warned: make(map[string]struct{})}
	memories := func() []engine.Memory {
		j.mu.Lock()
		defer j.mu.Unlock()
		return j.engine.Memories()
	}
	err = builder.RegisterConnectorApierrorTrackedEntriesCallback(func(_ context.Context, observer metric.Int64Observer) error {
		for _, memory := range memories() {
			observer.Observe(int64(memory.Tracked), metric.WithAttributes(attribute.String("memory", memory.Name)))
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return t, builder.RegisterConnectorApierrorEvictedEntriesCallback(func(_ context.Context, observer metric.Int64Observer) error {
		for _, memory := range memories() {
			observer.Observe(int64(memory.Evicted), metric.WithAttributes(attribute.String("memory", memory.Name))) //nolint:gosec // a count
		}
		return nil
	})
}

func (t *selfTelemetry) shutdown() { t.ended.Do(t.builder.Shutdown) }

// record adds what a batch was, and says of a memory that was too small for it so once.
func (t *selfTelemetry) record(ctx context.Context, counts *engine.Counts) {
	t.builder.ConnectorApierrorSpans.Add(ctx, counts.Spans)
	if counts.Malformed > 0 {
		t.builder.ConnectorApierrorMalformedValues.Add(ctx, counts.Malformed)
		t.once("malformed", "durations, timestamps or attributes came that cannot be read as what they should be: the spans count as far as "+
			"the rest goes, see connector_apierror_malformed_values; this is said once")
	}
	if counts.Late > 0 {
		t.builder.ConnectorApierrorLateSpans.Add(ctx, counts.Late)
	}
	for _, memory := range counts.Full {
		t.warn(memory)
	}
	for i := range counts.Silences {
		t.logger.Warn(counts.Silences[i].String(), zap.String("measure", counts.Silences[i].Measure), zap.Bool("silent", counts.Silences[i].Silent))
	}
}

func (t *selfTelemetry) warn(memory string) {
	t.once(memory, "a memory of the connector is full: what finds no room in it is counted together, see connector_apierror_evicted_entries; "+
		"this is said once", zap.String("memory", memory))
}

// once warns of something the first time that it happens.
func (t *selfTelemetry) once(what, message string, fields ...zap.Field) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if _, told := t.warned[what]; told {
		return
	}
	t.warned[what] = struct{}{}
	t.logger.Warn(message, fields...)
}

func (t *selfTelemetry) emitted(ctx context.Context, findings []apierror.Finding) {
	for i := range findings {
		t.builder.ConnectorApierrorFindings.Add(ctx, 1, metric.WithAttributes(
			attribute.String("kind", string(findings[i].Kind)), attribute.String("status", string(findings[i].Status))))
	}
}

func timestamp(nanos int64) pcommon.Timestamp { return pcommon.Timestamp(nanos) } //nolint:gosec // the wall clock is past 1970
