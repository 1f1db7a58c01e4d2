package outlook

import (
	"math"
	"time"

	"github.com/otelcol-apierror/otelcol-apierror/internal/forecast"
)

// Verdict is a forecast that is told, or how one ended.
type Verdict struct {
	Measure Measure
	Life    Life
	Since   int64 // when it was told first

	// Threshold will be passed, and Now is what there is: shares of calls, seconds, calls a minute, or the share of a budget that was used.
	Threshold, Now float64
	// Of is what the threshold is of: of Exhaustion, ErrorRate or Latency.
	Of          Measure
	Probability float64
	Least       float64 // probability to be told; below it the forecast is told still, as less likely
	// At is when it will be passed, Unix nanoseconds: the median, with 10% before Earliest and 10% after Latest.
	At, Earliest, Latest int64
	Horizon              time.Duration

	// Rising is for how long it has risen; 0 where level and season lead there. Growth is the factor a minute, of the odds for a rate.
	Rising time.Duration
	Growth float64
	// Together is whether latency and failures rise together.
	Together bool
	// Expected is the highest of what is expected, and Outlook, where nothing rises, what that is made of.
	Expected float64
	Outlook  forecast.Outlook
	// Flips is the value below which the next ten minutes take the forecast back.
	Flips float64
	// Served is the highest load so far that was served well, of Peak.
	Served float64

	now, passed int64 // passed: when the threshold was, if it was
}

const flipIn = 10 * time.Minute

func (p *Place) verdict(now int64, in *reading, l *Limits, life Life, probability float64) Verdict {
	width := p.windows.width
	f := p.series(in.of)
	v := Verdict{
		Measure: in.measure, Of: in.of, Life: life, Since: in.since, Threshold: in.threshold, Now: in.value, Probability: probability,
		Horizon: l.Horizon, Expected: in.passage.Highest, Served: float64(p.served[earlier]), now: now, passed: in.passedBy(now),
		Least: l.Probability, Together: in.together,
	}
	v.when(&in.passage, p.at+width, width)
	v.Flips = in.value
	if steps := int(in.passage.Median); steps >= 1 && v.Rising == 0 {
		v.Outlook = f.Forecast(min(steps, forecast.MaxSteps), 0.8)
		v.Flips, _ = f.Level(int(max(int64(flipIn)/width, 1)), 0.1)
	}
	return v
}

// when says the times of a passage, which is told in steps from a time on.
func (v *Verdict) when(passage *forecast.Passage, from, step int64) {
	at := func(steps float64) int64 { return max(from+int64(steps*float64(step)), v.now) }
	v.At, v.Earliest, v.Latest = at(passage.Median), at(passage.Earliest), at(passage.Latest)
	v.Rising = time.Duration(passage.Rising * float64(step))
	v.Growth = math.Exp(passage.Growth * float64(minute) / float64(step))
}

// weaker reports whether it has become less likely than what is told has to be.
func (v *Verdict) weaker() bool { return v.Probability < v.Least }

// Lead is how long before it came true it was told; 0 where it had come by then, which was known later.
func (v *Verdict) Lead() time.Duration { return time.Duration(max(v.passed-v.Since, 0)) }

// Confidence is how sure the forecast is, by how often such ones came true.
func (v *Verdict) Confidence() float64 { return v.Probability }

// Evidence is the numbers behind the verdict.
func (v *Verdict) Evidence() map[string]any {
	evidence := map[string]any{
		"measure": v.Measure.String(), "state": v.Life.String(), "threshold": v.Threshold, "now": v.Now, "probability": v.Probability,
		"horizon_seconds": int64(v.Horizon / time.Second),
	}
	seconds := func(at int64) int64 { return (at - v.now) / int64(time.Second) }
	switch v.Life {
	case Told:
		if v.weaker() {
			break
		}
		evidence["in_seconds"], evidence["earliest_seconds"], evidence["latest_seconds"] = seconds(v.At), seconds(v.Earliest), seconds(v.Latest)
		evidence["expected"] = v.Expected
		if v.Measure != BudgetUse {
			evidence["flips_below"] = v.Flips
		}
	case CameTrue:
		evidence["lead_seconds"] = int64(v.Lead() / time.Second)
	default:
	}
	if v.Measure == Exhaustion {
		evidence["limit"] = v.Of.String()
	}
	if v.Together {
		evidence["together"] = true
	}
	if v.Measure == Peak {
		evidence["served"] = v.Served
	}
	if v.Life == Told && v.Rising > 0 {
		evidence["rising_seconds"], evidence["growth_per_minute"] = int64(v.Rising/time.Second), v.Growth
	} else if o := &v.Outlook; o.OK {
		evidence["level"], evidence["trend"], evidence["season"], evidence["residual"] = o.Level, o.Trend, o.Season, o.Residual
		evidence["lower"], evidence["upper"], evidence["skill"] = o.Lower, o.Upper, o.Skill
	}
	return evidence
}
