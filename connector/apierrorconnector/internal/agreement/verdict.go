package agreement

import (
	"time"

	"github.com/otelcol-apierror/otelcol-apierror/connector/apierrorconnector/internal/slo"
	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// Status is how an agreement stands.
type Status string

const (
	StatusKept     Status = "kept"     // as far as the calls so far tell
	StatusAtRisk   Status = "at_risk"  // it burns so fast that it will be broken
	StatusBreached Status = "breached" // whatever the rest of the window brings
)

// Verdict is what to say of an agreement.
type Verdict struct {
	Agreement Agreement
	Status    Status

	Availability Term
	Latency      Term
	// Percentile estimates the duration that the agreed share of calls keep to; the slowest call's where each has to. It is 0 where no
	// latency was agreed, and is never on another side of it than the counts are.
	Percentile time.Duration
	// Lost calls may never have reached the partner, and count neither for it nor against it.
	Lost uint64

	Severity apierror.Severity // none while the agreement is kept
	// Since is when it ceased to be kept, and Count how many calls broke it since, with those by which it was noticed.
	Since int64
	Count uint64
}

// Firing reports whether somebody should be told.
func (v *Verdict) Firing() bool { return v.Status != StatusKept }

// PenaltyDue is what the partner owes for the window that ends now: once, however many terms it broke.
func (v *Verdict) PenaltyDue() float64 {
	if v.Status == StatusBreached {
		return v.Agreement.Penalty
	}
	return 0
}

// Confidence is how sure a verdict that fires is: a breach is counted, the rest is foreseen.
func (v *Verdict) Confidence() float64 {
	if v.Status == StatusBreached {
		return 1
	}
	return max(v.Availability.foreseen(), v.Latency.foreseen())
}

func (t *Term) foreseen() float64 {
	if !t.Firing {
		return 0
	}
	return t.Confidence()
}

// Judge says how the agreement stands. It remembers what fires, so it is to be called with times that do not go back, and often: once
// in some seconds.
func (t *Tracker) Judge(now int64) Verdict {
	recent := t.spread.sum(now)
	v := Verdict{
		Agreement: t.agreement, Status: StatusKept, Lost: recent.lost,
		Availability: t.availability.judge(t.agreement.Availability, now),
		Latency:      t.latency.judge(t.agreement.prompt(), now),
	}
	if t.latency != nil {
		v.Percentile = v.estimate(&recent)
	}
	v.Severity = max(v.Availability.severity(), v.Latency.severity())
	switch {
	case v.Availability.Breached || v.Latency.Breached:
		v.Status = StatusBreached
	case v.Severity > apierror.SeverityNone:
		v.Status = StatusAtRisk
	}
	switch {
	case !v.Firing():
		t.fired = episode{}
	case t.fired.since == 0:
		noticed := max(v.Availability.noticed(), v.Latency.noticed())
		t.fired = episode{since: max(1, now), before: t.broke - min(t.broke, noticed)}
	}
	if v.Firing() {
		v.Since, v.Count = t.fired.since, t.broke-min(t.broke, t.fired.before)
	}
	return v
}

// noticed counts the calls by which a term came to be noticed.
func (t *Term) noticed() uint64 {
	switch {
	case t.Breached:
		return t.Bad()
	case t.Firing:
		return t.Counts[t.Long].Bad
	default:
		return 0
	}
}

func (v *Verdict) estimate(recent *part) time.Duration {
	estimate := recent.percentile(v.Agreement.prompt())
	if v.Latency.Counts[slo.WindowPeriod].Share() <= 1-v.Agreement.prompt() {
		return min(estimate, v.Agreement.Latency)
	}
	return max(estimate, v.Agreement.Latency)
}

// Evidence is the numbers behind the verdict.
func (v *Verdict) Evidence() map[string]any {
	evidence := map[string]any{"status": string(v.Status), "lost_calls": count(v.Lost)}
	v.Availability.evidence(evidence, "availability")
	v.Latency.evidence(evidence, "latency_share")
	if v.Agreement.Latency > 0 {
		evidence["latency_agreed"] = v.Agreement.Latency.String()
		evidence["latency_estimated"] = rounded(v.Percentile)
	}
	if due := v.PenaltyDue(); due > 0 {
		evidence["penalty"], evidence["currency"] = due, v.Agreement.Currency
	}
	return evidence
}

// evidence adds a term's under its name.
func (t *Term) evidence(to map[string]any, name string) {
	if t.Agreed == 0 {
		return
	}
	to["window"], to["seen_seconds"] = slo.Duration(t.Period), int64(t.Seen/time.Second)
	to[name], to[name+"_agreed"] = t.Kept, t.Agreed
	to[name+"_calls"], to[name+"_bad"] = count(t.Calls()), count(t.Bad())
	to[name+"_margin"], to[name+"_budget_left"] = t.Margin(), t.BudgetLeft
	if t.Firing {
		to[name+"_burn_rate"] = t.Burn[t.Long]
	}
}

func count(n uint64) int64 { return int64(n) } //nolint:gosec // calls of one window
