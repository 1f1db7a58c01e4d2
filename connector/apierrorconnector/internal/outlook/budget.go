package outlook

import (
	"math"
	"time"

	"github.com/otelcol-apierror/otelcol-apierror/internal/forecast"
)

// Budget is what is known of where an error budget is going. Its zero value is empty.
type Budget struct {
	windows windows
	at      int64
	closed  uint32
	fresh   bool
	typical float32 // calls a window
	// How much of what came was bad, and how much the level of the series has of it: bursts are not in its middle.
	bad, level float32
	recent     [burnWindows]float32 // shares of bad calls of the latest windows, the newest first

	shares, traffic *forecast.Series
	watch           watch
}

// Standing is how a budget stands.
type Standing struct {
	Left    float64 // the share of it that is left
	Allowed float64 // the share of calls that may be bad
	Period  time.Duration
}

const (
	budgetWindow = 15 * minute
	// budgetPart is what part of its period a budget is looked ahead for, as far as a Series reaches.
	budgetPart = 10
	// A budget burns where more calls were bad than may be in burning of the latest windows: what was over in an hour says nothing of
	// what comes.
	burnWindows, burning = 8, 5
	// eachHour is how many windows apart the future is read.
	eachHour = 4
	paths    = 16
)

// Add counts a call that ended at that time.
func (b *Budget) Add(at int64, bad bool) bool {
	if b.windows.width == 0 {
		b.windows.width = budgetWindow
	}
	s, closeTo := b.windows.slot(at)
	if closeTo > 0 {
		b.close(closeTo)
		s, _ = b.windows.slot(at)
	}
	if s == nil {
		return false
	}
	s.add(1, 0)
	if bad {
		s.add(0, 1)
	}
	return true
}

// Advance closes the windows that ended.
func (b *Budget) Advance(now int64) {
	if b.windows.width > 0 {
		b.close(b.windows.due(now))
	}
}

func (b *Budget) close(upTo int64) {
	for {
		s, begin, closed := b.windows.next(upTo)
		if !closed {
			return
		}
		b.learn(&s, begin)
	}
}

func (b *Budget) learn(s *slot, begin int64) {
	if b.shares == nil {
		f, t := forecast.NewSeries(forecast.Rate, time.Duration(budgetWindow)), forecast.NewSeries(forecast.Positive, time.Duration(budgetWindow))
		b.shares, b.traffic = &f, &t
	}
	const week, day = 672, 96 // windows
	b.at, b.fresh = begin, true
	b.closed = min(b.closed, math.MaxUint32-1) + 1
	b.typical += float32((float64(s.calls) - float64(b.typical)) * max(1/float64(b.closed), 1.0/week))
	if level, known := b.shares.Level(1, 0.5); known {
		gain := max(1/float64(b.closed), 1.0/day)
		b.bad += float32((float64(min(s.failed, s.calls)) - float64(b.bad)) * gain)
		b.level += float32((float64(s.calls)*level - float64(b.level)) * gain)
	}
	copy(b.recent[1:], b.recent[:])
	b.recent[0] = 0
	if s.calls > 0 {
		b.recent[0] = float32(float64(min(s.failed, s.calls)) / float64(s.calls))
	}
	b.shares.Observe(begin, float64(min(s.failed, s.calls)), float64(s.calls))
	b.traffic.ObserveValue(begin, max(float64(s.calls), 0.5))
}

// Foresee appends what is told of the budget now, and what has just ended.
func (b *Budget) Foresee(now int64, standing *Standing, l *Limits, r *Record, verdicts []Verdict) []Verdict {
	if !b.fresh {
		if v := b.watch.verdict; v != nil {
			verdicts = append(verdicts, *v)
		}
		return verdicts
	}
	b.fresh, b.watch.verdict = false, nil
	if b.shares == nil || !(standing.Allowed > 0) || standing.Period <= 0 || math.IsNaN(standing.Left) {
		return verdicts
	}
	limits := *l
	limits.Horizon = min(standing.Period/budgetPart, time.Duration(forecast.MaxSteps*budgetWindow))
	in := reading{measure: BudgetUse, of: BudgetUse, value: max(1-standing.Left, 0), threshold: 1}
	if standing.Left > 0 && b.burns(standing.Allowed) {
		in.passage = b.spend(standing, int(int64(limits.Horizon)/budgetWindow))
	}
	life, probability := b.watch.step(now, &in, &limits, r)
	if life == none {
		return verdicts
	}
	v := Verdict{
		Measure: BudgetUse, Of: BudgetUse, Life: life, Since: in.since, Threshold: 1, Now: in.value, Probability: probability,
		Horizon: limits.Horizon, Expected: in.passage.Highest, Least: l.Probability, now: now, passed: now,
	}
	v.when(&in.passage, b.at+budgetWindow, budgetWindow)
	if life == Told {
		b.watch.verdict = &v
	}
	return append(verdicts, v)
}

// burns reports whether more than is allowed goes wrong again and again.
func (b *Budget) burns(allowed float64) bool {
	over := 0
	for _, share := range b.recent {
		if float64(share) > allowed {
			over++
		}
	}
	return over >= burning
}

// spend follows the budget along the courses that the share of bad calls may take, while calls come as they are expected to.
func (b *Budget) spend(standing *Standing, steps int) forecast.Passage {
	if !(b.typical > 0) {
		return forecast.Passage{Reason: forecast.TooYoung}
	}
	bursts := 1.0
	if b.level > 0 {
		const most = 5
		bursts = min(float64(b.bad)/float64(b.level), most) // of few calls the level is never nothing
	}
	each := eachHour * float64(budgetWindow) / float64(standing.Period) / standing.Allowed
	load := 1.0
	var share, used [paths]float64
	var took []float64
	known := false
	for h := eachHour; h <= steps; h += eachHour {
		if calls, ok := b.traffic.Level(h, 0.5); ok {
			load = calls / float64(b.typical)
		}
		for i := range used {
			if level, ok := b.shares.Level(h, (float64(i)+0.5)/paths); ok {
				share[i], known = level, true
			}
			before := used[i]
			used[i] += min(share[i]*bursts, 1) * load * each
			if before < standing.Left && used[i] >= standing.Left {
				took = append(took, float64(h))
			}
		}
	}
	if !known {
		return forecast.Passage{Reason: forecast.TooYoung}
	}
	p := forecast.Passage{OK: true, Probability: float64(len(took)) / paths, Highest: 1 - standing.Left + used[paths/2]}
	if n := len(took); n > 0 { // those that spend most come first
		p.Earliest, p.Median, p.Latest = took[n/10], took[n/2], took[n*9/10]
	}
	return p
}
