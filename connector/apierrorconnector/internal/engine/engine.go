// Package engine turns enriched spans into metrics and findings: it reads each span once, counts it in the series that it
// belongs to, and shows it to whoever judges: surges, objectives, agreements, transactions. What they say becomes findings.
//
// It is pure: wall time is an argument, and windows go by the spans' own time. It is not safe for concurrent use.
package engine

import (
	"context"
	"hash/maphash"

	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-apierror/otelcol-apierror/connector/apierrorconnector/internal/call"
	"github.com/otelcol-apierror/otelcol-apierror/connector/apierrorconnector/internal/endpoint"
	"github.com/otelcol-apierror/otelcol-apierror/connector/apierrorconnector/internal/series"
	"github.com/otelcol-apierror/otelcol-apierror/connector/apierrorconnector/internal/transaction"
	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
	"github.com/otelcol-apierror/otelcol-apierror/internal/business"
	"github.com/otelcol-apierror/otelcol-apierror/internal/feedback"
)

// Engine is everything that the connector knows.
type Engine struct {
	settings Settings
	seed     maphash.Seed
	clock    call.Clock
	metrics  *instruments
	matcher  *business.Matcher
	routes   *endpoint.Names

	entries    map[key]*entry
	attributes []series.Attribute // used again
	values     []string           // likewise

	objectives   []*objective
	partners     []*partner
	transactions *transaction.Tracker
	incidents    *incidents
	tellFindings bool

	foresight *foresight
	past      *past // not taken up yet

	feedback  *feedback.Book
	changes   []feedback.Change // not told yet
	advisedAt int64

	wall     int64    // when the batch at hand came
	resource resource // of the spans at hand
	span     span     // at hand

	counts  Counts
	evicted evicted
}

// Counts are what happened since they were last taken.
type Counts struct {
	Spans, Malformed, Late int64
	// Full names the memories that were found full.
	Full []string
	// Silences are the measures whose forecasts fell silent, or speak again.
	Silences []Silence
}

// New starts with nothing known; wall is the present time, Unix nanoseconds.
func New(settings Settings, wall int64) *Engine {
	e := &Engine{
		settings: settings, seed: maphash.MakeSeed(), metrics: newInstruments(&settings, wall),
		routes: endpoint.NewNames(), entries: make(map[key]*entry), wall: wall,
	}
	e.matcher = settings.Business.NewMatcher(func(string) { e.counts.Malformed++ })
	e.objectives = newObjectives(settings.Objectives)
	e.partners = newPartners(settings.Business)
	e.transactions = newTransactions(&settings)
	e.incidents = newIncidents(&settings)
	e.feedback = feedback.NewBook()
	e.foresight = newForesight(settings.Forecast)
	e.lookAhead()
	return e
}

// TakeCounts returns what was counted since the last time.
func (e *Engine) TakeCounts() Counts {
	taken := e.counts
	e.counts = Counts{}
	return taken
}

// Consume takes in a batch.
func (e *Engine) Consume(ctx context.Context, td ptrace.Traces, wall int64) {
	e.wall = wall
	for _, rs := range td.ResourceSpans().All() {
		e.resource.begin(e, rs.Resource().Attributes())
		e.matcher.Resource(ctx, e.resource.service, rs)
		for _, ss := range rs.ScopeSpans().All() {
			spans := ss.Spans()
			e.counts.Spans += int64(spans.Len())
			for i := range spans.Len() {
				e.read(ss, spans.At(i))
				e.count()
			}
		}
	}
	e.matcher.Forget()
	e.resource.end()
	e.span = span{}
	e.judgeIfDue(e.now())
}

// read makes a span the one at hand.
func (e *Engine) read(scope ptrace.ScopeSpans, from ptrace.Span) {
	e.span = span{span: from, attributes: from.Attributes()}
	s := &e.span
	s.Read(from)
	s.Kind, s.Method = knownKind(s.Kind), knownMethod(s.Method)
	var malformed int
	s.end, s.duration, malformed = call.Times(from, e.wall, e.now())
	e.counts.Malformed += int64(malformed + s.Malformed)
	e.clock.See(s.end, e.wall)
	if s.Failed || s.Suspicious || s.Business {
		s.verdict, _ = apierror.ReadSpan(s.attributes)
	}
	if len(e.settings.Business.Processes)+len(e.settings.Business.Partners) == 0 {
		return
	}
	asked := business.Call{
		Calling: s.Calling(), Method: s.Method, Route: s.Route, Path: s.Path, Server: s.Server, Peer: s.Peer, Scope: scope, Span: from,
	}
	s.process, s.partner = e.matcher.Process(&asked), e.matcher.Partner(&asked)
}

// count shows the span at hand to all whom it concerns.
func (e *Engine) count() {
	s := &e.span
	if s.Suspicious {
		e.countSuspicious()
	}
	if !s.Counts() {
		if s.Failed {
			e.note()
		}
		return
	}
	s.target = e.targetOf(s)
	entry := e.entry()
	seconds := float64(s.duration) / 1e9
	e.metrics.requests.Add(entry.group, 1)
	e.metrics.duration.Record(entry.group, seconds)
	if s.Failed {
		e.countFailed(entry, seconds)
	}
	if e.isLate() {
		e.counts.Late++
		return
	}
	if s.Entry() {
		e.judge(entry)
	}
	if s.partner != nil {
		e.countPartner()
	}
	e.tellBreach()
	if len(entry.steps) > 0 {
		e.countSteps(entry.steps)
	}
}

// now is the time that windows and findings go by.
func (e *Engine) now() int64 { return e.clock.Now(e.wall) }

// latest is how far a span may lie behind the newest to be judged, in nanoseconds: an older one says more of its host's clock, or of a
// queue, than of how things stand.
const latest = 6 * 3600e9

func (e *Engine) isLate() bool { return e.now()-e.span.end > latest }

// judge shows a call that entered here to the surge test and the objectives.
func (e *Engine) judge(entry *entry) {
	taken := entry.place == nil || entry.place.add(e)
	if e.tellFindings {
		entry.service.expect(&e.span)
	}
	for _, o := range entry.objectives {
		taken = o.add(e) && taken
	}
	if p := e.processOf(entry); p != nil {
		taken = p.add(e) && taken
		if entry.place != nil {
			entry.place.of = p
		}
	}
	if !taken {
		e.counts.Late++
	}
}
