package alertwebhookexporter

import (
	"context"
	"sync"

	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/exporter"
	"go.opentelemetry.io/collector/exporter/exporterhelper"

	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/metadata"
)

// NewFactory makes the factory of the exporter alert_webhook.
func NewFactory() exporter.Factory {
	f := &factory{joints: make(map[component.ID]*joint)}
	return exporter.NewFactory(
		metadata.Type,
		createDefaultConfig,
		exporter.WithTraces(f.createTraces, metadata.TracesStability),
		exporter.WithLogs(f.createLogs, metadata.LogsStability),
	)
}

// factory joins the two halves of one component: the collector makes one for its traces pipelines and one for its logs
// pipelines.
type factory struct {
	mu     sync.Mutex
	joints map[component.ID]*joint
}

func (f *factory) createTraces(ctx context.Context, set exporter.Settings, cfg component.Config) (exporter.Traces, error) {
	h, err := f.join(set, cfg.(*Config))
	if err != nil {
		return nil, err
	}
	return exporterhelper.NewTraces(ctx, set, cfg, h.alerts.consumeTraces, h.options()...)
}

func (f *factory) createLogs(ctx context.Context, set exporter.Settings, cfg component.Config) (exporter.Logs, error) {
	h, err := f.join(set, cfg.(*Config))
	if err != nil {
		return nil, err
	}
	h.alerts.expectFindings()
	return exporterhelper.NewLogs(ctx, set, cfg, h.alerts.consumeLogs, h.options()...)
}

// join makes a half, and what it shares with the other if it is the first. After the configuration was read again both are new.
func (f *factory) join(set exporter.Settings, cfg *Config) (*half, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	j := f.joints[set.ID]
	if j == nil || j.alerts.cfg != cfg || j.over() {
		alerts, err := newAlertExporter(set, cfg)
		if err != nil {
			return nil, err
		}
		j = &joint{alerts: alerts}
		f.joints[set.ID] = j
	}
	return j.half(), nil
}
