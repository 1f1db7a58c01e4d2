package business

import (
	"fmt"
	"slices"

	"github.com/otelcol-apierror/otelcol-apierror/internal/route"
)

// checkReachable refuses a process that never counts, because another one matches every call that it matches, and names it no
// less exactly.
func (c *Config) checkReachable() []error {
	var errs []error
	for i := range c.Processes {
		for j := range c.Processes {
			if i == j || !c.Processes[j].Match.hides(&c.Processes[i].Match, j < i) {
				continue
			}
			errs = append(errs, fmt.Errorf("processes::%d::match: never counts: processes::%d matches every call of it, no less exactly: "+
				"make one of them say more, or leave one out", i, j))
			break
		}
	}
	return errs
}

// hides reports whether m matches every call that other matches, and counts there: names it more exactly, or as exactly and stands
// first.
func (m *MatchConfig) hides(other *MatchConfig, first bool) bool {
	if !includes(m.Services, other.Services) || !includes(m.Tenants, other.Tenants) ||
		!includes(hostPatterns(m.Servers), hostPatterns(other.Servers)) || (m.When != "" && m.When != other.When) {
		return false
	}
	all := m.ways()
	return !slices.ContainsFunc(other.ways(), func(of way) bool {
		return !slices.ContainsFunc(all, func(by way) bool { return by.hides(of, first) })
	})
}

// includes reports whether whatever one of the others allows is allowed. An empty list allows everything.
func includes(all, others []string) bool {
	if len(all) == 0 || len(others) == 0 {
		return len(all) == 0
	}
	return !slices.ContainsFunc(others, func(other string) bool { return !slices.Contains(all, other) })
}

func hostPatterns(servers []string) []string {
	patterns := make([]string, len(servers))
	for i, server := range servers {
		patterns[i], _ = sameServer(server)
	}
	return patterns
}

// way is one way for a call to match: by a method and a path. "" stands for every one.
type way struct {
	method, path string
	rank         specificity
}

func (w way) hides(other way, first bool) bool {
	if (w.method != "" && w.method != other.method) || (w.path != "" && w.path != other.path) {
		return false
	}
	return w.rank.exceeds(other.rank) || first && w.rank == other.rank
}

// ways are all ways for a call to match.
func (m *MatchConfig) ways() []way {
	var ways []way
	base := Process{ProcessConfig: ProcessConfig{Match: *m}}
	base.rate()
	methods := m.Methods
	if len(methods) == 0 {
		methods = []string{""}
	}
	for _, method := range methods {
		if len(m.Routes) == 0 {
			ways = append(ways, way{method: method, rank: specificity{points: base.points}})
		}
		for _, written := range m.Routes {
			pattern, err := route.ParsePattern(written)
			if err != nil {
				continue // told by the process's own check
			}
			if pattern.Method() != "" && method != "" && pattern.Method() != method {
				continue
			}
			rated := base.rated(pattern)
			ways = append(ways, way{max(method, pattern.Method()), pattern.Path(), specificity{base.points + rated.points, rated.literals}})
		}
	}
	return ways
}
