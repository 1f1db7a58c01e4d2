package alertwebhookexporter

import (
	"context"
	"errors"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/metric"
)

// breakerDisabled is the state of a destination that said that it is gone, beside those of a breaker.
const breakerDisabled = 3

// observe registers what is measured whenever somebody asks.
func (e *alertExporter) observe() error {
	t := e.telemetry
	return errors.Join(
		t.RegisterExporterAlertWebhookSituationsCallback(func(_ context.Context, observer metric.Int64Observer) error {
			e.mu.Lock()
			defer e.mu.Unlock()
			observer.Observe(int64(e.tracker.Len()))
			return nil
		}),
		t.RegisterExporterAlertWebhookQueueSizeCallback(e.gauge(func(l lane) int { return l.Stats().Queued })),
		t.RegisterExporterAlertWebhookInFlightCallback(e.gauge(func(l lane) int { return l.Stats().InFlight })),
		t.RegisterExporterAlertWebhookDeadLettersCallback(e.gauge(func(l lane) int { return l.Stats().DeadLetters })),
		t.RegisterExporterAlertWebhookBreakerStateCallback(e.gauge(breakerState)),
		t.RegisterExporterAlertWebhookQueueAgeCallback(func(_ context.Context, observer metric.Float64Observer) error {
			for i, l := range e.lanes {
				observer.Observe(l.Stats().Age.Seconds(), e.destination(i))
			}
			return nil
		}),
	)
}

func breakerState(l lane) int {
	stats := l.Stats()
	if stats.Disabled {
		return breakerDisabled
	}
	return int(stats.Breaker)
}

func (e *alertExporter) gauge(read func(lane) int) metric.Int64Callback {
	return func(_ context.Context, observer metric.Int64Observer) error {
		for i, l := range e.lanes {
			observer.Observe(int64(read(l)), e.destination(i))
		}
		return nil
	}
}

func (e *alertExporter) destination(i int) metric.MeasurementOption {
	return metric.WithAttributeSet(attribute.NewSet(attribute.String("destination", e.cfg.Destinations[i].Name)))
}
