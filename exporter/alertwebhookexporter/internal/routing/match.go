package routing

import (
	"fmt"
	"slices"
	"strings"

	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/findingcondition"
	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// ConditionParser compiles an OTTL condition on a finding: findingcondition.Parser of the component's settings.
type ConditionParser = func(condition string) (*findingcondition.Condition, error)

// matcher is a compiled MatchConfig.
type matcher struct {
	key string // of the section, for whoever hears that its condition failed

	severity   apierror.Severity
	kinds      []apierror.Kind
	signals    []apierror.Signal
	categories []apierror.Category

	processes, partners, services, teams, tenants *texts

	when *findingcondition.Condition
}

func newMatcher(key string, c *MatchConfig, parse ConditionParser) (matcher, error) {
	m := matcher{
		key: key, severity: c.Severity, kinds: c.Kinds, signals: c.Signals, categories: c.Categories,
		processes: newTexts(c.Processes), partners: newTexts(c.Partners), services: newTexts(c.Services),
		teams: newTexts(c.Teams), tenants: newTexts(c.Tenants),
	}
	if c.When == "" {
		return m, nil
	}
	var err error
	if m.when, err = parse(c.When); err != nil {
		return m, fmt.Errorf("%s::when: %w", key, err)
	}
	return m, nil
}

// subject is the finding that is asked about. Its log record is made once, for the first condition.
type subject struct {
	*apierror.Finding
	failed func(key string, err error)

	record  findingcondition.Record
	written bool
	err     error
}

func (m *matcher) matches(s *subject) bool {
	of := &s.Subject
	return s.Severity >= m.severity &&
		(len(m.kinds) == 0 || slices.Contains(m.kinds, s.Kind)) &&
		(len(m.categories) == 0 || slices.Contains(m.categories, of.Category)) &&
		(len(m.signals) == 0 || slices.ContainsFunc(of.Signals, m.hasSignal)) &&
		m.processes.fit(of.Business.Process) && m.partners.fit(of.Business.Partner) && m.services.fit(of.Service) &&
		m.teams.fit(of.Business.Owner) && m.tenants.fit(of.Tenant) &&
		(m.when == nil || s.holds(m))
}

func (m *matcher) hasSignal(signal apierror.Signal) bool { return slices.Contains(m.signals, signal) }

func (s *subject) holds(m *matcher) bool {
	if !s.written {
		s.record, s.err = findingcondition.Write(s.Finding)
		s.written = true
	}
	holds, err := false, s.err
	if err == nil {
		holds, err = s.record.Holds(m.when)
	}
	if err != nil {
		s.failed(m.key, err)
	}
	return holds
}

// String is the match as a person would write it.
func (c *MatchConfig) String() string {
	var parts []string
	if c.Severity != apierror.SeverityNone {
		parts = append(parts, "severity>="+c.Severity.String())
	}
	parts = appendList(parts, "kinds", c.Kinds)
	parts = appendList(parts, "signals", c.Signals)
	parts = appendList(parts, "categories", c.Categories)
	for _, list := range c.lists() {
		parts = appendList(parts, list.key, list.texts)
	}
	if c.When != "" {
		parts = append(parts, "when="+apierror.Quote(c.When))
	}
	if len(parts) == 0 {
		return "everything"
	}
	return strings.Join(parts, ", ")
}

func appendList[T ~string](parts []string, key string, words []T) []string {
	if len(words) == 0 {
		return parts
	}
	quoted := make([]string, len(words))
	for i, word := range words {
		quoted[i] = apierror.Quote(string(word))
	}
	return append(parts, key+"="+strings.Join(quoted, "|"))
}

// textList is one of the lists of texts, and its key.
type textList struct {
	key   string
	texts []string
}

func (c *MatchConfig) lists() [5]textList {
	return [...]textList{
		{"processes", c.Processes},
		{"partners", c.Partners},
		{"services", c.Services},
		{"teams", c.Teams},
		{"tenants", c.Tenants},
	}
}
