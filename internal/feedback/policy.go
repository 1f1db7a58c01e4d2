package feedback

import (
	"hash/maphash"
	"math/bits"
)

// policy is all that was learnt, for quick questions. Who chooses the names of routes cannot choose two that share a hash: its seed is secret.
type policy struct {
	seed  maphash.Seed
	pools map[poolKey]*pool
	rules map[poolKey][]rule

	routes  map[uint64]route
	wide    [levelKind + 1]map[uint64]*rule // all levels but the route's
	learned int

	// What is as strong as the highest limits passes all of them.
	all, allWide ceiling
}

// ceiling is the highest limit of some rules.
type ceiling struct {
	evidence, effect float64
	any              bool
}

func (c *ceiling) raise(r *rule) {
	c.evidence, c.effect, c.any = max(c.evidence, r.evidence), max(c.effect, r.effect), c.any || r.any
}

func (c *ceiling) reaches(s *Situation) bool {
	return c.any || s.Effect < c.effect || s.Evidence < c.evidence
}

// route is what is known of a situation by its own verdicts.
type route struct {
	rules []rule
	// trusted is one that was rightly told at least as often as not: what was said of others says nothing of it.
	trusted bool
}

// learn makes a policy of all verdicts.
func learn(seed maphash.Seed, all []judged) *policy {
	p := &policy{seed: seed, pools: make(map[poolKey]*pool), rules: make(map[poolKey][]rule), routes: make(map[uint64]route)}
	for _, j := range all {
		for _, key := range keys(&j.record) {
			if p.pools[key] == nil {
				p.pools[key] = &pool{key: key}
			}
			p.pools[key].add(j)
		}
	}
	for key, from := range p.pools {
		rules := from.decide()
		for i := range rules {
			rules[i].explain(key.level)
			p.all.raise(&rules[i])
			if key.level != levelRoute {
				p.allWide.raise(&rules[i])
			}
		}
		if len(rules) > 0 {
			p.rules[key] = rules
			p.learned++
		}
		hash := p.hash(&key)
		if key.level == levelRoute {
			p.routes[hash] = route{rules: rules, trusted: len(from.trues) > 0 && len(from.trues) >= len(from.benign)+from.dropped}
			continue
		}
		if len(rules) > 0 {
			if p.wide[key.level] == nil {
				p.wide[key.level] = make(map[uint64]*rule)
			}
			p.wide[key.level][hash] = &rules[0]
		}
	}
	return p
}

// held is the rule that holds a situation back; nil if it is to be told.
func (p *policy) held(s *Situation) *rule {
	if s.Severity > mostSevere || !p.all.reaches(s) {
		return nil
	}
	of := p.routes[maphash.String(p.seed, s.ID)]
	for i := range of.rules {
		if of.rules[i].holds(s) {
			return &of.rules[i]
		}
	}
	if of.trusted || isSecurity(s.Kind) || !p.allWide.reaches(s) {
		return nil
	}
	services, classes, kinds := p.wide[levelService], p.wide[levelClass], p.wide[levelKind]
	kind := maphash.String(p.seed, string(s.Kind))
	if kinds != nil {
		if r := kinds[kind]; r != nil && r.holds(s) {
			return r
		}
	}
	name := mix(kind, maphash.String(p.seed, s.Name))
	if services != nil {
		if r := services[p.hashSubject(name, s.Service)]; r != nil && r.holds(s) {
			return r
		}
	}
	if classes != nil {
		if r := classes[p.hashClass(name, s.Class)]; r != nil && r.holds(s) {
			return r
		}
	}
	return nil
}

func (p *policy) hash(key *poolKey) uint64 {
	kind := maphash.String(p.seed, string(key.kind))
	name := mix(kind, maphash.String(p.seed, key.name))
	switch key.level {
	case levelRoute:
		return maphash.String(p.seed, key.subject)
	case levelService:
		return p.hashSubject(name, key.subject)
	case levelClass:
		return p.hashClass(name, key.class)
	default:
		return kind
	}
}

func (p *policy) hashSubject(name uint64, subject string) uint64 {
	return mix(name, maphash.String(p.seed, subject))
}

func (p *policy) hashClass(name uint64, class Class) uint64 {
	// No two words of either have the same length.
	return mix(name, uint64(len(class.Access))<<16|uint64(len(class.Criticality))<<8|uint64(uint8(class.Decade))) //nolint:gosec // a byte as it is
}

// mix is the multiplication of wyhash.
func mix(a, b uint64) uint64 {
	high, low := bits.Mul64(a^0x9e3779b97f4a7c15, b^0xe7037ed1a0b428db)
	return high ^ low
}
