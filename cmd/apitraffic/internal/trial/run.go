package trial

import (
	"context"
	"encoding/binary"
	"errors"
	"time"

	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-apierror/otelcol-apierror/cmd/apitraffic/internal/delivery"
	"github.com/otelcol-apierror/otelcol-apierror/cmd/apitraffic/internal/shop"
	"github.com/otelcol-apierror/otelcol-apierror/cmd/apitraffic/internal/traffic"
	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// alarming is the severity from which on somebody is woken.
const alarming = apierror.SeverityMedium

// Said is what the processor said of one actor.
type Said struct {
	Worst   apierror.Severity
	Signals map[apierror.Signal]int // spans of medium or worse, by signal
	Found   time.Time               // arrival of the first such span; zero where there is none
	Why     string                  // the rationale of the first span of the worst severity
}

// Run shows the traffic to a processor of this configuration and reports on each scenario and each profile.
func Run(ctx context.Context, config component.Config, tr *traffic.Traffic, seed uint64) (report *Report, err error) {
	t, err := newThrough(ctx, config)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, t.processor.Shutdown(ctx)) }()
	j := newJudge(tr.Actors)
	for batch := range delivery.Batches(tr.Spans, seed) {
		out, err := t.run(ctx, batch.Traces())
		if err != nil {
			return nil, err
		}
		j.read(out, &batch)
	}
	return NewReport(tr.Actors, j.said), nil
}

// judge finds out of whom a verdict speaks.
type judge struct {
	actors []*traffic.Actor
	named  map[string][]int // actors by the names they go by
	said   []Said           // by the actors' indexes
}

func newJudge(actors []*traffic.Actor) *judge {
	j := &judge{actors: actors, named: make(map[string][]int), said: make([]Said, len(actors))}
	for _, actor := range actors {
		for _, identity := range actor.Identities {
			j.named[identity.ID] = append(j.named[identity.ID], actor.Index)
		}
	}
	return j
}

// read takes up the verdicts on a batch.
func (j *judge) read(td ptrace.Traces, batch *delivery.Batch) {
	var truth map[uint64]*shop.Span
	for _, rs := range td.ResourceSpans().All() {
		for _, ss := range rs.ScopeSpans().All() {
			for _, span := range ss.Spans().All() {
				verdict, found := apierror.ReadSpan(span.Attributes())
				if !found || verdict.Security.IsZero() {
					continue
				}
				if truth == nil {
					truth = byID(batch.Spans)
				}
				id := span.SpanID()
				j.hear(truth[binary.BigEndian.Uint64(id[:])], batch.Arrival, &verdict.Security)
			}
		}
	}
}

func byID(spans []*shop.Span) map[uint64]*shop.Span {
	index := make(map[uint64]*shop.Span, len(spans))
	for _, span := range spans {
		index[span.ID] = span
	}
	return index
}

// hear notes a verdict for everybody whom it names. Where an attack on accounts names the account, it speaks of the attacker
// who sent the span, and not of the account's owner.
func (j *judge) hear(span *shop.Span, at time.Time, verdict *apierror.Security) {
	sender := j.actors[span.Actor]
	if span.Hostile && sender.NamesVictims() {
		j.note(sender.Index, at, verdict)
	}
	for _, index := range j.named[verdict.Actor.ID] {
		switch named := j.actors[index]; {
		case index == sender.Index && span.Hostile && sender.NamesVictims():
			// noted already
		case named.Label == traffic.Innocent && span.Hostile && ownsAccounts(verdict.Actor.Type):
			// whose account the attacker tries
		default:
			j.note(index, at, verdict)
		}
	}
}

// ownsAccounts reports whether an attack may name an actor of this type by what is attacked.
func ownsAccounts(t apierror.ActorType) bool {
	return t != apierror.ActorClient && t != apierror.ActorService
}

func (j *judge) note(index int, at time.Time, verdict *apierror.Security) {
	said := &j.said[index]
	if verdict.Severity > said.Worst {
		said.Why = verdict.Rationale
	}
	said.Worst = max(said.Worst, verdict.Severity)
	if verdict.Severity < alarming {
		return
	}
	if said.Signals == nil {
		said.Signals = make(map[apierror.Signal]int)
	}
	for _, signal := range verdict.Signals {
		said.Signals[signal]++
	}
	if said.Found.IsZero() {
		said.Found = at
	}
}
