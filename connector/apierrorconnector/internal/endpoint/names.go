// Package endpoint gives the endpoints of services names that are few: routes as their frameworks write them, and paths, also those
// that an instrumentation takes for routes, with {id} for what varies.
package endpoint

import (
	"hash/maphash"
	"strings"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
	"github.com/otelcol-apierror/otelcol-apierror/internal/window"
)

const (
	// readLimit bounds what is read of a route or a path, which may be 64 KiB long.
	readLimit = 512
	// maxBytes and maxServices bound what is remembered, over all services. A service of 200 routes takes some 40 KB.
	maxBytes    = 32 << 20
	maxServices = 4096
	// maxTemplates is how many routes of one service are believed to be templates.
	maxTemplates = 2000
	// mapBytes is what an entry of a map of strings takes beside the strings.
	mapBytes = 48
)

// Names remembers the names of endpoints by service, so that a service that names too many spoils no other's. Given the same
// calls in the same order it gives the same names. It is not safe for concurrent use.
//
// A name is its own name, and the same for the same endpoint, until it is learned that one of its words is one of very many that
// come in its place: from then on it is {id} there. What was learned stays, unless the service had to make room for others.
type Names struct {
	services  *window.Store[service, *service]
	seed      maphash.Seed
	bytes     int
	evictions uint64
	scratch   []byte
}

// service is what is known of one service.
type service struct {
	templates     map[string]string // names by route
	templateBytes int
	// What comes as a route and what comes as a path is learned apart: scanners ask for paths that no route matches.
	routes, paths tree
}

// Reset makes room for the next service.
func (s *service) Reset() { *s = service{} }

func (s *service) bytes() int { return s.templateBytes + s.routes.bytes() + s.paths.bytes() }

// NewNames returns an empty memory.
func NewNames() *Names {
	return &Names{services: window.NewStore[service](maxServices), seed: maphash.MakeSeed(), scratch: make([]byte, 0, 2*readLimit)}
}

// Services is how many services are known, and Bytes about how much memory they take.
func (n *Names) Services() int { return n.services.Len() }

// Bytes is about how much memory is taken.
func (n *Names) Bytes() int { return n.bytes }

// Evictions counts the services that made room for others, and the words that became {id} only since there were too many names.
func (n *Names) Evictions() uint64 { return n.evictions }

// Route names the endpoint that a route stands for, or a messaging destination. The service is a hash of its name.
//
// A route that has parameters, in the syntax of whatever framework, is its own name, but for ids that it was mounted under
// (/users/42/orders/:id). One that has none may be a path.
func (n *Names) Route(service uint64, route string) string {
	ref := n.service(service)
	s := n.services.Value(ref)
	if name, known := s.templates[route]; known {
		return name
	}
	if name, known := s.routes.names[route]; known {
		return name
	}
	if route == "" {
		return ""
	}
	before := s.bytes()
	var name string
	if text := apierror.Cut(route, readLimit); hasParameter(text) && len(s.templates) < maxTemplates {
		name = n.template(s, route, text)
	} else {
		limit := strict
		if count := len(s.templates); count > 0 && count < maxTemplates {
			limit = trusting
		}
		name = n.name(&s.routes, route, limit, false)
	}
	n.fit(ref, s.bytes()-before)
	return name
}

// Path names the endpoint that a path leads to, where no route is known. The service is a hash of its name.
func (n *Names) Path(service uint64, path string) string {
	ref := n.service(service)
	s := n.services.Value(ref)
	if name, known := s.paths.names[path]; known {
		return name
	}
	before := s.bytes()
	name := n.name(&s.paths, path, strict, true)
	n.fit(ref, s.bytes()-before)
	return name
}

// service finds a service or adds it.
func (n *Names) service(key uint64) window.Ref {
	if _, known := n.services.Peek(key); !known && n.services.Len() == maxServices {
		n.evict()
	}
	return n.services.Touch(key)
}

// fit makes room after a service grew.
func (n *Names) fit(ref window.Ref, by int) {
	n.bytes += by
	if n.bytes <= maxBytes {
		return
	}
	n.services.Renew(ref)
	for n.bytes > maxBytes && n.services.Len() > 1 {
		n.evict()
	}
}

func (n *Names) evict() {
	oldest, _ := n.services.Oldest()
	n.bytes -= n.services.Value(oldest).bytes()
	n.services.Remove(oldest)
	n.evictions++
}

// template names a route that has parameters.
func (n *Names) template(s *service, route, text string) string {
	n.scratch = appendTemplate(n.scratch[:0], strings.ToValidUTF8(text, "\uFFFD"))
	route = strings.Clone(route)
	name := route
	if string(n.scratch) != route {
		name = apierror.Cut(string(n.scratch), readLimit)
	}
	if len(route) > readLimit {
		return name // too long to remember
	}
	if s.templates == nil {
		s.templates = make(map[string]string)
	}
	s.templates[route] = name
	s.templateBytes += mapBytes + len(route) + len(name)
	return name
}

// name names a path by what the tree knows.
func (n *Names) name(t *tree, path string, limit limits, assets bool) string {
	path, _, _ = strings.Cut(apierror.Cut(path, readLimit), "?")
	for {
		made, ok := t.append(n.scratch[:0], n.seed, path, limit, assets)
		n.scratch = made
		if ok {
			return t.intern(made)
		}
		n.evictions += t.makeRoom()
	}
}
