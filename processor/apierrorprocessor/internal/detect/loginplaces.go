package detect

import (
	"math/bits"
	"time"

	"github.com/otelcol-apierror/otelcol-apierror/internal/window"
)

// loginPlaces watches how logins go at each place where there are any, whoever makes them: guesses that are strewn over many
// sources show nowhere else. What is usual there is learnt from the quiet hours alone.
type loginPlaces struct {
	// good are the sources that logged in lately: who mistypes from there is its user.
	good *window.Duplicates
	// used are the sources from which somebody calls who is logged in: one address of many users, among whom some mistype.
	used *window.Duplicates
	// tried are the others, each alone and with each account that it tried.
	tried  *window.Duplicates
	places *window.Store[loginPlace, *loginPlace]
	length window.Length
}

// loginPlace is one of them.
type loginPlace struct {
	failed, succeeded window.Count
	accounts, sources window.Distinct
	usualShare        float32 // failures of strangers for each success, in quiet hours
	usualSucceeded    float32 // in a twelfth of the window, likewise
	learnt            uint32  // slot
	quiet             uint16  // slots learnt from
	strewn            bool
}

// Reset empties the place for another.
func (p *loginPlace) Reset() {
	p.failed.Reset()
	p.succeeded.Reset()
	p.accounts.Reset()
	p.sources.Reset()
	p.usualShare, p.usualSucceeded, p.learnt, p.quiet, p.strewn = 0, 0, 0, 0, false
}

// goodBits makes room for 262,144 sources in 2 MiB.
const goodBits = 16

const (
	loginWindow = time.Hour

	// fewestStrewn is how many logins must fail within the window before any share of them says anything. The public rule for
	// stuffing over all sources is 25 failures over 15 users; that one has no idea of what is usual.
	fewestStrewn = 40
	// fewestAccounts and fewestSources tell guesses that are strewn from the many guesses of a few, which show by themselves.
	fewestAccounts = 25
	fewestSources  = 8
	// triesEach is how often one account is tried at most. Users who cannot log in, because their identity provider broke, try
	// more often; and then hardly any login succeeds.
	triesEach = 3
	// timesUsual is how many times more fail than usual: three of four failures are the guesser's then.
	timesUsual = 4
	// stillSucceed is the part of the usual successes that must go on, in the last recent twelfths.
	stillSucceed = 0.5
	recent       = 3
	// enoughQuiet is how many twelfths of the window must have been learnt from. Before, most logins must fail.
	enoughQuiet = 6
	coldShare   = 0.8
	// learning is the weight of a new twelfth, and learntFrom how many times the usual share may fail in what is learnt from: what
	// builds up slowly is not to become usual.
	learning   = 0.05
	learntFrom = 2
)

// strewn is what holds at a place.
type strewn struct {
	failed, accounts, sources int
	usual                     int     // failures for so many successes
	guessers                  float64 // the share of the failures that is beyond what is usual
	cold                      bool
	several                   bool // the source of the call tried another account before
	shared                    bool // users who are logged in call from there
}

// bySource reports whether few sources try many accounts each, as who has a list of stolen passwords does; with a few tries each
// it is a few passwords that are tried.
func (s *strewn) bySource() bool {
	return s.sources < window.DistinctLimit && s.failed >= 4*s.sources
}

// fail counts a failed login of a source that is not known to log in, and reports whether guesses are strewn there.
func (l *loginPlaces) fail(place uint64, f *facts, time int64) (s strewn, holds bool) {
	source := f.source()
	if source != 0 && l.good.Has(place^source) {
		return s, false
	}
	again := source != 0 && l.tried.Seen(place^source)
	several := source != 0 && !l.tried.Seen(bits.RotateLeft64(place^source, 1)^f.account) && again
	p := l.at(place, time)
	slot := l.length.Slot(time)
	if !p.failed.Add(slot) {
		return s, false
	}
	p.accounts.Add(f.account, slot)
	if source != 0 {
		p.sources.Add(source, slot)
	}
	s = strewn{
		failed: p.failed.Sum(), accounts: p.accounts.Sum(), sources: p.sources.Sum(),
		usual: int(p.usualShare * float32(p.succeeded.SumAt(slot))), cold: p.quiet < enoughQuiet, several: several,
		shared: source != 0 && l.used.Has(source),
	}
	p.strewn = p.judge(&s, slot)
	return s, p.strewn
}

// succeed counts logins that succeeded, of which one came from the source.
func (l *loginPlaces) succeed(place, source uint64, weight int, time int64) {
	if source != 0 {
		l.good.Seen(place ^ source)
	}
	p := l.at(place, time)
	slot := l.length.Slot(time)
	for range min(weight, 64) {
		p.succeeded.Add(slot)
	}
}

func (p *loginPlace) judge(s *strewn, slot uint32) bool {
	// What holds is let go at half of it, so that it does not come and go.
	ease := 1
	if p.strewn {
		ease = 2
	}
	if s.failed*ease < fewestStrewn || s.accounts*ease < fewestAccounts || s.sources*ease < fewestSources {
		return false
	}
	// Accounts are told apart up to a limit, beyond which nothing can be said of tries each.
	if s.accounts < window.DistinctLimit && s.failed > triesEach*s.accounts {
		return false
	}
	succeeded := p.succeeded.SumAt(slot)
	s.guessers = max(0, 1-float64(s.usual)/float64(s.failed))
	if s.cold {
		return float64(s.failed)*float64(ease) >= coldShare*float64(s.failed+succeeded) && succeeded > 0
	}
	lately := float64(p.succeeded.SumAt(slot + window.Slots - recent))
	return s.failed*ease >= timesUsual*max(s.usual, 1) && lately >= stillSucceed*float64(p.usualSucceeded)*(recent-1)
}

// at gives the place, after it has learnt from the twelfths that are over.
func (l *loginPlaces) at(place uint64, time int64) *loginPlace {
	p := l.places.Value(l.places.Touch(place))
	slot := l.length.Slot(time)
	switch {
	case p.learnt == 0 || slot+window.Slots < p.learnt: // new, or it was in the future
		p.learnt = slot
	case slot > p.learnt:
		p.learn(slot, float32(min(slot-p.learnt, window.Slots)))
		p.learnt = slot
	}
	return p
}

// learn takes what the window holds for usual, unless it is not.
func (p *loginPlace) learn(slot uint32, gone float32) {
	failed, succeeded := float32(p.failed.SumAt(slot-1)), float32(p.succeeded.SumAt(slot-1))
	if p.strewn || succeeded == 0 {
		return
	}
	share, each := failed/succeeded, succeeded/window.Slots
	rate := min(1, learning*gone)
	if p.quiet < enoughQuiet { // the window is not full yet
		rate, each = 1, succeeded/min(float32(p.quiet)+gone, window.Slots)
	} else if share > learntFrom*max(p.usualShare, 0.05) {
		return
	}
	p.usualShare += rate * (share - p.usualShare)
	p.usualSucceeded += rate * (each - p.usualSucceeded)
	p.quiet = uint16(min(int(p.quiet)+int(gone), 1000)) //nolint:gosec // limited
}
