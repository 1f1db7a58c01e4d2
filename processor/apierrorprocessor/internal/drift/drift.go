// Package drift notices that the two sides of an API no longer agree: calls of one client, version or partner break the contract
// that did not break it before, and it tells which side has moved. Time is the calls' own.
package drift

import (
	"fmt"
	"math/bits"
	"slices"

	"github.com/cespare/xxhash/v2"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
	"github.com/otelcol-apierror/otelcol-apierror/internal/window"
)

// Call is one call, as the side that reports it knows it.
type Call struct {
	Service string // who reports
	Version string // service.version of who reports
	Method  string
	Route   string // the route that was called, or on the calling side what was called there
	Party   string // the other side: the client with its version, or the host that was called
	Source  string // where the call came from, to tell a client that many use from one caller
	Calling bool   // the reporting side called
	Time    int64  // Unix nanoseconds of span time
	Weight  int    // how many calls this one stands for, 1 where each is looked at
}

// Limits bound the memory.
const (
	routeLimit   = 1 << 12
	partyLimit   = 1 << 14
	serviceLimit = 1 << 10
)

// What makes a contract one that has moved. There is no public rule for it; the thresholds are chosen so that a mistyping
// customer, a fuzzer and a test run stay below them, and tests hold that.
const (
	leastBroken   = 10        // broken calls of a party within the window
	leastShare    = 0.5       // of the party's calls
	otherShare    = 0.2       // below it, the others on the route still keep to the contract
	leastOthers   = 20        // calls of others that tell
	leastPast     = 20        // calls of the party before the window that tell what was usual
	timesUsual    = 4         // how many times the usual share
	newcomer      = 15        // slots that a route was known before a party came, for the party to be new and not only unknown
	leastSources  = 3         // different callers of a client that nobody knew before
	versionRecent = 2 * slots // slots within which a new version is a likely cause
)

// Tracker counts calls. It is not safe for concurrent use.
type Tracker struct {
	routes   *window.Store[tally, *tally]
	parties  *window.Store[tally, *tally]
	services *window.Store[version, *version]
	seed     uint64
	drifting int64 // the last slot in which a side had moved
}

// version is which versions of a service report, and since when the newest of them does. While a release rolls out, two report
// in turn.
type version struct {
	known [4]uint64 // hashes, the newest first
	since int64     // slot; 0 where there was one version only
}

// Reset empties the entry for the next key.
func (v *version) Reset() { *v = version{} }

// NewTracker makes an empty Tracker. The seed keeps anybody from working out colliding names beforehand.
func NewTracker(seed uint64) *Tracker {
	return &Tracker{
		routes:   window.NewStore[tally](routeLimit),
		parties:  window.NewStore[tally](partyLimit),
		services: window.NewStore[version](serviceLimit),
		seed:     seed,
	}
}

// Tracked is how many entries are kept.
func (t *Tracker) Tracked() int { return t.routes.Len() + t.parties.Len() + t.services.Len() }

// Evictions is how many entries had to make room so far.
func (t *Tracker) Evictions() uint64 {
	return t.routes.Evictions() + t.parties.Evictions() + t.services.Evictions()
}

// Drifting reports whether a side has moved lately, so that it is worth asking about every call.
func (t *Tracker) Drifting() bool { return t.drifting > 0 }

// Kept counts a call that kept to the contract, whatever else became of it.
func (t *Tracker) Kept(c *Call) { t.count(c, calls{all: float32(max(1, c.Weight))}) }

// Broken counts a call that did not keep to the contract. If that is because one side has moved, it fills out with which side
// that is, and reports so.
func (t *Tracker) Broken(c *Call, out *apierror.Failure) bool {
	weight := float32(max(1, c.Weight))
	if c.Time/slotLength-t.drifting > slots {
		t.drifting = 0
	}
	route, party, since := t.count(c, calls{all: weight, broken: weight})
	slot := c.Time / slotLength
	its := party.lately(slot)
	if its.broken < leastBroken || its.share() < leastShare {
		party.drifted = 0
		return false
	}
	usual := party.past
	known := usual.all >= leastPast
	if known && its.share() < timesUsual*usual.share() {
		return false
	}
	others := route.lately(slot).without(its)
	othersKeep := others.all >= leastOthers && others.share() < otherShare
	renewed := since > 0 && slot-since < versionRecent
	switch {
	case c.Calling && known && renewed:
		t.tell(out, c, its, usual, "client_drift", apierror.OriginService, "this service has a new version, and no longer sends what is expected there")
	case c.Calling && known:
		t.tell(out, c, its, usual, "provider_drift", apierror.OriginDependency, "what is called has changed what it expects")
	case c.Calling:
		return false
	case othersKeep && (known || (party.first-route.first >= newcomer && isClient(party, its))):
		t.tell(out, c, its, usual, "client_drift", apierror.OriginCaller, fmt.Sprintf("this client has changed what it sends: %.0f%% of the others' calls fail so", 100*others.share()))
	case known && !othersKeep:
		t.tell(out, c, its, usual, "service_drift", apierror.OriginService, "the service has changed what it expects: clients that it used to understand fail")
	default:
		return false
	}
	t.drifting = slot
	if party.drifted == 0 {
		party.drifted = slot
	}
	return true
}

// isClient tells a program that many use, or that also gets it right, from one caller who tries things out.
func isClient(party *tally, its calls) bool {
	return bits.OnesCount64(party.sources) >= leastSources || its.broken < its.all
}

func (t *Tracker) tell(out *apierror.Failure, c *Call, its, usual calls, reason string, origin apierror.Origin, says string) {
	before := "it was not seen before"
	if usual.all >= leastPast {
		before = fmt.Sprintf("%.0f%% before", 100*usual.share())
	}
	out.Category, out.Reason, out.Origin, out.Retryable, out.Confidence = apierror.CategoryContract, reason, origin, false, 0.8
	out.Rationale = fmt.Sprintf("%.0f of about %.0f calls of %s on %s broke the contract within %d minutes, %s: %s",
		its.broken, its.all, apierror.Quote(c.Party), apierror.Quote(c.Route), slots*int(slotLength/60e9), before, says)
}

func (t *Tracker) count(c *Call, n calls) (route, party *tally, since int64) {
	slot := c.Time / slotLength
	service := t.hash(t.seed, c.Service)
	key := t.hash(t.hash(service, c.Method), c.Route)
	if c.Calling {
		key = ^key
	}
	route = t.routes.Value(t.routes.Touch(key))
	route.add(slot, n)
	party = t.parties.Value(t.parties.Touch(t.hash(key, c.Party)))
	party.add(slot, n)
	if c.Source != "" {
		party.sources |= 1 << (t.hash(t.seed, c.Source) % 64)
	}
	return route, party, t.version(service, c.Version, slot)
}

// version gives the slot since which the service reports its present version; 0 where it always did, as far as is known.
func (t *Tracker) version(service uint64, name string, slot int64) int64 {
	if name == "" {
		return 0
	}
	v := t.services.Value(t.services.Touch(service))
	hash := t.hash(t.seed, name)
	if slices.Contains(v.known[:], hash) {
		return v.since
	}
	if v.known[0] != 0 {
		v.since = slot
	}
	copy(v.known[1:], v.known[:])
	v.known[0] = hash
	return v.since
}

// textLimit bounds what is read of a name, which may be 64 KiB long.
const textLimit = 256

func (t *Tracker) hash(seed uint64, text string) uint64 {
	h := seed ^ xxhash.Sum64String(text[:min(len(text), textLimit)])
	h *= 0xa0761d6478bd642f // wyhash's multiplier
	return h ^ h>>32
}
