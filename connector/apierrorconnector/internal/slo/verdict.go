package slo

import (
	"time"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// Verdict is what to say of an objective.
type Verdict struct {
	Standing
	Objective Objective

	Firing   bool
	Severity apierror.Severity // of the gravest rule that fires; none while nothing does
	// Since is when it began to fire, and Count how many bad calls came since, with those of the window by which it was noticed.
	Since int64
	Count uint64

	// Long and Short are the windows of the gravest rule that fires, and Threshold is its burn rate. While nothing fires they are
	// those of the first rule.
	Long, Short Window
	Threshold   float64
}

// Judge says how the objective stands, and whether somebody should be told. It remembers what fires, so it is to be called with
// times that do not go back, and often: once in some seconds.
func (t *Tracker) Judge(now int64) Verdict {
	v := Verdict{Objective: t.objective, Standing: t.Standing(now)}
	allowed := t.objective.Allowed()
	gravest := 0
	for i := range t.rules {
		t.alerts[i].step(&t.rules[i], &v.Standing, allowed, now)
		if severity := t.alerts[i].severity(&t.rules[i]); severity > v.Severity {
			v.Severity, gravest = severity, i
		}
	}
	rule := &t.rules[gravest]
	v.Long, v.Short, v.Threshold = rule.long, rule.short, rule.burn
	v.Firing = v.Severity > apierror.SeverityNone
	switch {
	case !v.Firing:
		t.fired = episode{}
	case t.fired.since == 0:
		t.fired = episode{since: max(1, now), before: t.bad - min(t.bad, v.Counts[v.Long].Bad)}
	}
	if v.Firing {
		v.Since, v.Count = t.fired.since, t.bad-min(t.bad, t.fired.before)
	}
	return v
}

// Confidence is how sure a verdict that fires is, 0 to 1: less where the long window is not lived through yet.
func (v *Verdict) Confidence() float64 {
	const lived, starting = 0.95, 0.8
	if v.Seen < viewOf(v.Long, v.Period).length {
		return starting
	}
	return lived
}

// Evidence is the numbers behind the verdict. An alert that fires has those of its rule too.
func (v *Verdict) Evidence() map[string]any {
	evidence := map[string]any{
		"objective":         v.Objective.Target,
		"period":            Duration(v.Period),
		"seen_seconds":      int64(v.Seen / time.Second),
		"error_budget_left": v.BudgetLeft,
	}
	for _, w := range Windows() {
		evidence["burn_rate_"+w.String()] = v.Burn[w]
	}
	for _, w := range []Window{v.Short, v.Long} {
		evidence["calls_"+w.String()] = int64(v.Counts[w].Calls) //nolint:gosec // far below
		evidence["bad_"+w.String()] = int64(v.Counts[w].Bad)     //nolint:gosec // far below
	}
	if v.Objective.Latency > 0 {
		evidence["latency"] = v.Objective.Latency.String()
	}
	if v.Firing {
		evidence["burn_rate_threshold"] = v.Threshold
		if gone, ever := v.ExhaustedIn(v.Long); ever {
			evidence["exhausted_in_seconds"] = int64(gone / time.Second)
		}
	}
	return evidence
}
