package alertwebhookexporter

import (
	"context"
	"time"

	"go.uber.org/zap"

	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/outbox"
)

// releaseEvery is how often it is tried whether a queue has room again.
const releaseEvery = 20 * time.Millisecond

// release tells of all that is held back: without a storage, a shutdown is the last chance to. What finds no room in a queue before the
// context ends is lost, and counted.
func (e *alertExporter) release(ctx context.Context) {
	ticker := time.NewTicker(releaseEvery)
	defer ticker.Stop()
	for {
		left := e.tick(ctx, time.Now(), true)
		if len(left) == 0 {
			return
		}
		select {
		case <-ticker.C:
		case <-ctx.Done():
			for destination, count := range left {
				newLaneTelemetry(e.telemetry, destination).Failed(context.WithoutCancel(ctx), outbox.ReasonShutdown, count)
				e.set.Logger.Warn("notifications are lost: the queue had no room for them before the shutdown, and no storage is configured",
					zap.String("destination", destination), zap.Int("count", count))
			}
			return
		}
	}
}
