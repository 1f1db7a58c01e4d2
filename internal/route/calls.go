package route

import (
	"fmt"
	"slices"
)

// Calls are the calls that a section of the configuration is about: those of the services, on the routes; either may be left
// out and stands for all then.
type Calls struct {
	services []string
	patterns []Pattern
}

// CompileCalls compiles what a configuration says. An error begins with the key path below the section.
func CompileCalls(services, routes []string) (Calls, error) {
	calls := Calls{services: services}
	for i, written := range routes {
		pattern, err := ParsePattern(written)
		if err != nil {
			return Calls{}, fmt.Errorf("match::routes::%d: %q: %w", i, written, err)
		}
		calls.patterns = append(calls.patterns, pattern)
	}
	return calls, nil
}

// Match reports whether a call is meant. The path is the route's template, or the raw path where no route is known; a call
// without either is on no route.
func (c *Calls) Match(service, method, path string) bool {
	if len(c.services) > 0 && !slices.Contains(c.services, service) {
		return false
	}
	if len(c.patterns) == 0 {
		return true
	}
	if path == "" {
		return false
	}
	for i := range c.patterns {
		if c.patterns[i].Matches(method, path) {
			return true
		}
	}
	return false
}
