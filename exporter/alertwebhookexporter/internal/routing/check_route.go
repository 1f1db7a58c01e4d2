package routing

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/otelcol-apierror/otelcol-apierror/internal/keypath"
)

// checkTree checks the root and all below. Each error begins with the key path below route.
func (c *RouteConfig) checkTree(destinations, quiet []string) []error {
	var errs []error
	if !c.Match.isEmpty() {
		errs = append(errs, errors.New("match: the root takes everything: match in routes"))
	}
	if c.Continue {
		errs = append(errs, errors.New("continue: the root has nothing beside it"))
	}
	errs = append(errs, c.check(destinations, quiet, nil)...)
	if c.Destinations == nil {
		return errs // the root's are all
	}
	var named []string
	c.names(&named)
	for _, destination := range destinations {
		if !slices.Contains(named, destination) {
			errs = append(errs, fmt.Errorf("destinations: %q is named by no route, and would never be told: name it, or leave it out", destination))
		}
	}
	return errs
}

func (c *RouteConfig) names(all *[]string) {
	*all = append(*all, c.Destinations...)
	for i := range c.Routes {
		c.Routes[i].names(all)
	}
}

// check checks a route and all below. above are what routes above it match.
func (c *RouteConfig) check(destinations, quiet []string, above []*MatchConfig) []error {
	errs := keypath.Under("match", c.Match.check()...)
	errs = append(errs, keypath.Each("destinations", c.Destinations, oneOf("destination", destinations))...)
	errs = append(errs, keypath.Each("quiet_hours", c.QuietHours, oneOf("name in quiet_hours", quiet))...)
	errs = append(errs, keypath.Each("group_by", c.GroupBy, checkLabel)...)
	for i, label := range c.GroupBy {
		if slices.Index(c.GroupBy, label) < i {
			errs = append(errs, fmt.Errorf("group_by::%d: %q is given twice", i, label))
		}
	}
	errs = append(errs, checkDuration("group_wait", c.GroupWait, true)...)
	errs = append(errs, checkDuration("group_interval", c.GroupInterval, false)...)
	errs = append(errs, checkDuration("repeat_interval", c.RepeatInterval, false)...)
	if c.FloodAfter != nil && *c.FloodAfter < 0 {
		errs = append(errs, fmt.Errorf("flood_after: %d: must be 0 (no summaries) or more", *c.FloodAfter))
	}
	above = append(slices.Clip(above), &c.Match)
	for i := range c.Routes {
		child := &c.Routes[i]
		wrong := child.check(destinations, quiet, above)
		if slices.ContainsFunc(above, child.Match.excludes) {
			wrong = append(wrong, errors.New("match: never holds: the routes above take nothing of it"))
		}
		errs = append(errs, keypath.Under(fmt.Sprintf("routes::%d", i), wrong...)...)
		for j := range i {
			if first := &c.Routes[j]; !first.Continue && first.Match.includes(&child.Match) {
				errs = append(errs, fmt.Errorf("routes::%d::match: never reached: routes::%d takes all of it: move it up, or set continue there", i, j))
				break
			}
		}
	}
	return errs
}

func oneOf(what string, names []string) func(string) error {
	return func(name string) error {
		if slices.Contains(names, name) {
			return nil
		}
		if len(names) == 0 {
			return fmt.Errorf("is no %s: there are none", what)
		}
		return fmt.Errorf("is no %s: one of %s", what, strings.Join(names, ", "))
	}
}

func checkDuration(key string, value *time.Duration, zero bool) []error {
	switch {
	case value == nil || *value == 0 && zero:
		return nil
	case *value < 0, *value == 0:
		if zero {
			return []error{fmt.Errorf("%s: %s: must be 0 (not held back) or longer", key, *value)}
		}
		return []error{fmt.Errorf("%s: %s: must be longer than 0", key, *value)}
	case *value < time.Millisecond:
		return []error{fmt.Errorf("%s: %s: is below 1ms: a duration needs its unit, such as 5m", key, *value)}
	}
	return nil
}
