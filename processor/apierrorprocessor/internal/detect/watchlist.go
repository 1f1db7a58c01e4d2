package detect

import (
	"sync/atomic"

	"github.com/otelcol-apierror/otelcol-apierror/internal/pathtemplate"
	"github.com/otelcol-apierror/otelcol-apierror/internal/window"
)

// watchlist holds the sources that are suspected enough for their successful calls to matter. It is apart from the tallies
// because every successful call may be looked up in it: it is small enough to stay in the processor's cache.
type watchlist struct {
	sources  *window.Store[watch, *watch]
	suspects *suspects
	columns  []window.Length // of the declarations that watch
	horizon  int64
	swept    int64
}

// watch is one source: for each declaration that watches it, how many of its calls failed and succeeded since.
type watch struct {
	suspected int64 // the time of its last call that counted
	among     *atomic.Uint32
	exchanges []exchange
}

type exchange struct {
	watching      bool
	failed, clean window.Count
}

// Reset empties the watch for another source.
func (w *watch) Reset() {
	clear(w.exchanges)
	w.suspected = 0
	if w.among != nil {
		w.among.Add(^uint32(0))
		w.among = nil
	}
}

// suspect counts a failed call of a source that a declaration watches, or starts to watch it. The call that starts it does
// not count: the successes before it did not either.
func (l *watchlist) suspect(ev *Event, source uint64, r *row, slot uint32, repeated bool) *exchange {
	w := l.sources.Value(l.sources.Touch(source))
	if w.exchanges == nil {
		w.exchanges = make([]exchange, len(l.columns))
	}
	if w.among == nil {
		w.among = l.suspects.count(ev.Source.ID)
		w.among.Add(1)
	}
	w.suspected = ev.Time
	x := &w.exchanges[r.column]
	if x.watching && !repeated {
		x.failed.Add(slot)
	}
	x.watching = true
	return x
}

// succeed counts a successful call of a watched source.
func (w *watch) succeed(columns []window.Length, time int64) {
	for i := range w.exchanges {
		if x := &w.exchanges[i]; x.watching {
			x.clean.Add(columns[i].Slot(time))
		}
	}
}

// share returns how many failed calls of a source were observed, and their share of all observed ones.
func (x *exchange) share(slot uint32) (int, float64) {
	failed := x.failed.SumAt(slot)
	if failed == 0 {
		return 0, 0
	}
	return failed, float64(failed) / float64(failed+x.clean.SumAt(slot))
}

// expire forgets the sources that did nothing suspicious for longer than any window. Looking every half minute is enough.
func (l *watchlist) expire(time int64) {
	const interval = int64(30e9)
	if l.sources.Len() == 0 || l.swept-interval < time && time < l.swept+interval {
		return
	}
	l.swept = time
	for {
		ref, ok := l.sources.Oldest()
		if !ok {
			return
		}
		// One from the future is forgotten too: it would stand before all that are to go after it.
		if age := time - l.sources.Value(ref).suspected; -l.horizon <= age && age <= l.horizon {
			return
		}
		l.sources.Remove(ref)
	}
}

// provesNothing reports whether a successful call is one that a headless browser makes for each guess: it loads the login
// page and its assets. Counting those would let a guesser look like an address of many users.
func (p *places) provesNothing(ev *Event) bool {
	return loads(ev.Method) && (pathtemplate.AssetExtension(ev.Path) != "" || p.login(ev))
}
