package slo

import "math"

// Tracker counts the calls of one objective, over windows of five minutes to the budget's period, in less than 8 KiB.
type Tracker struct {
	objective Objective
	rules     [ruleCount]rule
	widths    [ringCount]int64
	rings     [ringCount]ring

	// Calls of the finest slot are gathered before they go to the rings: most come in the order of their time.
	slotStart int64
	slot      Counts

	firstAt int64  // start of the finest slot of the first call; MaxInt64 before it
	newest  int64  // of the newest
	bad     uint64 // ever
	dropped uint64

	alerts [ruleCount]alert
	fired  episode
}

// New returns a tracker that has seen nothing. A target that is no share below 1 is taken for the nearest.
func New(objective Objective) *Tracker {
	t := &Tracker{objective: objective, rules: rulesOf(&objective), firstAt: math.MaxInt64}
	for i, length := range lengths {
		t.widths[i] = width(length)
	}
	t.widths[ringPeriod] = width(objective.Period())
	return t
}

// Objective is what New was given.
func (t *Tracker) Objective() *Objective { return &t.objective }

// Dropped counts the calls that were older than the budget's period, or from before 1970.
func (t *Tracker) Dropped() uint64 { return t.dropped }

// Add counts a call that ended at that time. How far the time may lie in the future of the others is for the caller to bound.
func (t *Tracker) Add(at int64, bad bool) {
	if uint64(at-t.slotStart) >= uint64(fine) && !t.turn(at) { //nolint:gosec // before slotStart is huge, as it should be
		return
	}
	t.slot.Calls++
	if bad {
		t.slot.Bad++
	}
}

// turn begins another slot, and reports whether it may be counted.
func (t *Tracker) turn(at int64) bool {
	t.flush()
	if at < 0 || at < t.newest-int64(t.objective.Period()) {
		t.dropped++
		return false
	}
	t.slotStart = at - at%int64(fine)
	return true
}

// flush brings the gathered calls into the rings.
func (t *Tracker) flush() {
	if t.slot.Calls == 0 {
		return
	}
	for i := range t.rings {
		t.rings[i].put(slotOf(t.slotStart, t.widths[i]), t.slot)
	}
	t.firstAt, t.newest = min(t.firstAt, t.slotStart), max(t.newest, t.slotStart)
	t.bad += t.slot.Bad
	t.slot = Counts{}
}
