package slo

import (
	"fmt"
	"math"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
	"github.com/otelcol-apierror/otelcol-apierror/internal/sentence"
)

// Sentence says the verdict to a person.
func (v *Verdict) Sentence() string {
	did := "failed"
	if v.Objective.Latency > 0 {
		did = "failed or took longer than " + v.Objective.Latency.String()
	}
	name := apierror.Cut(v.Objective.Name, longestName)
	if !v.Firing {
		return name + " " + v.calm(did)
	}
	return name + " " + v.Speed("its error budget") + ": " + v.Explain(did)
}

const longestName = 128

func (v *Verdict) calm(did string) string {
	seen, over := v.Counts[WindowPeriod], Duration(v.Period)
	if seen.Calls == 0 {
		return "saw no calls in " + over
	}
	left := Percent(v.BudgetLeft) + " of the " + over + " error budget is left"
	if v.BudgetLeft <= 0 {
		left = "the " + over + " error budget is spent"
	}
	return fmt.Sprintf("burns its error budget at %s times what is allowed in 1h: %s; %s: %s of %s %s%s",
		Times(v.Burn[Window1h]), v.share(Window1h, did), left, Percent(seen.Share()), calls(seen.Calls), did, v.over(WindowPeriod))
}

// share says how much of a window is bad.
func (v *Verdict) share(w Window, did string) string {
	seen := v.Counts[w]
	if seen.Calls == 0 {
		return "no calls"
	}
	return Percent(seen.Share()) + " of " + calls(seen.Calls) + " " + did
}

func calls(n uint64) string { return sentence.Count(int64(min(n, math.MaxInt64)), "call") }

// over names a window, or the part of it that was seen.
func (v *Verdict) over(w Window) string {
	if length := viewOf(w, v.Period).length; v.Seen < length {
		return " in the " + Duration(v.Seen) + " seen so far"
	} else if w == WindowPeriod {
		return " in " + Duration(length)
	}
	return " in " + w.String()
}

// Speed says how fast something is burnt, e.g. "burns its error budget 21 times too fast".
func (v *Verdict) Speed(budget string) string {
	const noticeable = 1.05
	switch burn := v.Burn[v.Long]; {
	case burn < 1:
		return "no longer burns " + budget + " too fast"
	case burn < noticeable:
		return "burns " + budget + " a little too fast"
	default:
		return "burns " + budget + " " + Times(burn) + " times too fast"
	}
}

// Explain says which share of calls did what made them bad, which share may, and how long the budget lasts at this rate.
func (v *Verdict) Explain(did string) string {
	text := v.share(v.Long, did) + v.over(v.Long)
	if short := v.Counts[v.Short]; v.Seen >= viewOf(v.Short, v.Period).length {
		text += " and "
		if short.Calls == 0 {
			text += "no calls came"
		} else {
			text += Percent(short.Share()) + " of " + sentence.Grouped(short.Calls)
		}
		text += v.over(v.Short)
	}
	return text + ", where " + Percent(v.Objective.Allowed()) + " is allowed; " + v.outlook()
}

// outlook says how long the budget lasts.
func (v *Verdict) outlook() string {
	const untouched = 0.95
	period := Duration(v.Period)
	gone, ever := v.ExhaustedIn(v.Long)
	switch {
	case v.BudgetLeft <= 0:
		return "the " + period + " budget is spent"
	case !ever:
		return Percent(v.BudgetLeft) + " of the " + period + " budget is left"
	case v.BudgetLeft >= untouched:
		return "at this rate the " + period + " budget is gone in " + Duration(gone)
	default:
		return "at this rate the " + Percent(v.BudgetLeft) + " that is left of the " + period + " budget is gone in " + Duration(gone)
	}
}
