package routing

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/notification"
	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// Target is a destination of a finding, and the route by which it is reached.
type Target struct {
	Destination string
	Route       *Route
}

// Route says how a destination is told. It does not change.
type Route struct {
	// Path is the key path below route, such as routes::1::routes::0; "" for the root.
	Path    string
	GroupBy []string
	Timing

	quiet []*quietHours
}

// Timing is who is told of what, and when.
type Timing struct {
	GroupWait      time.Duration
	GroupInterval  time.Duration
	RepeatInterval time.Duration
	MinSeverity    apierror.Severity
	// FloodAfter is how many alerts of their own there are before further ones join a summary; 0 for no summaries.
	FloodAfter int
}

// Labels are what a finding has in common with others of its group, in the order of GroupBy; nil where each is a group. They can be
// kept.
func (r *Route) Labels(f *apierror.Finding) []notification.Label {
	if len(r.GroupBy) == 0 {
		return nil
	}
	return labelsOf(f, r.GroupBy)
}

// node is a route in the tree.
type node struct {
	Route
	match        *MatchConfig
	matcher      matcher
	destinations []string
	continues    bool
	children     []*node
}

// newTree makes the node of a section, and those below it. parent has what is not written.
func newTree(path string, c *RouteConfig, parent *node, quiet map[string]*quietHours, parse ConditionParser) (*node, error) {
	n := &node{
		Route: Route{Path: path, GroupBy: parent.GroupBy, Timing: parent.Timing, quiet: parent.quiet},
		match: &c.Match, destinations: parent.destinations, continues: c.Continue,
	}
	n.GroupWait = given(c.GroupWait, n.GroupWait)
	n.GroupInterval = given(c.GroupInterval, n.GroupInterval)
	n.RepeatInterval = given(c.RepeatInterval, n.RepeatInterval)
	n.MinSeverity = cmp.Or(c.MinSeverity, n.MinSeverity)
	n.FloodAfter = given(c.FloodAfter, n.FloodAfter)
	if c.Destinations != nil {
		n.destinations = c.Destinations
	}
	if c.GroupBy != nil {
		n.GroupBy = c.GroupBy
	}
	if c.QuietHours != nil {
		n.quiet = make([]*quietHours, len(c.QuietHours))
		for i, name := range c.QuietHours {
			if n.quiet[i] = quiet[name]; n.quiet[i] == nil {
				return nil, fmt.Errorf("%s::quiet_hours::%d: %q is not the name of any quiet_hours", keyOf(path), i, name)
			}
		}
	}
	var err error
	if n.matcher, err = newMatcher(keyOf(path)+"::match", &c.Match, parse); err != nil {
		return nil, err
	}
	for i := range c.Routes {
		child, err := newTree(below(path, i), &c.Routes[i], n, quiet, parse)
		if err != nil {
			return nil, err
		}
		n.children = append(n.children, child)
	}
	return n, nil
}

func given[T any](written *T, inherited T) T {
	if written == nil {
		return inherited
	}
	return *written
}

// below is the path of a child.
func below(path string, child int) string {
	if path != "" {
		path += "::"
	}
	return fmt.Sprintf("%sroutes::%d", path, child)
}

// keyOf is where in the configuration a route is.
func keyOf(path string) string {
	if path == "" {
		return "route"
	}
	return "route::" + path
}

// collect adds the targets of a finding, depth first: those of the children that match, or else the node's own. A destination is
// reached by the first route that names it.
func (n *node) collect(s *subject, targets []Target) (all []Target, matched bool) {
	if !n.matcher.matches(s) {
		return targets, false
	}
	within := false
	for _, child := range n.children {
		var taken bool
		if targets, taken = child.collect(s, targets); taken {
			within = true
			if !child.continues {
				break
			}
		}
	}
	if within {
		return targets, true
	}
	for _, destination := range n.destinations {
		if !slices.ContainsFunc(targets, func(t Target) bool { return t.Destination == destination }) {
			targets = append(targets, Target{Destination: destination, Route: &n.Route})
		}
	}
	return targets, true
}

// walk visits a node and all below it.
func (n *node) walk(visit func(*node)) {
	visit(n)
	for _, child := range n.children {
		child.walk(visit)
	}
}
