package slo

import (
	"time"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// A rule that fires goes on until it has been calm for as long as its short window is, half an hour at most: that window burns below
// half of what the rule fires at, or the long one has come below nine tenths. So a burn that hovers around the threshold, or fails in
// bouts, is one alert, and one that settles where it is allowed to be ends.
const (
	calmShort   = 0.5
	calmLong    = 0.9
	longestCalm = 30 * time.Minute
)

// graver is the part of the period in which the rest of the budget has to be gone for an alert to be one severity graver: 12 hours
// of 30 days.
const graver = 60

// alert is where a rule stands.
type alert struct {
	firing bool
	grave  bool  // stays until the alert ends, so that its severity does not flap
	calmAt int64 // since when the short window is calm; 0 where it is not
}

// step takes the alert to now.
func (a *alert) step(r *rule, s *Standing, allowed float64, now int64) {
	if !a.firing {
		// What fires has to go on: a window that is only now lived through may hold what ended long ago.
		if s.Counts[Window5m].Bad == 0 || !r.fires(s, allowed) {
			return
		}
		*a = alert{firing: true}
	}
	if gone, ever := s.ExhaustedIn(r.long); ever && gone <= s.Period/graver {
		a.grave = true
	}
	switch {
	case s.Burn[r.short] >= calmShort*r.burn && s.Burn[r.long] >= calmLong*r.burn:
		a.calmAt = 0
	case a.calmAt == 0 || a.calmAt > now:
		a.calmAt = max(1, now)
	case now-a.calmAt >= int64(min(longestCalm, viewOf(r.short, s.Period).length)):
		*a = alert{}
	}
}

func (a *alert) severity(r *rule) apierror.Severity {
	switch {
	case !a.firing:
		return apierror.SeverityNone
	case a.grave:
		return r.severity + 1
	default:
		return r.severity
	}
}

// episode is what lasts from the first rule that fires to the last that ends.
type episode struct {
	since  int64  // when it began; 0 while nothing fires
	before uint64 // bad calls ever, before those that made it fire
}
