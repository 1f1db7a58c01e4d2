package forecast

import "math"

// Reason is why a series says nothing; Known where it does.
type Reason uint8

const (
	Known Reason = iota
	// TooYoung: too few forecasts have met their outcome.
	TooYoung
	// NoSkill: no model does better than the last value.
	NoSkill
	// TooFar: beyond MaxSteps.
	TooFar
	// Passed: the threshold lies below what is expected of the next points already.
	Passed
	// Fell: the newest point lies far below its forecast.
	Fell
)

func (r Reason) String() string {
	switch r {
	case TooYoung:
		return "too few forecasts have met their outcome"
	case NoSkill:
		return "no model beats the last value"
	case TooFar:
		return "that is too far ahead"
	case Passed:
		return "the threshold is passed already"
	case Fell:
		return "it has just fallen"
	default:
		return "known"
	}
}

// Outlook is what a series says of a point to come, in the unit of its values.
type Outlook struct {
	OK     bool // false: it abstains, and the figures are worth nothing
	Reason Reason
	// Mean is the middle of what may come: the median.
	Mean, Lower, Upper float64
	// Level, Trend, Season and Residual sum up to Mean: where the series is, where its trend leads by then, what the hour adds, and
	// what remains by then of the newest deviation.
	Level, Trend, Season, Residual float64
	// Skill is by how much less the error at this distance is than that of the last value.
	Skill float64
}

const (
	leastOutcomes = 8
	leastSkill    = 0.08
)

// Forecast says what the point some steps after the newest one will be, and what it stays within with a probability, at most
// 0.99.
func (s *Series) Forecast(steps int, level float64) Outlook {
	if steps < 1 || steps > MaxSteps {
		return Outlook{Reason: TooFar}
	}
	above, below, near := around(steps)
	upper, lower := &s.rungs[above], &s.rungs[below]
	if upper.records[calm].count < leastOutcomes {
		return Outlook{Reason: TooYoung}
	}
	regime := s.regime()
	past := upper.recordOf(regime)
	o := Outlook{OK: true}
	if e := past.errs[lastValue].float(); e > 0 {
		o.Skill = 1 - float64(past.scale)/e
	}
	if o.Skill < leastSkill {
		return Outlook{Reason: NoSkill, Skill: o.Skill}
	}
	var sum parts
	shares := past.shares()
	for m, p := range s.bank.ahead(int64(steps), placeOf(s.at, int64(steps), s.step)) {
		sum.level += shares[m] * p.level
		sum.trend += shares[m] * p.trend
		sum.season += shares[m] * p.season
		sum.remainder += shares[m] * p.remainder
	}
	// Between two rungs the band widens as their distance grows.
	const most = 0.99
	tail := (1 - min(max(level, 0), most)) / 2
	farScale, nearScale := (1-near)*float64(past.scale), near*float64(lower.recordOf(regime).scale)
	bound := func(p float64) float64 { return farScale*upper.marks.at(p) + nearScale*lower.marks.at(p) }
	x := sum.sum()
	o.Mean = s.value(x)
	o.Lower, o.Upper = min(s.value(x+bound(tail)), o.Mean), max(s.value(x+bound(1-tail)), o.Mean)
	o.Level = s.value(sum.level)
	o.Trend = s.value(sum.level+sum.trend) - o.Level
	o.Season = s.value(sum.level+sum.trend+sum.season) - o.Level - o.Trend
	o.Residual = o.Mean - o.Level - o.Trend - o.Season
	return o
}

// recordOf is the record of a regime, imagined where there is none.
func (r rung) recordOf(regime uint8) record {
	if regime == departed && r.records[departed].count == 0 {
		r.imagine()
	}
	return r.records[regime]
}

// value goes back from the scale of the forecasts.
func (s *Series) value(x float64) float64 {
	switch s.kind {
	case Rate:
		return 1 / (1 + math.Exp(-x))
	case Positive:
		return math.Exp(x)
	default:
		return x
	}
}
