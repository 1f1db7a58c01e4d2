package surge

// Judge appends a verdict on each category whose rate is outside of its normal range, and one with state Normal where it is so no
// longer. It is to be called every few seconds, and at least every five minutes: what happens between is seen, but may be learnt
// as usual. falseAlarms are how many may be told in a thousand days.
func (e *Endpoint) Judge(now int64, falseAlarms float64, verdicts []Verdict) []Verdict {
	end := slotOf(now)
	if e.newest == 0 || end < slots || end > latest {
		return verdicts
	}
	if e.newest > end+aheadSlots {
		e.rewind(end)
	}
	e.advance(end)
	if len(e.categories) == 0 {
		return verdicts
	}
	l := limitsFor(falseAlarms, e.habitual())
	for i := range e.categories {
		verdicts = e.judge(&e.categories[i], end, l, verdicts)
	}
	return verdicts
}

// habitual is how many categories fail often enough to be told of by accident: those that hardly ever do take no part of the false alarms.
func (e *Endpoint) habitual() int {
	const often = 5
	n := 0
	for i := range e.categories {
		if e.categories[i].usual.failed >= often {
			n++
		}
	}
	return n
}

func (e *Endpoint) judge(c *category, end int64, l limits, verdicts []Verdict) []Verdict {
	u := c.usual.usual(priorOf(c.name))
	switch {
	case c.rise.creeps:
		e.quicken(c, u, end, l)
	case c.rise.state != Normal:
	case e.begin(c, u, end, l), e.creeping(c, end, l):
	default:
		e.sink(c, u, end)
		return verdicts
	}
	if u = c.usual.usual(priorOf(c.name)); c.rise.creeps {
		u = c.creep.usual(priorOf(c.name))
	}
	if c.rise.state == Blip && e.lasting(c, u, end, l) {
		c.rise.state = Surging
	}
	e.skip(c, end)
	v := e.verdict(c, u, end, l)
	switch {
	case e.over(c, u, end, l):
		v.State = Normal
		if c.rise.creeps {
			c.creep.forget()
		}
	case e.shifted(c, end):
		v.State, v.Shifted = Normal, true
		e.adopt(c, end)
	default:
		return append(verdicts, v)
	}
	c.rise, c.hold, c.end = rise{}, hold{}, end
	return append(verdicts, v)
}

func (e *Endpoint) verdict(c *category, u usual, end int64, l limits) Verdict {
	tested := e.last(c, c.rise.length, end)
	found := e.counts(c, tested)
	low, high := u.between()
	v := Verdict{
		Category:      c.name,
		State:         c.rise.state,
		Since:         c.rise.since * slotLength,
		FailedSince:   c.rise.failed,
		Window:        tested.length() * slotLength,
		Calls:         uint64(found.calls),
		Failed:        uint64(found.failed),
		Rate:          found.rate(),
		Usual:         u.rate,
		UsualLow:      low,
		UsualHigh:     high,
		BaselineCalls: uint64(c.usual.calls),
		Cold:          c.usual.cold(),
		Log10P:        u.logTail(found) / ln10,
		Log10Limit:    l.up / ln10,
		Effect:        sizeOf(rises[:], found, u.rate),
		held:          held{u, l, c.usual.cold()},
	}
	if c.rise.creeps {
		v.Creeps, v.BaselineCalls, v.Cold = true, uint64(c.creep.slow.calls), false
		v.Log10P, v.Log10Limit, v.Effect = -float64(c.creep.sum)/ln10, -l.creep/ln10, sizeOf(creeps[:], found, u.rate)
	}
	return v
}
