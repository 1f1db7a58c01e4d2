package detect

import (
	"slices"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// loginPlace is the key of the place where a login is tried.
func (d *Detectors) loginPlace(ev *Event, f *facts) uint64 {
	return d.hash.combine(f.service, d.places.key(ev))
}

// strew counts a failed login at its place, and holds it for a guess if such are strewn there.
func (d *Detectors) strew(ev *Event) {
	f := &d.facts
	if f.account == 0 || f.known == 0 || d.repeated {
		return
	}
	found, holds := d.logins.fail(d.loginPlace(ev, f), f, ev.Time)
	if !holds {
		return
	}
	by := &f.callers[0]
	if d.triesAgain(f, by, ev.Time) {
		return
	}
	for _, r := range slices.Backward(d.rowsFor(strewnGuess)) {
		// With a few tries of each source it is a list of stolen passwords as likely as it is a few passwords.
		if r.signal == apierror.SignalPasswordSpraying && found.bySource() || !r.concerns(ev) {
			continue
		}
		e := evidence{
			row: r, by: by, calls: found.failed, value: found.failed, different: found.accounts, sources: found.sources, usual: found.usual,
			share: found.guessers, step: 1, alike: r.signal == apierror.SignalCredentialStuffing && !found.bySource(),
		}
		if !found.several || found.shared { // it may be a user who mistyped: of a large service there are some at any time
			e.atMost = apierror.SeverityLow
		}
		d.held = append(d.held, e)
	}
}

// triesAgain reports whether a source has tried the account before: a person who mistyped does, and whoever strews guesses does not.
func (d *Detectors) triesAgain(f *facts, by *caller, time int64) bool {
	for _, r := range d.rowsFor(accountGuess) {
		if r.per != byCallerAndTarget || r.lasting == 0 {
			continue
		}
		if ref, known := d.tallies.Peek(d.hash.key(r, f, by)); known {
			return d.tallies.Value(ref).calls.SumAt(r.length.Slot(time)) > 1
		}
	}
	return false
}

// fast reports whether a caller does within minutes what a patient one takes hours for: then it is another signal's.
func (d *Detectors) fast(slow *row, f *facts, by *caller, time int64) bool {
	for _, r := range d.rowsFor(accountGuess) {
		if r.signal != apierror.SignalCredentialStuffing || r.per != byCaller {
			continue
		}
		if ref, known := d.tallies.Peek(d.hash.key(r, f, by)); known {
			t := d.tallies.Value(ref)
			return t.step > 0 && t.calls.SumAt(r.length.Slot(time)) > 0 || t.different.Sum() >= slow.patientBelow
		}
	}
	return false
}
