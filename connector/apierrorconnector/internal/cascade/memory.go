package cascade

import (
	"time"
	"unique"

	"go.opentelemetry.io/collector/pdata/pcommon"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// Rules bound what is remembered.
type Rules struct {
	MaxTraces    int           // that failed, at least one; the one that began first gives way
	KeepTrace    time.Duration // after its first failed span
	KeepIncident time.Duration // after it was last seen: as long as its finding lasts
}

// DefaultRules are those that hold without a configuration.
func DefaultRules() Rules {
	return Rules{MaxTraces: 20_000, KeepTrace: 5 * time.Minute, KeepIncident: 5 * time.Minute}
}

// maxFacts is how many failed spans of a trace are kept. When there are more, those go that explain the least.
const maxFacts = 16

// Memory keeps the failed spans of recent traces, and the incidents that there are. It is not safe for concurrent use.
type Memory struct {
	rules Rules

	byTrace map[pcommon.TraceID]int32
	traces  []trace // a ring
	oldest  int
	count   int

	incidents incidents
	counts    Counts
}

// Counts are what happened since they were last taken.
type Counts struct {
	Evicted    int64 // traces that gave way before their time
	Dropped    int64 // failed spans beyond what is kept of a trace
	Duplicates int64 // failed spans that came twice
	Surges     int64 // surges beyond what is grouped
}

// trace is one call through all services, as far as it failed.
type trace struct {
	id       pcommon.TraceID
	openedAt int64
	facts    []fact

	// What judge finds; valid while judged.
	judged bool
	began  bool
	cause  int
	place  unique.Handle[Place]
}

// fact is what is kept of a failed span.
type fact struct {
	span, parent pcommon.SpanID
	start, end   int64
	place        unique.Handle[Place]
	stake        unique.Handle[stake]
	value, cost  float64

	rank           rank
	rootCause      bool
	cancelled      bool
	entry, calling bool
	staked         bool
}

// stake is what a span says of the business that it belongs to.
type stake struct {
	process     string
	criticality apierror.Criticality
	currency    string
}

// NewMemory starts with no trace and no incident.
func NewMemory(rules Rules) *Memory {
	return &Memory{rules: rules, byTrace: make(map[pcommon.TraceID]int32), incidents: newIncidents()}
}

// Len is how many traces are remembered.
func (m *Memory) Len() int { return m.count }

// TakeCounts returns what was counted since the last time.
func (m *Memory) TakeCounts() Counts {
	taken := m.counts
	m.counts = Counts{}
	return taken
}

// Note takes in a failed span. One without a trace explains nothing.
func (m *Memory) Note(f *Fact, now int64) {
	if f.TraceID.IsEmpty() {
		return
	}
	t := m.open(f.TraceID, now)
	entry, calling := f.entry(), isCalling(f.Kind)
	for i := range t.facts {
		if known := &t.facts[i]; known.span == f.SpanID && known.entry == entry && known.calling == calling && !f.SpanID.IsEmpty() {
			m.counts.Duplicates++
			return
		}
	}
	place := f.place()
	noted := fact{
		span: f.SpanID, parent: f.Parent, start: f.Start, end: f.End,
		place: unique.Make(place),
		rank:  rankOf(f, &place), rootCause: f.RootCause, cancelled: f.Category == apierror.CategoryCancelled,
		entry: entry, calling: calling,
	}
	if f.Process != "" {
		noted.staked, noted.value, noted.cost = true, apierror.Positive(f.ValueAtRisk), apierror.Positive(f.Cost)
		s := stake{process: text(f.Process), currency: text(f.Currency)}
		if f.Criticality.Valid() {
			s.criticality = f.Criticality
		}
		noted.stake = unique.Make(s)
	}
	m.keep(t, &noted)
}

func (m *Memory) keep(t *trace, noted *fact) {
	if len(t.facts) < maxFacts {
		t.facts = append(t.facts, *noted)
		t.judged = false
		return
	}
	m.counts.Dropped++
	least := 0
	for i := range t.facts {
		if t.facts[i].rank < t.facts[least].rank {
			least = i
		}
	}
	if t.facts[least].rank < noted.rank {
		t.facts[least] = *noted
		t.judged = false
	}
}

// open returns the trace of an id, and lets go those whose time is over.
func (m *Memory) open(id pcommon.TraceID, now int64) *trace {
	for m.count > 0 && now-m.traces[m.oldest].openedAt > int64(m.rules.KeepTrace) {
		m.forget()
	}
	if at, ok := m.byTrace[id]; ok {
		return &m.traces[at]
	}
	if m.count >= m.rules.MaxTraces {
		m.counts.Evicted++
		m.forget()
	}
	if m.traces == nil {
		m.traces = make([]trace, m.rules.MaxTraces)
	}
	at := (m.oldest + m.count) % len(m.traces)
	t := &m.traces[at]
	*t = trace{id: id, openedAt: now, facts: t.facts[:0]}
	m.byTrace[id] = int32(at) //nolint:gosec // MaxTraces at most
	m.count++
	return t
}

// forget lets the trace go that began first.
func (m *Memory) forget() {
	delete(m.byTrace, m.traces[m.oldest].id)
	m.oldest = (m.oldest + 1) % len(m.traces)
	m.count--
}

// find returns what is known of a trace; nil if nothing is.
func (m *Memory) find(id pcommon.TraceID) *trace {
	at, ok := m.byTrace[id]
	if !ok {
		return nil
	}
	t := &m.traces[at]
	t.judge()
	return t
}
