package apierrorprocessor

import (
	"context"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"time"

	"go.opentelemetry.io/collector/pdata/ptrace"
	"go.opentelemetry.io/collector/processor"

	"github.com/otelcol-apierror/otelcol-apierror/internal/business"
	"github.com/otelcol-apierror/otelcol-apierror/internal/spancondition"
	"github.com/otelcol-apierror/otelcol-apierror/processor/apierrorprocessor/internal/detect"
	"github.com/otelcol-apierror/otelcol-apierror/processor/apierrorprocessor/internal/drift"
	"github.com/otelcol-apierror/otelcol-apierror/processor/apierrorprocessor/internal/expect"
	"github.com/otelcol-apierror/otelcol-apierror/processor/apierrorprocessor/internal/impact"
	"github.com/otelcol-apierror/otelcol-apierror/processor/apierrorprocessor/internal/leak"
	"github.com/otelcol-apierror/otelcol-apierror/processor/apierrorprocessor/internal/rootcause"
	"github.com/otelcol-apierror/otelcol-apierror/processor/apierrorprocessor/internal/spanview"
)

// enricher is the shell around the pure packages: it holds what the spans of all batches share.
type enricher struct {
	rules        []rule
	expectations expect.Expectations
	actors       actorReader
	model        *impact.Model
	exceptions   *loggedExceptions
	scanner      *leak.Scanner
	redact       bool
	trusted      *detect.Trusted // nil where nobody is
	traces       *rootcause.Memory

	// detectMu guards detectors: an actor's calls arrive through any number of concurrent batches.
	detectMu  sync.Mutex
	detectors *detect.Detectors
	settings  detect.Settings // of the detectors
	changed   atomic.Bool     // what they remember, since it was saved
	// watching is the detectors' own answer, for clean spans to read without the lock.
	watching atomic.Bool
	pace     pace
	glances  glances // at calls that succeeded
	calls    glances // likewise, as the side that called reports them
	breaks   glances // at calls that broke

	// driftMu guards drift. Drifting is the tracker's own answer, to be read without the lock.
	driftMu  sync.Mutex
	drift    *drift.Tracker
	drifting atomic.Bool

	telemetry *selfTelemetry
	now       func() time.Time

	workspaces sync.Pool // of *workspace
}

func newEnricher(set processor.Settings, config *Config, exceptions *loggedExceptions) (*enricher, error) {
	rules, err := compileRules(set.TelemetrySettings, config.Rules)
	if err != nil {
		return nil, err
	}
	expectations, err := expect.Compile(expected(config.Expectations))
	if err != nil {
		return nil, err
	}
	catalog, err := business.Compile(&config.Business, spancondition.Parser(set.TelemetrySettings))
	if err != nil {
		return nil, err
	}
	actors := newActorReader(config.Actor)
	tuning, err := detect.CompileTuning(config.Security.settings(actors.hash.of))
	if err != nil {
		return nil, err
	}
	e := &enricher{
		rules:        rules,
		expectations: expectations,
		actors:       actors,
		trusted:      config.Security.Trusted.trusted(config.Actor.Hash),
		model:        impact.NewModel(catalog),
		exceptions:   exceptions,
		scanner:      leakScanner(),
		redact:       config.Redact,
		settings:     detect.Settings{Limits: detect.LimitsOf(config.Security.MaxActors), Seed: rand.Uint64(), Tuning: tuning},
		drift:        drift.NewTracker(rand.Uint64()),
		traces:       rootcause.NewMemory(rand.Uint64()),
		now:          time.Now,
	}
	e.glances.pace, e.calls.pace, e.breaks.pace = &e.pace, &e.pace, &e.pace
	e.detectors = detect.New(e.settings)
	e.workspaces.New = func() any { return newWorkspace(e) }
	e.telemetry, err = newSelfTelemetry(set.TelemetrySettings, e)
	return e, err
}

func (e *enricher) shutdown() { e.telemetry.shutdown() }

// processTraces enriches a batch in place. It never fails and never drops a span.
func (e *enricher) processTraces(ctx context.Context, td ptrace.Traces) (ptrace.Traces, error) {
	w := e.workspaces.Get().(*workspace)
	defer e.workspaces.Put(w)
	spans := td.SpanCount()
	w.begin(ctx, e.now(), spans)
	e.pace.note(td, spans)
	for _, rs := range td.ResourceSpans().All() {
		w.resource(rs)
		for _, ss := range rs.ScopeSpans().All() {
			w.assessor.Scope(ss)
			spans := ss.Spans()
			for i := range spans.Len() {
				e.enrich(w, rs, ss, spans.At(i))
			}
		}
	}
	w.settle(td)
	if !e.changed.Load() {
		e.changed.Store(true)
	}
	e.telemetry.record(ctx, &w.tally)
	w.end()
	return td, nil
}

// enrich says of one span what there is to say of it.
func (e *enricher) enrich(w *workspace, rs ptrace.ResourceSpans, ss ptrace.ScopeSpans, span ptrace.Span) {
	w.tally.spans++
	mayHaveFailed, claimsVerdict, unusual := spanview.Peek(span)
	if claimsVerdict {
		w.strip(span)
	}
	if span.EndTimestamp() < span.StartTimestamp() || span.StartTimestamp() == 0 {
		w.tally.malformed++
	}
	var hit *rule
	if len(e.rules) > 0 {
		hit = match(w.ctx, e.rules, rs, ss, span, w.tally.ruleFailed)
	}
	if (hit != nil || mayHaveFailed) && e.failed(w, span, hit) {
		return
	}
	if w.checker != nil && w.checker.Concerns(span) && e.unexpected(w, span) {
		return
	}
	e.clean(w, span, unusual)
}
