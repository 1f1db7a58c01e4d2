package alertwebhookexporter

import (
	"time"

	"go.uber.org/zap"
)

// reloadSilences reads the file of silences when it is time to.
func (e *alertExporter) reloadSilences(now time.Time) {
	if e.silences == nil || now.Before(e.silencesAt) {
		return
	}
	e.silencesAt = now.Add(e.cfg.Routing.Silences.ReloadInterval)
	changed, err := e.silences.reload()
	if err != nil {
		e.set.Logger.Error("the file of silences cannot be read", zap.Error(err))
	}
	if !changed {
		return
	}
	e.mu.Lock()
	e.router.SetSilences(e.silences.silences)
	e.tracker.Rejudge()
	e.mu.Unlock()
	e.set.Logger.Info("silences were read", zap.Int("silences", len(e.silences.silences)))
}
