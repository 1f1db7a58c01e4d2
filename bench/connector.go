package bench

import (
	"context"
	"fmt"

	"github.com/open-telemetry/opentelemetry-collector-contrib/connector/spanmetricsconnector"
	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/component/componenttest"
	"go.opentelemetry.io/collector/connector"
	"go.opentelemetry.io/collector/connector/connectortest"
	"go.opentelemetry.io/collector/consumer"

	"github.com/otelcol-apierror/otelcol-apierror/connector/apierrorconnector"
)

// MetricsContender is a connector from traces to metrics under a configuration.
type MetricsContender struct {
	Name    string
	factory func() connector.Factory
	yaml    string
}

// MetricsContenders are our connector and contrib's spanmetricsconnector, signal for signal: a counter of calls and an
// exponential histogram of durations by service, method and route, cumulative, told on demand only.
func MetricsContenders(series int) (ours, theirs MetricsContender) {
	return MetricsContender{"apierror", apierrorconnector.NewFactory, fmt.Sprintf(`
metrics: { interval: 24h, expire_after: 24h, max_series: %d }
`, 2*series)},
		MetricsContender{"spanmetrics", spanmetricsconnector.NewFactory, fmt.Sprintf(`
histogram: { unit: s, exponential: { max_size: 160 } }
dimensions: [ { name: http.request.method }, { name: http.route } ]
metrics_flush_interval: 24h
aggregation_cardinality_limit: %d
`, 2*series)}
}

// Start makes the connector in front of a sink.
func (c MetricsContender) Start(ctx context.Context, sink consumer.Metrics) (connector.Traces, error) {
	factory := c.factory()
	config := factory.CreateDefaultConfig()
	if err := configure(config, c.yaml); err != nil {
		return nil, fmt.Errorf("%s: %w", c.Name, err)
	}
	set := connectortest.NewNopSettings(factory.Type())
	set.ID = component.NewID(factory.Type())
	made, err := factory.CreateTracesToMetrics(ctx, set, config, sink)
	if err != nil {
		return nil, err
	}
	return made, made.Start(ctx, componenttest.NewNopHost())
}
