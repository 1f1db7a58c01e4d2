package alertwebhookexporter

import (
	"context"
	"errors"

	"go.uber.org/zap"

	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/situation"
)

// save writes all that changed.
func (e *alertExporter) save(ctx context.Context) {
	if e.state == nil {
		return
	}
	e.saveMu.Lock()
	defer e.saveMu.Unlock()
	e.write(ctx, e.tracker.TakeChanges)
	if e.saving.Load() {
		e.mu.Lock()
		clear(e.refused)
		e.mu.Unlock()
	}
}

var errUnsaved = errors.New("alert_webhook: the finding could not be saved, see the log: send it again")

// saveUrgent writes only what a person is to be told of and nobody knows yet: a few situations a batch at most, and mostly none,
// while what else changed can wait for the tick. Batches that wait for one another's write have nothing left to do. It fails as long as
// the storage does.
func (e *alertExporter) saveUrgent(ctx context.Context, urgent bool) error {
	if e.state == nil {
		return nil
	}
	if urgent {
		e.saveMu.Lock()
		if e.saving.Load() { // a storage that fails is the tick's to try again
			e.write(ctx, e.tracker.TakeUrgent)
		}
		e.saveMu.Unlock()
	}
	if !e.saving.Load() {
		return errUnsaved
	}
	return nil
}

// write stores what take returns. The caller holds saveMu.
func (e *alertExporter) write(ctx context.Context, take func() (situation.Saved, error)) {
	e.mu.Lock()
	saved, err := take()
	e.mu.Unlock()
	if err == nil && !saved.IsZero() {
		// A tick that a shutdown interrupts still has to be written, and so has a batch whose sender has gone.
		err = e.state.save(context.WithoutCancel(ctx), &saved)
	}
	if err != nil {
		e.mu.Lock()
		e.tracker.Unsaved(&saved)
		e.mu.Unlock()
		e.telemetry.ExporterAlertWebhookStorageFailures.Add(ctx, 1)
		if e.saving.Load() {
			e.set.Logger.Error("situations cannot be saved, a restart would forget them; trying on", zap.Error(err))
		}
	} else if !e.saving.Load() {
		e.set.Logger.Info("situations are saved again")
	}
	e.saving.Store(err == nil)
}
