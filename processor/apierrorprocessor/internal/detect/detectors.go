package detect

import (
	"hash/maphash"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
	"github.com/otelcol-apierror/otelcol-apierror/internal/window"
)

// Limits bounds what Detectors remembers.
type Limits struct {
	Tallies int // subjects of a declaration: a guesser of one account takes five, nine with a session of his own
	Watched int // callers whose successful calls are counted
}

// DefaultLimits takes about 75 MB when full, and up to 105 MB more if half of it are suspects with many accounts or paths.
func DefaultLimits() Limits { return Limits{Tallies: 400_000, Watched: 16_384} }

const (
	// recentBits makes the filter remember 131,072 spans in 1 MiB: what a sender delivers again within seconds.
	recentBits = 15

	// promoteFrom is how far a subject must have come to be kept before the ones that a flood of made-up names adds.
	promoteFrom = 3
)

// Detectors adds up the calls of all subjects.
type Detectors struct {
	hash    *hasher
	places  places
	rows    []row
	tallies *window.Store[tally, *tally]
	watched watchlist
	recent  *window.Duplicates

	// Of the call at hand.
	facts, payloadFacts facts // evidence points to their callers
	held                []evidence
	text                sentence
}

// New returns detectors that have seen nothing. The seed should be random, and the same as long as their state is kept.
func New(limits Limits, seed uint64) *Detectors {
	hash := newHasher(seed)
	d := &Detectors{
		hash:    hash,
		places:  places{hash: hash},
		tallies: window.NewStore[tally](limits.Tallies),
		watched: watchlist{callers: window.NewStore[watch](limits.Watched), suspects: &suspects{seed: maphash.MakeSeed()}},
		recent:  window.NewDuplicates(recentBits),
	}
	for i, declared := range declarations() {
		r := row{declaration: declared, length: window.NewLength(declared.window), within: declared.window.String()}
		r.salt = d.hash.combine(uint64(i), uint64(i))
		if r.watchFrom > 0 {
			d.watched.horizon = max(d.watched.horizon, int64(r.window))
		}
		d.rows = append(d.rows, r)
	}
	return d
}

// Observe counts a call that failed or carries a payload and reports whether it takes part in a suspicious behaviour; if so, out
// says which, and otherwise it is zero. Its lists are reused from call to call if the caller leaves them there.
func (d *Detectors) Observe(ev *Event, out *apierror.Security) bool {
	*out = apierror.Security{Signals: out.Signals[:0], References: out.References[:0]}
	if !d.Wants(ev) {
		return false
	}
	var b behaviour
	var name string
	if ev.Failed && d.places.countable(ev) {
		b, name = d.places.behaviourOf(ev)
	}
	if b == 0 && ev.Payload.IsZero() {
		return false
	}
	d.watched.expire(ev.Time)
	repeated := d.recent.Seen(ev.SpanID)
	d.held = d.held[:0]
	d.text.reset()
	if b != 0 {
		d.places.factsOf(ev, b, name, &d.facts)
		d.countAs(b, ev, &d.facts, repeated)
	}
	if !ev.Payload.IsZero() {
		b = payloadOf(ev)
		d.places.factsOf(ev, b, "", &d.payloadFacts)
		d.countAs(b, ev, &d.payloadFacts, repeated)
	}
	if len(d.held) == 0 {
		return false
	}
	d.report(ev, out)
	return true
}

// countAs adds a call up in every declaration that counts what it looks like.
func (d *Detectors) countAs(b behaviour, ev *Event, f *facts, repeated bool) {
	for i := range d.rows {
		if r := &d.rows[i]; r.counts&b != 0 {
			d.countForEach(r, ev, f, repeated)
		}
	}
}

// countForEach adds a call up for everybody whom a declaration may lay it to.
func (d *Detectors) countForEach(r *row, ev *Event, f *facts, repeated bool) {
	switch {
	case r.per == byAccount:
		if f.account != 0 {
			d.count(r, ev, f, &victim, repeated)
		}
	case f.known == 0:
		// An account can be guarded without knowing where the calls come from, a login cannot.
		if r.per == byCallerAndTarget && f.account != 0 {
			d.count(r, ev, f, &victim, repeated)
		}
	default:
		for i := range f.known {
			d.count(r, ev, f, &f.callers[i], repeated)
		}
	}
}

// count adds a call up for one caller and keeps the evidence if the signal holds. A call that came before, or that lies
// before the window, is only looked up.
func (d *Detectors) count(r *row, ev *Event, f *facts, by *caller, repeated bool) {
	key := d.hash.key(r, f, by)
	slot := r.length.Slot(ev.Time)
	if repeated || f.heldOff {
		ref, known := d.tallies.Peek(key)
		if !known || f.heldOff && !d.tallies.Value(ref).continues(slot) {
			return
		}
	}
	ref := d.tallies.Touch(key)
	t := d.tallies.Value(ref)
	if !repeated && !r.add(t, f, slot) {
		return
	}
	e := r.evidence(t, by)
	if e.value >= promoteFrom {
		d.tallies.Promote(ref)
	}
	if r.watchFrom > 0 && e.value >= r.watchFrom && by.role != asVictim {
		x := d.watched.suspect(by, ev.Time, r, slot, f.heldOff, repeated)
		e.observed, e.share = x.share(slot)
	}
	holds := e.judge()
	t.step = e.step
	if holds {
		d.held = append(d.held, e)
	}
}

// Watching reports whether anybody is suspected enough for his successful calls to matter.
func (d *Detectors) Watching() bool { return d.watched.callers.Len() > 0 }

// MaySuspect reports whether the source or the actor of an id may be suspected. It errs on one side only: false is certain.
// Unlike everything else here it, and SuspectsActors, may be called by any goroutine at any time.
func (d *Detectors) MaySuspect(id string) bool {
	return d.watched.suspects.count(id).Load() > 0
}

// SuspectsActors reports whether anybody is suspected who is no source: only then do the actors of successful calls matter.
func (d *Detectors) SuspectsActors() bool { return d.watched.suspects.actors.Load() > 0 }

// ObserveClean counts a successful call if its source or its actor is suspected.
func (d *Detectors) ObserveClean(ev *Event) {
	d.watched.expire(ev.Time)
	if !d.Watching() {
		return
	}
	source, bySource := d.watchOf(ev.Source)
	actor, byActor := window.Ref(0), false
	if ev.Actor != ev.Source {
		actor, byActor = d.watchOf(ev.Actor)
	}
	if !bySource && !byActor || d.places.provesNothing(ev) || d.recent.Seen(ev.SpanID) {
		return
	}
	if bySource {
		d.watched.callers.Value(source).succeed(ev.Time)
	}
	if byActor {
		d.watched.callers.Value(actor).succeed(ev.Time)
	}
}

func (d *Detectors) watchOf(who apierror.Actor) (window.Ref, bool) {
	if who.IsZero() {
		return 0, false
	}
	return d.watched.callers.Peek(d.hash.callerKey(who))
}

// Tracked returns how many subjects are remembered, a caller once for each behaviour he shows.
func (d *Detectors) Tracked() int { return d.tallies.Len() + d.watched.callers.Len() }

// Evictions returns how many subjects were forgotten so far to stay within the limits.
func (d *Detectors) Evictions() uint64 { return d.tallies.Evictions() + d.watched.callers.Evictions() }
