package detect

import (
	"sync/atomic"

	"github.com/otelcol-apierror/otelcol-apierror/internal/pathtemplate"
	"github.com/otelcol-apierror/otelcol-apierror/internal/window"
)

// watchlist holds the callers who are suspected enough for their successful calls to matter. It is apart from the tallies
// because every successful call may be looked up in it: it is small enough to stay in the processor's cache.
type watchlist struct {
	callers  *window.Store[watch, *watch]
	suspects *suspects
	horizon  int64
	swept    int64
}

// watch is one caller: for each declaration that watches him, how his calls went since.
type watch struct {
	suspected int64 // the time of his last call that counted
	among     *atomic.Uint32
	actors    *atomic.Uint32 // nil for a source
	exchanges []exchange
}

// exchange is how a caller's calls went. Held off, a login says nothing of whether the password was right.
type exchange struct {
	row                    *row
	failed, clean, heldOff window.Count
}

// Reset empties the watch for another caller.
func (w *watch) Reset() {
	clear(w.exchanges)
	w.exchanges = w.exchanges[:0]
	w.suspected = 0
	for _, count := range [...]**atomic.Uint32{&w.among, &w.actors} {
		if *count != nil {
			(*count).Add(^uint32(0))
			*count = nil
		}
	}
}

// suspect counts a failed call of a caller whom a declaration watches, or starts to watch him. The call that starts it does
// not count: the successes before it did not either.
func (l *watchlist) suspect(by *caller, time int64, r *row, slot uint32, heldOff, repeated bool) *exchange {
	w := l.callers.Value(l.callers.Touch(by.key))
	if w.among == nil {
		w.among = l.suspects.count(by.who.ID)
		w.among.Add(1)
	}
	if w.actors == nil && by.role == asActor {
		w.actors = &l.suspects.actors
		w.actors.Add(1)
	}
	w.suspected = time
	for i := range w.exchanges {
		if x := &w.exchanges[i]; x.row == r {
			switch {
			case repeated:
			case heldOff:
				x.heldOff.Add(slot)
			default:
				x.failed.Add(slot)
			}
			return x
		}
	}
	w.exchanges = append(w.exchanges, exchange{row: r})
	return &w.exchanges[len(w.exchanges)-1]
}

// succeed counts a successful call of a watched caller.
func (w *watch) succeed(time int64) {
	for i := range w.exchanges {
		x := &w.exchanges[i]
		x.clean.Add(x.row.length.Slot(time))
	}
}

// share returns how many of a caller's calls were observed that did not succeed, and the share that failed of those that
// were answered.
func (x *exchange) share(slot uint32) (int, float64) {
	failed, clean, heldOff := x.failed.SumAt(slot), x.clean.SumAt(slot), x.heldOff.SumAt(slot)
	switch {
	case failed > 0:
		return failed + heldOff, float64(failed) / float64(failed+clean)
	case heldOff > 0 && clean == 0:
		return heldOff, 1
	default:
		return heldOff, 0
	}
}

// expire forgets the callers who did nothing suspicious for longer than any window. Looking every half minute is enough.
func (l *watchlist) expire(time int64) {
	const interval = int64(30e9)
	if l.callers.Len() == 0 || l.swept-interval < time && time < l.swept+interval {
		return
	}
	l.swept = time
	for {
		ref, ok := l.callers.Oldest()
		if !ok {
			return
		}
		// One from the future is forgotten too: it would stand before all that are to go after it.
		if age := time - l.callers.Value(ref).suspected; -l.horizon <= age && age <= l.horizon {
			return
		}
		l.callers.Remove(ref)
	}
}

// provesNothing reports whether a successful call is one that a headless browser makes for each guess: it loads the login
// page and its assets. Counting those would let a guesser look like an address of many users.
func (p *places) provesNothing(ev *Event) bool {
	return loads(ev.Method) && (pathtemplate.AssetExtension(ev.Path) != "" || p.named(ev) != loginNone)
}
