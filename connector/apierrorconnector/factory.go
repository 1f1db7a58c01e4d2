package apierrorconnector

import (
	"context"
	"sync"

	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/connector"
	"go.opentelemetry.io/collector/consumer"

	"github.com/otelcol-apierror/otelcol-apierror/connector/apierrorconnector/internal/metadata"
)

// NewFactory makes the factory of the apierror connector.
func NewFactory() connector.Factory {
	f := &factory{joined: make(map[component.ID]*joint)}
	return connector.NewFactory(
		metadata.Type,
		createDefaultConfig,
		connector.WithTracesToMetrics(f.tracesToMetrics, metadata.TracesToMetricsStability),
		connector.WithTracesToLogs(f.tracesToLogs, metadata.TracesToLogsStability),
	)
}

// factory joins the two halves of one component: the collector makes one for its metrics pipelines and one for its logs
// pipelines, and shows each of them every span.
type factory struct {
	mu     sync.Mutex
	joined map[component.ID]*joint
}

func (f *factory) tracesToMetrics(_ context.Context, set connector.Settings, cfg component.Config, next consumer.Metrics) (connector.Traces, error) {
	j, err := f.joint(set, cfg.(*Config))
	if err != nil {
		return nil, err
	}
	return j.join(func() { j.metrics = next }, func(ctx context.Context) { j.collect(ctx, true) }), nil
}

func (f *factory) tracesToLogs(_ context.Context, set connector.Settings, cfg component.Config, next consumer.Logs) (connector.Traces, error) {
	j, err := f.joint(set, cfg.(*Config))
	if err != nil {
		return nil, err
	}
	return j.join(func() {
		j.logs = next
		j.engine.TellFindings()
	}, j.flushFindings), nil
}

// joint gives what the halves of a component share. After the configuration was read again it is another.
func (f *factory) joint(set connector.Settings, cfg *Config) (*joint, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if known := f.joined[set.ID]; known != nil && known.cfg == cfg && !known.begun() {
		return known, nil
	}
	made, err := newJoint(set, cfg)
	if err != nil {
		return nil, err
	}
	f.joined[set.ID] = made
	return made, nil
}
