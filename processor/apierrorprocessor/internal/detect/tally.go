package detect

import (
	"math"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
	"github.com/otelcol-apierror/otelcol-apierror/internal/window"
)

// tally is what is remembered of one subject of one declaration.
type tally struct {
	calls     window.Count
	different window.Distinct // accounts, paths or sources, as the declaration says
	step      uint8           // how many of the declaration's steps hold
}

// Reset empties the tally for another subject.
func (t *tally) Reset() {
	t.calls.Reset()
	t.different.Reset()
	t.step = 0
}

// row is a declaration made ready: its window's slots, what sets its keys apart and its column in the watch list.
type row struct {
	declaration
	length window.Length
	within string // the window, as a rationale names it
	salt   uint64
	column int
}

// add counts a call and reports whether it lies in the window.
func (r *row) add(t *tally, f *facts, slot uint32) bool {
	switch {
	case r.measure == ofAccounts:
		t.different.Add(f.account, slot)
	case r.measure == ofPaths:
		t.different.Add(f.path, slot)
	case r.sources > 0 && f.source != 0:
		t.different.Add(f.source, slot)
	}
	return t.calls.Add(slot)
}

// evidence is what a declaration found when a call was added up.
type evidence struct {
	row       *row
	calls     int
	value     int // of the measure
	different int
	spread    int // slots between the first call and the last
	observed  int // failed calls since the source is watched
	share     float64
	step      uint8
}

func (r *row) evidence(t *tally) evidence {
	e := evidence{row: r, calls: t.calls.Sum(), share: 1, step: t.step}
	e.value = e.calls
	if r.measure != ofCalls || r.sources > 0 {
		e.different = t.different.Sum()
	}
	if r.measure != ofCalls {
		e.value = e.different
	}
	if r.lasting > 0 {
		e.spread = t.calls.Spread()
	}
	return e
}

// heldShare is what part of the share that trips a signal is enough to keep it, as half of each step's threshold is: a
// signal that comes and goes with every few calls is no use to anybody.
const heldShare = 2.0 / 3

// judge moves the evidence's step up or down, and reports whether the signal holds.
func (e *evidence) judge() bool {
	steps := e.row.steps
	if e.step > 0 && (2*e.value < steps[0].from || e.share < e.row.failing*heldShare) {
		e.step = 0
	}
	if e.step == 0 && (e.value < steps[0].from || !e.trips()) {
		return false
	}
	for int(e.step) < len(steps) && e.value >= steps[e.step].from {
		e.step++
	}
	for 2*e.value < steps[e.step-1].from {
		e.step--
	}
	return true
}

// trips reports whether everything but the threshold speaks for the signal.
func (e *evidence) trips() bool {
	r := e.row
	if r.watchFrom > 0 && (e.observed < r.steps[0].from-r.watchFrom || e.share < r.failing) {
		return false
	}
	return (r.sources == 0 || e.different >= r.sources) && int64(e.spread)*int64(r.window)/window.Slots >= int64(r.lasting)
}

func (e *evidence) severity() apierror.Severity { return e.row.steps[e.step-1].severity }

// confidence starts at the declaration's floor and approaches its ceiling as the measure grows: it has gone half the way at
// twice the threshold, two thirds at three times. Where successes matter it is in proportion to the share that failed.
func (e *evidence) confidence() float64 {
	beyond := max(0, 1-float64(e.row.steps[0].from)/float64(e.value))
	sure := (e.row.floor + (e.row.ceiling-e.row.floor)*beyond) * e.share
	return math.Round(sure*100) / 100
}
