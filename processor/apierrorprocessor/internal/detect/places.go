package detect

import "strings"

// places reads what is called: the route that matched, which the service chose, or the path, which the caller chose.
// Routes are few and come with every call, so what was read of them is kept; a service that reports paths as routes fills
// the memory once and is read anew from then on.
type places struct {
	hash   *hasher
	routes map[string]route
}

type route struct {
	key   uint64
	login bool
}

const (
	routesKept       = 1024
	longestRouteKept = 256
)

func newPlaces(hash *hasher) places { return places{hash: hash, routes: make(map[string]route)} }

// key identifies the place: two paths of one template are one.
func (p *places) key(ev *Event) uint64 {
	if ev.Route == "" {
		return p.hash.path(ev.Path)
	}
	return p.route(ev.Route).key
}

// login reports whether the place is that of a login.
func (p *places) login(ev *Event) bool {
	if ev.Route == "" {
		return namesLogin(ev.Path)
	}
	return p.route(ev.Route).login
}

func (p *places) route(name string) route {
	found, ok := p.routes[name]
	if !ok {
		found = route{key: p.hash.text(name), login: namesLogin(name)}
		if len(p.routes) < routesKept && len(name) <= longestRouteKept {
			p.routes[strings.Clone(name)] = found
		}
	}
	return found
}

// address is how a sentence names the place.
func address(ev *Event) string {
	if ev.Route != "" {
		return ev.Route
	}
	return ev.Path
}
