package apierrorprocessor

import (
	"context"
	"slices"

	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/metric"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
	"github.com/otelcol-apierror/otelcol-apierror/processor/apierrorprocessor/internal/metadata"
)

var (
	categories = apierror.Categories()
	signals    = apierror.Signals()
)

// tally counts within a batch, so that the meter is asked once a batch and not once a span.
type tally struct {
	spans, malformed int64
	failed           [32]int64 // by index in categories
	suspicious       [32]int64 // by index in signals
	ruleErrors       map[string]int64
}

func (t *tally) reset() { *t = tally{} }

func (t *tally) count(v *apierror.Verdict) {
	if i := slices.Index(categories, v.Failure.Category); i >= 0 {
		t.failed[i]++
	}
	for _, signal := range v.Security.Signals {
		if i := slices.Index(signals, signal); i >= 0 {
			t.suspicious[i]++
		}
	}
}

func (t *tally) ruleFailed(name string) {
	if t.ruleErrors == nil {
		t.ruleErrors = make(map[string]int64)
	}
	t.ruleErrors[name]++
}

// selfTelemetry is what the processor says of itself, with the attribute sets made beforehand.
type selfTelemetry struct {
	builder    *metadata.TelemetryBuilder
	categories []metric.MeasurementOption
	signals    []metric.MeasurementOption
}

func newSelfTelemetry(settings component.TelemetrySettings, e *enricher) (*selfTelemetry, error) {
	builder, err := metadata.NewTelemetryBuilder(settings)
	if err != nil {
		return nil, err
	}
	t := &selfTelemetry{builder: builder}
	for _, category := range categories {
		t.categories = append(t.categories, withAttribute("category", string(category)))
	}
	for _, signal := range signals {
		t.signals = append(t.signals, withAttribute("signal", string(signal)))
	}
	if err := builder.RegisterProcessorApierrorTrackedEntriesCallback(e.observeTracked); err != nil {
		return nil, err
	}
	if err := builder.RegisterProcessorApierrorEvictedEntriesCallback(e.observeEvicted); err != nil {
		return nil, err
	}
	return t, nil
}

func withAttribute(key, value string) metric.MeasurementOption {
	return metric.WithAttributeSet(attribute.NewSet(attribute.String(key, value)))
}

func (t *selfTelemetry) shutdown() { t.builder.Shutdown() }

func (t *selfTelemetry) record(ctx context.Context, batch *tally) {
	t.builder.ProcessorApierrorSpans.Add(ctx, batch.spans)
	if batch.malformed > 0 {
		t.builder.ProcessorApierrorMalformedValues.Add(ctx, batch.malformed)
	}
	for i, option := range t.categories {
		if n := batch.failed[i]; n > 0 {
			t.builder.ProcessorApierrorFailedSpans.Add(ctx, n, option)
		}
	}
	for i, option := range t.signals {
		if n := batch.suspicious[i]; n > 0 {
			t.builder.ProcessorApierrorSuspiciousSpans.Add(ctx, n, option)
		}
	}
	for name, n := range batch.ruleErrors {
		t.builder.ProcessorApierrorRuleErrors.Add(ctx, n, withAttribute("rule", name))
	}
}

// What is remembered, and how it is named.
var (
	ofActors     = withAttribute("memory", "actors")
	ofContracts  = withAttribute("memory", "contracts")
	ofFailures   = withAttribute("memory", "failures")
	ofLosses     = withAttribute("memory", "losses")
	ofExceptions = withAttribute("memory", "exceptions")
)

func (e *enricher) observeTracked(_ context.Context, observer metric.Int64Observer) error {
	e.detectMu.Lock()
	observer.Observe(int64(e.detectors.Tracked()), ofActors)
	e.detectMu.Unlock()
	e.driftMu.Lock()
	observer.Observe(int64(e.drift.Tracked()), ofContracts)
	e.driftMu.Unlock()
	tracked, _ := e.exceptions.size()
	observer.Observe(int64(tracked), ofExceptions)
	return nil
}

//nolint:gosec // counts of evictions stay far below 2^63
func (e *enricher) observeEvicted(_ context.Context, observer metric.Int64Observer) error {
	e.detectMu.Lock()
	observer.Observe(int64(e.detectors.Evictions()), ofActors)
	e.detectMu.Unlock()
	e.driftMu.Lock()
	observer.Observe(int64(e.drift.Evictions()), ofContracts)
	e.driftMu.Unlock()
	observer.Observe(int64(e.traces.Evictions()), ofFailures)
	observer.Observe(int64(e.model.Evictions()), ofLosses)
	_, evicted := e.exceptions.size()
	observer.Observe(int64(evicted), ofExceptions)
	return nil
}
