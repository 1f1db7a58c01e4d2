package alertwebhookexporter

import (
	"context"
	"slices"
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
// it and again after: whatever a crash falls between, a notification is queued again with the id that it had, or not at all. left is
// how many found no room, by destination.
func (e *alertExporter) tick(ctx context.Context, now time.Time, release bool) (left map[string]int) {
	e.reloadSilences(now)
	e.tellAgain(now)
	due, some := e.due(now, release)
	if some || release || now.Sub(e.savedAt) >= saveEvery {
		e.save(ctx)
		e.savedAt = now
	}
	told := false
	left = make(map[string]int)
	for i, l := range e.lanes {
		if len(due[i]) == 0 {
			continue
		}
		destination := e.cfg.Destinations[i].Name
		taken, err := e.tell(ctx, l, due[i], now)
		told = told || taken > 0
		if taken < len(due[i]) {
			left[destination] = len(due[i]) - taken
		}
		if err != nil && taken == 0 && !release {
			e.set.Logger.Warn("a destination's queue takes nothing for now: what it is to be told stays due",
				zap.String("destination", destination), zap.Error(err))
		}
	}
	e.mu.Lock()
	e.tracker.Expire(now)
	counts, refused := e.tracker.TakeCounts(), e.router.TakeRefused()
	e.mu.Unlock()
	if told {
		e.save(ctx)
	}
	e.record(ctx, &counts, refused)
	return left
}

// tellAgain has destinations told again of what they were told in vain.
func (e *alertExporter) tellAgain(now time.Time) {
	for i, l := range e.lanes {
		if missed := l.TakeMissed(); len(missed) > 0 {
			e.mu.Lock()
			e.tracker.Unheard(e.cfg.Destinations[i].Name, missed, now)
			e.mu.Unlock()
		}
	}
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
			due[i] = slices.DeleteFunc(e.tracker.Due(e.cfg.Destinations[i].Name, limit, now, release), e.isRefused)
			e.mu.Unlock()
			some = some || len(due[i]) > 0
		}
	}
	return due, some
}

// tell queues what is due, and returns how much of it the lane took. What it did not take stays due.
func (e *alertExporter) tell(ctx context.Context, l lane, due []*notification.Notification, now time.Time) (int, error) {
	taken, err := l.Offer(ctx, due)
	e.mu.Lock()
	for _, n := range due[:taken] {
		e.tracker.Told(n, now)
	}
	e.mu.Unlock()
	return taken, err
}

func (e *alertExporter) record(ctx context.Context, counts *situation.Counts, refused int64) {
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
	for what, n := range map[string]int64{"situation": counts.EvictedSituations, "call": counts.EvictedCalls, "inhibitor": refused} {
		if n > 0 {
			t.ExporterAlertWebhookEvictions.Add(ctx, n, metric.WithAttributes(attribute.String("evicted", what)))
		}
	}
	if counts.MalformedVerdicts > 0 {
		t.ExporterAlertWebhookVerdictsMalformed.Add(ctx, counts.MalformedVerdicts)
	}
}
