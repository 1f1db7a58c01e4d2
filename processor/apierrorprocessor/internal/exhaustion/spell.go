package exhaustion

const (
	// leastPart is the part of the work that one actor takes at least to drive the exhaustion of a route.
	leastPart = 0.3
	// timesOthers is how many times as much it takes as another actor, on average, and timesOdds how many times its usual odds.
	timesOthers = 3
	timesOdds   = 3
	// partCertainty is how many standard deviations of chance are left out of what an actor takes.
	partCertainty = 1
	// leastOthers is how many others there are at least to compare with.
	leastOthers = 5
	// mainUser is the part of the work from which on an actor is what the route is for, such as the only load generator.
	mainUser = 0.5
	// formative is for how many minutes with symptoms it is looked at how a spell began: while there are few yet, a creep and a
	// step look alike. It is less than what is kept, so that the minutes before are still there.
	formative = 3
	// calmLimit is how many minutes must pass without what makes a spell, or a driver, until it is over.
	calmLimit = 5
)

// spell is a time in which a route is worn down. Its zero value is that it is not.
type spell struct {
	on       bool
	step     bool         // it may have come at once
	high     bool         // it was severe at least once
	age      uint8        // minutes, up to formative
	calm     uint8        // minutes in a row without symptoms
	suspects [kept]uint64 // actors whose work had risen when it began
	driver   uint64       // 0 where none is known
	idle     uint8        // minutes in a row in which the driver took little
	evidence evidence
	sentence string // the evidence in words, once it was asked for
}

// judge looks at the minutes that are closed, after one more was.
func (r *route) judge() {
	if !r.usual.established() {
		return
	}
	all := r.closedMinutes()
	recent := all[closed-span:]
	var now levels
	for _, m := range recent {
		now.add(&m.levels)
	}
	var shown []symptom
	for _, s := range symptoms {
		if r.usual.shows(s, &now, recent) {
			shown = append(shown, s)
		}
	}
	switch {
	case len(shown) > 0:
		r.spell.on, r.spell.calm = true, 0
		if r.spell.age < formative {
			r.spell.age++
			r.suspect(shown, all[:])
		}
	case !r.spell.on:
		return
	case r.usual.lasts(&now):
		r.spell.calm = 0
	default:
		r.spell.calm++
		if r.spell.calm >= calmLimit {
			r.spell = spell{}
			return
		}
	}
	r.blame(&now, recent, len(shown) > 0)
}

// blame finds which of the suspects drives the exhaustion, if one does, and lets go of one that no longer does.
func (r *route) blame(now *levels, recent []*minute, shown bool) {
	s := &r.spell
	if s.driver != 0 {
		p := portionOf(recent, s.driver)
		s.idle++
		for _, by := range measures {
			if p.total(by) >= lasting*leastPart*now.total(by) {
				s.idle = 0
			}
		}
		if s.idle >= calmLimit {
			s.driver, s.idle, s.high = 0, 0, false
		}
	}
	if !shown {
		return
	}
	var strongest evidence
	driver, among := uint64(0), others(recent)
	for _, actor := range s.suspects {
		if actor == 0 || (s.driver != 0 && actor != s.driver) {
			continue
		}
		p := portionOf(recent, actor)
		for _, by := range measures {
			if e, ok := r.usual.drives(actor, &p, by, now, among); ok && e.part > strongest.part {
				strongest, driver = e, actor
			}
		}
	}
	if driver == 0 {
		return
	}
	strongest.step = s.step
	s.driver, s.evidence, s.sentence = driver, strongest, ""
	s.high = s.high || r.usual.severe(now)
}

// drives reports whether an actor takes that much of the work, and so much more than usual, that it is what wears the route down.
func (b *baseline) drives(actor uint64, p *portion, by measure, now *levels, among float64) (evidence, bool) {
	rest := now.without(p)
	own, others := p.sure(by, partCertainty), rest.total(by)
	usual := b.of(actor, by)
	usualOthers := max(0, b.total(by)/b.minutes-usual)
	ok := among >= leastOthers &&
		own >= leastPart*now.total(by) &&
		own*among >= timesOthers*others &&
		usual < mainUser*b.total(by)/b.minutes &&
		own*usualOthers >= timesOdds*usual*others &&
		own > timesOwn*span*usual*b.slowed(by, &rest)
	if !ok {
		return evidence{}, false
	}
	return evidence{
		by: by, among: among,
		calls: now.calls, failed: now.share(), usualFailed: b.failing(), duration: now.duration(), usualDuration: b.duration(),
		part: p.total(by) / now.total(by), usualPart: usual * b.minutes / b.total(by),
		others: rest.broken >= lasting*timesUsual*max(leastShare, b.failing())*rest.calls || b.slowed(inTime, &rest) >= lasting*timesUsual,
	}, true
}

// portionOf sums what an actor took.
func portionOf(minutes []*minute, actor uint64) (sum portion) {
	for _, m := range minutes {
		p := m.top.portion(actor)
		sum.add(&p)
	}
	return sum
}
