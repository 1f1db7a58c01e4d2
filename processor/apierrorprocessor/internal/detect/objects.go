package detect

import (
	"math"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
	"github.com/otelcol-apierror/otelcol-apierror/processor/apierrorprocessor/internal/objectid"
)

// kindKey is the kind of callers that a caller belongs to, at a service: by what he is known, and what roles he has if that is known.
func (d *Detectors) kindKey(ev *Event, f *facts, by *caller) uint64 {
	kind := d.hash.combine(f.service, d.hash.text(string(by.who.Type)))
	for _, role := range ev.Roles {
		kind = d.hash.combine(kind, d.hash.text(role))
	}
	return kind
}

// functionKey is the function that a call is of, for callers of a kind.
func (d *Detectors) functionKey(ev *Event, kind uint64) uint64 {
	return d.hash.combine(kind, d.hash.combine(d.places.key(ev), d.hash.text(ev.Method)))
}

// use counts what a successful call was of: a function, and an object if it names one.
func (d *Detectors) use(ev *Event) {
	f := &d.facts
	by := f.specific()
	if by == nil || ev.unmatched() && ev.Path == "" {
		return
	}
	kind := d.kindKey(ev, f, by)
	function := d.functionKey(ev, kind)
	d.reach(ev, by, kind, function)
	d.customs.visit(kind, function, by.key, ev.Time)
	id, found := objectOf(ev)
	if !found || !loads(ev.Method) {
		return
	}
	f.target, f.path = function, d.hash.text(id.Text)
	if ev.unmatched() {
		f.target = d.hash.combine(kind, id.Where)
	}
	d.object = id
	d.countAs(usedObject, ev, f, d.repeated)
}

// reach counts a function that hardly anybody of the kind uses. Of those of whom nothing but an address is known, many are crawlers and
// come to each page once.
func (d *Detectors) reach(ev *Event, by *caller, kind, function uint64) {
	if ev.unmatched() || !identified(by.who.Type) || d.repeated {
		return
	}
	f := &d.facts
	anybodys := function
	if len(ev.Roles) > 0 { // what others have used for long is not new to those who never did
		anybodys = d.functionKey(ev, f.service)
		d.customs.come(anybodys, by.key, 1, ev.Time)
	}
	f.path = function
	reached, cold := d.customs.reaches(kind, function, anybodys, ev.Time)
	if cold || reached.shows == usedNewFunction {
		d.getUsedTo(f, by)
	}
	if reached.shows != 0 {
		f.others, f.ofKind = reached.others, reached.ofKind
		d.countAs(reached.shows, ev, f, false)
	}
}

// getUsedTo remembers a function as one that the caller had before: while it is not known yet what is usual, and of what is new to all,
// nobody reaches for anything.
func (d *Detectors) getUsedTo(f *facts, by *caller) {
	for _, r := range d.rowsFor(usedRareFunction) {
		d.tallies.Value(d.tallies.Touch(d.hash.key(r, f, by))).different.AddBefore(f.path)
	}
}

// Numbers of objects that are asked for one after another lie no further apart than nearby; where only one of so many calls is looked
// at, so many times as far.
const (
	nearby  = 3
	mostFar = 64
)

// follow notes whether an object's number follows the one before. Of those who ask in no order, such as many users behind one
// address, a few do by chance, and the others take it back.
func (t *tally) follow(id *objectid.ID, weight int) {
	number, numbered := id.Number()
	if !numbered {
		return
	}
	lower := uint32(number) //nolint:gosec // enough for differences
	far := int32(min(mostFar, nearby*max(1, weight)))
	switch step := int32(lower - t.last); { //nolint:gosec // a difference
	case t.last == 0 || step == 0:
	case -far <= step && step <= far:
		t.strides = min(t.strides, math.MaxUint8-1) + 1
	default:
		t.strides = max(t.strides, 1) - 1
	}
	t.last = lower
}

// order weighs whether one object was asked for after another, as programs do. Without an order each step says one less.
func (e *evidence) order(t *tally) {
	e.inOrder = 10*int(t.strides) >= 4*e.value
	if e.inOrder {
		return
	}
	e.atMost = apierror.SeverityLow
	if last := e.row.steps[len(e.row.steps)-1]; e.value >= last.from {
		e.atMost = max(e.atMost, last.severity-1)
	}
}

// compare holds how far a caller came on a route against what others do there.
func (d *Detectors) compare(ev *Event, f *facts, e *evidence) {
	place := d.hash.combine(f.target, e.row.salt)
	if !d.repeated {
		d.customs.come(place, e.by.key, e.value, ev.Time)
	}
	few := hardlyAny
	if e.inOrder {
		few = inOrderFew
	}
	unusual := false
	if unusual, e.others, e.known = d.customs.unusual(place, e.value, few); !unusual {
		e.share = 0
	}
	switch {
	case !e.inOrder:
		e.atMost = apierror.SeverityLow
	case e.by.role == asSource && saysCrawler(ev.Agent):
		e.atMost, e.because = apierror.SeverityLow, "it says that it is a crawler"
	case isPrivate(ev.Source.ID) && !saysBrowser(ev.Agent):
		e.atMost, e.because = apierror.SeverityLow, "it is a program within the network, more likely a job"
	}
}

// excuse makes little of what a caller meets if all do.
func (d *Detectors) excuse(ev *Event, f *facts, e *evidence) {
	kind := d.kindKey(ev, f, e.by)
	place, half := d.hash.combine(kind, e.row.salt), max(1, e.row.steps[0].from/2)
	if !d.repeated {
		d.customs.come(place, e.by.key, half, ev.Time)
	}
	const few, enough, goodPart = 2, 5, 0.4
	ofKind, alike := d.customs.at(kind), d.customs.at(place).reached[levelOf(half)]
	switch known := ofKind.callers(); {
	case 1 <= known && known <= few:
		e.atMost, e.because = apierror.SeverityLow, "hardly anybody else calls here, so it may be what the service does to everybody"
	case known >= enough && alike > few && float64(alike) >= goodPart*float64(known):
		e.atMost, e.because = apierror.SeverityLow, "so do many of the others, so it is likely what the service does to everybody"
	}
}

// deniedAs says what the denial of a function shows: nothing where callers of the kind are known to use it.
func (d *Detectors) deniedAs(ev *Event, f *facts) behaviour {
	by := f.specific()
	if by == nil {
		return 0
	}
	kind := d.kindKey(ev, f, by)
	function := d.functionKey(ev, kind)
	switch rare, cold := d.customs.rare(kind, function); {
	case rare:
		return deniedRareFunction
	case cold:
		return deniedFunction
	default:
		return 0
	}
}
