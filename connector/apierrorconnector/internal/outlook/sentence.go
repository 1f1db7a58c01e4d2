package outlook

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/otelcol-apierror/otelcol-apierror/internal/sentence"
)

// Sentence says the verdict of a subject, which is quoted where it has to be, to a person.
func (v *Verdict) Sentence(subject string) string {
	switch v.Life {
	case CameTrue:
		if v.Lead() == 0 {
			return subject + " " + v.hasPassed() + ", as was forecast"
		}
		return subject + " " + v.hasPassed() + ", " + sentence.Lasted(v.Lead()) + " after that was forecast"
	case Withdrawn:
		return subject + " is no longer expected to " + v.pass()
	case Expired:
		return subject + " did not " + v.pass() + " within " + About(v.Horizon) + ", as was forecast"
	default:
		if v.weaker() {
			return fmt.Sprintf("%s is less likely now to %s (%s sure)", subject, v.pass(), v.sure())
		}
		return fmt.Sprintf("%s %s in about %s (%s sure)", subject, v.will(), About(time.Duration(v.At-v.now)), v.sure())
	}
}

// sure is the probability for a person: nothing is certain before it happened.
func (v *Verdict) sure() string {
	if v.Probability > 0.99 {
		return "over 99%"
	}
	return fmt.Sprintf("%.0f%%", 100*v.Probability)
}

// will is what is forecast.
func (v *Verdict) will() string {
	if v.Measure == Exhaustion {
		return "is running out of room, latency and failures rise together: it will " + v.pass()
	}
	return "will " + v.pass()
}

func (v *Verdict) pass() string {
	switch v.Of {
	case Latency:
		return "be slower than " + v.amount(v.Threshold) + " for one call in 20"
	case Peak:
		return fmt.Sprintf("be called over %s times a minute, more than the %s it has served well so far", v.amount(v.Threshold), v.amount(v.Served))
	case BudgetUse:
		return "have used up its error budget"
	default:
		return "pass " + v.amount(v.Threshold) + " failures"
	}
}

func (v *Verdict) hasPassed() string {
	switch v.Of {
	case Latency:
		return "became slower than " + v.amount(v.Threshold) + " for one call in 20"
	case Peak:
		return "is called over " + v.amount(v.Threshold) + " times a minute"
	case BudgetUse:
		return "used up its error budget"
	default:
		return "passed " + v.amount(v.Threshold) + " failures"
	}
}

// amount writes a value of the measure.
func (v *Verdict) amount(x float64) string {
	switch v.Of {
	case Latency:
		return time.Duration(x * float64(time.Second)).Round(time.Millisecond).String()
	case Peak:
		return sentence.Grouped(uint64(min(max(math.Round(x), 0), math.MaxUint32)))
	default:
		return strconv.FormatFloat(100*x, 'g', 3, 64) + "%"
	}
}

var nouns = [measures]string{"error rate", "95th percentile of latency", "", "traffic", "share of the budget that is used"}

// Rationale says why, and what would take the forecast back.
func (v *Verdict) Rationale() string {
	var s strings.Builder
	fmt.Fprintf(&s, "the %s is %s now", nouns[v.Of], v.amount(v.Now))
	if v.Life != Told || v.weaker() {
		return s.String()
	}
	switch {
	case v.Rising > 0:
		what := ""
		if v.Of == ErrorRate {
			what = ", its odds"
		}
		fmt.Fprintf(&s, " and has risen for about %s%s by %.2g%% a minute", About(v.Rising), what, 100*(v.Growth-1))
	case v.Outlook.OK:
		o := &v.Outlook
		fmt.Fprintf(&s, "; in %s it is expected to be %s (%s to %s): level %s, trend %s, season %s, rest of what is unusual now %s",
			About(time.Duration(v.At-v.now)), v.amount(o.Mean), v.amount(o.Lower), v.amount(o.Upper),
			v.amount(o.Level), v.change(o.Trend), v.change(o.Season), v.change(o.Residual))
	}
	if v.Together && v.Measure != Exhaustion {
		s.WriteString("; latency and failures rise together")
	}
	earliest, latest := About(time.Duration(v.Earliest-v.now)), About(time.Duration(v.Latest-v.now))
	when := "between " + earliest + " and " + latest
	if earliest == latest {
		when = "about " + latest
	}
	fmt.Fprintf(&s, "; %s will be passed %s from now in 8 of 10 cases in which it is", v.amount(v.Threshold), when)
	if v.Measure != BudgetUse {
		fmt.Fprintf(&s, "; the forecast falls if it is below %s in %s", v.amount(v.Flips), About(flipIn))
	}
	return s.String()
}

func (v *Verdict) change(x float64) string {
	if x < 0 {
		return "-" + v.amount(-x)
	}
	return "+" + v.amount(x)
}

// About writes a time as a person would say it.
func About(d time.Duration) string {
	const day = 24 * time.Hour
	round := func(unit time.Duration, name string) string {
		n := int64(d.Round(unit) / unit)
		return sentence.Count(max(n, 1), name)
	}
	switch {
	case d >= 2*day:
		return round(day, "day")
	case d >= 3*time.Hour:
		return round(time.Hour, "hour")
	case d > 20*time.Minute:
		d = d.Round(5 * time.Minute)
		return round(time.Minute, "minute")
	default:
		return round(time.Minute, "minute")
	}
}
