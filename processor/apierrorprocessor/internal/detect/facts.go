package detect

// facts is what the declarations may add up of a failed call, hashed once for all of them.
type facts struct {
	service uint64 // a call passes through several, and fails in each: what it does counts in each for itself
	source  uint64 // 0: it comes from nobody knows where
	target  uint64 // the account tried, or the login if none is named
	account uint64 // 0: no login, or of nobody knows whom
	path    uint64 // the template of a missing path
}

// factsOf reads a call of behaviour b.
func (p *places) factsOf(ev *Event, b behaviour) facts {
	h := p.hash
	f := facts{service: h.text(ev.Service)}
	if !ev.Source.IsZero() {
		f.source = h.text(ev.Source.ID)
	}
	switch b {
	case accountGuess:
		f.account = h.account(ev.Account)
		f.target = f.account
	case accountGuessAnywhere:
		// The account may come from a token after all: parallel calls of many routes must not add up.
		f.account = h.account(ev.Account)
		f.target = h.combine(f.account, p.key(ev))
	case loginGuess:
		f.target = p.key(ev)
	case miss:
		f.path = p.key(ev)
		if ev.Route != "" {
			// The path exists: what misses is the method.
			f.path = h.combine(p.key(ev), h.text(ev.Method))
		}
	default:
	}
	return f
}

// key returns under which key a declaration adds the call up; false if the call lacks what it is keyed by.
func (h *hasher) key(r *row, f *facts) (uint64, bool) {
	place := r.salt ^ f.service
	switch r.per {
	case bySource:
		return h.combine(f.source, place), f.source != 0
	case bySourceAndTarget:
		// An account can be guarded without knowing where the calls come from, a login cannot.
		return h.combine(h.combine(f.source, f.target), place), f.source != 0 || f.account != 0
	default:
		return h.combine(f.account, place), f.account != 0
	}
}
