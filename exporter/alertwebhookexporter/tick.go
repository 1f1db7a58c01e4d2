package alertwebhookexporter

import (
	"context"
	"time"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/metric"
	"go.uber.org/zap"

	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/notification"
	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/situation"
)

// maxPerTick bounds what one destination is told of at once; the rest is due at the next tick.
const maxPerTick = 256

// saveEvery is how often what only goes on is saved, where nobody is to be told anything.
const saveEvery = time.Second

// tick queues what is due; with release, also what is held back, and all at once. A situation is saved before anybody is told of
// it and again after: whatever a crash falls between, a notification is queued again with the id that it had, or not at all.
func (e *alertExporter) tick(ctx context.Context, now time.Time, release bool) {
	e.reloadSilences(now)
	due, some := e.due(now, release)
	if some || release || now.Sub(e.savedAt) >= saveEvery {
		e.save(ctx)
		e.savedAt = now
	}
	told := false
	for i, l := range e.lanes {
		if len(due[i]) > 0 && e.tell(ctx, e.cfg.Destinations[i].Name, l, due[i], now) {
			told = true
		}
	}
	e.mu.Lock()
	e.tracker.Expire(now)
	counts := e.tracker.TakeCounts()
	e.mu.Unlock()
	if told {
		e.save(ctx)
	}
	e.record(ctx, &counts)
}

// due lists for each destination what it is to be told.
func (e *alertExporter) due(now time.Time, release bool) (due [][]*notification.Notification, some bool) {
	limit := maxPerTick
	if release {
		limit = maxSituations
	}
	due = make([][]*notification.Notification, len(e.lanes))
	for i, l := range e.lanes {
		if release || !l.Paused(now) {
			e.mu.Lock()
			due[i] = e.tracker.Due(e.cfg.Destinations[i].Name, limit, now, release)
			e.mu.Unlock()
			some = some || len(due[i]) > 0
		}
	}
	return due, some
}

// tell queues what is due, and reports whether the lane took anything. What it did not take stays due.
func (e *alertExporter) tell(ctx context.Context, destination string, l lane, due []*notification.Notification, now time.Time) bool {
	taken, err := l.Offer(ctx, due)
	if err != nil {
		e.set.Logger.Warn("a destination's queue takes nothing for now: what it is to be told stays due",
			zap.String("destination", destination), zap.Error(err))
	}
	e.mu.Lock()
	for _, n := range due[:taken] {
		e.tracker.Told(n, now)
	}
	e.mu.Unlock()
	return taken > 0
}

func (e *alertExporter) record(ctx context.Context, counts *situation.Counts) {
	t := e.telemetry
	for kind, n := range counts.Opened {
		t.ExporterAlertWebhookFindingsOpened.Add(ctx, n, metric.WithAttributes(attribute.String("kind", string(kind))))
	}
	for of, n := range counts.Suppressed {
		t.ExporterAlertWebhookFindingsSuppressed.Add(ctx, n, metric.WithAttributes(
			attribute.String("kind", string(of.Kind)), attribute.String("reason", of.Reason)))
	}
	if counts.LeftToFindings > 0 {
		t.ExporterAlertWebhookSpansLeftToFindings.Add(ctx, counts.LeftToFindings)
	}
	for what, n := range map[string]int64{"situation": counts.EvictedSituations, "call": counts.EvictedCalls} {
		if n > 0 {
			t.ExporterAlertWebhookEvictions.Add(ctx, n, metric.WithAttributes(attribute.String("evicted", what)))
		}
	}
	if counts.MalformedVerdicts > 0 {
		t.ExporterAlertWebhookVerdictsMalformed.Add(ctx, counts.MalformedVerdicts)
	}
}
