package series

import (
	"time"

	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/pmetric"
)

// Settings is what all series of a Store have in common.
type Settings struct {
	Scope, Version string // of the instrumentation scope
	Temporality    pmetric.AggregationTemporality
	ExpireAfter    time.Duration // a group that nothing touched this long is dropped
}

// Store is all series of a connector.
type Store struct {
	settings  Settings
	sets      []*Set
	collected int64 // the timestamp of the last Collect; at first, when counting began
	refused   uint64
}

// New returns a store without series that begins to count at now, in Unix nanoseconds.
func New(settings Settings, now int64) *Store {
	return &Store{settings: settings, collected: max(0, now)}
}

// NewSet returns a set of at most limit groups, besides the one for what overflows. It is told with the store's other sets.
func (s *Store) NewSet(limit int) *Set {
	set := newSet(s, limit)
	s.sets = append(s.sets, set)
	return set
}

// Refused returns how many values could not be counted so far: NaN, infinite, or negative where only more can be added.
func (s *Store) Refused() uint64 { return s.refused }

// Collect drops the groups that expired and appends what there is to tell of the others: a point's total with cumulative
// temporality, with delta only what was touched since the last Collect. It appends nothing if there is nothing to tell.
func (s *Store) Collect(now int64, into pmetric.Metrics) { s.collect(now, into, false) }

// CollectLast is Collect at shutdown, when there is no later one that could tell what begins with zero.
func (s *Store) CollectLast(now int64, into pmetric.Metrics) { s.collect(now, into, true) }

func (s *Store) collect(now int64, into pmetric.Metrics, last bool) {
	r := report{
		since:       s.collected,
		now:         max(now, s.collected+1),
		temporality: s.settings.Temporality,
		last:        last,
	}
	s.collected = r.now

	resource := pmetric.NewResourceMetrics()
	scope := resource.ScopeMetrics().AppendEmpty()
	scope.Scope().SetName(s.settings.Scope)
	scope.Scope().SetVersion(s.settings.Version)
	for _, set := range s.sets {
		set.expire(r.now, int64(s.settings.ExpireAfter))
		for _, i := range set.instruments {
			i.collect(&r, scope.Metrics())
		}
	}
	if scope.Metrics().Len() > 0 {
		resource.MoveTo(into.ResourceMetrics().AppendEmpty())
	}
}

// report is one Collect.
type report struct {
	since, now  int64
	temporality pmetric.AggregationTemporality
	last        bool
}

func (r *report) delta() bool { return r.temporality == pmetric.AggregationTemporalityDelta }

// start returns when the interval of a point began.
func (r *report) start(g *groupState) int64 {
	if r.delta() {
		return r.since
	}
	return g.start
}

func timestamp(nanoseconds int64) pcommon.Timestamp {
	return pcommon.Timestamp(max(0, nanoseconds))
}
