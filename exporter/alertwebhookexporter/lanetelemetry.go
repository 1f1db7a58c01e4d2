package alertwebhookexporter

import (
	"context"
	"time"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/metric"

	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/delivery"
	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/metadata"
	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/outbox"
)

// laneTelemetry counts what becomes of the notifications of one destination.
type laneTelemetry struct {
	builder     *metadata.TelemetryBuilder
	destination attribute.KeyValue
}

var _ delivery.Telemetry = (*laneTelemetry)(nil)

func newLaneTelemetry(builder *metadata.TelemetryBuilder, destination string) *laneTelemetry {
	return &laneTelemetry{builder: builder, destination: attribute.String("destination", destination)}
}

func (t *laneTelemetry) with(more ...attribute.KeyValue) metric.MeasurementOption {
	return metric.WithAttributeSet(attribute.NewSet(append(more, t.destination)...))
}

// Sent counts a notification that was accepted.
func (t *laneTelemetry) Sent(ctx context.Context) {
	t.builder.ExporterAlertWebhookNotificationsSent.Add(ctx, 1, t.with())
}

// Latency records how long after the first event the destination knew.
func (t *laneTelemetry) Latency(ctx context.Context, latency time.Duration) {
	t.builder.ExporterAlertWebhookDeliveryLatency.Record(ctx, latency.Seconds(), t.with())
}

// Retried counts a failed attempt.
func (t *laneTelemetry) Retried(ctx context.Context, reason outbox.Reason) {
	t.builder.ExporterAlertWebhookNotificationsRetried.Add(ctx, 1, t.with(attribute.String("reason", string(reason))))
}

// Failed counts notifications given up.
func (t *laneTelemetry) Failed(ctx context.Context, reason outbox.Reason, count int) {
	t.builder.ExporterAlertWebhookNotificationsFailed.Add(ctx, int64(count), t.with(attribute.String("reason", string(reason))))
}

// DeadLettersEvicted counts dead letters that made room for newer ones.
func (t *laneTelemetry) DeadLettersEvicted(ctx context.Context, count int) {
	t.evicted(ctx, "dead_letter", count)
}

// ReceiptsEvicted counts groups of which it is not known any more where the destination keeps them.
func (t *laneTelemetry) ReceiptsEvicted(ctx context.Context, count int) {
	t.evicted(ctx, "receipt", count)
}

func (t *laneTelemetry) evicted(ctx context.Context, what string, count int) {
	t.builder.ExporterAlertWebhookEvictions.Add(ctx, int64(count), metric.WithAttributes(attribute.String("evicted", what)))
}

// JournalFailed counts a failed write to the storage.
func (t *laneTelemetry) JournalFailed(ctx context.Context) {
	t.builder.ExporterAlertWebhookStorageFailures.Add(ctx, 1)
}
