package feedback

import (
	"math"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// level is how widely verdicts are pooled.
type level uint8

const (
	levelRoute level = iota
	levelService
	levelClass
	levelKind
)

// bounds are how far a pool may move a limit.
type bounds struct {
	name                       string
	least                      int     // how many routes have to be judged first
	evidenceStep, evidenceMost float64 // decades of the p-value: for one more verdict, or route, and in all
	effectStep, effectMost     float64 // times the least effect
}

// effect is how far so many verdicts, or routes, may move the limit.
func (b *bounds) effect(n float64) float64 { return min(math.Pow(b.effectStep, n), b.effectMost) }

var levels = [...]bounds{
	levelRoute:   {"route", 1, 3, 6, 4, 16},
	levelService: {"service", 2, 0, 0, 2, 8},
	levelClass:   {"class", 3, 1, 3, 1, 1},
	levelKind:    {"kind", 4, 0.5, 2, 1, 1},
}

const (
	// expectedMost is how many times the least effect something can be expected.
	expectedMost = 64
	// clearlyStep is how many times the least effect a verdict moves the limit of what is clearly one tenant's or version's, which is narrower than a route;
	// clearlyMost is the most.
	clearlyStep, clearlyMost = 16, 64
	// margin is how much stronger than what was judged something may be and still be held back, and room how much weaker than what was called true it
	// has to be.
	margin, evidenceMargin = 1.5, 1
	room                   = 1.25
	// maxPooled is how many benign verdicts a pool goes by, the latest; of the true ones it goes by all.
	maxPooled = 64

	mostSevere = apierror.SeverityHigh // what is critical is always told
)

// Reach is how many times the least effect so many verdicts on one situation can hold back.
func Reach(word Word, verdicts int) float64 {
	switch word {
	case False:
		return levels[levelRoute].effect(float64(verdicts))
	case Expected:
		return expectedMost
	default:
		return 1
	}
}

// poolKey names a pool.
type poolKey struct {
	level   level
	kind    apierror.Kind
	name    string
	subject string // a situation's id, or a service
	class   Class
}

// keys are the pools that a situation is part of, from the narrow to the wide.
func keys(r *record) []poolKey {
	route := poolKey{level: levelRoute, subject: r.ID}
	if isSecurity(r.Kind) || r.Seen == 0 { // of what is unknown there is no more than its id
		return []poolKey{route}
	}
	all := []poolKey{route, {level: levelClass, kind: r.Kind, name: r.Name, class: r.Class}, {level: levelKind, kind: r.Kind}}
	if r.Service != "" {
		all = append(all, poolKey{level: levelService, kind: r.Kind, name: r.Name, subject: r.Service})
	}
	return all
}

func isSecurity(kind apierror.Kind) bool {
	return kind == apierror.KindSecurity || kind == apierror.KindDataLeak
}

// pool are the verdicts that one limit is learnt from.
type pool struct {
	key     poolKey
	benign  []judged
	trues   []judged
	dropped int
}

func (p *pool) add(j judged) {
	if !j.benign() {
		p.trues = append(p.trues, j)
		return
	}
	if len(p.benign) == maxPooled {
		p.benign = append(p.benign[:0], p.benign[1:]...)
		p.dropped++
	}
	p.benign = append(p.benign, j)
}

// axis is what a limit is on.
type axis uint8

const (
	onEffect axis = iota
	onEvidence
)

func (a axis) of(r *record) float64 {
	if a == onEffect {
		return r.Effect
	}
	return r.Evidence
}

// start is where a detector's own limit lies.
func (a axis) start() float64 {
	if a == onEffect {
		return 1
	}
	return 0
}

// reach is the limit that holds back what is like the values: somewhat more than the greatest of them, the less they vary the less.
func (a axis) reach(values []float64) float64 {
	if a == onEvidence {
		greatest := 0.0
		for _, v := range values {
			greatest = max(greatest, v)
		}
		return greatest + evidenceMargin
	}
	const guessed, guesses, least = 0.35, 2.0, 1.15 // of the standard deviation of logarithms, and how many values the guess counts for
	greatest, mean, n := 0.0, 0.0, float64(len(values))
	for _, v := range values {
		greatest = max(greatest, v)
		mean += math.Log(max(v, 1)) / n
	}
	squares := guesses * guessed * guessed
	for _, v := range values {
		d := math.Log(max(v, 1)) - mean
		squares += d * d
	}
	likely := math.Exp(mean + 2*math.Sqrt(squares/(guesses+n-1)))
	return min(margin*greatest, max(least*greatest, likely))
}

// limit makes the rule with the highest limit, most at most, that the replay of a pool's verdicts allows: it holds back what is benign as far as it leaves
// what is true to be told. held is how many benign ones that are; where it is 0 the rule is none.
func (p *pool) limit(on axis, benign []judged, during *hours, most float64) (r rule, held int) {
	r = p.rule(benign, during)
	top := most
	for _, j := range p.trues {
		if v := on.of(&j.record); v != none && (j.Seen == 0 || during.has(j.Started) && r.means(&Situation{Who: j.Who})) {
			top = min(top, v/room)
		}
	}
	if top <= on.start() {
		return r, 0
	}
	var values []float64
	for _, j := range benign {
		if v := on.of(&j.record); v != none && v < top && j.Severity <= r.severity {
			values = append(values, v)
		}
	}
	if len(values) == 0 {
		return r, 0
	}
	r.set(on, min(top, on.reach(values)))
	held = r.holding(benign)
	return r, held
}

// holding is how many of these a rule would have held back.
func (r *rule) holding(of []judged) (n int) {
	for i := range of {
		s := of[i].situation()
		n += one(r.holds(&s))
	}
	return n
}
