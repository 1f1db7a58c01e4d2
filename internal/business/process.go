package business

import (
	"fmt"
	"slices"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
	"github.com/otelcol-apierror/otelcol-apierror/internal/route"
	"github.com/otelcol-apierror/otelcol-apierror/internal/spancondition"
)

// Process is a business process as it is declared. It never changes.
type Process struct {
	ProcessConfig     // its criticality is set
	Index         int // its place in the configuration

	routes  []ratedPattern
	servers []serverPattern
	when    *spancondition.Condition // nil for none
	points  int                      // of the parts that are the same for every call
}

// ratedPattern is a route of a process, with what it adds to the process's specificity.
type ratedPattern struct {
	route.Pattern

	points   int
	literals int
}

func compileProcess(config ProcessConfig, parse func(string) (*spancondition.Condition, error)) (*Process, error) {
	p := &Process{ProcessConfig: config}
	if p.Criticality == "" {
		p.Criticality = apierror.CriticalityMedium
	}
	match := &p.Match
	for i, written := range match.Routes {
		pattern, err := route.ParsePattern(written)
		if err != nil {
			return nil, fmt.Errorf("match::routes::%d: %q: %w", i, written, err)
		}
		p.routes = append(p.routes, p.rated(pattern))
	}
	for i, pattern := range match.Servers {
		server, err := parseServer(pattern)
		if err != nil {
			return nil, fmt.Errorf("match::servers::%d: %q: %w", i, pattern, err)
		}
		p.servers = append(p.servers, server)
	}
	if match.When != "" {
		var err error
		if p.when, err = parse(match.When); err != nil {
			return nil, fmt.Errorf("match::when: %q: %w", match.When, err)
		}
	}
	p.rate()
	return p, nil
}

// rate counts the points of the parts that are the same for every call.
func (p *Process) rate() {
	match := &p.Match
	for _, set := range [...]bool{
		len(match.Services) > 0, len(match.Methods) > 0, len(match.Servers) > 0, len(match.Tenants) > 0, match.When != "",
	} {
		if set {
			p.points++
		}
	}
}

// rated counts those of a route.
func (p *Process) rated(pattern route.Pattern) ratedPattern {
	rated := ratedPattern{Pattern: pattern, points: int(pattern.Exactness()), literals: pattern.Literals()}
	if pattern.Method() != "" && len(p.Match.Methods) == 0 {
		rated.points++
	}
	return rated
}

// place is where a call is, as far as its process may depend on it.
type place struct {
	service, method, path string
	server                string // without its port
	tenant                string // "" where it is none that the configuration names
}

// specificity says how exactly the process names a call, and whether it does, but for its condition. A service, method, server,
// tenant and condition count one point each, a route one to three by its exactness; of equal points, more literal segments of
// the route say more.
func (p *Process) specificity(at *place) (rank specificity, matches bool) {
	match := &p.Match
	switch {
	case len(match.Services) > 0 && !slices.Contains(match.Services, at.service),
		len(match.Methods) > 0 && !slices.Contains(match.Methods, at.method),
		len(match.Tenants) > 0 && (at.tenant == "" || !slices.Contains(match.Tenants, at.tenant)),
		len(p.servers) > 0 && !matchesAny(p.servers, at.server):
		return specificity{}, false
	case len(p.routes) == 0:
		return specificity{points: p.points}, true
	case at.path == "":
		return specificity{}, false
	}
	for i := range p.routes {
		if r := &p.routes[i]; r.Matches(at.method, at.path) {
			matches = true
			if of := (specificity{p.points + r.points, r.literals}); of.exceeds(rank) {
				rank = of
			}
		}
	}
	return rank, matches
}

type specificity struct{ points, literals int }

func (s specificity) exceeds(other specificity) bool {
	return s.points > other.points || s.points == other.points && s.literals > other.literals
}

func matchesAny(patterns []serverPattern, host string) bool {
	return host != "" && slices.ContainsFunc(patterns, func(p serverPattern) bool { return p.matches(host) })
}
