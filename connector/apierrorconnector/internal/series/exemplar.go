package series

import (
	"cmp"
	"slices"

	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/pmetric"
)

// Exemplar is a call to look at.
type Exemplar struct {
	TraceID pcommon.TraceID
	SpanID  pcommon.SpanID
	Time    int64 // in Unix nanoseconds; told as a time of the point's interval
	Failed  bool
}

const (
	exemplarsPerPoint = 3
	// exemplarPoints bounds memory: of more points at once, nobody looks at each.
	exemplarPoints = 1000
)

// exemplars are those of an instrument since the last Collect that told them.
type exemplars struct {
	by map[uint32][]measured
}

type measured struct {
	Exemplar
	value float64
}

// offer keeps an exemplar if it is among the most interesting of its point: failed ones first, then those of great value.
func (e *exemplars) offer(place uint32, value float64, x *Exemplar) {
	if x.TraceID.IsEmpty() || x.SpanID.IsEmpty() {
		return
	}
	kept, known := e.by[place]
	if !known && len(e.by) >= exemplarPoints {
		return
	}
	m := measured{Exemplar: *x, value: value}
	if len(kept) == exemplarsPerPoint {
		if interest(&m, &kept[exemplarsPerPoint-1]) <= 0 {
			return
		}
		kept = kept[:exemplarsPerPoint-1]
	}
	at := len(kept)
	for at > 0 && interest(&m, &kept[at-1]) > 0 {
		at--
	}
	if e.by == nil {
		e.by = map[uint32][]measured{}
	}
	e.by[place] = slices.Insert(kept, at, m)
}

func interest(a, b *measured) int {
	switch {
	case a.Failed && !b.Failed:
		return 1
	case b.Failed && !a.Failed:
		return -1
	}
	return cmp.Compare(a.value, b.value)
}

// tell writes the exemplars of a point and forgets them. Their times ascend from one Collect to the next, also those of late spans:
// Prometheus refuses others.
func (e *exemplars) tell(place uint32, r *report, since int64, into pmetric.ExemplarSlice, set func(pmetric.Exemplar, float64)) {
	kept := e.by[place]
	if len(kept) == 0 {
		return
	}
	into.EnsureCapacity(len(kept))
	for i := range kept {
		x := into.AppendEmpty()
		x.SetTraceID(kept[i].TraceID)
		x.SetSpanID(kept[i].SpanID)
		x.SetTimestamp(timestamp(min(max(kept[i].Time, since+1), r.now)))
		set(x, kept[i].value)
	}
	delete(e.by, place)
}
