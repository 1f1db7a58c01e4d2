package call

import "go.opentelemetry.io/collector/pdata/ptrace"

// maxAhead is how far a span's clock may be ahead of this collector's before it is set back, in nanoseconds: hosts that keep
// time by NTP stay far below, and a wild timestamp must not move every window into the future. It is the processor's bound.
const maxAhead = 30e9

// Clock is the time that windows and findings go by: the newest span's, which moves on with the wall clock while no spans
// come, so that what was going on ends. It never goes back. Its zero value has not begun.
type Clock struct {
	newest int64 // span time, Unix nanoseconds
	seenAt int64 // wall time at which it was the newest
}

// See takes in the time of a span.
func (c *Clock) See(at, wall int64) {
	if at > c.Now(wall) {
		c.newest, c.seenAt = at, wall
	}
}

// Now is the time at a moment of the wall clock; 0 before the first span.
func (c *Clock) Now(wall int64) int64 {
	if c.newest == 0 {
		return 0
	}
	return c.newest + max(0, wall-c.seenAt)
}

// Lag is how far the spans' time lies behind the wall clock's, in nanoseconds; false before the first span.
func (c *Clock) Lag() (lag int64, begun bool) { return c.seenAt - c.newest, c.newest != 0 }

// Resume goes on after a restart, as far behind the wall clock as before, so that what was going on ends though no span comes. It reports
// false for a lag that cannot have been.
func (c *Clock) Resume(lag, wall int64) bool {
	if lag < -maxAhead || lag >= wall {
		return false
	}
	c.newest, c.seenAt = wall-lag, wall
	return true
}

// Times gives when a call ended and how long it took, as far as its clock can be believed, and how many of its timestamps
// cannot: a span without any ended when it arrived, one of the future too. By the spans' clock that is now, which is far from the
// wall clock's where a past day is replayed; 0 before the first span.
func Times(span ptrace.Span, wall, now int64) (end, duration int64, malformed int) {
	began := int64(span.StartTimestamp()) //nolint:gosec // past the year 2262 it turns negative, which is handled below
	end = int64(span.EndTimestamp())      //nolint:gosec // likewise
	switch {
	case began > 0 && end >= began:
		duration = end - began
	case began > 0 && end == 0:
		malformed, end = 1, began
	default:
		malformed = 1
	}
	if end <= 0 || end > wall+maxAhead {
		end, duration = now, 0
		if now == 0 {
			end = wall
		}
		malformed = 1
	}
	return end, duration, malformed
}
