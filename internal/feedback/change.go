package feedback

import (
	"cmp"
	"math"
	"slices"
	"time"
)

// Change is what verdicts made of the limits of a pool: a line of the audit log.
type Change struct {
	Pool     string      `json:"pool"` // route, service, class or kind
	Subject  string      `json:"subject"`
	Before   []Limit     `json:"before"`
	After    []Limit     `json:"after"`
	Verdicts []Statement `json:"verdicts"` // that the limits after it are made of, the latest of them
	Replay   Replay      `json:"replay"`
	Why      string      `json:"why"`
	// Unknown is set where nobody knows the finding that was judged: nothing moves but what may come under that very id.
	Unknown bool `json:"unknown,omitempty"`
}

// Limit is what is held back.
type Limit struct {
	BelowEvidence float64 `json:"below_evidence,omitempty"` // decades of the p-value beyond the detector's limit
	BelowEffect   float64 `json:"below_effect,omitempty"`   // times the least effect
	Any           bool    `json:"any_strength,omitempty"`
	Hours         string  `json:"hours"`
	Severity      string  `json:"up_to_severity"`
	Longest       string  `json:"up_to_length,omitempty"`
	Who           string  `json:"only_of,omitempty"`
	Clearly       bool    `json:"only_where_clear,omitempty"` // not where nobody stands out
}

// Statement is a verdict as the audit log writes it.
type Statement struct {
	Finding string `json:"finding"`
	Word    Word   `json:"verdict"`
	By      string `json:"by,omitempty"`
	At      string `json:"at,omitempty"`
	Note    string `json:"note,omitempty"`
}

// Replay is what the limits would have made of the verdicts of the pool.
type Replay struct {
	Benign     int `json:"benign"`
	HeldBefore int `json:"held_before"` // of the benign ones
	HeldAfter  int `json:"held_after"`
	True       int `json:"true"`
	TrueHeld   int `json:"true_held"` // never above 0: such a limit does not count
}

// mostStatements is how many verdicts a line lists.
const mostStatements = 20

// changes compare two policies, the narrow pools first.
func changes(before, after *policy) []Change {
	var changed []poolKey
	for key, rules := range after.rules {
		if !slices.Equal(limitsOf(rules), limitsOf(before.rules[key])) {
			changed = append(changed, key)
		}
	}
	for key, rules := range before.rules {
		if after.rules[key] == nil && len(limitsOf(rules)) > 0 {
			changed = append(changed, key)
		}
	}
	slices.SortFunc(changed, func(a, b poolKey) int {
		return cmp.Or(cmp.Compare(a.level, b.level), cmp.Compare(a.subject, b.subject), cmp.Compare(a.kind, b.kind), cmp.Compare(a.name, b.name),
			cmp.Compare(a.class.Access, b.class.Access), cmp.Compare(a.class.Decade, b.class.Decade), cmp.Compare(a.class.Criticality, b.class.Criticality))
	})
	list := make([]Change, 0, len(changed))
	for i := range changed {
		list = append(list, change(&changed[i], before, after))
	}
	return list
}

func change(key *poolKey, before, after *policy) Change {
	c := Change{Pool: levels[key.level].name, Before: limitsOf(before.rules[*key]), After: limitsOf(after.rules[*key])}
	of := after.pools[*key]
	switch {
	case of == nil:
		of = before.pools[*key]
		c.Why = "its verdicts were removed, or ran out: the detector's own limits hold again"
	case len(c.After) == 0:
		c.Why = "what is called true now would have been held back, or too few verdicts are left: the detector's own limits hold again"
	default:
		c.Why = "it holds back more of what is benign, and nothing that is called true"
		if len(c.Before) > 0 {
			c.Why = "the limits that hold back the most of what is benign now, and nothing that is called true"
		}
	}
	c.Subject, c.Unknown = of.subject(), of.isUnknown()
	if c.Unknown && len(c.After) > 0 {
		c.Why = "nobody knows this finding, so nothing else goes by the verdict: what comes under its very id is held back"
	}
	for _, group := range [...][]judged{of.benign, of.trues} {
		for i := range group {
			j := &group[i]
			s := j.situation()
			if !j.benign() {
				c.Replay.True++
				c.Replay.TrueHeld += one(anyHolds(after.rules[*key], &s))
				continue
			}
			c.Replay.Benign++
			c.Replay.HeldBefore += one(anyHolds(before.rules[*key], &s))
			c.Replay.HeldAfter += one(anyHolds(after.rules[*key], &s))
		}
		for i := max(0, len(group)-mostStatements/2); i < len(group); i++ {
			c.Verdicts = append(c.Verdicts, group[i].statement())
		}
	}
	return c
}

func one(is bool) int {
	if is {
		return 1
	}
	return 0
}

func anyHolds(rules []rule, s *Situation) bool {
	for i := range rules {
		if !rules[i].once() && rules[i].holds(s) {
			return true
		}
	}
	return false
}

func (v *Verdict) statement() Statement {
	s := Statement{Finding: v.Finding, Word: v.Word, By: v.By, Note: v.Note}
	if v.At != 0 {
		s.At = time.Unix(0, v.At).UTC().Format(time.RFC3339)
	}
	return s
}

// subject says what the verdicts of a pool have in common.
func (p *pool) subject() string {
	all := p.benign
	if len(all) == 0 {
		all = p.trues
	}
	if len(all) == 0 {
		return ""
	}
	s := all[len(all)-1].situation()
	switch p.key.level {
	case levelRoute:
		if p.isUnknown() {
			return "finding " + s.ID + ", which is not known"
		}
		return s.String()
	case levelService:
		s.Endpoint = ""
		return s.String()
	case levelClass:
		s.Endpoint, s.Service = "", ""
		return s.String() + " on " + s.Class.String()
	default:
		return string(s.Kind)
	}
}

// isUnknown reports whether all that is known of what was judged is its id.
func (p *pool) isUnknown() bool {
	for _, group := range [...][]judged{p.benign, p.trues} {
		for i := range group {
			if group[i].Kind != "" {
				return false
			}
		}
	}
	return true
}

// limitsOf are those that outlive the occurrence that was judged.
func limitsOf(rules []rule) (limits []Limit) {
	for i := range rules {
		if !rules[i].once() {
			limits = append(limits, rules[i].limit())
		}
	}
	return limits
}

func (r *rule) limit() Limit {
	l := Limit{
		BelowEvidence: max(0, r.evidence), BelowEffect: max(0, r.effect),
		Any: r.any, Who: r.whom(), Clearly: r.clearly, Hours: r.during.String(), Severity: r.severity.String(),
	}
	if r.longest < math.MaxInt64 {
		l.Longest = time.Duration(r.longest).String()
	}
	return l
}
