package delivery

import (
	"context"
	"time"

	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/outbox"
)

// Telemetry is told what becomes of notifications. It is safe for concurrent use.
type Telemetry interface {
	// Sent counts a notification that the destination accepted.
	Sent(ctx context.Context)
	// Latency is from the first event of what a group is about to that the destination accepted the first notification of it.
	Latency(ctx context.Context, latency time.Duration)
	// Retried counts a failed attempt after which the notification is kept.
	Retried(ctx context.Context, reason outbox.Reason)
	// Failed counts notifications given up.
	Failed(ctx context.Context, reason outbox.Reason, count int)
	// DeadLettersEvicted counts dead letters that made room for newer ones.
	DeadLettersEvicted(ctx context.Context, count int)
	// ReceiptsEvicted counts groups of which the format forgot what it had kept.
	ReceiptsEvicted(ctx context.Context, count int)
	// JournalFailed counts writes to the storage that failed.
	JournalFailed(ctx context.Context)
}

// BreakerState is the state of a circuit breaker as its gauge tells it.
type BreakerState int

const (
	BreakerClosed   BreakerState = 0
	BreakerHalfOpen BreakerState = 1
	BreakerOpen     BreakerState = 2
)

// Stats are the gauges of a lane.
type Stats struct {
	Queued, InFlight, DeadLetters int
	Age                           time.Duration // of the oldest that is queued
	Breaker                       BreakerState
	Disabled                      bool
}
