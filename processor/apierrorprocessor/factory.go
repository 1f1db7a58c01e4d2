package apierrorprocessor

import (
	"context"
	"sync"

	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/consumer"
	"go.opentelemetry.io/collector/processor"
	"go.opentelemetry.io/collector/processor/processorhelper"

	"github.com/otelcol-apierror/otelcol-apierror/processor/apierrorprocessor/internal/metadata"
)

// NewFactory makes the factory of the apierror processor.
func NewFactory() processor.Factory {
	f := &factory{memories: make(map[component.ID]*loggedExceptions)}
	return processor.NewFactory(
		metadata.Type,
		createDefaultConfig,
		processor.WithTraces(f.createTraces, metadata.TracesStability),
		processor.WithLogs(f.createLogs, metadata.LogsStability),
	)
}

// factory joins the two halves of one component: the collector makes one for its logs pipelines and one for its traces
// pipelines.
type factory struct {
	mu       sync.Mutex
	memories map[component.ID]*loggedExceptions
	stored   owners
}

// memory is the same for both halves, also after the configuration was read again.
func (f *factory) memory(id component.ID) *loggedExceptions {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.memories[id] == nil {
		f.memories[id] = newLoggedExceptions()
	}
	return f.memories[id]
}

func (f *factory) createTraces(ctx context.Context, set processor.Settings, cfg component.Config, next consumer.Traces) (processor.Traces, error) {
	enricher, err := newEnricher(set, cfg.(*Config), f.memory(set.ID))
	if err != nil {
		return nil, err
	}
	kept := newKeeper(set, cfg.(*Config).Storage, enricher, &f.stored)
	return processorhelper.NewTraces(ctx, set, cfg, next, enricher.processTraces,
		processorhelper.WithCapabilities(consumer.Capabilities{MutatesData: true}),
		processorhelper.WithStart(kept.start),
		processorhelper.WithShutdown(kept.shutdown),
	)
}

func (f *factory) createLogs(ctx context.Context, set processor.Settings, cfg component.Config, next consumer.Logs) (processor.Logs, error) {
	enricher, err := newLogEnricher(set, cfg.(*Config), f.memory(set.ID))
	if err != nil {
		return nil, err
	}
	return processorhelper.NewLogs(ctx, set, cfg, next, enricher.processLogs,
		processorhelper.WithCapabilities(consumer.Capabilities{MutatesData: true}),
		processorhelper.WithShutdown(enricher.shutdown),
	)
}
