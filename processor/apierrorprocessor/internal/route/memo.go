package route

import "strings"

const (
	// memoLimit bounds the remembered routes: real services have some hundreds.
	memoLimit = 4096
	// methodsPerRoute is above the number of HTTP's methods; whatever calls itself a method beyond is not worth remembering.
	methodsPerRoute = 16
)

// Memo remembers what was found for the calls of a route, so that the number of patterns in a configuration costs nothing per
// span. It is not safe for concurrent use.
type Memo[T any] struct {
	find     func(service, method, path string) T
	services map[string]map[string][]methodValue[T]
	known    int // routes of all services

	service string                      // the one whose spans are at hand
	routes  map[string][]methodValue[T] // its
}

// methodValue is what was found for a route's calls by one method.
type methodValue[T any] struct {
	method string
	value  T
}

// NewMemo makes an empty memory of what find answers.
func NewMemo[T any](find func(service, method, path string) T) Memo[T] {
	return Memo[T]{find: find, services: make(map[string]map[string][]methodValue[T])}
}

// Service says whose spans come next.
func (m *Memo[T]) Service(name string) {
	m.service = name
	m.routes = m.services[name] // nil until one of its routes is looked up
}

// Of gives what find answers for a call. Raw paths are unbounded: where no route is known, it is asked anew.
func (m *Memo[T]) Of(method, route, path string) T {
	if route == "" {
		return m.find(m.service, method, path)
	}
	for _, known := range m.routes[route] {
		if known.method == method {
			return known.value
		}
	}
	value := m.find(m.service, method, route)
	if len(m.routes[route]) < methodsPerRoute {
		m.remember(method, route, value)
	}
	return value
}

func (m *Memo[T]) remember(method, route string, value T) {
	if m.known >= memoLimit {
		clear(m.services)
		m.routes, m.known = nil, 0
	}
	if m.routes == nil {
		m.routes = make(map[string][]methodValue[T])
		m.services[strings.Clone(m.service)] = m.routes
	}
	m.known++
	// Cloned, out of memory that the pipeline reuses.
	route = strings.Clone(route)
	m.routes[route] = append(m.routes[route], methodValue[T]{strings.Clone(method), value})
}
