package detect

import (
	"hash/maphash"
	"slices"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
	"github.com/otelcol-apierror/otelcol-apierror/internal/window"
)

// Limits bounds what Detectors remembers.
type Limits struct {
	Tallies int // subjects of a declaration: a guesser of one account takes three
	Watched int // sources whose successful calls are counted
}

// DefaultLimits takes about 45 MB when full, and up to 65 MB more if half of it are suspects with many accounts or paths.
func DefaultLimits() Limits { return Limits{Tallies: 250_000, Watched: 16_384} }

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
	text    sentence
}

// New returns detectors that have seen nothing. The seed should be random, and the same as long as their state is kept.
func New(limits Limits, seed uint64) *Detectors {
	hash := newHasher(seed)
	d := &Detectors{
		hash:    hash,
		places:  newPlaces(hash),
		tallies: window.NewStore[tally](limits.Tallies),
		watched: watchlist{sources: window.NewStore[watch](limits.Watched), suspects: &suspects{seed: maphash.MakeSeed()}},
		recent:  window.NewDuplicates(recentBits),
	}
	for i, declared := range declarations() {
		r := row{declaration: declared, length: window.NewLength(declared.window), within: declared.window.String(), column: len(d.watched.columns)}
		r.salt = d.hash.combine(uint64(i), uint64(i))
		if r.watchFrom > 0 {
			d.watched.columns = append(d.watched.columns, r.length)
			d.watched.horizon = max(d.watched.horizon, 2*int64(r.window))
		}
		d.rows = append(d.rows, r)
	}
	return d
}

// Observe counts a failed call and reports whether it takes part in a suspicious behaviour; if so, out says which, and
// otherwise it is zero. Its lists are reused from call to call if the caller leaves them there.
func (d *Detectors) Observe(ev *Event, out *apierror.Security) bool {
	*out = apierror.Security{Signals: out.Signals[:0], References: out.References[:0]}
	if !ev.Failed || !countable(ev) {
		return false
	}
	d.watched.expire(ev.Time)
	repeated := d.recent.Seen(ev.SpanID)
	b := d.places.behaviourOf(ev)
	f := d.places.factsOf(ev, b)
	d.text.reset()
	for i := range d.rows {
		if d.rows[i].counts&b == 0 {
			continue
		}
		if e, holds := d.count(&d.rows[i], ev, &f, repeated); holds {
			d.report(ev, &e, out)
		}
	}
	if out.IsZero() {
		return false
	}
	out.Rationale = d.text.String()
	return true
}

// count adds a call up for one declaration and reports whether its signal holds. A call that came before, or that lies
// before the window, is only looked up.
func (d *Detectors) count(r *row, ev *Event, f *facts, repeated bool) (evidence, bool) {
	key, ok := d.hash.key(r, f)
	if !ok {
		return evidence{}, false
	}
	if repeated {
		if _, known := d.tallies.Peek(key); !known {
			return evidence{}, false
		}
	}
	slot := r.length.Slot(ev.Time)
	ref := d.tallies.Touch(key)
	t := d.tallies.Value(ref)
	if !repeated && !r.add(t, f, slot) {
		return evidence{}, false
	}
	e := r.evidence(t)
	if e.value >= promoteFrom {
		d.tallies.Promote(ref)
	}
	if r.watchFrom > 0 && e.value >= r.watchFrom {
		x := d.watched.suspect(ev, f.source, r, slot, repeated)
		e.observed, e.share = x.share(slot)
	}
	holds := e.judge()
	t.step = e.step
	return e, holds
}

// report adds to out what a declaration found. The most severe one names the actor.
func (d *Detectors) report(ev *Event, e *evidence, out *apierror.Security) {
	if severity := e.severity(); severity > out.Severity {
		out.Severity = severity
		out.Actor = e.row.actor(ev)
	}
	out.Confidence = max(out.Confidence, e.confidence())
	if !slices.Contains(out.Signals, e.row.signal) {
		out.Signals = append(out.Signals, e.row.signal)
	}
	for _, reference := range e.row.references {
		if !slices.Contains(out.References, reference) {
			out.References = append(out.References, reference)
		}
	}
	d.text.separate()
	e.row.explain(&d.text, *ev, *e)
}

// actor is whom the behaviour is laid to.
func (r *row) actor(ev *Event) apierror.Actor {
	account := apierror.Actor{Type: apierror.ActorUser, ID: ev.Account}
	switch {
	case r.per == byAccount, ev.Source.IsZero() && ev.Actor.IsZero():
		return account // nobody else is known to be behind all of the calls
	case r.per == bySource, ev.Actor.IsZero(), ev.Actor.ID == ev.Account && !ev.Source.IsZero():
		return ev.Source // the account tried is the victim
	default:
		return ev.Actor
	}
}

// Watching reports whether any source is suspected enough for its successful calls to matter.
func (d *Detectors) Watching() bool { return d.watched.sources.Len() > 0 }

// MaySuspect reports whether a source may be suspected. It errs on one side only: false is certain. Unlike everything else
// here it may be called by any goroutine at any time.
func (d *Detectors) MaySuspect(source string) bool {
	return d.watched.suspects.count(source).Load() > 0
}

// ObserveClean counts a successful call if its source is suspected.
func (d *Detectors) ObserveClean(ev *Event) {
	d.watched.expire(ev.Time)
	if !d.Watching() || ev.Source.IsZero() {
		return
	}
	ref, ok := d.watched.sources.Peek(d.hash.text(ev.Source.ID))
	if !ok || d.places.provesNothing(ev) || d.recent.Seen(ev.SpanID) {
		return
	}
	d.watched.sources.Value(ref).succeed(d.watched.columns, ev.Time)
}

// Tracked returns how many subjects are remembered, a source once for each behaviour it shows.
func (d *Detectors) Tracked() int { return d.tallies.Len() + d.watched.sources.Len() }

// Evictions returns how many subjects were forgotten so far to stay within the limits.
func (d *Detectors) Evictions() uint64 { return d.tallies.Evictions() + d.watched.sources.Evictions() }
