package detect

// facts is what the declarations may add up of a failed call, hashed once for all of them.
type facts struct {
	service uint64 // a call passes through several, and fails in each: what it does counts in each for itself
	callers [2]caller
	known   int    // how many of the callers are
	target  uint64 // the account tried, or the login if none is named
	account uint64 // 0: no login, or of nobody knows whom
	path    uint64 // the template of a missing path, or what it probes for, or an object, or a payload
	heldOff bool   // it counts only as more of the same
}

// factsOf reads a call of behaviour b that probes for name.
func (p *places) factsOf(ev *Event, b behaviour, name string, f *facts) {
	h := p.hash
	*f = facts{service: h.text(ev.Service), heldOff: heldOff(ev)}
	switch b {
	case accountGuess:
		f.account = h.account(ev.Account)
		f.target = f.account
	case credentialGuess, namedRefusal:
		// The account may come from a token after all: parallel calls of many routes must not add up.
		f.account = h.account(ev.Account)
		f.target = h.combine(f.account, p.key(ev))
	case loginGuess:
		f.target = p.key(ev)
	case probe:
		f.path = h.account(name)
	case deniedObject:
		f.path = h.combine(p.key(ev), h.text(name))
	case miss, missingPage, denied:
		f.path = p.key(ev)
		if ev.Route != "" {
			// The path exists: what misses is the method.
			f.path = h.combine(p.key(ev), h.text(ev.Method))
		}
	default:
		if b&payload != 0 {
			f.path, f.heldOff = h.text(ev.Payload.Text), false
		}
	}
	if !ev.Source.IsZero() {
		f.callers[f.known] = h.caller(ev.Source, asSource)
		f.known++
	}
	if b == refusal && f.known > 0 {
		return // the weakest evidence there is, and frequent: it is not worth a second subject
	}
	// Whoever a login tries is its victim, also where the instrumentation takes him for the user.
	if !ev.Actor.IsZero() && ev.Actor != ev.Source && (f.account == 0 || h.account(ev.Actor.ID) != f.account) {
		f.callers[f.known] = h.caller(ev.Actor, asActor)
		f.known++
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

// key is under which a declaration adds the call up for one caller.
func (h *hasher) key(r *row, f *facts, by *caller) uint64 {
	place := r.salt ^ f.service
	switch r.per {
	case byCaller:
		return h.combine(by.key+uint64(by.role), place)
	case byCallerAndTarget:
		return h.combine(h.combine(by.key+uint64(by.role), f.target), place)
	default:
		return h.combine(f.account, place)
	}
}
