package surge

import (
	"math"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// Endpoint is what is known of the error rates of an endpoint of a service, or of a business process. Its zero value is empty. It
// takes about 330 bytes, and 510 more for each category that ever failed, of which there are 17.
type Endpoint struct {
	newest     int64 // slot; 0 before the first call
	stray      uint8 // calls in a row that were too far ahead
	calls      ring
	seen       past // what a category that never failed has as its baseline
	categories []category
}

// category is what is known of one category of failures. Not one of its calls, but all of the endpoint's are its total.
type category struct {
	name   apierror.Category
	failed ring
	skip   uint64 // slots that are not learnt, by slot number modulo slots
	usual  baseline
	creep  creep
	hold   hold
	rise   rise
	low    int64 // slot since which the rate is lower than usual; 0 where it is not
	end    int64 // slot that the last rise ended with, which no test reaches back to
}

// Add counts a call; failed is the category of its failure, empty for a call that succeeded. It reports whether the call was taken: not if
// it is more than half an hour late, or five minutes ahead of all others and of the last Judge.
func (e *Endpoint) Add(at int64, failed apierror.Category) bool {
	slot := slotOf(at)
	if (slot != e.newest || e.stray > 0) && !e.reach(slot) {
		return false
	}
	e.calls.add(slot, 1)
	if failed != "" {
		e.category(failed).add(slot, 1)
	}
	return true
}

// AddCounts is Add for many calls of one time, some or all of which failed in one way.
func (e *Endpoint) AddCounts(at int64, calls, failed uint64, as apierror.Category) bool {
	slot := slotOf(at)
	if (slot != e.newest || e.stray > 0) && !e.reach(slot) {
		return false
	}
	e.calls.add(slot, calls)
	if failed = min(calls, failed); failed > 0 {
		e.category(as).add(slot, failed)
	}
	return true
}

func (c *category) add(slot int64, n uint64) {
	c.failed.add(slot, n)
	if c.rise.state != Normal {
		c.rise.failed += n
	}
}

// category finds a category or adds it.
func (e *Endpoint) category(name apierror.Category) *category {
	for i := range e.categories {
		if e.categories[i].name == name {
			return &e.categories[i]
		}
	}
	if !name.Valid() {
		return e.category(apierror.CategoryUnknown)
	}
	// One at a time: most endpoints fail in one way or two, and each takes 510 bytes.
	grown := make([]category, len(e.categories)+1)
	copy(grown, e.categories)
	e.categories = grown
	c := &e.categories[len(e.categories)-1]
	c.name, c.usual.past = name, e.seen
	return c
}

// reach moves to a slot and reports whether a call there counts.
func (e *Endpoint) reach(slot int64) bool {
	switch {
	case slot < slots || (e.newest > 0 && slot <= e.newest-slots):
		return false
	case e.newest > 0 && slot > e.newest+aheadSlots && e.stray+1 < strayLimit:
		e.stray++
		return false
	}
	e.stray = 0
	e.advance(slot)
	return true
}

// advance moves on slot by slot, and learns what has become the past.
func (e *Endpoint) advance(to int64) {
	if e.newest == 0 {
		e.newest = to
	}
	// After so many slots without a call nothing is left to learn.
	for steps := 0; e.newest < to && steps < 2*slots; steps++ {
		e.newest++
		if e.newest%blockSlots == 0 {
			e.learn(stretch{e.newest - learnAge, e.newest - learnAge + blockSlots - 1})
		}
		*e.calls.at(e.newest) = 0
		for i := range e.categories {
			c := &e.categories[i]
			*c.failed.at(e.newest) = 0
			c.skip &^= bit(e.newest)
		}
	}
	e.newest = max(e.newest, to)
}

func bit(slot int64) uint64 { return 1 << (slot & (slots - 1)) }

func (e *Endpoint) learn(block stretch) {
	calls := e.calls.sum(block)
	if calls <= 0 {
		return
	}
	e.seen.learn(calls, keepHalfDay)
	for i := range e.categories {
		c := &e.categories[i]
		var sum counts
		for slot := block.from; slot <= block.to; slot++ {
			if c.skip&bit(slot) == 0 {
				sum.calls += float64(*e.calls.at(slot))
				sum.failed += float64(*c.failed.at(slot))
			}
		}
		prior := priorOf(c.name)
		halfHour := e.counts(c, e.last(c, longSlots, e.newest-1))
		if c.rise.state != Normal && block.from >= c.rise.since {
			c.accustom(e.counts(c, block), halfHour, prior)
		}
		c.learn(sum, halfHour, prior)
		c.creep.learn(sum, block.from, prior)
	}
}

// rewind starts the recent past again, where it turned out to be the future.
func (e *Endpoint) rewind(to int64) {
	e.newest, e.stray, e.calls = to, 0, ring{}
	for i := range e.categories {
		c := &e.categories[i]
		c.failed, c.skip, c.rise, c.hold, c.low, c.end = ring{}, 0, rise{}, hold{}, 0, 0
		c.creep.forget()
	}
}

func (e *Endpoint) counts(c *category, s stretch) counts {
	return counts{calls: e.calls.sum(s), failed: c.failed.sum(s)}
}

// last is the stretch of so many slots that ends with one, as far as it is kept and lies after the end of the last rise.
func (e *Endpoint) last(c *category, length, end int64) stretch {
	from := max(end-length+1, e.newest-slots+1, c.end+1)
	return stretch{min(from, end+1), end}
}

// latest is the last slot that any clock can have reached.
const latest = math.MaxInt64 / slotLength
