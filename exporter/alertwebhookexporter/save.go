package alertwebhookexporter

import (
	"context"

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
}

// saveUrgent writes only what a person is to be told of and nobody knows yet: a few situations a batch at most, and mostly none,
// while what else changed can wait for the tick. Batches that wait for one another's write have nothing left to do.
func (e *alertExporter) saveUrgent(ctx context.Context) {
	if e.state == nil {
		return
	}
	e.saveMu.Lock()
	defer e.saveMu.Unlock()
	if e.saving { // a storage that fails is the tick's to try again
		e.write(ctx, e.tracker.TakeUrgent)
	}
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
		if e.saving {
			e.set.Logger.Error("situations cannot be saved, a restart would forget them; trying on", zap.Error(err))
		}
	} else if !e.saving {
		e.set.Logger.Info("situations are saved again")
	}
	e.saving = err == nil
}
