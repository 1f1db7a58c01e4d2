package alertwebhookexporter

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/exporter"
	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/ptrace"
	"go.opentelemetry.io/otel/metric"
	"go.uber.org/zap"

	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/metadata"
	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/situation"
	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
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

	mu      sync.Mutex
	tracker *situation.Tracker
	// complainedAt is when the log was last told of malformed findings.
	complainedAt time.Time

	lanes []*lane
	state *stateStore // nil without storage

	// saveMu orders writes to the storage: an older snapshot must not overwrite a newer one.
	saveMu sync.Mutex
	// saving is false after a write to the storage failed, so that the log is told once and the pipeline does not wait for more.
	saving bool

	running bool
	stop    context.CancelFunc
	ticking sync.WaitGroup
}

func newAlertExporter(set exporter.Settings, cfg *Config) (*alertExporter, error) {
	telemetry, err := metadata.NewTelemetryBuilder(set.TelemetrySettings)
	if err != nil {
		return nil, err
	}
	destinations := make([]string, 0, len(cfg.Destinations))
	for i := range cfg.Destinations {
		destinations = append(destinations, cfg.Destinations[i].Name)
	}
	return &alertExporter{
		cfg:       cfg,
		set:       set,
		telemetry: telemetry,
		saving:    true,
		stop:      func() {},
		tracker: situation.NewTracker(situation.Rules{
			Destinations:   destinations,
			MinSeverity:    cfg.MinSeverity,
			GroupWait:      cfg.GroupWait,
			RepeatInterval: cfg.RepeatInterval,
			ResolveAfter:   cfg.ResolveAfter,
			MaxSituations:  maxSituations,
			MaxCalls:       maxCalls,
		}),
	}, nil
}

// expectFindings is called before the start, if a logs pipeline has the exporter.
func (e *alertExporter) expectFindings() {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.tracker.ExpectFindings()
}

func (e *alertExporter) start(ctx context.Context, host component.Host) error {
	if e.cfg.Storage == nil {
		e.set.Logger.Warn("no storage is configured: a restart forgets which alerts are open, and a crash loses those not yet " +
			"delivered; name a storage extension as `storage` to keep them")
	} else if err := e.restore(ctx, host); err != nil {
		return err
	}
	for i := range e.cfg.Destinations {
		destination := &e.cfg.Destinations[i]
		if err := e.open(ctx, host, destination); err != nil {
			return fmt.Errorf("destinations::%d (%s): %w", i, destination.Name, err)
		}
	}
	err := e.telemetry.RegisterExporterAlertWebhookSituationsCallback(func(_ context.Context, observer metric.Int64Observer) error {
		e.mu.Lock()
		defer e.mu.Unlock()
		observer.Observe(int64(e.tracker.Len()))
		return nil
	})
	if err != nil {
		return err
	}
	// The context of a start ends with it.
	running, stop := context.WithCancel(context.WithoutCancel(ctx))
	e.running, e.stop = true, stop
	e.ticking.Go(func() { e.run(running) })
	return nil
}

func (e *alertExporter) open(ctx context.Context, host component.Host, destination *DestinationConfig) error {
	hook, err := newWebhook(ctx, destination, host, &e.set)
	if err != nil {
		return err
	}
	opened, err := newLane(ctx, e.cfg, destination.Name, hook, e.set, e.telemetry)
	if err != nil {
		return err
	}
	e.lanes = append(e.lanes, opened)
	return opened.queue.Start(ctx, host)
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
	now := time.Now()
	for id, encoded := range saved {
		if err := e.tracker.Restore(encoded, now); err != nil {
			e.set.Logger.Warn("a saved situation is forgotten", zap.String("id", id), zap.Error(err))
		}
	}
	return nil
}

// tickEvery is often enough to keep group_wait, and no more often than a person can tell.
func tickEvery(groupWait time.Duration) time.Duration {
	const shortest, longest = 50 * time.Millisecond, time.Second
	return min(max(groupWait/4, shortest), longest)
}

func (e *alertExporter) run(running context.Context) {
	ticker := time.NewTicker(tickEvery(e.cfg.GroupWait))
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

	if e.running {
		// What is held back outlives a restart in the storage; without one, now is the last chance to tell of it.
		e.tick(ctx, time.Now(), e.state == nil)
	}
	errs := make([]error, len(e.lanes)+1)
	var closing sync.WaitGroup
	for i, l := range e.lanes {
		closing.Go(func() { errs[i] = l.shutdown(ctx) })
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
		service := serviceName(resourceSpans.Resource())
		for _, scopeSpans := range resourceSpans.ScopeSpans().All() {
			for _, span := range scopeSpans.Spans().All() {
				if sighting := situation.ReadSpan(service, span, now); !sighting.IsZero() {
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
		e.saveUrgent(ctx)
	}
	return nil
}

func serviceName(resource pcommon.Resource) string {
	name, ok := resource.Attributes().Get(apierror.KeyServiceName)
	if !ok || name.Type() != pcommon.ValueTypeStr {
		return ""
	}
	return name.Str()
}
