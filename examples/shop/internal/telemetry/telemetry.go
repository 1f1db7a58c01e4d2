// Package telemetry sets up OpenTelemetry's SDK as a real service does: traces only, sent as OTLP to wherever
// OTEL_EXPORTER_OTLP_ENDPOINT points.
package telemetry

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/google/uuid"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/exporters/otlp/otlptrace"
	"go.opentelemetry.io/otel/exporters/otlp/otlptrace/otlptracegrpc"
	"go.opentelemetry.io/otel/exporters/otlp/otlptrace/otlptracehttp"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/sdk/resource"
	sdktrace "go.opentelemetry.io/otel/sdk/trace"
	semconv "go.opentelemetry.io/otel/semconv/v1.43.0"
)

// exportDelay is shorter than the SDK's five seconds: a demo that lasts less than a minute shows its alerts sooner.
const exportDelay = 500 * time.Millisecond

// Start makes the named service's tracer provider the global one. The returned function sends what is still queued.
func Start(ctx context.Context, service, version string) (func(context.Context) error, error) {
	exporter, err := newExporter(ctx)
	if err != nil {
		return nil, fmt.Errorf("trace exporter: %w", err)
	}
	host, err := os.Hostname()
	if err != nil {
		host = "localhost"
	}
	described, err := resource.New(ctx, resource.WithTelemetrySDK(), resource.WithAttributes(
		semconv.ServiceName(service),
		semconv.ServiceVersion(version),
		semconv.ServiceInstanceID(uuid.NewString()),
		semconv.DeploymentEnvironmentNameKey.String("demo"),
		semconv.HostName(host),
	))
	if err != nil {
		return nil, errors.Join(fmt.Errorf("resource: %w", err), exporter.Shutdown(ctx))
	}
	provider := sdktrace.NewTracerProvider(
		sdktrace.WithResource(described),
		sdktrace.WithSpanProcessor(userFromBaggage{}),
		sdktrace.WithBatcher(exporter, sdktrace.WithBatchTimeout(exportDelay)),
	)
	otel.SetTracerProvider(provider)
	otel.SetTextMapPropagator(propagation.NewCompositeTextMapPropagator(propagation.TraceContext{}, propagation.Baggage{}))
	return provider.Shutdown, nil
}

// newExporter picks the protocol by the variable that every SDK reads, because the Go SDK leaves that choice to the program.
// Without an endpoint it means the collector on this machine, which the SDK would by itself address by https.
func newExporter(ctx context.Context) (*otlptrace.Exporter, error) {
	byHand := os.Getenv("OTEL_EXPORTER_OTLP_ENDPOINT") == ""
	if os.Getenv("OTEL_EXPORTER_OTLP_PROTOCOL") == "grpc" {
		if byHand {
			return otlptracegrpc.New(ctx, otlptracegrpc.WithInsecure())
		}
		return otlptracegrpc.New(ctx)
	}
	if byHand {
		return otlptracehttp.New(ctx, otlptracehttp.WithInsecure())
	}
	return otlptracehttp.New(ctx)
}
