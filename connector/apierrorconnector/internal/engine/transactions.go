package engine

import (
	"time"

	"github.com/otelcol-apierror/otelcol-apierror/connector/apierrorconnector/internal/series"
	"github.com/otelcol-apierror/otelcol-apierror/connector/apierrorconnector/internal/transaction"
	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// lateness is how much later than others a span of a transaction may arrive: exporters hold spans back for seconds, and send again what was refused.
const lateness = time.Minute

// step is one of a transaction's, by their places in the configuration.
type step struct{ transaction, step int }

func newTransactions(s *Settings) *transaction.Tracker {
	definitions := make([]transaction.Definition, 0, len(s.Transactions))
	for i := range s.Transactions {
		definitions = append(definitions, s.Transactions[i].Definition)
	}
	return transaction.New(definitions, transaction.Options{
		InFlight: transaction.DefaultInFlight, Lateness: lateness, Seed: s.Seed,
	})
}

// stepsOf finds the steps that the call at hand, on a route or a path, may be.
func (e *Engine) stepsOf(path string) []step {
	s := &e.span
	var steps []step
	for i := range e.settings.Transactions {
		for j := range e.settings.Transactions[i].Calls {
			if s.Entry() && e.settings.Transactions[i].Calls[j].match(e.resource.service, s.Method, path, processName(s.process)) {
				steps = append(steps, step{i, j})
			}
		}
	}
	return steps
}

// countSteps shows the call at hand to the transactions that it is a step of.
func (e *Engine) countSteps(steps []step) {
	s := &e.span
	for _, at := range steps {
		attempt := transaction.Attempt{
			Transaction: at.transaction, Step: at.step,
			Key: valueAt(s.attributes, e.settings.Transactions[at.transaction].Correlation),
			End: s.end, Duration: time.Duration(s.duration), Failed: s.Failed, TraceID: s.span.TraceID(), SpanID: s.span.SpanID(),
		}
		e.transactions.Observe(e.now(), &attempt)
	}
}

// endTransactions counts the transactions that ended.
func (e *Engine) endTransactions(now int64) {
	for _, ended := range e.transactions.Tick(now) {
		exemplar := series.Exemplar{TraceID: ended.TraceID, SpanID: ended.SpanID, Time: now, Failed: ended.Outcome != transaction.Completed}
		k := key(0).with(e.seed, ended.Transaction)
		name := series.String(keyTransaction, ended.Transaction)
		outcome := k.with(e.seed, string(ended.Outcome)).with(e.seed, ended.Step)
		group, known := e.metrics.transactions.Find(uint64(outcome))
		if !known {
			attributes := e.attributes[:0]
			attributes = append(attributes, name, series.String(keyOutcome, string(ended.Outcome)), series.String(keyStep, ended.Step))
			if ended.Process != "" {
				attributes = append(attributes, series.String(apierror.KeyBusinessProcess, ended.Process))
			}
			group = e.metrics.transactions.Add(uint64(outcome), attributes...)
		}
		e.metrics.ended.Add(group, 1)
		e.metrics.ended.Offer(group, 1, &exemplar)
		if ended.Outcome != transaction.Completed {
			continue
		}
		group, known = e.metrics.lengths.Find(uint64(k))
		if !known {
			group = e.metrics.lengths.Add(uint64(k), name)
		}
		e.metrics.length.Record(group, ended.Duration.Seconds())
		e.metrics.length.Offer(group, ended.Duration.Seconds(), &exemplar)
	}
}
