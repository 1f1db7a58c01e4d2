package alertwebhookexporter

import (
	"context"
	"time"

	"github.com/hashicorp/golang-lru/v2/simplelru"
	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/config/configoptional"
	"go.opentelemetry.io/collector/config/configretry"
	"go.opentelemetry.io/collector/consumer/consumererror"
	"go.opentelemetry.io/collector/exporter"
	"go.opentelemetry.io/collector/exporter/exporterhelper"
	"go.opentelemetry.io/collector/pdata/plog"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/metric"
	"go.uber.org/zap"

	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/metadata"
	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/payload"
	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/situation"
)

const (
	// shutdownGrace is how long a shutdown waits for attempts that are under way and, where nothing is stored, for what is
	// still queued.
	shutdownGrace = 10 * time.Second

	// Between these, doubled each time, is how long a full queue is left alone: soon enough where it is full for a moment, and
	// sparing the log a line a tick where it stays full.
	shortestPause = 250 * time.Millisecond
	longestPause  = 30 * time.Second

	// rememberedFindings bounds of how many findings a lane knows what it delivered last.
	rememberedFindings = 1024
)

// lane is the way to one destination: a queue and its only consumer, so that notifications arrive in order and a destination
// that is slow or dead delays no other. Queue, retries and storage are exporterhelper's, under a component ID of the lane's own.
type lane struct {
	destination string
	hook        *webhook
	queue       exporter.Logs
	telemetry   *metadata.TelemetryBuilder

	retries bool
	maxAge  time.Duration
	stored  bool

	pause       time.Duration
	pausedUntil time.Time

	// delivered has when the last delivered notification of a finding was queued. Only the consumer uses it.
	delivered *simplelru.LRU[string, time.Time]

	// stopping ends when a shutdown waits no longer.
	stopping context.Context
	stop     context.CancelFunc
}

func newLane(ctx context.Context, cfg *Config, destination string, hook *webhook, set exporter.Settings,
	telemetry *metadata.TelemetryBuilder,
) (*lane, error) {
	delivered, err := simplelru.NewLRU[string, time.Time](rememberedFindings, nil)
	if err != nil {
		return nil, err
	}
	l := &lane{
		destination: destination,
		hook:        hook,
		telemetry:   telemetry,
		retries:     cfg.Retry.Enabled,
		maxAge:      cfg.Retry.MaxElapsedTime,
		stored:      cfg.Storage != nil,
		delivered:   delivered,
	}
	l.stopping, l.stop = context.WithCancel(context.WithoutCancel(ctx))

	set.ID = laneID(set.ID, destination)
	set.Logger = set.Logger.With(zap.String("destination", destination))
	queue := exporterhelper.NewDefaultQueueConfig()
	queue.QueueSize = cfg.Queue.Size
	queue.NumConsumers = 1
	queue.StorageID = cfg.Storage
	// A batch would be one request, with one id, of several notifications.
	queue.Batch = configoptional.None[exporterhelper.BatchConfig]()
	retry := configretry.BackOffConfig(cfg.Retry)
	// The age that bounds retries counts from when a notification was queued, also over a restart: see push.
	retry.MaxElapsedTime = 0
	l.queue, err = exporterhelper.NewLogs(ctx, set, cfg, l.push,
		exporterhelper.WithQueue(configoptional.Some(queue)),
		exporterhelper.WithRetry(retry),
		// The client has its own.
		exporterhelper.WithTimeout(exporterhelper.TimeoutConfig{Timeout: 0}),
	)
	return l, err
}

// laneID is unique among all exporters, since the name of a destination has no slash.
func laneID(id component.ID, destination string) component.ID {
	if id.Name() == "" {
		return component.NewIDWithName(id.Type(), destination)
	}
	return component.NewIDWithName(id.Type(), id.Name()+"/"+destination)
}

// offer queues a notification. An error means that it was not taken: the queue is full, or cannot be written to.
func (l *lane) offer(ctx context.Context, n *situation.Notification, now time.Time) error {
	logs, err := encodeItem(n, now)
	if err != nil {
		return err
	}
	if err := l.queue.ConsumeLogs(ctx, logs); err != nil {
		l.pause = min(max(2*l.pause, shortestPause), longestPause)
		l.pausedUntil = now.Add(l.pause)
		return err
	}
	l.pause = 0
	return nil
}

func (l *lane) paused(now time.Time) bool { return now.Before(l.pausedUntil) }

// push makes one attempt to deliver a notification from the queue.
func (l *lane) push(ctx context.Context, logs plog.Logs) error {
	notification, err := decodeItem(logs)
	if err != nil {
		return l.giveUp(ctx, failedUnreadable, err)
	}
	// What was being tried at a shutdown goes to the end of the queue, where it may be outdated.
	if last, ok := l.delivered.Get(notification.finding.ID); ok && last.After(notification.queuedAt) {
		l.countFailed(ctx, failedSuperseded)
		return nil
	}
	body, err := payload.Encode(&notification.finding, notification.queuedAt)
	if err != nil {
		return l.giveUp(ctx, failedUnreadable, err)
	}

	attempt, done := context.WithCancel(ctx)
	defer done()
	defer context.AfterFunc(l.stopping, done)() //nolint:contextcheck // the second of two that end an attempt
	failed := l.hook.post(attempt, notification.webhookID, body)
	if failed == nil {
		l.delivered.Add(notification.finding.ID, notification.queuedAt)
		l.telemetry.ExporterAlertWebhookNotificationsSent.Add(ctx, 1, l.attributes())
		return nil
	}
	return l.failed(ctx, failed, time.Since(notification.queuedAt))
}

// failed decides whether a notification is tried again.
func (l *lane) failed(ctx context.Context, failed *failedAttempt, age time.Duration) error {
	left := l.maxAge - age
	switch {
	case !failed.retryable, !l.retries:
		return l.giveUp(ctx, failed.reason, failed)
	case left <= 0:
		return l.giveUp(ctx, failedExpired, failed)
	case l.stopping.Err() != nil && !l.stored:
		return l.giveUp(ctx, failedShutdown, failed)
	}
	l.telemetry.ExporterAlertWebhookNotificationsRetried.Add(ctx, 1, l.attributes(failed.reason))
	if failed.retryAfter > 0 {
		return exporterhelper.NewThrottleRetry(failed, min(failed.retryAfter, left))
	}
	return failed
}

func (l *lane) giveUp(ctx context.Context, reason failureReason, err error) error {
	l.countFailed(ctx, reason)
	return consumererror.NewPermanent(err)
}

func (l *lane) countFailed(ctx context.Context, reason failureReason) {
	l.telemetry.ExporterAlertWebhookNotificationsFailed.Add(ctx, 1, l.attributes(reason))
}

func (l *lane) attributes(reasons ...failureReason) metric.MeasurementOption {
	attributes := []attribute.KeyValue{attribute.String("destination", l.destination)}
	for _, reason := range reasons {
		attributes = append(attributes, attribute.String("reason", string(reason)))
	}
	return metric.WithAttributeSet(attribute.NewSet(attributes...))
}

func (l *lane) shutdown(ctx context.Context) error {
	giveUp := time.AfterFunc(shutdownGrace, l.stop)
	defer giveUp.Stop()
	defer context.AfterFunc(ctx, l.stop)()
	err := l.queue.Shutdown(ctx)
	l.stop()
	l.hook.client.CloseIdleConnections()
	return err
}
