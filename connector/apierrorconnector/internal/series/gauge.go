package series

import (
	"math"

	"go.opentelemetry.io/collector/pdata/pmetric"
)

// Gauge is the present value of something. A Collect tells it if it was set since the one before: an older value is not the
// present one.
type Gauge struct {
	Instrument
	set    *Set
	points column[reading]
}

type reading struct {
	value float64
	life  life
}

// NewGauge declares a gauge of the set's groups.
func (s *Set) NewGauge(i Instrument) *Gauge {
	g := &Gauge{set: s, Instrument: i}
	s.declare(g)
	return g
}

// Set sets the value. It refuses NaN and infinity.
func (m *Gauge) Set(g Group, value float64) {
	if math.IsNaN(value) || math.IsInf(value, 0) {
		m.set.store.refused++
		return
	}
	if !m.set.touch(g) {
		return
	}
	p := m.points.at(g.place)
	p.value = value
	p.life.touch()
}

func (m *Gauge) grow() { m.points.grow() }

func (m *Gauge) clear(place uint32) { *m.points.at(place) = reading{} }

func (m *Gauge) collect(r *report, into pmetric.MetricSlice) {
	told := gaugePoints{Instrument: &m.Instrument, into: into}
	for place, g := range m.set.all() {
		if p := m.points.at(place); p.life.fresh() {
			told.add(r, g).SetDoubleValue(p.value)
		}
	}
}

// gaugePoints appends a gauge with its first point.
type gaugePoints struct {
	*Instrument
	into     pmetric.MetricSlice
	points   pmetric.NumberDataPointSlice
	declared bool
}

// add appends a point. It has no start: a gauge stands for a moment.
func (p *gaugePoints) add(r *report, g *groupState) pmetric.NumberDataPoint {
	if !p.declared {
		p.declared = true
		p.points = p.metric(p.into).SetEmptyGauge().DataPoints()
	}
	dp := p.points.AppendEmpty()
	putAttributes(g.attributes, dp.Attributes())
	dp.SetTimestamp(timestamp(r.now))
	return dp
}
