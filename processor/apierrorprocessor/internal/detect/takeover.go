package detect

import (
	"math/bits"
	"time"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
	"github.com/otelcol-apierror/otelcol-apierror/internal/window"
)

// stillAfter is how long an attack is taken to be behind a login that succeeds.
const stillAfter = time.Hour

// takeOver looks, at a login that succeeded, for the guesses before it.
func (d *Detectors) takeOver(ev *Event) {
	f := &d.facts
	for _, r := range d.counting[bits.TrailingZeros32(uint32(loginSucceeded))] {
		if !r.concerns(ev) {
			continue
		}
		if r.per == byAccount && d.knownOwner(ev, f) {
			continue
		}
		for j := range f.known {
			if e, found := d.guessed(r, ev, f, &f.callers[j]); found {
				d.held = append(d.held, e)
			}
		}
	}
}

// guessed is the evidence that a caller guessed before he succeeded.
func (d *Detectors) guessed(r *row, ev *Event, f *facts, by *caller) (evidence, bool) {
	var best evidence
	for i := range d.rows {
		before := &d.rows[i]
		if before.signal != r.afterSignal || before.counts&r.after == 0 || before.per != r.per ||
			before.lasting > 0 { // a job fails slowly until its password is mended
			continue
		}
		ref, known := d.tallies.Peek(d.hash.key(before, f, by))
		if !known {
			continue
		}
		t := d.tallies.Value(ref)
		slot := before.length.Slot(ev.Time)
		calls := t.calls.SumAt(slot)
		if calls == 0 && t.step > 0 && int64(t.calls.Since(slot))*int64(before.window)/window.Slots < int64(stillAfter) {
			calls = t.calls.Sum()
		}
		if calls == 0 || before.failing > 0 && t.step == 0 { // an address of many users has failures before any success
			continue
		}
		e := evidence{row: r, before: before, by: by, calls: calls, value: calls, share: 1, different: t.different.Sum()}
		if r.measure != ofCalls {
			e.value = e.different
		}
		if e.different < r.sources {
			continue
		}
		if e.judge() && (best.row == nil || e.outweighs(&best)) {
			best = e
		}
	}
	return best, best.row != nil
}

// knownOwner reports whether the account was used from the source before, and notes that it is now; or whether nobody guessed from there.
func (d *Detectors) knownOwner(ev *Event, f *facts) bool {
	if f.account == 0 || f.known == 0 || d.logins.good.Seen(d.hash.combine(d.loginPlace(ev, f)^f.account, f.callers[0].key)) {
		return true
	}
	for i := range d.rows {
		r := &d.rows[i]
		if r.signal != apierror.SignalBruteForce || r.counts&accountGuess == 0 || r.per != byCallerAndTarget || r.late {
			continue
		}
		ref, found := d.tallies.Peek(d.hash.key(r, f, &f.callers[0]))
		if !found {
			return true
		}
		since := d.tallies.Value(ref).calls.Since(r.length.Slot(ev.Time))
		return int64(since)*int64(r.window)/window.Slots > int64(stillAfter)
	}
	return true
}
