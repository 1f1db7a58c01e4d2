// Package series keeps the metric series of the connector and writes them as OpenTelemetry metrics.
//
// A Store tells all its points at once, under one resource and one scope: who is meant, service.name first of all, stands in
// the attributes of a point, so that a query by service_name needs no join with target_info. A Set is the groups of
// attributes that some instruments share, and has a limit. A Group is one combination of values: a span looks it up once and
// then counts, adds and records in all instruments of its set.
//
//	store := series.New(series.Settings{Scope: "…", Temporality: pmetric.AggregationTemporalityCumulative, ExpireAfter: time.Hour}, now)
//	calls := store.NewSet(10_000)
//	requests := calls.NewCount(series.Instrument{Name: "apierror.requests", Unit: "{request}"})
//	duration := calls.NewHistogram(series.Instrument{Name: "apierror.duration", Unit: "s"})
//
//	group, known := calls.Find(key)
//	if !known {
//		group = calls.Add(key, series.String("service.name", service))
//	}
//	requests.Add(group, 1)
//	duration.Record(group, seconds)
//
// # Start times
//
// A cumulative point starts at the Collect before its group began, when it was zero; a delta one at the Collect before. The
// timestamps of a Store ascend strictly, whatever the clock does, so no interval is empty and none
// overlaps: a group that expired and came back starts no earlier than the Collect that dropped it.
//
// # The first cumulative point says zero
//
// Prometheus' increase and rate take a series' first sample as where it starts, and lose what it counted until then: the
// first failure of a kind, and its money, would be missing from every sum. So with cumulative temporality a count, a sum and
// a histogram say zero in the first Collect and what they counted from the second on, as contrib's spanmetrics connector
// does for calls. It costs an interval of delay, once a series. The start time does the same for those that read it (OTLP,
// Prometheus with created timestamps). A scrape that is rarer than Collect misses the zero. CollectLast, at shutdown, says
// what was counted right away.
//
// Nothing here is safe for concurrent use.
package series
