package agreement

import (
	"strings"
	"time"

	"github.com/otelcol-apierror/otelcol-apierror/connector/apierrorconnector/internal/slo"
	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
	"github.com/otelcol-apierror/otelcol-apierror/internal/sentence"
)

const longestName = 128

// Sentence says the verdict to a person.
func (v *Verdict) Sentence() string {
	slow := "took longer than " + v.Agreement.Latency.String()
	var said []string
	for _, t := range [...]struct {
		*Term
		subject  string
		bad, ok  string
		budget   string
		addendum string
	}{
		{&v.Availability, "availability", "failed", "succeeded", "what its agreement lets fail", v.lost()},
		{&v.Latency, "latency", slow, "took at most " + v.Agreement.Latency.String(), "what its agreement lets be slow", v.percentile()},
	} {
		switch {
		case t.Agreed == 0:
		case t.Breached:
			said = append(said, t.broken()+" its agreement on "+t.subject+": "+t.standing(t.ok)+": "+t.spent(t.bad)+t.addendum)
		case t.Firing:
			said = append(said, t.Speed(t.budget)+": "+t.Explain(t.bad))
		case v.Firing(): // what is kept besides is not the point
		case t.Calls() == 0:
			said = append(said, "saw no calls in "+slo.Duration(t.Period))
		case t.few():
			said = append(said, "is not judged by so few calls on "+t.subject+": "+sentence.Grouped(t.Bad())+" of "+sentence.Grouped(t.Calls())+" "+
				t.bad+t.over())
		case t.Kept < t.Agreed:
			said = append(said, "is below its agreement on "+t.subject+" so far, but can keep it: "+t.standing(t.ok)+"; "+t.room(t.bad)+t.addendum)
		default:
			said = append(said, "keeps its agreement on "+t.subject+": "+t.standing(t.ok)+"; "+t.room(t.bad)+t.addendum)
		}
	}
	text := "partner " + apierror.Cut(v.Agreement.Partner, longestName) + " " + strings.Join(said, "; it ")
	if due := v.PenaltyDue(); due > 0 {
		text += "; a penalty of " + sentence.Money(due, v.Agreement.Currency) + " is due"
	}
	return text
}

// broken says whether it still is, or was until a moment ago.
func (t *Term) broken() string {
	if t.Margin() >= 0 {
		return "broke, and barely keeps again,"
	}
	return "has broken"
}

// standing says how many calls kept a term, and how many should.
func (t *Term) standing(ok string) string {
	return slo.Percent(t.Kept) + " of " + sentence.Grouped(t.Calls()) + " calls " + ok + t.over() + ", where " + slo.Percent(t.Agreed) + " is agreed"
}

func (t *Term) over() string {
	if t.Seen < t.Period {
		return " in the " + slo.Duration(t.Seen) + " seen so far"
	}
	return " in " + slo.Duration(t.Period)
}

// spent says how many calls went wrong, and how many may.
func (t *Term) spent(bad string) string {
	return sentence.Grouped(t.Bad()) + " " + bad + ", about " + whole(t.Allowance) + " may in " + slo.Duration(t.Period)
}

// room says how many more calls may go wrong.
func (t *Term) room(bad string) string {
	what := " may fail"
	if bad != "failed" {
		what = " may be slower"
	}
	if t.Margin() <= 0 {
		return "no more" + what + " in " + slo.Duration(t.Period)
	}
	return "about " + whole(float64(t.Margin())) + " more" + what + " in " + slo.Duration(t.Period)
}

func (v *Verdict) lost() string {
	if v.Lost == 0 {
		return ""
	}
	if v.Lost == 1 {
		return "; 1 more call was lost on the way and does not count"
	}
	return "; " + sentence.Grouped(v.Lost) + " more calls were lost on the way and do not count"
}

func (v *Verdict) percentile() string {
	if v.Agreement.prompt() == 1 {
		return "; the slowest took about " + rounded(v.Percentile)
	}
	return "; " + slo.Percent(v.Agreement.Percentile) + " took at most about " + rounded(v.Percentile)
}

// rounded writes an estimate with no more digits than it deserves.
func rounded(d time.Duration) string {
	unit := time.Millisecond
	for d/unit >= 1000 {
		unit *= 10
	}
	return d.Round(unit).String()
}

// whole writes a number of calls, which may be an extrapolated one.
func whole(calls float64) string {
	const most = 1e15
	return sentence.Grouped(uint64(min(max(0, calls+1e-9), most)))
}
