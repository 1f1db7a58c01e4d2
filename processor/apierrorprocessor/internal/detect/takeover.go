package detect

import (
	"time"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
	"github.com/otelcol-apierror/otelcol-apierror/internal/window"
)

// stillAfter is how long an attack is taken to be behind a login that succeeds.
const stillAfter = time.Hour

// takeOver looks, at a login that succeeded, for the guesses before it.
func (d *Detectors) takeOver(ev *Event) {
	f := &d.facts
	owner, stranger := d.cameBefore(ev, f)
	for _, r := range d.rowsFor(loginSucceeded) {
		switch {
		case !r.concerns(ev), r.per == byAccount && (owner || !d.guessesFrom(ev, f)), r.stranger && !stranger:
			continue
		}
		for j := range f.known {
			if e, found := d.guessed(r, ev, f, &f.callers[j]); found {
				d.held = append(d.held, e)
			}
		}
	}
}

// cameBefore reports whether the account was used from the source before, or that it was used, and never from there; and notes that it is
// used now.
func (d *Detectors) cameBefore(ev *Event, f *facts) (owner, stranger bool) {
	if f.account == 0 || f.known == 0 {
		return true, false
	}
	account := d.loginPlace(ev, f) ^ f.account
	owner = d.logins.good.Seen(d.hash.combine(account, f.callers[0].key))
	used := d.logins.good.Seen(d.hash.combine(account, 0))
	return owner, used && !owner
}

// strangeBrowser reports whether a login is tried by a browser from where the account was never used, though it is from elsewhere.
func (d *Detectors) strangeBrowser(ev *Event, f *facts) bool {
	if f.account == 0 || f.known == 0 || !saysBrowser(ev.Agent) || isPrivate(ev.Source.ID) {
		return false
	}
	account := d.loginPlace(ev, f) ^ f.account
	return d.logins.good.Has(d.hash.combine(account, 0)) && !d.logins.good.Has(d.hash.combine(account, f.callers[0].key))
}

// guessed is the evidence that a caller guessed before he succeeded.
func (d *Detectors) guessed(r *row, ev *Event, f *facts, by *caller) (evidence, bool) {
	var best evidence
	for i := range d.rows {
		before := &d.rows[i]
		if before.signal != r.afterSignal || before.counts&r.after == 0 || before.per != r.per ||
			before.lasting > 0 != r.stranger { // a job fails slowly until its password is mended, from where it always calls
			continue
		}
		ref, known := d.tallies.Peek(d.hash.key(before, f, by))
		if !known {
			continue
		}
		t := d.tallies.Value(ref)
		slot := before.length.Slot(ev.Time)
		calls := t.calls.SumAt(slot)
		if calls == 0 && t.step > 0 && t.idle(before, ev.Time) < stillAfter {
			calls = t.calls.Sum()
		}
		if calls == 0 || before.failing > 0 && t.step == 0 && !r.stranger { // an address of many users has failures before any success
			continue
		}
		e := evidence{row: r, before: before, by: by, calls: calls, value: calls, share: 1, different: t.different.Sum(), spread: t.calls.Spread()}
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

// guessesFrom reports whether the account was guessed from the source not long ago.
func (d *Detectors) guessesFrom(ev *Event, f *facts) bool {
	for _, r := range d.rowsFor(accountGuess) {
		if r.signal != apierror.SignalBruteForce || r.per != byCallerAndTarget || r.late {
			continue
		}
		ref, found := d.tallies.Peek(d.hash.key(r, f, &f.callers[0]))
		return found && d.tallies.Value(ref).idle(r, ev.Time) <= stillAfter
	}
	return false
}

// idle is how long before a time the newest call was that a tally of the row counted.
func (t *tally) idle(r *row, at int64) time.Duration {
	return time.Duration(t.calls.Since(r.length.Slot(at))) * r.window / window.Slots
}
