package detect

import (
	"hash/maphash"
	"math/bits"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
	"github.com/otelcol-apierror/otelcol-apierror/internal/window"
	"github.com/otelcol-apierror/otelcol-apierror/processor/apierrorprocessor/internal/exhaustion"
	"github.com/otelcol-apierror/otelcol-apierror/processor/apierrorprocessor/internal/impossibletravel"
	"github.com/otelcol-apierror/otelcol-apierror/processor/apierrorprocessor/internal/lateral"
	"github.com/otelcol-apierror/otelcol-apierror/processor/apierrorprocessor/internal/objectid"
)

// Limits bounds what Detectors remembers.
type Limits struct {
	Tallies int // subjects of a declaration: a guesser of one account takes five, nine with a session of his own
	Watched int // callers whose successful calls are counted
	Places  int // routes and functions, once for each kind of callers
}

// LimitsOf bounds the memory of so many actors to 300 bytes each, all told: half of an actor who shows one behaviour takes a tally of
// 128 bytes and what finds it, and a suspect with many accounts or paths up to 512 more.
func LimitsOf(actors int) Limits {
	return Limits{Tallies: max(1_000, actors/2), Watched: max(100, actors/64), Places: 8_192}
}

// DefaultActors is how many actors there is memory for by default.
const DefaultActors = 1_000_000

const (
	// recentBits makes the filter remember 131,072 spans in 1 MiB: what a sender delivers again within seconds.
	recentBits = 15

	// beforeBits makes the filter of those who showed a behaviour once remember a million of them in 8 MiB.
	beforeBits = 18

	// connections is how many pairs of services are remembered.
	connections = 20_000

	// promoteFrom is how far a subject must have come to be kept before the ones that a flood of made-up names adds.
	promoteFrom = 3
)

// Detectors adds up the calls of all subjects.
type Detectors struct {
	hash        *hasher
	places      places
	rows        []row
	counting    [32][]*row // the rows that count a behaviour, by its bit: to ask each row would take as long as to count
	tuning      *Tuning
	tallies     *window.Store[tally, *tally]
	watched     watchlist
	usersLength window.Length
	recent      *window.Duplicates
	before      *window.Duplicates // subjects of late rows that were seen once

	customs  customs
	logins   loginPlaces
	sessions *window.Store[sessionOrigin, *sessionOrigin]
	scores   *window.Store[score, *score]
	waits    *window.Store[wait, *wait]
	movement *lateral.Memory
	travels  *impossibletravel.Memory
	loads    *exhaustion.Memory

	// Of the call at hand.
	facts    facts // evidence points to its callers
	repeated bool
	object   objectid.ID
	reached  int // the most that anybody came to in the declarations that have counted the behaviour
	held     []evidence
	findings []finding
	text     sentence
}

// Settings are what Detectors are made with.
type Settings struct {
	Limits Limits
	Seed   uint64  // random, and the same as long as the state is kept
	Tuning *Tuning // nil: all is looked for as it is declared
}

// New returns detectors that have seen nothing.
func New(settings Settings) *Detectors {
	hash, limits := newHasher(settings.Seed), settings.Limits
	d := &Detectors{
		hash:        hash,
		places:      places{hash: hash},
		tuning:      settings.Tuning,
		tallies:     window.NewStore[tally](limits.Tallies),
		watched:     watchlist{callers: window.NewStore[watch](limits.Watched), suspects: &suspects{seed: maphash.MakeSeed()}},
		recent:      window.NewDuplicates(recentBits),
		before:      window.NewDuplicates(beforeBits),
		usersLength: window.NewLength(usersWithin),
		customs:     newCustoms(limits.Places),
		logins: loginPlaces{
			good:   window.NewDuplicates(goodBits),
			used:   window.NewDuplicates(goodBits),
			tried:  window.NewDuplicates(goodBits),
			places: window.NewStore[loginPlace](limits.Places),
			length: window.NewLength(loginWindow),
		},
		sessions: window.NewStore[sessionOrigin](limits.Tallies / 2),
		scores:   window.NewStore[score](limits.Watched),
		waits:    window.NewStore[wait](limits.Watched),
		movement: lateral.New(connections),
		travels:  impossibletravel.New(limits.Tallies / 10),
		loads:    exhaustion.New(limits.Places / 4),
	}
	for _, declared := range declarations() {
		if r, counts := newRow(declared, settings.Tuning, hash); counts {
			d.rows = append(d.rows, r)
		}
	}
	for i := range d.rows {
		r := &d.rows[i]
		for rest := r.counts; rest != 0; rest &= rest - 1 {
			bit := bits.TrailingZeros32(uint32(rest))
			d.counting[bit] = append(d.counting[bit], r)
		}
	}
	return d
}

// Observe counts a call, one that Wants asks for, and reports whether it takes part in a suspicious behaviour; if so, out says which, and otherwise it is
// zero. Its lists are reused from call to call if the caller leaves them there. Of the calls that did not fail it needs a sample,
// those of callers who may be suspected, and those that carry a payload or come from a tool.
func (d *Detectors) Observe(ev *Event, out *apierror.Security) bool {
	*out = apierror.Security{Signals: out.Signals[:0], References: out.References[:0]}
	d.watched.expire(ev.Time)
	d.held, d.findings = d.held[:0], d.findings[:0]
	d.text.reset()
	if ev.Failed {
		d.observeFailed(ev)
	} else {
		d.observeClean(ev)
	}
	if len(d.held) == 0 && len(d.findings) == 0 {
		return false
	}
	d.report(ev, out)
	return true
}

// observeFailed counts a call that failed.
func (d *Detectors) observeFailed(ev *Event) {
	var b behaviour
	var name string
	if d.places.countable(ev) {
		b, name = d.behaviourOf(ev)
	}
	if b == 0 && ev.Payload.IsZero() && ev.Tool == "" && !ev.Leaked && !ev.Broken {
		return
	}
	d.repeated = d.recent.Seen(ev.SpanID)
	f := &d.facts
	d.places.identify(ev, b, f)
	if b&deniedFunction != 0 {
		if as := d.deniedAs(ev, f); as != 0 {
			d.countOne(ev, as, name)
		}
		b &^= deniedFunction
	}
	if b != 0 {
		d.countOne(ev, b, name)
		// Of the pages that a site once had, crawlers remember many; who is logged in is none.
		if ev.unmatched() && (b&(miss|denied) != 0 || b == missingPage && identified(ev.Actor.Type)) {
			d.countUnrouted(ev, b)
		}
		if b&(miss|probe|denied|accountGuess|loginGuess) != 0 {
			d.countAgent(ev)
		}
		if b == throttled && d.told(ev) {
			d.countOne(ev, ignoredLimit, "")
		}
		if b&(accountGuess|loginGuess) != 0 && !f.heldOff {
			d.strew(ev)
		}
	}
	d.countCarried(ev)
	if ev.Leaked {
		d.countOne(ev, leaked, "")
	}
	if ev.Broken {
		d.load(ev)
	}
}

// observeClean counts a call that succeeded.
func (d *Detectors) observeClean(ev *Event) {
	d.repeated = d.recent.Seen(ev.SpanID)
	f := &d.facts
	b := usedObject
	if d.places.login(ev) == loginSure {
		b = loginSucceeded
	}
	d.places.identify(ev, b, f)
	if !d.repeated {
		if b == loginSucceeded && ev.Sampled {
			d.logins.succeed(d.loginPlace(ev, f), f.source(), max(1, ev.Weight), ev.Time)
		}
		d.succeed(ev, b == loginSucceeded)
	}
	if b == loginSucceeded {
		d.takeOver(ev)
	}
	if ev.unmatched() {
		if kind, name := kindOf(ev.Path); kind == pathSensitive && servedToNobody(name) {
			d.countOne(ev, probe, name)
		}
	}
	if ev.Sampled {
		d.use(ev)
		d.load(ev)
		d.countAgent(ev)
		d.useSession(ev)
		d.travel(ev)
		if f.known > 1 && b != loginSucceeded && identified(ev.Actor.Type) {
			d.logins.used.Seen(f.source())
		}
	}
	d.countCarried(ev)
}

// countUnrouted counts the object that a path without a route shows.
func (d *Detectors) countUnrouted(ev *Event, b behaviour) {
	as := missingObject
	if b == denied {
		as = deniedObject
	}
	if found, name := d.objectOf(ev, as); found != 0 {
		d.countOne(ev, found, name)
	}
}

// countAgent counts the program that a caller says it is, where nobody knows who he is: whoever is logged in has no use for another
// name.
func (d *Detectors) countAgent(ev *Event) {
	if f := &d.facts; ev.Agent != "" && f.known == 1 && f.callers[0].who.Type == apierror.ActorClient {
		f.agent = d.hash.text(ev.Agent)
		d.countOne(ev, agentUsed, "")
	}
}

// countCarried counts what any call may carry, whatever comes of it.
func (d *Detectors) countCarried(ev *Event) {
	if !ev.Payload.IsZero() {
		d.countOne(ev, payloadOf(ev), "")
	}
	if ev.Tool != "" {
		d.countOne(ev, attackTool, "")
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

// succeed counts a successful call for those who are suspected.
func (d *Detectors) succeed(ev *Event, login bool) {
	if !d.Watching() || d.places.provesNothing(ev) {
		return
	}
	f := &d.facts
	for i := range f.known {
		ref, watched := d.watched.callers.Peek(f.callers[i].key)
		if !watched {
			continue
		}
		w := d.watched.callers.Value(ref)
		w.succeed(ev.Time, login)
		if f.callers[i].role == asSource && f.known > 1 {
			w.users.Add(f.callers[1].key, d.usersLength.Slot(ev.Time))
		}
	}
}

// Tracked returns how many subjects are remembered, a caller once for each behaviour he shows.
func (d *Detectors) Tracked() int { return d.tallies.Len() + d.watched.callers.Len() }

// Evictions returns how many subjects were forgotten so far to stay within the limits.
func (d *Detectors) Evictions() uint64 { return d.tallies.Evictions() + d.watched.callers.Evictions() }
