package alertwebhookexporter

import (
	"context"

	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/exporter"
	"go.opentelemetry.io/collector/exporter/exporterhelper"

	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/metadata"
)

// NewFactory makes the factory of the exporter alert_webhook.
func NewFactory() exporter.Factory {
	return exporter.NewFactory(
		metadata.Type,
		createDefaultConfig,
		exporter.WithTraces(createTraces, metadata.TracesStability),
	)
}

func createTraces(ctx context.Context, set exporter.Settings, cfg component.Config) (exporter.Traces, error) {
	alerts, err := newAlertExporter(set, cfg.(*Config))
	if err != nil {
		return nil, err
	}
	// Reading spans blocks on nothing, so they need neither a queue nor a timeout here: notifications have theirs.
	return exporterhelper.NewTraces(ctx, set, cfg, alerts.consumeTraces,
		exporterhelper.WithStart(alerts.start),
		exporterhelper.WithShutdown(alerts.shutdown),
		exporterhelper.WithTimeout(exporterhelper.TimeoutConfig{Timeout: 0}),
	)
}
