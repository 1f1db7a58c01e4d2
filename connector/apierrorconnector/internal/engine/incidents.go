package engine

import (
	"strings"
	"unicode/utf8"

	"github.com/otelcol-apierror/otelcol-apierror/connector/apierrorconnector/internal/cascade"
	"github.com/otelcol-apierror/otelcol-apierror/connector/apierrorconnector/internal/findings"
	"github.com/otelcol-apierror/otelcol-apierror/connector/apierrorconnector/internal/surge"
	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
	"github.com/otelcol-apierror/otelcol-apierror/internal/business"
)

// incidents are what is judged for findings.
type incidents struct {
	book   *findings.Book
	memory *cascade.Memory

	places    map[key]*place
	processes []*place          // by their places in the configuration
	learned   map[string]*place // of processes that only spans tell of
	refused   uint64            // places for which there was no room
	unlearned uint64            // failed calls of processes for which there was none

	losses losses
	begun  map[string]*beginning // by the finding's id
	// restored is set until what was restored was looked at.
	restored bool

	resolveAfter int64 // nanoseconds

	judgedAt int64
	verdicts []surge.Verdict // used again
}

const (
	// judgeEvery is how often rates are judged, in nanoseconds of span time.
	judgeEvery = 5e9
	// maxName bounds what is kept of a hostile name, in bytes.
	maxName = 256
)

func newIncidents(s *Settings) *incidents {
	rules := cascade.DefaultRules()
	rules.KeepIncident = s.Findings.ResolveAfter
	i := &incidents{
		book: findings.NewBook(s.Findings), memory: cascade.NewMemory(rules), places: make(map[key]*place), learned: make(map[string]*place),
		losses: make(losses), begun: make(map[string]*beginning), resolveAfter: int64(s.Findings.ResolveAfter),
	}
	for _, p := range s.Business.Processes {
		i.processes = append(i.processes, &place{process: p, subject: apierror.Subject{
			Business: apierror.Business{Process: p.Name, Owner: p.Owner, Criticality: p.Criticality},
		}})
	}
	return i
}

// process is where the calls of a process are judged.
func (i *incidents) process(p *business.Process) *place { return i.processes[p.Index] }

// note remembers the failed span at hand as part of its trace.
func (e *Engine) note() {
	if !e.tellFindings {
		return
	}
	s, i := &e.span, e.incidents
	failure, b := &s.verdict.Failure, &s.verdict.Business
	fact := cascade.Fact{
		TraceID: s.span.TraceID(), SpanID: s.span.SpanID(), Parent: s.span.ParentSpanID(),
		Kind: s.Kind, Start: s.end - s.duration, End: s.end,
		Service: e.resource.service, Endpoint: s.target.endpoint(),
		Category: failure.Category, Reason: failure.Reason, Origin: failure.Origin, RootCause: failure.RootCause,
		Address: s.Server, Partner: b.Partner,
		Process: b.Process, Criticality: b.Criticality, ValueAtRisk: b.ValueAtRisk, Cost: b.Cost, Currency: b.Currency,
	}
	switch {
	case s.DB != "":
		fact.Callee = s.DB
	case s.Destination != "":
		fact.Callee = s.Destination
	default:
		fact.Callee = s.Peer
	}
	if !i.losses.add(b, s.end) {
		i.unlearned++
	}
	i.memory.Note(&fact, e.now())
}

// boundedSubject copies what is kept of a hostile subject.
func boundedSubject(s apierror.Subject) apierror.Subject {
	s.Service, s.Route, s.RPCMethod = bounded(s.Service), bounded(s.Route), bounded(s.RPCMethod)
	return s
}

func bounded(text string) string {
	return strings.Clone(strings.ToValidUTF8(apierror.Cut(text, maxName), string(utf8.RuneError)))
}
