package detect

import "time"

// wait is until when a caller was told to wait, by the rate limit of a service.
type wait struct{ from, until int64 }

// Reset empties the wait for another caller.
func (w *wait) Reset() { *w = wait{} }

// longestWait bounds what a limit is believed: nobody is held for having called again within the day.
const longestWait = 10 * time.Minute

// told reports whether the caller of a call that was refused had been told to wait for longer, and notes what he is told now. Calls
// that were on the way already when he was told are no fault of his.
func (d *Detectors) told(ev *Event) bool {
	by := d.facts.specific()
	if by == nil || ev.RetryAfter <= 0 || d.repeated {
		return false
	}
	const onTheWay = int64(time.Second)
	w := d.waits.Value(d.waits.Touch(d.hash.combine(by.key, d.facts.service)))
	ignored := w.from+onTheWay < ev.Time && ev.Time < w.until
	if !ignored {
		*w = wait{from: ev.Time, until: ev.Time + min(ev.RetryAfter, int64(longestWait))}
	}
	return ignored
}
