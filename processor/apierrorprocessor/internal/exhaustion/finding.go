package exhaustion

import (
	"fmt"
	"math"
	"math/bits"
	"slices"
	"time"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// evidence is what a finding rests on, as it last was when all of it held.
type evidence struct {
	by                      measure
	step                    bool // it may have come at once
	others                  bool // the calls of others suffer too
	among                   float64
	calls                   float64
	failed, usualFailed     float64 // shares
	duration, usualDuration float64 // binary logarithms of nanoseconds
	part, usualPart         float64 // of the work
}

// finding tells what is known of the spell.
func (s *spell) finding() Finding {
	if s.sentence == "" {
		s.sentence = s.evidence.sentence()
	}
	f := Finding{Severity: apierror.SeverityMedium, Confidence: 0.6, Rationale: s.sentence}
	if s.high {
		f.Severity = apierror.SeverityHigh
	}
	// Otherwise it may be only that its own calls are in trouble.
	if s.evidence.others {
		f.Confidence = 0.8
	}
	return f
}

func (e *evidence) sentence() string {
	work, came := "calls", "crept up"
	if e.by == inTime {
		work = "working time"
	}
	if e.step {
		came = "rose"
	}
	suffer := "the others' calls do not suffer yet"
	if e.others {
		suffer = "the others' calls suffer too"
	}
	return fmt.Sprintf("one actor takes %.0f%% of the %s of this route, %.0f%% at most before, beside about %.0f others, while %s %s: "+
		"%.1f%% of about %.0f calls in %d minutes failed, %.1f%% before, and a typical one took %s, %s before; %s",
		100*e.part, work, 100*e.usualPart, e.among, e.symptoms(), came,
		100*e.failed, e.calls, span, 100*e.usualFailed, duration(e.duration), duration(e.usualDuration), suffer)
}

// symptoms names what is clearly above the usual.
func (e *evidence) symptoms() string {
	fail := e.failed >= lasting*max(leastShare, timesUsual*e.usualFailed)
	slow := e.duration-e.usualDuration >= math.Log2(lasting*timesUsual)
	switch {
	case fail && slow:
		return "failures and durations"
	case fail:
		return "failures"
	default:
		return "durations"
	}
}

// duration says a logarithm as a duration of two or three digits.
func duration(log float64) time.Duration {
	d := time.Duration(math.Exp2(min(log, 62)))
	unit := time.Nanosecond
	for d/unit >= 1000 {
		unit *= 10
	}
	return d.Round(unit)
}

// others is how many actors of the minutes there are beside one: exactly, as long as they are few, or else estimated from the
// bits of the actors (linear counting: Whang, Vander-Zanden and Taylor, 1990). Of more than about 250 it says too few.
func others(minutes []*minute) float64 {
	const size = 64
	seen := uint64(0)
	named := make([]uint64, 0, span*kept)
	for _, m := range minutes {
		seen |= m.actors
		for _, actor := range m.top.actors {
			if actor != 0 && !slices.Contains(named, actor) {
				named = append(named, actor)
			}
		}
	}
	vacant := float64(max(1, size-bits.OnesCount64(seen)))
	return max(0, float64(len(named)-1), size*math.Log(size/vacant)-1)
}
