package surge

// Judge appends a verdict on each category whose rate is outside of its normal range, and one with state Normal where it is so no
// longer. It is to be called every few seconds, and at least every five minutes: what happens between is seen, but may be learnt
// as usual.
func (e *Endpoint) Judge(now int64, verdicts []Verdict) []Verdict {
	end := slotOf(now)
	if e.newest == 0 || end < slots || end > latest {
		return verdicts
	}
	if e.newest > end+aheadSlots {
		e.rewind(end)
	}
	e.advance(end)
	for i := range e.categories {
		verdicts = e.judge(&e.categories[i], end, verdicts)
	}
	return verdicts
}

func (e *Endpoint) judge(c *category, end int64, verdicts []Verdict) []Verdict {
	u := c.usual.usual(priorOf(c.name))
	switch {
	case c.rise.state != Normal:
	case e.begin(c, u, end):
	default:
		e.sink(c, u, end)
		return verdicts
	}
	if c.rise.state == Blip && e.lasting(c, u, end) {
		c.rise.state = Surging
	}
	e.skip(c, end)
	v := e.verdict(c, u, end)
	switch {
	case e.over(c, u, end):
		v.State = Normal
	case e.shifted(c, end):
		v.State, v.Shifted = Normal, true
		e.adopt(c, end)
	default:
		return append(verdicts, v)
	}
	c.rise, c.end = rise{}, end
	return append(verdicts, v)
}

func (e *Endpoint) verdict(c *category, u usual, end int64) Verdict {
	tested := e.last(c, c.rise.length, end)
	found := e.counts(c, tested)
	low, high := u.between()
	return Verdict{
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
	}
}
