package alertwebhookexporter

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/exporter"
	"go.opentelemetry.io/collector/pdata/ptrace"
	"go.uber.org/zap"

	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/content"
	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/delivery"
	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/findingcondition"
	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/metadata"
	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/situation"
)

const (
	// Bounds on what attackers can fill: about 3 KiB a situation of spans, 1 KiB a call. A finding's evidence may add 8 KiB, and what
	// it covers 16.
	maxSituations = 10_000
	maxCalls      = 20_000
)

// alertExporter is the shell around the situations: it listens, looks every moment what is due, and queues it.
type alertExporter struct {
	cfg       *Config
	set       exporter.Settings
	telemetry *metadata.TelemetryBuilder
	composer  *content.Composer

	mu      sync.Mutex
	tracker *situation.Tracker
	router  *router
	// complainedAt is when the log was last told of malformed findings, failedAt of conditions that cannot be evaluated.
	complainedAt, failedAt time.Time
	explained              explained

	lanes []lane      // in the order of the destinations
	state *stateStore // nil without storage

	silences   *silencesFile // nil without
	silencesAt time.Time     // when it is to be read again
	savedAt    time.Time     // by a tick

	// saveMu orders writes to the storage: an older snapshot must not overwrite a newer one.
	saveMu sync.Mutex
	// refused are findings, by id, that their sender keeps since they could not be saved. mu guards it.
	refused map[string]struct{}
	// saving is false after a write to the storage failed, so that the log is told once and the pipeline does not wait for more.
	saving atomic.Bool

	running bool
	stop    context.CancelFunc
	ticking sync.WaitGroup
}

func newAlertExporter(set exporter.Settings, cfg *Config) (*alertExporter, error) {
	telemetry, err := metadata.NewTelemetryBuilder(set.TelemetrySettings)
	if err != nil {
		return nil, err
	}
	composer, err := content.NewComposer(&cfg.Content)
	if err != nil {
		return nil, err
	}
	e := &alertExporter{cfg: cfg, set: set, telemetry: telemetry, composer: composer, refused: make(map[string]struct{}), stop: func() {}}
	e.saving.Store(true)
	if e.router, err = newRouter(cfg, set.TelemetrySettings, e.conditionFailed); err != nil {
		return nil, err
	}
	e.tracker = situation.NewTracker(situation.Rules{
		Destinations: cfg.destinations(),
		Router:       e.router,
		ResendEvery:  e.router.resent,
		ResolveAfter: cfg.ResolveAfter, MaxSituations: maxSituations, MaxCalls: maxCalls,
	})
	if file := cfg.Routing.Silences.File; file != "" {
		e.silences = newSilencesFile(file, findingcondition.Parser(set.TelemetrySettings))
	}
	return e, nil
}

// expectFindings is called before the start, if a logs pipeline has the exporter.
func (e *alertExporter) expectFindings() {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.tracker.ExpectFindings()
}

func (e *alertExporter) start(ctx context.Context, host component.Host) error {
	switch {
	case e.cfg.DryRun:
		e.set.Logger.Warn("dry_run is set: nothing is sent, and nothing is kept; the log says what would be sent")
	case e.cfg.Storage == nil:
		e.set.Logger.Warn("no storage is configured: a restart forgets which alerts are open, and a crash loses those not yet " +
			"delivered; name a storage extension as `storage` to keep them")
	}
	e.reloadSilences(time.Now())
	if e.cfg.Storage != nil && !e.cfg.DryRun {
		if err := e.restore(ctx, host); err != nil {
			return err
		}
	}
	for i := range e.cfg.Destinations {
		destination := &e.cfg.Destinations[i]
		if err := e.openLane(ctx, host, destination); err != nil {
			return fmt.Errorf("destinations::%d (%s): %w", i, destination.Name, err)
		}
	}
	if err := e.observe(); err != nil {
		return err
	}
	// The context of a start ends with it.
	running, stop := context.WithCancel(context.WithoutCancel(ctx))
	e.running, e.stop = true, stop
	e.ticking.Go(func() { e.run(running) })
	return nil
}

func (e *alertExporter) restore(ctx context.Context, host component.Host) error {
	state, err := openState(ctx, host, *e.cfg.Storage, e.set.ID)
	if err != nil {
		return err
	}
	e.state = state
	saved, err := state.load(ctx)
	if err != nil {
		return err
	}
	if state.damaged > 0 {
		e.set.Logger.Error("part of the index of saved situations is damaged: those are forgotten", zap.Int("parts", state.damaged))
	}
	now := time.Now()
	for id, encoded := range saved {
		if err := e.tracker.Restore(encoded, now); err != nil {
			e.set.Logger.Warn("a saved situation is forgotten", zap.String("id", id), zap.Error(err))
		}
	}
	return nil
}

// tickEvery is often enough to keep the shortest group_wait of a route, and for nobody to be told a second late.
func tickEvery(groupWait time.Duration) time.Duration {
	const shortest, longest = 50 * time.Millisecond, 250 * time.Millisecond
	return min(max(groupWait/4, shortest), longest)
}

func (e *alertExporter) run(running context.Context) {
	ticker := time.NewTicker(tickEvery(e.cfg.shortestWait()))
	defer ticker.Stop()
	for {
		select {
		case <-running.Done():
			return
		case now := <-ticker.C:
			e.tick(running, now, false)
		}
	}
}

func (e *alertExporter) shutdown(ctx context.Context) error {
	e.stop()
	e.ticking.Wait()

	switch {
	case !e.running:
	case e.state != nil: // what is held back outlives a restart there
		e.tick(ctx, time.Now(), false)
	default:
		bounded, done := context.WithTimeout(ctx, delivery.ShutdownGrace)
		defer done()
		ctx = bounded
		e.release(ctx)
	}
	errs := make([]error, len(e.lanes)+1)
	var closing sync.WaitGroup
	for i, l := range e.lanes {
		closing.Go(func() { errs[i] = l.Shutdown(ctx) })
	}
	closing.Wait()
	if e.state != nil {
		errs[len(e.lanes)] = e.state.close(ctx)
	}
	e.telemetry.Shutdown()
	return errors.Join(errs...)
}

// consumeTraces never fails: that a destination is down is no reason to refuse spans. It returns only when what began or worsened
// is saved: what the spans' sender then need not send again.
func (e *alertExporter) consumeTraces(ctx context.Context, traces ptrace.Traces) error {
	now := time.Now()
	var sightings []situation.Sighting
	for _, resourceSpans := range traces.ResourceSpans().All() {
		source := situation.ReadResource(resourceSpans.Resource())
		for _, scopeSpans := range resourceSpans.ScopeSpans().All() {
			for _, span := range scopeSpans.Spans().All() {
				if sighting := situation.ReadSpan(source, span, now); !sighting.IsZero() {
					sightings = append(sightings, sighting)
				}
			}
		}
	}
	if len(sightings) == 0 {
		return nil
	}
	e.mu.Lock()
	for i := range sightings {
		e.tracker.Observe(&sightings[i], now)
	}
	urgent := e.tracker.Urgent()
	e.mu.Unlock()
	if urgent {
		_ = e.saveUrgent(ctx, true) // the log has it; what else goes the way of these spans must not suffer
	}
	return nil
}
