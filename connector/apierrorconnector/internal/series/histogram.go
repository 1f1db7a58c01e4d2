package series

import (
	"math"

	"go.opentelemetry.io/collector/pdata/pmetric"
)

// Histogram is the distribution of values from zero up, such as durations.
type Histogram struct {
	Instrument
	set       *Set
	points    column[recorded]
	exemplars exemplars
}

type recorded struct {
	exponential
	life life
}

// NewHistogram declares an exponential histogram of the set's groups.
func (s *Set) NewHistogram(i Instrument) *Histogram {
	h := &Histogram{set: s, Instrument: i}
	s.declare(h)
	return h
}

// Record counts a value. It refuses NaN, infinity and what is negative.
func (h *Histogram) Record(g Group, value float64) {
	if !(value >= 0 && value <= math.MaxFloat64) {
		h.set.store.refused++
		return
	}
	if !h.set.touch(g) {
		return
	}
	p := h.points.at(g.place)
	p.record(value)
	p.life.touch()
}

// slow is how many times the mean a value is to be worth a look.
const slow = 2

// Offer offers the call whose value was recorded as an exemplar, to be kept if it failed or was slow.
func (h *Histogram) Offer(g Group, value float64, x *Exemplar) {
	if !(value >= 0 && value <= math.MaxFloat64) || !h.set.holds(g) {
		return
	}
	if p := h.points.at(g.place); x.Failed || value*float64(p.count) > slow*p.sum {
		h.exemplars.offer(g.place, value, x)
	}
}

func (h *Histogram) grow() { h.points.grow() }

func (h *Histogram) clear(place uint32) {
	*h.points.at(place) = recorded{}
	delete(h.exemplars.by, place)
}

func (h *Histogram) collect(r *report, into pmetric.MetricSlice) {
	var points pmetric.ExponentialHistogramDataPointSlice
	declared := false
	for place, g := range h.set.all() {
		p := h.points.at(place)
		telling := p.life.tell(r, g)
		if telling == nothing {
			continue
		}
		if !declared {
			declared = true
			histogram := h.metric(into).SetEmptyExponentialHistogram()
			histogram.SetAggregationTemporality(r.temporality)
			points = histogram.DataPoints()
			points.EnsureCapacity(len(h.set.index))
		}
		dp := points.AppendEmpty()
		r.describe(dp, g)
		if telling == zero {
			// Scaled finely: who merges it with later ones merges those down to its scale.
			dp.SetScale(maxScale)
			continue
		}
		p.put(dp)
		h.exemplars.tell(place, r, r.exemplarsSince(g, telling), dp.Exemplars(), pmetric.Exemplar.SetDoubleValue)
		if r.delta() {
			p.reset()
		}
	}
}
