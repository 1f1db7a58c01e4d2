package detect

import (
	"strings"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// facts is what the declarations may add up of a call, hashed once for all of them.
type facts struct {
	service uint64 // a call passes through several, and fails in each: what it does counts in each for itself
	callers [2]caller
	known   int    // how many of the callers are
	session caller // nobody if the call names none
	target  uint64 // the account tried, or the place
	account uint64 // 0: no login, or of nobody knows whom
	path    uint64 // what is counted once however often: a missing path's template, what it probes for, an object, a function, a payload
	agent   uint64 // what the caller says it is, where that is counted; 0 if unknown
	program uint64 // the same without its version, likewise
	network uint64 // 0 if unknown
	heldOff bool   // it counts only as more of the same
	others  int    // callers of the kind who called the function before
	ofKind  int    // of so many
}

// identify reads who calls and whom he tries, whatever comes of it.
func (p *places) identify(ev *Event, b behaviour, f *facts) {
	h := p.hash
	*f = facts{service: h.text(ev.Service)}
	switch {
	case b&(accountGuess|loginSucceeded) != 0 && ev.Account != "":
		f.account = h.account(ev.Account)
		f.target = f.account
	case b&(credentialGuess|namedRefusal) != 0:
		// The account may come from a token after all: parallel calls of many routes must not add up.
		f.account = h.account(ev.Account)
		f.target = h.combine(f.account, p.key(ev))
	case b&(loginGuess|loginSucceeded|usedObject) != 0:
		f.target = p.key(ev)
	}
	if !ev.Source.IsZero() {
		f.callers[f.known] = h.caller(ev.Source, asSource)
		f.known++
	}
	// Whoever a login tries is its victim, also where the instrumentation takes him for the user.
	if !ev.Actor.IsZero() && ev.Actor != ev.Source && (f.account == 0 || h.account(ev.Actor.ID) != f.account) {
		f.callers[f.known] = h.caller(ev.Actor, asActor)
		f.known++
	}
	if f.account != 0 && ev.Source.Type == apierror.ActorClient {
		f.network = h.text(networkOf(ev.Source.ID))
	}
}

// detail reads what a behaviour, one alone, counts once however often it comes.
func (p *places) detail(ev *Event, b behaviour, name string, f *facts) {
	h := p.hash
	f.heldOff = heldOff(ev) && b&guesses != 0
	switch {
	case b&probe != 0:
		f.path = h.account(name)
	case b&(deniedObject|missingObject) != 0:
		f.path = h.combine(p.key(ev), h.text(name))
	case b&(deniedFunction|deniedRareFunction) != 0:
		f.path = h.combine(p.key(ev), h.text(ev.Method))
	case b&(miss|missingPage|denied) != 0:
		f.path = p.key(ev)
		if ev.Route != "" {
			// The path exists: what misses is the method.
			f.path = h.combine(p.key(ev), h.text(ev.Method))
		}
	case b&payload != 0:
		f.path = h.text(ev.Payload.Text)
	case b&leaked != 0:
		f.path = h.combine(h.text(ev.Path), h.text(ev.Query))
	}
}

// victim is whom to name where nobody is known to be behind all of the calls.
var victim = caller{role: asVictim}

// source is where the call comes from, 0 if nobody knows.
func (f *facts) source() uint64 {
	if f.callers[0].role != asSource {
		return 0
	}
	return f.callers[0].key
}

// specific is the caller by the name that tells most of him; nil if there is none.
func (f *facts) specific() *caller {
	if f.known == 0 {
		return nil
	}
	return &f.callers[f.known-1]
}

// networkOf is the part of an address that a device keeps when its provider gives it another: the first half of an IPv4
// address, and of what is kept of an IPv6 address.
func networkOf(address string) string {
	colon := strings.IndexByte(address, ':') >= 0
	separator := byte('.')
	if colon {
		separator = ':'
	}
	first := strings.IndexByte(address, separator)
	if first < 0 {
		return address
	}
	if second := strings.IndexByte(address[first+1:], separator); second >= 0 {
		return address[:first+1+second]
	}
	return address
}

// key is under which a declaration adds the call up for one caller.
func (h *hasher) key(r *row, f *facts, by *caller) uint64 {
	place := r.salt ^ f.service
	switch r.per {
	case byCaller, byActor, bySession:
		return h.combine(by.key+uint64(by.role), place)
	case byCallerAndTarget, byCallerAndRoute:
		return h.combine(h.combine(by.key+uint64(by.role), f.target), place)
	default:
		return h.combine(f.account, place)
	}
}
