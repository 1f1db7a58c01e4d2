package detect

import "strings"

// places reads what is called: the route that matched, which the service chose, or the path, which the caller chose.
// Routes are few and come with every call, so what was read last of each is kept, by its hash alone.
type places struct {
	hash *hasher
	read [placesKept]place
}

type place struct {
	key   uint64
	login loginGrade
}

const placesKept = 1 << 11

// key identifies the place: two paths of one template are one.
func (p *places) key(ev *Event) uint64 {
	if ev.unmatched() {
		return p.hash.path(ev.Path)
	}
	return p.hash.text(address(ev))
}

// login says how surely the call is one of a login.
func (p *places) login(ev *Event) loginGrade {
	if !logsIn(ev.Method) {
		return loginNone
	}
	return p.named(ev)
}

// named says how surely the place is that of a login, whatever is done there.
func (p *places) named(ev *Event) loginGrade {
	name := address(ev)
	name = name[:min(len(name), keyLimit)] // as much as the key tells apart
	key := p.hash.text(name)
	if ev.Route == "" && ev.RPC != "" {
		key = ^key // the same name may be read as a route
	}
	kept := &p.read[key%placesKept]
	if kept.key != key {
		*kept = place{key: key, login: p.grade(ev, name)}
	}
	return kept.login
}

func (p *places) grade(ev *Event, name string) loginGrade {
	if ev.Route == "" && ev.RPC != "" {
		// The service's name says what it is about, the method's what is done: AuthService/UpdateProfile is no login.
		name = name[strings.LastIndexByte(name, '/')+1:]
	}
	return gradeLogin(name)
}

// address is how a sentence names the place.
func address(ev *Event) string {
	switch {
	case ev.Route != "":
		return ev.Route
	case ev.RPC != "":
		return ev.RPC
	default:
		return ev.Path
	}
}
