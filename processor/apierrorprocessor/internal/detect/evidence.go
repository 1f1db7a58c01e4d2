package detect

import (
	"math"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
	"github.com/otelcol-apierror/otelcol-apierror/internal/window"
)

// evidence is what a declaration found when a call was added up.
type evidence struct {
	row       *row
	before    *row // whose calls they are, if not the row's own
	by        *caller
	calls     int
	value     int // of the measure
	different int
	spread    int // slots between the first call and the last
	observed  int // failed calls since the caller is watched
	share     float64
	step      uint8
	others    int  // callers of the kind who come near
	known     int  // of so many
	sources   int  // from so many, where guesses are strewn
	usual     int  // so many are usual there
	alike     bool // what shows is as likely another signal's, which tells it
	inOrder   bool
	inTurn    bool // no two calls in a row are by one program
	atMost    apierror.Severity
	because   string // why it is no worse
}

func (r *row) evidence(t *tally, by *caller) evidence {
	e := evidence{row: r, by: by, calls: t.calls.Sum(), share: 1, step: r.atMost(t.step)}
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
	if e.step > 0 && (2*e.value < steps[0].from || e.share < e.failing()*heldShare || !e.variesBy(e.row.varied*heldShare)) {
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

// variesBy reports whether there are enough different ones for the calls.
func (e *evidence) variesBy(share float64) bool {
	return e.inTurn || float64(e.different) >= share*float64(e.calls)
}

// failing is the share of the caller's calls that have to fail.
func (e *evidence) failing() float64 {
	if e.row.many > 0 && e.value >= e.row.many {
		return e.row.failingOfMany
	}
	return e.row.failing
}

// trips reports whether everything but the threshold speaks for the signal.
func (e *evidence) trips() bool {
	r := e.row
	if r.unusual && e.share == 0 || !e.variesBy(r.varied) {
		return false
	}
	if r.failing > 0 && (e.observed < r.steps[0].from-r.watchFrom || e.share < e.failing()) {
		return false
	}
	return (r.sources == 0 || e.different >= r.sources) && int64(e.spread)*int64(r.window)/window.Slots >= int64(r.lasting)
}

func (e *evidence) severity() apierror.Severity {
	severity := e.row.steps[e.step-1].severity
	if e.atMost != apierror.SeverityNone {
		return min(severity, e.atMost)
	}
	return severity
}

// confidence starts at the declaration's floor and approaches its ceiling as the measure grows: it has gone half the way at
// twice the threshold, two thirds at three times. Where successes matter it is in proportion to the share that failed.
func (e *evidence) confidence() float64 {
	beyond := max(0, 1-float64(e.row.steps[0].from)/float64(e.value))
	sure := (e.row.floor + (e.row.ceiling-e.row.floor)*beyond) * e.share
	return math.Round(sure*100) / 100
}

// outweighs reports whether the evidence is the one to explain a signal by.
func (e *evidence) outweighs(other *evidence) bool {
	if e.severity() != other.severity() {
		return e.severity() > other.severity()
	}
	return e.confidence() > other.confidence()
}
