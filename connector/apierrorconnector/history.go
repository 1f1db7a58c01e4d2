package apierrorconnector

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/connector"
	"go.uber.org/zap"

	"github.com/otelcol-apierror/otelcol-apierror/connector/apierrorconnector/internal/history"
)

// historian learns once, beside the pipelines, what was before the start. Without history the connector begins cold, so that no mistake of
// a server or a file ends it.
type historian struct {
	set    connector.Settings
	cfg    *HistoryConfig
	client *http.Client // nil where no server is asked
	// firstPause is how long it waits before it asks again after a failure; then twice as long, and so on.
	firstPause time.Duration
}

func newHistorian(set connector.Settings, cfg *HistoryConfig) *historian {
	return &historian{set: set, cfg: cfg, firstPause: time.Second}
}

// open makes the HTTP client. What only the host knows, such as an extension that is not there, leaves it without one; the rest is told
// by the check of the configuration.
func (h *historian) open(ctx context.Context, host component.Host) {
	if !h.cfg.Prometheus.HasValue() {
		return
	}
	client, err := h.cfg.Prometheus.Get().Client.ToClient(ctx, host.GetExtensions(), h.set.TelemetrySettings)
	if err != nil {
		h.set.Logger.Warn("no history: there is no way to ask the server, so the connector begins cold", zap.Error(fmt.Errorf("history::prometheus: %w", err)))
		return
	}
	// Headers, and what they prove, are for the configured host only.
	client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	h.client = client
}

// run hands the taker what was before a time, and tells the log what came of it. It returns when all is done, or with the context.
func (h *historian) run(ctx context.Context, until time.Time, taker history.Taker) {
	defer taker.End()
	counted := &countingTaker{Taker: taker, places: make(map[history.Place]struct{})}
	switch {
	case h.client != nil:
		h.runPrometheus(ctx, until, counted)
	case h.cfg.CSV.HasValue():
		h.runCSV(until, counted)
	}
}

// countingTaker counts what it hands on.
type countingTaker struct {
	history.Taker

	places  map[history.Place]struct{}
	minutes int
}

// mostCounted bounds what is remembered of places for the sake of one line of the log.
const mostCounted = 20_000

func (t *countingTaker) Take(place history.Place, minutes []history.Minute) {
	if len(t.places) < mostCounted {
		t.places[place] = struct{}{}
	}
	t.minutes += len(minutes)
	t.Taker.Take(place, minutes)
}

// fields say what was taken in.
func (t *countingTaker) fields(more ...zap.Field) []zap.Field {
	return append(more, zap.Int("places", len(t.places)), zap.Int("minutes", t.minutes))
}
