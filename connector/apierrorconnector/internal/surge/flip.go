package surge

import (
	"math"

	"github.com/otelcol-apierror/otelcol-apierror/internal/sentence"
)

// held is what a verdict was held against: it says what would have made it another one.
type held struct {
	usual  usual
	limits limits
	cold   bool
}

// mostCalls is the most that is thought of: beyond, no number of calls would change a verdict.
const mostCalls = 1e12

// Flip says in a few words what would make the verdict another one: how many fewer failures among these calls, or among how many calls these
// failures, would end the rise; or how many more would begin it again. It is empty where nothing would, or where that is a matter of time.
func (v *Verdict) Flip() string {
	switch f := v.flip(); {
	case f.fewer > 0 && f.calls > 0:
		return sentence.Grouped(f.fewer) + " fewer failures of these calls, or as many of " + sentence.Grouped(f.calls) + " calls, would be usual"
	case f.fewer > 0:
		return sentence.Grouped(f.fewer) + " fewer failures of these calls would be usual"
	case f.more > 0:
		return sentence.Grouped(f.more) + " more failures of these calls would be told of again"
	default:
		return ""
	}
}

// flip is the least change to the counts that changes the verdict; what no change does is 0.
type flip struct{ fewer, more, calls uint64 }

func (v *Verdict) flip() flip {
	h, f, n := v.held, float64(v.Failed), float64(v.Calls)
	switch {
	case h.usual.a <= 0 || v.Shifted:
		return flip{}
	case v.State == Normal:
		again := least(f, n, func(failed float64) bool { return h.usual.risen(counts{n, failed}, h.cold, h.limits) })
		if again > n {
			return flip{}
		}
		return flip{more: uint64(again - f)}
	default:
		above := func(calls, failed float64) bool { return h.usual.above(counts{calls, failed}, logDown) }
		if !above(n, f) {
			return flip{}
		}
		lasts := least(0, f, func(failed float64) bool { return above(n, failed) })
		found := flip{fewer: uint64(f - lasts + 1)}
		if calls := least(n, mostCalls, func(calls float64) bool { return !above(calls, f) }); calls <= mostCalls {
			found.calls = round(calls)
		}
		return found
	}
}

// least is the lowest whole number in a range from which on something holds; above the range, if it holds nowhere in it.
func least(from, to float64, holds func(x float64) bool) float64 {
	to++
	for from < to {
		middle := math.Floor((from + to) / 2)
		if holds(middle) {
			to = middle
		} else {
			from = middle + 1
		}
	}
	return from
}

// round rounds up to two digits: nobody needs more of what did not happen.
func round(x float64) uint64 {
	unit := math.Pow(10, max(0, math.Floor(math.Log10(x))-1))
	return uint64(math.Ceil(x/unit) * unit)
}
