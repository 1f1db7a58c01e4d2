package series

import (
	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/pmetric"
)

// Instrument is what a metric is called, and its unit in UCUM: "s", "{request}".
type Instrument struct{ Name, Unit, Description string }

// metric appends the instrument's metric, for which there are points to tell.
func (i *Instrument) metric(into pmetric.MetricSlice) pmetric.Metric {
	m := into.AppendEmpty()
	m.SetName(i.Name)
	m.SetUnit(i.Unit)
	m.SetDescription(i.Description)
	return m
}

// dataPoint is what the data points of all kinds of metric have in common.
type dataPoint interface {
	Attributes() pcommon.Map
	SetStartTimestamp(pcommon.Timestamp)
	SetTimestamp(pcommon.Timestamp)
}

// describe says whose a point is and of what interval.
func (r *report) describe(dp dataPoint, g *groupState) {
	putAttributes(g.attributes, dp.Attributes())
	dp.SetStartTimestamp(timestamp(r.start(g)))
	dp.SetTimestamp(timestamp(r.now))
}

// life is what became of a point since its group began.
type life uint8

const (
	begun    life = 1 << iota // something was counted
	touched                   // something was counted since the last Collect
	told                      // a Collect has told of it
	totalled                  // a Collect has told what it counted
)

func (l *life) touch() { *l |= begun | touched }

// fresh reports whether the point was touched since the last Collect, and that one has come now.
func (l *life) fresh() bool {
	fresh := *l&touched != 0
	*l &^= touched
	return fresh
}

// telling is what a Collect says of a point.
type telling uint8

const (
	nothing telling = iota
	zero
	firstTotal
	total
)

// tell decides what this Collect says of a point that adds up.
func (l *life) tell(r *report, g *groupState) telling {
	fresh := l.fresh()
	switch {
	case *l&begun == 0, r.delta() && !fresh:
		return nothing
	case r.delta(), *l&totalled != 0:
		return total
	case r.last, *l&told != 0:
		*l |= totalled
		return firstTotal
	}
	*l |= told
	g.untold = true
	return zero
}

// exemplarsSince is how far back exemplars of a point may lie: to the Collect that told the last ones.
func (r *report) exemplarsSince(g *groupState, telling telling) int64 {
	if telling == firstTotal {
		return r.start(g)
	}
	return r.since
}
