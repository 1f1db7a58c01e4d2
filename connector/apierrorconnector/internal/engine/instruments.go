package engine

import (
	"time"

	"go.opentelemetry.io/collector/pdata/pmetric"

	"github.com/otelcol-apierror/otelcol-apierror/connector/apierrorconnector/internal/series"
	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// Attribute keys of metrics alone; docs/metrics.md documents each.
const (
	keySpanKind    = "span.kind"
	keyMethod      = "http.request.method"
	keyDestination = "messaging.destination.name"
	keyDB          = "db.system.name"
	keyDBOperation = "db.operation.name"
	keyServer      = "server.address"
	keySignal      = "apierror.security.signal"
	keySLO         = "apierror.slo.name"
	keySLOWindow   = "apierror.slo.window"
	keyTransaction = "apierror.transaction.name"
	keyOutcome     = "apierror.transaction.outcome"
	keyStep        = "apierror.transaction.step"
	keyMeasure     = "apierror.forecast.measure"
)

// IsCallAttribute reports whether the metrics of calls have an attribute already.
func IsCallAttribute(name string) bool {
	switch name {
	case apierror.KeyServiceName, keySpanKind, keyMethod, apierror.KeyHTTPRoute, apierror.KeyRPCMethod, keyDestination, keyDB, keyDBOperation,
		keyServer, apierror.KeyBusinessProcess, apierror.KeyCategory, apierror.KeyOrigin, apierror.KeyReason:
		return true
	default:
		return false
	}
}

// Bounds of the sets that no configuration names: their attributes come from the configuration and the vocabulary, and from
// service names, which services choose.
const maxFewSeries = 5_000

// affectedWindow is how far back whom a failure met counts: a half of it to all.
const affectedWindow = 10 * time.Minute

// instruments are the metrics that the connector emits, by the attributes that they share.
type instruments struct {
	store *series.Store

	calls    *series.Set
	requests *series.Count
	duration *series.Histogram

	failures *series.Set
	errors   *series.Count

	money       *series.Set
	valueAtRisk *series.Sum
	cost        *series.Sum

	security *series.Set
	events   *series.Count

	affected *series.Set
	actors   *series.Distinct

	objectives *series.Set
	objective  *series.Gauge
	budget     *series.Gauge
	burns      *series.Set
	burnRate   *series.Gauge
	badCalls   *series.Gauge

	partners     *series.Set
	availability *series.Gauge
	compliance   *series.Gauge
	margin       *series.Gauge
	breached     *series.Gauge
	penalties    *series.Set
	penalty      *series.Gauge

	forecasts *series.Set
	coverage  *series.Gauge
	skill     *series.Gauge
	precision *series.Gauge
	leadTime  *series.Gauge
	silent    *series.Gauge

	transactions *series.Set
	ended        *series.Count
	lengths      *series.Set
	length       *series.Histogram
}

func newInstruments(s *Settings, wall int64) *instruments {
	temporality := pmetric.AggregationTemporalityCumulative
	if s.Delta {
		temporality = pmetric.AggregationTemporalityDelta
	}
	store := series.New(series.Settings{
		Scope: s.Scope, Version: s.Version, Temporality: temporality, ExpireAfter: s.ExpireAfter,
	}, wall)
	m := &instruments{store: store}

	m.calls = store.NewSet(s.MaxSeries)
	m.requests = m.calls.NewCount(series.Instrument{Name: "apierror.requests", Unit: "{request}", Description: "Calls."})
	m.duration = m.calls.NewHistogram(series.Instrument{Name: "apierror.duration", Unit: "s", Description: "How long calls took."})

	m.failures = store.NewSet(s.MaxSeries)
	m.errors = m.failures.NewCount(series.Instrument{Name: "apierror.errors", Unit: "{error}", Description: "Calls that failed."})

	m.money = store.NewSet(maxFewSeries)
	m.valueAtRisk = m.money.NewSum(series.Instrument{
		Name: "apierror.value_at_risk", Unit: "{currency}", Description: "What failed calls were worth, each order once.",
	})
	m.cost = m.money.NewSum(series.Instrument{
		Name: "apierror.cost", Unit: "{currency}", Description: "What failed calls are expected to cost: lost value, support, penalties.",
	})

	m.security = store.NewSet(maxFewSeries)
	m.events = m.security.NewCount(series.Instrument{
		Name: "apierror.security.events", Unit: "{event}", Description: "Spans that take part in a suspicious behaviour.",
	})

	m.affected = store.NewSet(maxFewSeries)
	m.actors = m.affected.NewDistinct(series.Instrument{
		Name: "apierror.affected_actors", Unit: "{actor}", Description: "Different users, sessions or clients that met a failed call lately, estimated.",
	}, affectedWindow)

	m.objectives = store.NewSet(maxFewSeries)
	m.objective = m.objectives.NewGauge(series.Instrument{Name: "apierror.slo.objective", Unit: "1", Description: "The share of calls that are to be good."})
	m.budget = m.objectives.NewGauge(series.Instrument{
		Name: "apierror.slo.error_budget.remaining", Unit: "1", Description: "What is left of the bad calls that the objective allows in its period.",
	})
	m.burns = store.NewSet(maxFewSeries)
	m.burnRate = m.burns.NewGauge(series.Instrument{
		Name: "apierror.slo.burn_rate", Unit: "{multiple}", Description: "How many times faster than allowed the error budget is used up.",
	})

	m.badCalls = m.burns.NewGauge(series.Instrument{Name: "apierror.slo.bad_calls", Unit: "{call}", Description: "Bad calls in the window."})

	m.partners = store.NewSet(maxFewSeries)
	m.availability = m.partners.NewGauge(series.Instrument{
		Name: "apierror.sla.availability", Unit: "1", Description: "Share of the calls to a partner that it did not fail, over the agreement's window.",
	})
	m.compliance = m.partners.NewGauge(series.Instrument{
		Name: "apierror.sla.latency.compliance", Unit: "1", Description: "Share of the calls to a partner within the agreed latency.",
	})
	m.margin = m.partners.NewGauge(series.Instrument{
		Name: "apierror.sla.error_budget.remaining", Unit: "1", Description: "What is left of the failures that the agreement allows.",
	})
	m.breached = m.partners.NewGauge(series.Instrument{
		Name: "apierror.sla.breached", Unit: "{breach}", Description: "1 where the agreement is broken over its window.",
	})
	m.penalties = store.NewSet(maxFewSeries)
	m.penalty = m.penalties.NewGauge(series.Instrument{
		Name: "apierror.sla.penalty", Unit: "{currency}", Description: "What the partner owes for a broken agreement.",
	})

	m.forecasts = store.NewSet(maxFewSeries)
	m.coverage = m.forecasts.NewGauge(series.Instrument{
		Name: "apierror.forecast.coverage", Unit: "1", Description: "Share of the outcomes that forecasts' bands of 80% held: 0.8 is right.",
	})
	m.skill = m.forecasts.NewGauge(series.Instrument{
		Name: "apierror.forecast.skill", Unit: "1", Description: "By how much less forecasts miss than the last value does; below 0 they are worse.",
	})
	m.precision = m.forecasts.NewGauge(series.Instrument{
		Name: "apierror.forecast.precision", Unit: "1", Description: "Share of the latest told forecasts that came true.",
	})
	m.leadTime = m.forecasts.NewGauge(series.Instrument{
		Name: "apierror.forecast.lead_time", Unit: "s", Description: "How long before they came true forecasts were told, on average.",
	})
	m.silent = m.forecasts.NewGauge(series.Instrument{
		Name: "apierror.forecast.silent", Unit: "1", Description: "1 while forecasts are not told because they did badly.",
	})

	m.transactions = store.NewSet(maxFewSeries)
	m.ended = m.transactions.NewCount(series.Instrument{
		Name: "apierror.transactions", Unit: "{transaction}", Description: "Business transactions that ended.",
	})
	m.lengths = store.NewSet(maxFewSeries)
	m.length = m.lengths.NewHistogram(series.Instrument{
		Name: "apierror.transaction.duration", Unit: "s", Description: "From the first step's start to the last one's end.",
	})
	return m
}
