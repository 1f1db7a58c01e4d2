package slo

import (
	"math"
	"time"
)

// Standing is how an objective stands at a time.
type Standing struct {
	Counts [windowCount]Counts
	// Burn is by what factor the share of bad calls exceeds what the objective allows: at 1 the budget lasts exactly its period.
	// Of a window that the tracker has not lived through yet it is that of what it has seen.
	Burn [windowCount]float64
	// BudgetLeft is the share of the error budget that is left: 1 is untouched, below 0 is overspent. While the tracker has not lived
	// through the period, calls are taken to come as they came so far, so that a bad first minute has not spent a month's budget:
	// what is spent is burn × time seen / period, the workbook's formula.
	BudgetLeft float64
	// Seen is for how long there have been calls, at most the period.
	Seen time.Duration
	// Period is that of the budget.
	Period time.Duration
}

// Standing counts what the windows that end now hold. What is later than now counts when its time has come.
func (t *Tracker) Standing(now int64) Standing {
	t.flush()
	now = max(0, now)
	t.newest = min(t.newest, now)
	period := t.objective.Period()
	s := Standing{Period: period, Seen: time.Duration(min(max(0, now-t.firstAt), int64(period)))}
	allowed := t.objective.Allowed()
	for w := range windowCount {
		v := viewOf(w, period)
		width := t.widths[v.ring]
		slots := max(1, int64(v.length)/width)
		future := slotOf(min(now, math.MaxInt64-int64(ahead))+int64(ahead), width)
		s.Counts[w] = t.rings[v.ring].sum(slotOf(now, width), uint32(slots), future) //nolint:gosec // at most buckets
		s.Burn[w] = s.Counts[w].Share() / allowed
	}
	s.BudgetLeft = 1 - s.Burn[WindowPeriod]*float64(s.Seen)/float64(period)
	return s
}

// forever is a time that nobody waits for.
const forever = time.Duration(math.MaxInt64)

// ExhaustedIn is how long what is left of the budget lasts at the burn rate of a window: 0 where nothing is left, false where it
// lasts for its whole period.
func (s *Standing) ExhaustedIn(w Window) (time.Duration, bool) {
	switch {
	case s.BudgetLeft <= 0:
		return 0, true
	case s.Burn[w] <= 1:
		return forever, false
	}
	// Less than a period, which fits.
	return time.Duration(min(1, s.BudgetLeft) * float64(s.Period) / s.Burn[w]), true
}
