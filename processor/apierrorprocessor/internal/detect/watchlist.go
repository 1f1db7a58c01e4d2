package detect

import (
	"sync/atomic"
	"time"

	"github.com/otelcol-apierror/otelcol-apierror/internal/pathtemplate"
	"github.com/otelcol-apierror/otelcol-apierror/internal/window"
)

// watchlist holds the callers who are suspected enough for their successful calls to matter. It is apart from the tallies
// because every successful call may be looked up in it: it is small enough to stay in the processor's cache.
type watchlist struct {
	callers  *window.Store[watch, *watch]
	suspects *suspects
	swept    int64
}

// watch is one caller: for each declaration that watches him, how his calls went since.
type watch struct {
	suspected int64 // the time of his last call that counted
	horizon   int64 // the longest window of the declarations that watch him
	among     *atomic.Uint32
	actors    *atomic.Uint32 // nil for a source
	exchanges []exchange
	users     window.Distinct // who else called from there with success: a source alone has any
}

// usersWithin is how long a user is taken to be behind an address, and manyUsers from how many on it is judged by what each of
// them does: below, it may be a family, or an attacker with accounts of his own.
const (
	usersWithin = time.Hour
	manyUsers   = 5
)

// exchange is how a caller's calls went. Held off, a login says nothing of whether the password was right.
type exchange struct {
	row                    *row
	failed, clean, heldOff window.Count
	logins                 window.Count // of the clean ones
}

// Reset empties the watch for another caller.
func (w *watch) Reset() {
	clear(w.exchanges)
	w.exchanges = w.exchanges[:0]
	w.suspected, w.horizon = 0, 0
	w.users.Reset()
	for _, count := range [...]**atomic.Uint32{&w.among, &w.actors} {
		if *count != nil {
			(*count).Add(^uint32(0))
			*count = nil
		}
	}
}

// suspect counts a failed call of a caller whom a declaration watches, or starts to watch him. The call that starts it does
// not count: the successes before it did not either.
func (l *watchlist) suspect(by *caller, at int64, r *row, slot uint32, heldOff, repeated bool) (*watch, *exchange) {
	w := l.callers.Value(l.callers.Touch(by.key))
	if w.among == nil {
		w.among = l.suspects.count(by.who.ID)
		w.among.Add(1)
	}
	if w.actors == nil && by.role == asActor {
		w.actors = &l.suspects.actors
		w.actors.Add(1)
	}
	w.suspected, w.horizon = at, max(w.horizon, int64(r.window))
	for i := range w.exchanges {
		if x := &w.exchanges[i]; x.row == r {
			switch {
			case repeated:
			case heldOff:
				x.heldOff.Add(slot)
			default:
				x.failed.Add(slot)
			}
			return w, x
		}
	}
	w.exchanges = append(w.exchanges, exchange{row: r})
	return w, &w.exchanges[len(w.exchanges)-1]
}

// guesses are the behaviours that a login's success speaks against more than any other: whoever shares an address with a guesser
// calls a great deal that is no login.
const guesses = accountGuess | loginGuess

// enoughLogins is how many logins must have succeeded before they alone are held against those that failed: where users stay logged
// in for weeks, or log in elsewhere, their other calls have to speak for them.
const enoughLogins = 3

// succeed counts a successful call of a watched caller.
func (w *watch) succeed(at int64, login bool) {
	for i := range w.exchanges {
		x := &w.exchanges[i]
		slot := x.row.length.Slot(at)
		x.clean.Add(slot)
		if login && x.row.counts&guesses != 0 {
			x.logins.Add(slot)
		}
	}
}

// share returns how many of a caller's calls were observed that did not succeed, and the share that failed of those that
// were answered.
func (x *exchange) share(slot uint32) (int, float64) {
	failed, clean, heldOff := x.failed.SumAt(slot), x.clean.SumAt(slot), x.heldOff.SumAt(slot)
	if logins := x.logins.SumAt(slot); logins >= enoughLogins {
		clean = logins
	}
	switch {
	case failed > 0:
		return failed + heldOff, float64(failed) / float64(failed+clean)
	case heldOff > 0 && clean == 0:
		return heldOff, 1
	default:
		return heldOff, 0
	}
}

// expire forgets the callers who did nothing suspicious for longer than any window that they are watched for. Looking every half
// minute, at so many who were suspected the longest ago, is enough: one who stays makes room for the next look.
func (l *watchlist) expire(now int64) {
	const interval, looks = int64(30e9), 256
	if l.callers.Len() == 0 || l.swept-interval < now && now < l.swept+interval {
		return
	}
	l.swept = now
	for range min(looks, l.callers.Len()) {
		ref, _ := l.callers.Oldest()
		w := l.callers.Value(ref)
		// One from the future is forgotten too: it would stand before all that are to go after it.
		if age := now - w.suspected; age < -w.horizon || age > w.horizon {
			l.callers.Remove(ref)
		} else {
			l.callers.Renew(ref)
		}
	}
}

// provesNothing reports whether a successful call is one that a headless browser makes for each guess: it loads the login
// page and its assets. Counting those would let a guesser look like an address of many users.
func (p *places) provesNothing(ev *Event) bool {
	return loads(ev.Method) && (pathtemplate.AssetExtension(ev.Path) != "" || p.named(ev) != loginNone)
}
