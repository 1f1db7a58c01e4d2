package agreement

import (
	"math"

	"github.com/otelcol-apierror/otelcol-apierror/connector/apierrorconnector/internal/slo"
	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// An agreement is arithmetic: it is broken by the first call too many, whatever chance explains. But a handful of calls settles nothing
// that anybody would be told of.
const (
	leastBad   = 5
	leastCalls = 20
)

// regained is the share of what may go wrong that there is again when a broken agreement is kept: as bad calls leave the window one by
// one, it would be broken and kept by turns.
const regained = 0.05

// Term is how one thing that was agreed stands. It is zero where it was not.
type Term struct {
	slo.Verdict // of the budget, which is what may go wrong in the window; its Firing says that it will not last

	Agreed float64 // share of calls
	Kept   float64 // share of calls so far; 1 where there were none
	// Allowance is how many calls may go wrong in a window. While the window is not lived through, calls are taken to come as they came
	// so far.
	Allowance float64
	// Breached reports whether more went wrong than may in a whole window, so that the rest of it cannot mend it. It stays until there is
	// room again.
	Breached bool
}

// Bad counts the calls in the window that went wrong.
func (t *Term) Bad() uint64 { return t.Counts[slo.WindowPeriod].Bad }

// Calls counts the calls in the window.
func (t *Term) Calls() uint64 { return t.Counts[slo.WindowPeriod].Calls }

// Margin is how many more calls may go wrong; below 0, how many too many have.
func (t *Term) Margin() int64 {
	const most = 1 << 53
	// Forgives the last bits of a division: 1 of 1,000 is allowed where it is agreed.
	left := math.Floor(t.Allowance*(1+1e-9)) - float64(t.Bad())
	return int64(min(max(left, -most), most))
}

// few reports whether the calls settle nothing, though more of them went wrong than should.
func (t *Term) few() bool {
	return t.Kept < t.Agreed && (t.Bad() < leastBad || t.Calls() < leastCalls)
}

// severity is graver once the agreement is broken than while it will be: that is news.
func (t *Term) severity() apierror.Severity {
	if t.Breached {
		return apierror.SeverityHigh
	}
	return min(t.Severity, apierror.SeverityMedium)
}

// judge says how the term stands; zero where there is none.
func (t *term) judge(agreed float64, now int64) Term {
	if t == nil {
		return Term{}
	}
	v := Term{Verdict: t.Judge(now), Agreed: agreed}
	seen := v.Counts[slo.WindowPeriod]
	v.Kept = 1 - seen.Share()
	v.Allowance = float64(seen.Calls) * v.Objective.Allowed()
	if v.Seen > 0 {
		v.Allowance *= float64(v.Period) / float64(v.Seen)
	}
	tooMany := float64(seen.Bad) - v.Allowance // one at least, not the fraction of a call
	switch {
	case tooMany >= 1 && seen.Bad >= leastBad && seen.Calls >= leastCalls:
		t.breached = true
	case v.BudgetLeft >= regained:
		t.breached = false
	}
	v.Breached = t.breached
	return v
}
