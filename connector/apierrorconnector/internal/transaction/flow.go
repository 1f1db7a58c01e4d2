package transaction

import (
	"slices"

	"go.opentelemetry.io/collector/pdata/pcommon"
)

const (
	// maxWaiting is how many attempts of a key wait for their order to be known. A client that tries faster has them settled early.
	maxWaiting = 16
	// maxIdle is how much of that memory is kept for the next ones.
	maxIdle = 4
	// clockSkew is how much earlier than the first step another one may have ended: the clocks of two hosts differ a bit.
	clockSkew = 5e9
)

// flow is what is known of one key. Its zero value knows nothing.
type flow struct {
	process uint16
	place   int32     // in the schedule, plus one
	waiting []attempt // in their order
	settled int64     // end of the last attempt that does not wait any more
	open    bool
	state   progress // of the transaction that is open
}

// progress is how far a transaction has come.
type progress struct {
	start    int64 // of the first step
	firstEnd int64
	last     int64 // end of the last attempt

	// The last attempt at the furthest step.
	step    uint8
	failed  bool
	at      int64 // its end
	traceID pcommon.TraceID
	spanID  pcommon.SpanID

	troubled bool // some attempt failed
}

// Reset makes room for the next key.
func (f *flow) Reset() {
	waiting := f.waiting[:0]
	if cap(waiting) > maxIdle {
		waiting = nil
	}
	*f = flow{waiting: waiting}
}

// begin opens a transaction with an attempt at its first step.
func (f *flow) begin(a *attempt) {
	f.open = true
	f.state = progress{start: a.start, firstEnd: a.end}
	f.apply(a)
}

// apply takes in an attempt of the transaction that is open, in whatever order.
func (f *flow) apply(a *attempt) {
	p := &f.state
	p.last = max(p.last, a.end)
	p.troubled = p.troubled || a.failed
	if a.step > p.step || a.step == p.step && (a.end > p.at || a.end == p.at && !a.failed) {
		p.step, p.failed, p.at, p.traceID, p.spanID = a.step, a.failed, a.end, a.traceID, a.spanID
	}
}

// deadline is when the transaction that is open has waited long enough.
func (f *flow) deadline(p *process) int64 {
	return min(later(f.state.last, int64(p.Timeout)), later(f.state.firstEnd, p.longest))
}

// take removes an attempt from those that wait.
func (f *flow) take(i int) attempt {
	a := f.waiting[i]
	f.waiting = slices.Delete(f.waiting, i, i+1)
	if len(f.waiting) == 0 && cap(f.waiting) > maxIdle {
		f.waiting = nil
	}
	f.settled = max(f.settled, a.end)
	return a
}

// opener is the first step that the attempt waits for that waits the longest, negative if none has come: one that began before it,
// and that ended while it waited.
func (f *flow) opener(lateness int64) int {
	first := f.waiting[0].end
	return slices.IndexFunc(f.waiting, func(a attempt) bool {
		return a.step == 0 && a.start <= later(first, clockSkew) && a.end <= later(first, lateness)
	})
}

// due is when something is to be decided: a point in time that the order of attempts must be known of. There is none for a flow
// that holds nothing.
func (f *flow) due(p *process, lateness int64) (at int64, ok bool) {
	switch {
	case f.open && len(f.waiting) > 0:
		return min(f.waiting[0].end, later(f.deadline(p), 1)), true
	case f.open:
		return later(f.deadline(p), 1), true
	case len(f.waiting) == 0:
		return 0, false
	}
	if i := f.opener(lateness); i >= 0 {
		return f.waiting[i].end, true
	}
	return later(f.waiting[0].end, lateness), true
}
