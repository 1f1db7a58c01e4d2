package series

import (
	"math"

	"go.opentelemetry.io/collector/pdata/pmetric"
)

// Count is a monotonic sum of whole numbers.
type Count struct{ adder[int64] }

// NewCount declares a count of the set's groups.
func (s *Set) NewCount(i Instrument) *Count {
	c := &Count{adder[int64]{
		set: s, Instrument: i,
		put:         pmetric.NumberDataPoint.SetIntValue,
		putExemplar: func(x pmetric.Exemplar, value float64) { x.SetIntValue(int64(value)) },
	}}
	s.declare(c)
	return c
}

// Add counts n more, to the greatest number at most. It refuses less than none.
func (c *Count) Add(g Group, n int64) {
	if n < 0 {
		c.set.store.refused++
		return
	}
	if p := c.touch(g); p != nil {
		p.total = min(p.total, math.MaxInt64-n) + n
	}
}

// Offer offers the call that Add counted as an exemplar.
func (c *Count) Offer(g Group, n int64, x *Exemplar) { c.offer(g, float64(n), x) }

// Sum is a monotonic sum of amounts, as of money.
type Sum struct{ adder[float64] }

// NewSum declares a sum of the set's groups.
func (s *Set) NewSum(i Instrument) *Sum {
	c := &Sum{adder[float64]{
		set: s, Instrument: i,
		put:         pmetric.NumberDataPoint.SetDoubleValue,
		putExemplar: pmetric.Exemplar.SetDoubleValue,
	}}
	s.declare(c)
	return c
}

// AmountLimit is the greatest amount that a Sum adds: beyond it a double can't tell two neighbouring whole numbers apart,
// and what others add would be lost.
const AmountLimit = 1 << 53

// Add adds an amount from 0 to AmountLimit. It refuses others, and NaN.
func (c *Sum) Add(g Group, amount float64) {
	if !(amount >= 0 && amount <= AmountLimit) {
		c.set.store.refused++
		return
	}
	if p := c.touch(g); p != nil {
		p.total += amount // 2^971 amounts reach infinity
	}
}

// Offer offers the call whose amount Add added as an exemplar.
func (c *Sum) Offer(g Group, amount float64, x *Exemplar) {
	if amount >= 0 && amount <= AmountLimit {
		c.offer(g, amount, x)
	}
}

// adder is the points of a Count or a Sum.
type adder[T int64 | float64] struct {
	Instrument
	set         *Set
	points      column[added[T]]
	exemplars   exemplars
	put         func(pmetric.NumberDataPoint, T)
	putExemplar func(pmetric.Exemplar, float64)
}

type added[T int64 | float64] struct {
	total T
	life  life
}

// touch returns the point of a group; nil if there is none any more.
func (a *adder[T]) touch(g Group) *added[T] {
	if !a.set.touch(g) {
		return nil
	}
	p := a.points.at(g.place)
	p.life.touch()
	return p
}

func (a *adder[T]) offer(g Group, value float64, x *Exemplar) {
	if a.set.holds(g) {
		a.exemplars.offer(g.place, value, x)
	}
}

func (a *adder[T]) grow() { a.points.grow() }

func (a *adder[T]) clear(place uint32) {
	*a.points.at(place) = added[T]{}
	delete(a.exemplars.by, place)
}

func (a *adder[T]) collect(r *report, into pmetric.MetricSlice) {
	var points pmetric.NumberDataPointSlice
	declared := false
	for place, g := range a.set.all() {
		p := a.points.at(place)
		telling := p.life.tell(r, g)
		if telling == nothing {
			continue
		}
		if !declared {
			declared = true
			sum := a.metric(into).SetEmptySum()
			sum.SetIsMonotonic(true)
			sum.SetAggregationTemporality(r.temporality)
			points = sum.DataPoints()
			points.EnsureCapacity(len(a.set.index))
		}
		dp := points.AppendEmpty()
		r.describe(dp, g)
		if telling == zero {
			a.put(dp, 0)
			continue
		}
		a.put(dp, p.total)
		a.exemplars.tell(place, r, r.exemplarsSince(g, telling), dp.Exemplars(), a.putExemplar)
		if r.delta() {
			p.total = 0
		}
	}
}
