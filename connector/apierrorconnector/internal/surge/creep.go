package surge

import "math"

const (
	// slowHalfLife is after how many hours with calls half of the slow reference is forgotten: four days of traffic, so that no time of the day
	// is all that it knows.
	slowHalfLife = 96
	hourBlocks   = 12
	// The reference is brought up to date each day, so that what creeps neither raises it nor seems to be how much it varies; and not while
	// something may be creeping, for two days at most.
	dayHours     = 24
	mostDayHours = 2 * dayHours

	// What the rate is compared with lies so many standard deviations of an hour's rate above the reference: the crest of a wave does not
	// reach it. Where callers decide how often it happens, they have habits.
	crest        = 1.5
	callersCrest = 2
	// creepOdds is how many times these odds the alternative has.
	creepOdds = 2
	// hourMost is the most that an hour counts, whatever befell in it: what creeps shows in each of some hours.
	hourMost = 4.0

	// creepShare is the part of the false alarms that creeping rises may make.
	creepShare = 0.1
)

var (
	keepSlow          = math.Exp2(-1.0 / slowHalfLife)
	keepSlowVariation = math.Exp2(-0.25 / slowHalfLife)
)

// creepLimit is what the sum has to reach for so many false alarms in a thousand days, as their logarithm. A sum of log-likelihood ratios takes at
// least e^h steps in the mean to pass h by accident (Lorden: Procedures for reacting to a change in distribution, Ann. Math. Statist. 42, 1971).
func creepLimit(logAlarms float64) float64 { return logHours - logAlarms }

var logHours = math.Log(24 * 1000 / creepShare)

// creep looks for a rate that grows so slowly that the baseline grows with it, by Page's cumulative sum over hours with calls.
type creep struct {
	slow, next reference
	hour       struct{ calls, failed float32 } // the current one so far
	sum        float32
	failed     float32 // since it began to grow
	since      int64   // slot that it began to grow at
	blocks     uint8   // of the hour
	hours      uint8   // since slow was next
}

// reference is a baseline whose blocks are hours, in half the space.
type reference struct{ calls, blocks, failed, weight, excess, last, again float32 }

func (r *reference) baseline() baseline {
	return baseline{past{float64(r.calls), float64(r.blocks)}, float64(r.failed), float64(r.weight), float64(r.excess), r.last, r.again}
}

func referenceOf(b *baseline) reference {
	return reference{float32(b.calls), float32(b.blocks), float32(b.failed), float32(b.weight), float32(b.excess), b.last, b.again}
}

// usual is what is usual for an hour.
func (c *creep) usual(prior counts) usual {
	b := c.slow.baseline()
	return b.usualWhere(prior, allFresh)
}

// learn takes what the baseline takes.
func (c *creep) learn(block counts, from int64, prior counts) {
	if block.calls <= 0 {
		return
	}
	c.hour.calls += float32(block.calls)
	c.hour.failed += float32(block.failed)
	c.blocks++
	if c.blocks < hourBlocks {
		return
	}
	hour := counts{float64(c.hour.calls), float64(c.hour.failed)}
	c.hour.calls, c.hour.failed, c.blocks = 0, 0, 0
	if c.slow.blocks > 0 {
		c.add(hour, from, prior)
	}
	next := c.next.baseline()
	next.learn(hour, prior, keepSlow, keepSlowVariation)
	c.next = referenceOf(&next)
	c.hours++
	if c.hours >= dayHours && c.sum == 0 || c.hours >= mostDayHours {
		c.slow, c.hours = c.next, 0
	}
}

// add makes an hour, whose last block begins at a slot, part of the sum.
func (c *creep) add(hour counts, last int64, prior counts) {
	if c.sum == 0 {
		c.since, c.failed = max(0, last-(hourBlocks-1)*blockSlots), 0
	}
	c.sum = max(0, c.sum+float32(min(hourMost, c.usual(prior).growth(hour, prior))))
	c.failed += float32(hour.failed)
}

// growth is the logarithm of how much likelier the calls of an hour are where the rate has grown than where it is at its crest.
func (u usual) growth(c counts, prior counts) float64 {
	deviations := crest
	if prior == callerPrior {
		deviations = callersCrest
	}
	low := u.times(1 + deviations/math.Sqrt(u.a))
	return low.times(creepOdds).logLikelihood(c) - low.logLikelihood(c)
}

// times has so many times the odds, and varies as much.
func (u usual) times(odds float64) usual {
	odds *= u.rate / (1 - u.rate)
	return usual{rate: odds / (1 + odds), a: u.a, b: u.a / odds}
}

// logLikelihood leaves out what depends on the counts alone.
func (u usual) logLikelihood(c counts) float64 {
	return logBeta(u.a+c.failed, u.b+c.calls-c.failed) - logBeta(u.a, u.b)
}

// adopt makes a level that stays the reference; how much rates vary, and for how long they have been known, stays.
func (c *creep) adopt(halfHour counts) {
	c.slow.calls, c.slow.failed = float32(2*halfHour.calls), float32(2*halfHour.failed)
	c.forget()
}

// forget begins anew with what was known before something crept.
func (c *creep) forget() {
	*c = creep{slow: c.slow, next: c.slow}
}

// creeping looks for a rise that is slow.
func (e *Endpoint) creeping(c *category, end int64, l limits) bool {
	if float64(c.creep.sum) < l.creep {
		return false
	}
	u := c.creep.usual(priorOf(c.name))
	found := e.counts(c, e.last(c, longSlots, end))
	if !creeps[0].shows(found, u.rate, 1) && !creeps[1].shows(found, u.rate, 1) || u.logTail(found) >= logDown {
		return false
	}
	// Where a rise ended meanwhile, this one is what came after it.
	since := max(c.creep.since, c.end+1)
	unlearnt := e.newest - e.newest%blockSlots - learnAge + blockSlots
	recent := c.failed.sum(stretch{max(since, unlearnt), e.newest})
	c.rise = rise{
		state: Surging, since: since, steady: end, level: float32(e.counts(c, e.last(c, longSlots, end)).rate()), length: longSlots,
		failed: uint64(c.creep.failed+c.creep.hour.failed) + uint64(recent), creeps: true,
	}
	c.low, c.hold = 0, hold{}
	return true
}

// quicken looks whether what crept begins to run. It is one rise.
func (e *Endpoint) quicken(c *category, u usual, end int64, l limits) {
	crept := c.rise
	if e.begin(c, u, end, l) {
		c.rise.state, c.rise.since, c.rise.failed = Surging, min(crept.since, c.rise.since), crept.failed
	}
}
