package surge

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
	"github.com/otelcol-apierror/otelcol-apierror/internal/sentence"
)

// Verdict is what is known of a category whose rate left its normal range, or, with state Normal, came back to it just now.
type Verdict struct {
	Category apierror.Category
	State    State
	Shifted  bool // with Normal: the rate stays, but has lasted so long that it is what is usual now

	Since       int64  // Unix nanoseconds of span time, to half a minute
	FailedSince uint64 // failures since then

	Window        int64 // nanoseconds: how long the stretch is that Calls and Failed were counted in
	Calls, Failed uint64
	Rate          float64

	Usual, UsualLow, UsualHigh float64 // the usual rate, and the range of 95% of the rates of five minutes
	BaselineCalls              uint64  // that the usual rate is known from, the older ones in part
	Cold                       bool    // too few to know it: an ordinary API is what the rate is compared with

	Creeps bool // grew so slowly that Usual is that of the last days, and the baseline went with it

	Log10P     float64 // logarithm of the chance of so many failures by accident
	Log10Limit float64 // that it had to be below
	Effect     float64 // how many times as large as the least rise that matters

	held held
}

const ln10 = math.Ln10

// Lasting reports whether it is more than a blip.
func (v *Verdict) Lasting() bool { return v.State == Surging }

// Confidence is that the rate left its normal range: 0.6 where the p-value is just low enough, up to 0.95, and half at most while the
// baseline is cold.
func (v *Verdict) Confidence() float64 {
	const least, most, coldMost, each = 0.6, 0.95, 0.5, 0.02 // for each power of ten
	sure := min(most, least+each*max(0, v.Log10Limit-v.Log10P))
	if v.Cold {
		return min(coldMost, sure)
	}
	return sure
}

// Rationale is one sentence: the counts, what is usual, how likely that is by accident, since when, and what would change the verdict.
func (v *Verdict) Rationale() string {
	var s strings.Builder
	fmt.Fprintf(&s, "%s of %s calls failed as %s in the last %s; ", percent(v.Rate), sentence.Grouped(v.Calls), v.Category, lasted(v.Window))
	if v.Cold {
		fmt.Fprintf(&s, "baseline still cold (%s calls), so %s is taken for usual", sentence.Grouped(v.BaselineCalls), percent(v.Usual))
	} else {
		usual := "usual is"
		if v.Creeps {
			usual = "usual in the last days was"
		}
		fmt.Fprintf(&s, "%s %s (%s to %s)", usual, percent(v.Usual), percent(v.UsualLow), percent(v.UsualHigh))
	}
	since := time.Unix(0, v.Since).UTC().Format("15:04:05 UTC")
	switch {
	case v.Shifted:
		fmt.Fprintf(&s, "; it has lasted since %s and is taken for usual from now on", since)
	case v.State == Normal:
		fmt.Fprintf(&s, "; the rise that began at %s is over", since)
	default:
		fmt.Fprintf(&s, "; chance of this by accident %s; ", chance(v.Log10P))
		switch {
		case v.Creeps:
			fmt.Fprintf(&s, "raised since %s", time.Unix(0, v.Since).UTC().Format("Jan 2 15:04 UTC"))
		case v.Lasting():
			fmt.Fprintf(&s, "lasting since %s", since)
		default:
			fmt.Fprintf(&s, "began at %s, not yet known to last", since)
		}
	}
	if flip := v.Flip(); flip != "" {
		s.WriteString("; " + flip)
	}
	return s.String()
}

// Evidence is what Rationale says, for machines.
func (v *Verdict) Evidence() map[string]any {
	flip := v.flip()
	return map[string]any{
		"state":           v.State.String(),
		"window_seconds":  v.Window / int64(time.Second),
		"calls":           count(v.Calls),
		"failed":          count(v.Failed),
		"rate":            v.Rate,
		"usual_rate":      v.Usual,
		"usual_rate_low":  v.UsualLow,
		"usual_rate_high": v.UsualHigh,
		"log10_p":         v.Log10P,
		"log10_limit":     v.Log10Limit,
		"effect":          v.Effect,
		"fewer_to_end":    count(flip.fewer),
		"calls_to_end":    count(flip.calls),
		"more_to_begin":   count(flip.more),
		"failed_since":    count(v.FailedSince),
		"baseline_calls":  count(v.BaselineCalls),
		"baseline_cold":   v.Cold,
		"level_shifted":   v.Shifted,
		"creeping":        v.Creeps,
	}
}

// count is what a log record can hold.
func count(n uint64) int64 { return int64(min(n, math.MaxInt64)) }

// chance says a p-value as a power of ten. Nobody needs one of more than a hundred digits.
func chance(log10P float64) string {
	const most = 99
	power := math.Floor(-log10P)
	switch {
	case !(power >= 1):
		return "above 1 in 10"
	case power > most:
		power = most
	}
	return "below 1 in 10^" + strconv.Itoa(int(power))
}

// percent writes a share with two digits, three from 10% on.
func percent(share float64) string {
	p := 100 * share
	if !(p >= 0) {
		return "0%"
	}
	if p > 0 && p < 0.001 {
		return "under 0.001%"
	}
	decimals := 1
	for limit := 1.0; p < limit && decimals < 4; limit /= 10 {
		decimals++
	}
	text := strconv.FormatFloat(p, 'f', decimals, 64)
	return strings.TrimSuffix(strings.TrimRight(text, "0"), ".") + "%"
}

// lasted writes a length of whole seconds, such as 5m or 4m30s.
func lasted(nanos int64) string {
	text := time.Duration(nanos).String()
	if strings.HasSuffix(text, "m0s") {
		return strings.TrimSuffix(text, "0s")
	}
	return text
}
