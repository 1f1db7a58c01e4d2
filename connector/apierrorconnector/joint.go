package apierrorconnector

import (
	"context"
	"sync"
	"time"

	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/connector"
	"go.opentelemetry.io/collector/consumer"
	"go.opentelemetry.io/collector/pdata/plog"
	"go.opentelemetry.io/collector/pdata/pmetric"
	"go.opentelemetry.io/collector/pdata/ptrace"
	"go.uber.org/zap"

	"github.com/otelcol-apierror/otelcol-apierror/connector/apierrorconnector/internal/engine"
	"github.com/otelcol-apierror/otelcol-apierror/connector/apierrorconnector/internal/history"
	"github.com/otelcol-apierror/otelcol-apierror/connector/apierrorconnector/internal/metadata"
	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// tellEvery is how often it is looked what there is to tell of situations: no more often than a person can tell.
const tellEvery = time.Second

// mostHeld bounds the data points of delta metrics that wait while their pipeline refuses them.
const mostHeld = 1_000_000

// joint is what the two halves of a connector share: the state, the clock that drives it, and its place in the storage.
type joint struct {
	cfg *Config
	set connector.Settings

	metrics consumer.Metrics // nil without a metrics pipeline
	logs    consumer.Logs    // nil without a logs pipeline

	// mu guards what follows.
	mu     sync.Mutex
	engine *engine.Engine
	halves int // that were made
	active int // that run

	telemetry *selfTelemetry
	keeper    *keeper
	adviser   *adviser
	historian *historian
	now       func() time.Time

	stop    context.CancelFunc
	running sync.WaitGroup
	// refused is true while a pipeline refuses what it is given, so that the log is told once.
	refusedMetrics, refusedFindings bool
	// held are delta metrics that were refused. One goroutine at a time collects.
	held pmetric.ResourceMetricsSlice
}

func newJoint(set connector.Settings, cfg *Config) (*joint, error) {
	settings, err := settingsOf(set, cfg)
	if err != nil {
		return nil, err
	}
	j := &joint{cfg: cfg, set: set, engine: engine.New(settings, time.Now().UnixNano()), now: time.Now, stop: func() {}, held: pmetric.NewResourceMetricsSlice()}
	j.keeper, j.adviser, j.historian = newKeeper(set, cfg.Storage, j), newAdviser(set, &cfg.Findings.Feedback, j), newHistorian(set, &cfg.History)
	j.telemetry, err = newSelfTelemetry(set, j)
	return j, err
}

// begun reports whether a half runs, or ran.
func (j *joint) begun() bool {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.active != 0
}

func (j *joint) start(ctx context.Context, host component.Host) error {
	j.mu.Lock()
	j.active++
	first := j.active == 1
	j.mu.Unlock()
	if !first {
		return nil
	}
	if err := j.open(ctx, host); err != nil {
		j.mu.Lock()
		j.active--
		j.mu.Unlock()
		return err
	}
	// The context of a start ends with it.
	running, stop := context.WithCancel(context.WithoutCancel(ctx))
	j.stop = stop
	if j.metrics != nil {
		j.running.Go(func() { every(running, j.cfg.Metrics.Interval, j.flushMetrics) })
	}
	if j.logs != nil {
		j.running.Go(func() { every(running, tellEvery, j.flushFindings) })
	}
	j.running.Go(func() { j.keeper.run(running) })
	j.running.Go(func() { j.adviser.run(running) })
	if j.keeper.found {
		return nil
	}
	until := j.now()
	j.running.Go(func() { j.historian.run(running, until, j) })
	return nil
}

// open takes up what an earlier run left, and whatever else has to be there to run.
func (j *joint) open(ctx context.Context, host component.Host) error {
	if err := j.adviser.open(); err != nil {
		return err
	}
	if err := j.keeper.open(ctx, host); err != nil {
		return err
	}
	if !j.keeper.found {
		j.historian.open(ctx, host)
	}
	return nil
}

// Take takes in a place's past.
func (j *joint) Take(place history.Place, minutes []history.Minute) {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.engine.Take(place, minutes)
}

// End says that there is no more of it.
func (j *joint) End() {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.engine.Taken()
}

var _ history.Taker = (*joint)(nil)

func every(running context.Context, interval time.Duration, do func(context.Context)) {
	ticker := time.NewTicker(interval)
	defer ticker.Stop()
	for {
		select {
		case <-running.Done():
			return
		case <-ticker.C:
			do(running)
		}
	}
}

// halt ends what runs by itself.
func (j *joint) halt() {
	j.stop()
	j.running.Wait()
}

// leave lets go of everything with the last half that runs.
func (j *joint) leave(ctx context.Context) error {
	j.mu.Lock()
	j.active--
	last := j.active == 0
	if last {
		j.active = -1 // so that begun is true for ever
	}
	j.mu.Unlock()
	if !last {
		return nil
	}
	defer j.telemetry.shutdown()
	return j.keeper.close(ctx)
}

// abandon lets go of what was made where nothing was started.
func (j *joint) abandon() {
	j.mu.Lock()
	unused := j.active == 0
	j.mu.Unlock()
	if unused {
		j.telemetry.shutdown()
	}
}

func (j *joint) consume(ctx context.Context, td ptrace.Traces) {
	wall := j.now().UnixNano()
	j.mu.Lock()
	j.engine.Consume(ctx, td, wall)
	counts := j.engine.TakeCounts()
	j.mu.Unlock()
	j.telemetry.record(ctx, &counts)
}

func (j *joint) flushMetrics(ctx context.Context) { j.collect(ctx, false) }

// collect hands on the metrics as they stand; last is true at shutdown.
func (j *joint) collect(ctx context.Context, last bool) {
	wall := j.now().UnixNano()
	metrics := pmetric.NewMetrics()
	j.held.MoveAndAppendTo(metrics.ResourceMetrics())
	j.mu.Lock()
	j.engine.Collect(wall, last, metrics)
	j.mu.Unlock()
	if metrics.DataPointCount() == 0 {
		return
	}
	kept := pmetric.NewMetrics()
	if j.cfg.Metrics.Temporality == delta { // nothing tells again what these say
		metrics.CopyTo(kept)
	}
	err := j.metrics.ConsumeMetrics(ctx, metrics)
	if err != nil && kept.DataPointCount() <= mostHeld {
		j.held = kept.ResourceMetrics()
	}
	j.report(&j.refusedMetrics, "metrics", err)
}

// flushFindings hands on what is new of situations. What the pipeline refuses comes again, as it then stands.
func (j *joint) flushFindings(ctx context.Context) {
	wall := j.now().UnixNano()
	j.mu.Lock()
	findings := j.engine.Findings(wall)
	j.mu.Unlock()
	if len(findings) == 0 {
		return
	}
	err := j.logs.ConsumeLogs(ctx, j.asLogs(findings, wall))
	if err == nil {
		j.mu.Lock()
		j.engine.Sent(findings)
		j.mu.Unlock()
		j.telemetry.emitted(ctx, findings)
	}
	j.report(&j.refusedFindings, "findings", err)
}

func (j *joint) asLogs(findings []apierror.Finding, wall int64) plog.Logs {
	logs := plog.NewLogs()
	scope := logs.ResourceLogs().AppendEmpty().ScopeLogs().AppendEmpty()
	scope.Scope().SetName(metadata.ScopeName)
	scope.Scope().SetVersion(j.set.BuildInfo.Version)
	records := scope.LogRecords()
	for i := range findings {
		record := records.AppendEmpty()
		if err := findings[i].WriteLog(record); err != nil {
			// What a finding says besides is worth telling without its evidence.
			j.set.Logger.Error("a finding's evidence cannot be written", zap.String("id", findings[i].ID), zap.Error(err))
		}
		record.SetObservedTimestamp(timestamp(wall))
	}
	return logs
}

// report tells the log when a pipeline begins to refuse, and when it takes again.
func (j *joint) report(refused *bool, what string, err error) {
	switch {
	case err != nil && !*refused:
		*refused = true
		j.set.Logger.Error("the pipeline refuses "+what+"; trying on", zap.Error(err))
	case err == nil && *refused:
		*refused = false
		j.set.Logger.Info("the pipeline takes " + what + " again")
	}
}
