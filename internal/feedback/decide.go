package feedback

import (
	"math"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// decide makes rules of a pool's verdicts.
func (p *pool) decide() []rule {
	switch p.key.level {
	case levelRoute:
		return p.decideRoute()
	case levelService:
		return p.decideService()
	default:
		return p.decideClass()
	}
}

func (p *pool) decideRoute() (rules []rule) {
	var wrong, usual []judged
	for _, j := range p.benign {
		if j.Word == Expected {
			usual = append(usual, j)
		} else {
			wrong = append(wrong, j)
		}
		if r, is := p.same(j); is {
			rules = append(rules, r)
		}
	}
	if r, is := p.decideFalse(wrong); is {
		rules = append(rules, r)
	}
	rules = append(rules, p.decideTheirs(wrong)...)
	for _, group := range together(usual) {
		if r, is := p.decideExpected(group); is {
			rules = append(rules, r)
		}
	}
	return rules
}

// same holds back the rest of the occurrence that was judged.
func (p *pool) same(j judged) (rule, bool) {
	if j.Seen == 0 {
		return rule{}, false
	}
	r := p.rule([]judged{j}, &allHours)
	r.who, r.nobodys = nil, false
	r.same, r.severity, r.longest = j.Seen, min(r.severity, j.Severity), math.MaxInt64
	if j.Effect != none {
		r.effect = margin * j.Effect
	} else {
		r.any = true // evidence grows while it lasts
	}
	for _, t := range p.trues {
		s := t.situation()
		if t.Seen == 0 || r.holds(&s) {
			return rule{}, false
		}
	}
	return r, true
}

// decideFalse takes the hours and the axis by which most of what is false is held back, and of those the one that takes the smaller step.
func (p *pool) decideFalse(wrong []judged) (best rule, found bool) {
	if len(wrong) == 0 {
		return rule{}, false
	}
	bounds := &levels[levelRoute]
	n := float64(len(wrong))
	options := quiet(wrong, anyHourFalse)
	most, least := 0, math.Inf(1)
	for i := range options {
		during := &options[i]
		for _, c := range [...]struct {
			on   axis
			most float64
		}{{onEffect, bounds.effect(n)}, {onEvidence, min(n*bounds.evidenceStep, bounds.evidenceMost)}} {
			r, held := p.limit(c.on, wrong, during, c.most)
			if held == 0 {
				continue
			}
			cost := r.evidence / bounds.evidenceMost
			if c.on == onEffect {
				cost = math.Log(r.effect) / math.Log(bounds.effectMost)
			}
			if held > most || held == most && cost < least {
				best, most, least, found = r, held, cost, true
			}
		}
	}
	if !found && n > 1 && strengthless(wrong) {
		return p.decideAny(wrong, &options[0])
	}
	return best, found
}

// decideTheirs holds back, at any hour, what is clearly of somebody whose failures were called false.
func (p *pool) decideTheirs(wrong []judged) (rules []rule) {
	for _, who := range whose(wrong) {
		var theirs []judged
		for _, j := range wrong {
			if j.Who == who {
				theirs = append(theirs, j)
			}
		}
		if r, held := p.limit(onEffect, theirs, &allHours, min(math.Pow(clearlyStep, float64(len(theirs))), clearlyMost)); held > 0 {
			r.clearly = true
			rules = append(rules, r)
		}
	}
	return rules
}

// decideExpected holds back what recurs as it was when it was expected.
func (p *pool) decideExpected(group []judged) (rule, bool) {
	options := quiet(group, anyHourExpected)
	for _, on := range [...]axis{onEffect, onEvidence} {
		for i := range options {
			if r, held := p.limit(on, group, &options[i], expectedMost); held == len(group) || held > 0 && i == len(options)-1 {
				return r, true
			}
		}
	}
	if strengthless(group) {
		return p.decideAny(group, &options[0])
	}
	return rule{}, false
}

// quiet are the hours at which something may be held back: any, where it comes at any, or else those at which it recurs.
func quiet(group []judged, anyHour int) []hours {
	judgedAt, known := begun(group)
	switch {
	case len(judgedAt) == 0: // when is not known
		return []hours{allHours}
	case comesAnytime(judgedAt, anyHour):
		// Windows around each would add up to any hour as well, which what is true at others may forbid.
		return []hours{allHours, around(again(judgedAt), known)}
	default:
		return []hours{around(judgedAt, known)}
	}
}

// decideAny holds back what has no strength that could be compared.
func (p *pool) decideAny(group []judged, during *hours) (rule, bool) {
	for _, j := range p.trues {
		if j.Seen == 0 || during.has(j.Started) {
			return rule{}, false
		}
	}
	r := p.rule(group, during)
	r.any = true
	held := r.holding(group)
	return r, held > 0
}

func strengthless(group []judged) bool {
	for _, j := range group {
		if j.Effect != none || j.Evidence != none {
			return false
		}
	}
	return true
}

func (p *pool) decideService() []rule {
	bounds := &levels[levelService]
	steps := routes(p.benign) - bounds.least + 1
	if steps < 1 {
		return nil
	}
	judgedAt, known := begun(p.benign)
	during := around(judgedAt, known)
	r, held := p.limit(onEffect, p.benign, &during, bounds.effect(float64(steps)))
	if held == 0 {
		return nil
	}
	return []rule{r}
}

func (p *pool) decideClass() []rule {
	bounds := &levels[p.key.level]
	var wrong []judged
	for _, j := range p.benign {
		if j.Word == False {
			wrong = append(wrong, j)
		}
	}
	steps := routes(wrong) - bounds.least + 1
	if steps < 1 {
		return nil
	}
	r, held := p.limit(onEvidence, wrong, &allHours, min(float64(steps)*bounds.evidenceStep, bounds.evidenceMost))
	if held == 0 {
		return nil
	}
	r.longest = math.MaxInt64 // what lasts gains evidence
	return []rule{r}
}

// routes is how many different ones were judged.
func routes(of []judged) int {
	different := make(map[string]struct{}, len(of))
	for _, j := range of {
		different[j.ID] = struct{}{}
	}
	return len(different)
}

// begun are when what was judged began, and when else.
func begun(of []judged) (starts, known []int64) {
	for _, j := range of {
		if j.Seen != 0 {
			starts, known = append(starts, j.Started), append(known, j.Known...)
		}
	}
	return starts, known
}

// together groups what begins at the same hour of the day, or all of it where it comes at any.
func together(usual []judged) (groups [][]judged) {
	if judgedAt, _ := begun(usual); comesAnytime(judgedAt, anyHourExpected) {
		return [][]judged{usual}
	}
next:
	for _, j := range usual {
		for i, group := range groups {
			if apart(group[0].Started, j.Started, day) <= near {
				groups[i] = append(group, j)
				continue next
			}
		}
		groups = append(groups, []judged{j})
	}
	return groups
}

// rule is one of no limit yet that these verdicts make.
func (p *pool) rule(of []judged, during *hours) rule {
	r := rule{
		evidence: math.Inf(-1), effect: math.Inf(-1), severity: apierror.SeverityMedium, during: *during, same: math.MaxInt64, verdicts: of,
	}
	const least, longer, more = 15 * minutes, 1.25, 5 * minutes
	r.longest = least
	if p.key.level == levelRoute || p.key.level == levelService {
		r.who, r.nobodys = whose(of), spread(of)
	}
	for _, j := range of {
		if j.Seen > 0 {
			r.longest = max(r.longest, int64(longer*float64(min(j.Seen-j.Started, weekly)))+more)
		}
		if j.Word == Expected && p.key.level == levelRoute && !isSecurity(j.Kind) {
			r.severity = min(mostSevere, max(r.severity, j.Severity))
		}
	}
	return r
}
