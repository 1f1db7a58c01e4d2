package apierrorprocessor

import (
	"context"
	"time"

	"github.com/cespare/xxhash/v2"
	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
	"github.com/otelcol-apierror/otelcol-apierror/processor/apierrorprocessor/internal/classify"
	"github.com/otelcol-apierror/otelcol-apierror/processor/apierrorprocessor/internal/detect"
	"github.com/otelcol-apierror/otelcol-apierror/processor/apierrorprocessor/internal/expect"
	"github.com/otelcol-apierror/otelcol-apierror/processor/apierrorprocessor/internal/impact"
	"github.com/otelcol-apierror/otelcol-apierror/processor/apierrorprocessor/internal/injection"
	"github.com/otelcol-apierror/otelcol-apierror/processor/apierrorprocessor/internal/rootcause"
	"github.com/otelcol-apierror/otelcol-apierror/processor/apierrorprocessor/internal/spanview"
)

// maxAhead is how far a span's clock may be ahead of this collector's before it is set back: hosts that keep time by NTP
// stay far below, and a wild timestamp must not move a window into the future.
const maxAhead = 30 * time.Second

// workspace is what one batch needs and the next can use again, so that a clean span costs no allocation.
type workspace struct {
	classifier   *classify.Classifier
	assessor     *impact.Assessor
	checker      *expect.Checker // nil where nothing is expected
	event        detect.Event
	suspected    apierror.Security // its lists are used again
	failures     *rootcause.Graph
	tally        tally
	sampling     sampling
	passed       int // calls that succeeded, since the last that was looked at
	callsPassed  int // likewise as the side that called reports them
	brokenPassed int // likewise calls that broke
	agents       userAgents
	roles        roles
	leaks        leaks
	injections   injection.Scanner

	ctx         context.Context //nolint:containedctx // of the batch at hand; set and cleared with it
	arrival     int64           // Unix nanoseconds
	service     string          // of the resource at hand
	version     string
	serviceHash uint64
	place       detect.Place
	attributes  pcommon.Map // the resource's

	actors  *actorReader
	trusted *detect.Trusted
	asked   pcommon.Map // attributes of the span that is asked about
	// Asked by the detectors; nil where nobody is trusted.
	trust, trustService func(claimed bool) string
}

func newWorkspace(e *enricher) *workspace {
	w := &workspace{
		leaks:    leaks{scanner: e.scanner},
		failures: e.traces.NewGraph(),
		actors:   &e.actors,
		trusted:  e.trusted,
	}
	if w.trusted != nil {
		w.trust, w.trustService = w.trusts, w.trustsService
	}
	w.assessor = e.model.NewAssessor(w.who, w.processFailed)
	w.classifier = classify.New(w.leaks.clean)
	if len(e.expectations) > 0 {
		w.checker = expect.NewChecker(e.expectations)
	}
	return w
}

func (w *workspace) begin(ctx context.Context, arrival time.Time, spans int) {
	w.ctx = ctx
	w.arrival = arrival.UnixNano()
	w.sampling = newSampling(spans)
	w.tally.reset()
	w.failures.Reset()
}

// end lets go of the batch: a pooled workspace must not keep its memory alive.
func (w *workspace) end() {
	w.ctx = nil
	w.service, w.version = "", ""
	w.assessor.Forget()
	w.suspected = apierror.Security{Signals: w.suspected.Signals[:0], References: w.suspected.References[:0]}
	w.event = detect.Event{}
	w.roles = roles{}
	w.attributes, w.asked, w.place = pcommon.Map{}, pcommon.Map{}, detect.Place{}
	w.failures.Reset()
}

func (w *workspace) resource(rs ptrace.ResourceSpans) {
	w.service = serviceName(rs.Resource(), &w.tally)
	w.version = ""
	if version, found := rs.Resource().Attributes().Get("service.version"); found && version.Type() == pcommon.ValueTypeStr {
		w.version = version.Str()
	}
	w.assessor.Resource(w.ctx, w.service, rs)
	if w.checker != nil {
		w.checker.Service(w.service)
	}
	w.serviceHash = classify.ServiceHash(w.service)
	w.attributes = rs.Resource().Attributes()
}

// serviceName is who reports: service.name.
func serviceName(resource pcommon.Resource, counts *tally) string {
	name, found := resource.Attributes().Get(apierror.KeyServiceName)
	if !found {
		return ""
	}
	if name.Type() != pcommon.ValueTypeStr {
		counts.malformed++
		return ""
	}
	return name.Str()
}

// who names the actor of a call, for whoever only has to tell actors apart; 0 where nobody is named.
func (w *workspace) who(attrs pcommon.Map) uint64 {
	actor, _ := w.actors.read(attrs)
	if actor.IsZero() {
		return 0
	}
	return xxhash.Sum64String(actor.ID) ^ xxhash.Sum64String(string(actor.Type))
}

// processFailed counts a process whose condition could not be evaluated.
func (w *workspace) processFailed(name string) { w.tally.ruleFailed("business::processes::" + name) }

// strip removes a verdict that a span came with.
func (w *workspace) strip(span ptrace.Span) {
	spanview.StripVerdict(span.Attributes())
	w.tally.malformed++
}

// time is when the call ended, as far as its clock can be believed; one that cannot is counted.
func (w *workspace) time(span ptrace.Span) int64 {
	at, believable := w.ended(span)
	if !believable {
		w.tally.malformed++
	}
	return at
}

func (w *workspace) ended(span ptrace.Span) (at int64, believable bool) {
	at = int64(span.EndTimestamp()) //nolint:gosec // a timestamp past the year 2262 turns negative and is handled below
	if at == 0 {
		at = int64(span.StartTimestamp()) //nolint:gosec // likewise
	}
	latest := w.arrival + int64(maxAhead)
	switch {
	case at == 0:
		return w.arrival, true
	case at < 0 || at > latest:
		return latest, false
	default:
		return at, true
	}
}
