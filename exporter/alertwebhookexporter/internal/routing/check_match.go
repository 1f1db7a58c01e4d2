package routing

import (
	"fmt"
	"slices"
	"strings"

	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/findingcondition"
	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
	"github.com/otelcol-apierror/otelcol-apierror/internal/keypath"
)

func (c *MatchConfig) isEmpty() bool {
	return c.Severity == apierror.SeverityNone && c.When == "" && len(c.Kinds)+len(c.Signals)+len(c.Categories)+
		len(c.Processes)+len(c.Partners)+len(c.Services)+len(c.Teams)+len(c.Tenants) == 0
}

func (c *MatchConfig) check() []error {
	var errs []error
	for i, kind := range c.Kinds {
		if !kind.Valid() {
			errs = append(errs, fmt.Errorf("kinds::%d: %q is unknown: one of %s", i, kind, keypath.Words(apierror.Kinds())))
		}
	}
	for i, signal := range c.Signals {
		if !signal.Valid() {
			errs = append(errs, fmt.Errorf("signals::%d: %q is unknown: one of %s", i, signal, keypath.Words(apierror.Signals())))
		}
	}
	for i, category := range c.Categories {
		if !category.Valid() {
			errs = append(errs, fmt.Errorf("categories::%d: %q is unknown: one of %s", i, category, keypath.Words(apierror.Categories())))
		}
	}
	for _, list := range c.lists() {
		errs = append(errs, keypath.Each(list.key, list.texts, checkText)...)
	}
	if c.When != "" {
		if err := findingcondition.Check(c.When); err != nil {
			errs = append(errs, fmt.Errorf("when: %q is no OTTL condition on a finding: %w", c.When, err))
		}
	}
	return errs
}

// includes reports whether whatever other matches is matched too. It may say no where nobody can tell.
func (c *MatchConfig) includes(other *MatchConfig) bool {
	if c.Severity > other.Severity || !allows(c.Kinds, other.Kinds) || !allows(c.Signals, other.Signals) ||
		!allows(c.Categories, other.Categories) || (c.When != "" && c.When != other.When) {
		return false
	}
	others := other.lists()
	for i, list := range c.lists() {
		if !covers(list.texts, others[i].texts) {
			return false
		}
	}
	return true
}

// allows reports whether one list has all of the other. An empty one allows everything.
func allows[T comparable](all, others []T) bool {
	if len(all) == 0 || len(others) == 0 {
		return len(all) == 0
	}
	return !slices.ContainsFunc(others, func(other T) bool { return !slices.Contains(all, other) })
}

// covers is allows for texts. Taken as a text itself, a pattern fits only where its asterisk meets another: then does whatever
// it stands for.
func covers(all, others []string) bool {
	if len(all) == 0 || len(others) == 0 {
		return len(all) == 0
	}
	fitting := newTexts(all)
	return !slices.ContainsFunc(others, func(other string) bool { return !fitting.fit(other) })
}

// excludes reports whether nothing that other matches can be matched. It may say no where nobody can tell. A finding has several
// signals, so these exclude nothing.
func (c *MatchConfig) excludes(other *MatchConfig) bool {
	if disjoint(c.Kinds, other.Kinds) || disjoint(c.Categories, other.Categories) {
		return true
	}
	others := other.lists()
	for i, list := range c.lists() {
		if apart(list.texts, others[i].texts) {
			return true
		}
	}
	return false
}

func disjoint[T comparable](a, b []T) bool {
	return len(a) > 0 && len(b) > 0 && !slices.ContainsFunc(a, func(one T) bool { return slices.Contains(b, one) })
}

func apart(a, b []string) bool {
	if len(a) == 0 || len(b) == 0 {
		return false
	}
	ofA, ofB := newTexts(a), newTexts(b)
	meets := func(fitting *texts) func(string) bool {
		return func(text string) bool {
			return fitting.fit(text) || strings.Contains(text, "*") && len(fitting.patterns) > 0
		}
	}
	return !slices.ContainsFunc(a, meets(ofB)) && !slices.ContainsFunc(b, meets(ofA))
}
