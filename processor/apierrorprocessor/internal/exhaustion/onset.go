package exhaustion

import (
	"math"
	"slices"
)

const (
	// stepWidth is how many minutes a step takes at most: two, when it comes in the midst of one. A creep takes more.
	stepWidth = 2
	// longestCreep is how many minutes before those that are kept a creep may have begun.
	longestCreep = 5 * closed
	// begun is the part of its height at which a creep has begun to tell.
	begun = 1.0 / 3
	// near is how many minutes before a step an actor's work may rise and still coincide with it.
	near = 2
)

// An actor's work has risen in some minutes, if it is so many times its usual, and so much of all.
const (
	timesOwn   = 2
	leastRisen = 0.05
	// risenCertainty is how many standard deviations of chance are left out: there are many actors and minutes to be wrong about.
	risenCertainty = 2
	// alike is how much of an actor's share of failing calls that of the others is at least, where all fail alike.
	alike = 0.5
)

// ramp is how a symptom came: nothing in the minute from, all of it from the minute to on, and evenly more in between.
type ramp struct{ from, to int }

func (r ramp) step() bool { return r.to-r.from <= stepWidth }

// part is how much of the symptom there is in a minute, of 1.
func (r ramp) part(minute int) float64 {
	return min(1, max(0, float64(minute-r.from)/float64(r.to-r.from)))
}

// onset finds the minute in which the ramp had begun to tell.
func (r ramp) onset() int {
	least := begun
	if r.step() {
		least = 0
	}
	minute := max(0, r.from+1)
	for r.part(minute) < least {
		minute++
	}
	return minute
}

// ramp finds the ramp that fits best to a symptom in some minutes, by least squares: all of them tell better than any one
// what is chance.
func (r *route) ramp(s symptom, minutes []*minute) ramp {
	foot := r.usual.height(s)
	heights := make([]float64, 0, closed)
	for _, m := range minutes {
		h := 0.0
		if m.calls > 0 {
			h = height(s, &m.levels) - foot
		}
		heights = append(heights, h)
	}
	best, gain := ramp{-1, 0}, 0.0
	for from := -longestCreep; from < len(heights)-1; from++ {
		// A ramp that ends before these minutes is told from none other: it may have been a step.
		for to := max(from+1, 0); to < len(heights); to++ {
			fit := ramp{from, to}
			if to == 0 {
				fit = ramp{-1, 0}
			}
			var product, square float64
			for i, h := range heights {
				part := fit.part(i)
				product += part * h
				square += part * part
			}
			if explained := product * math.Abs(product) / square; explained > gain {
				best, gain = fit, explained
			}
		}
	}
	return best
}

// add makes an actor a suspect, if there is room.
func (s *spell) add(actor uint64) {
	if slices.Contains(s.suspects[:], actor) {
		return
	}
	if free := slices.Index(s.suspects[:], 0); free >= 0 {
		s.suspects[free] = actor
	}
}

// suspect lists the actors whose work had risen when the symptoms began. If that was a step, their rise must coincide with it:
// what somebody has done for a while without harm is not what broke the route at once.
func (r *route) suspect(shown []symptom, minutes []*minute) {
	r.spell.suspects, r.spell.step = [kept]uint64{}, true
	for _, s := range shown {
		came := r.ramp(s, minutes)
		at, step := came.onset(), came.step()
		r.spell.step = r.spell.step && step
		if step && at <= near {
			continue // nobody knows what was before
		}
		before, since := minutes[:max(0, at-near)], minutes[max(0, at-near):at+1]
		for i := at; i >= 0 && (!step || i >= at-near); i-- {
			for _, actor := range minutes[i].top.actors {
				if actor != 0 && r.risen(minutes[i:at+1], actor) && (!step || !r.busy(before, since, actor)) {
					r.spell.add(actor)
				}
			}
		}
	}
}

// busy reports whether an actor did more than usual before already, and not much more than that since.
func (r *route) busy(before, since []*minute, actor uint64) bool {
	then, now := portionOf(before, actor), portionOf(since, actor)
	n, m := float64(len(before)), float64(len(since))
	for _, by := range measures {
		if then.total(by) > timesOwn*n*r.usual.of(actor, by) && timesOwn*m*then.total(by) > n*now.total(by) {
			return true
		}
	}
	return false
}

// risen reports whether an actor did clearly more in these minutes than usual.
func (r *route) risen(minutes []*minute, actor uint64) bool {
	var own portion
	var all, others levels
	for _, m := range minutes {
		p := m.top.portion(actor)
		rest := m.without(&p)
		p = p.answered(&rest)
		own.add(&p)
		others.add(&rest)
		all.add(&m.levels)
	}
	for _, by := range measures {
		usual := r.usual.of(actor, by) * float64(len(minutes)) * r.usual.slowed(by, &others)
		if sure := own.sure(by, risenCertainty); sure >= leastRisen*all.total(by) && sure > timesOwn*usual {
			return true
		}
	}
	return false
}

// without returns what the others did; of them there are only counts and time.
func (l *levels) without(p *portion) levels {
	return levels{
		calls: max(0, l.calls-float64(p.calls)), broken: max(0, l.broken-float64(p.broken)), time: max(0, l.time-float64(p.time)),
	}
}

// slowed is how many times longer than usual the calls of the others take: time that an actor spends waiting like all is not
// work of its own.
func (b *baseline) slowed(by measure, others *levels) float64 {
	if by != inTime || b.mean() <= 0 {
		return 1
	}
	return max(1, others.mean()/b.mean())
}
