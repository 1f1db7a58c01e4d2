package lateral

import "time"

const (
	// span is how long what happened counts. An attacker who takes hours from one peer to the next is not seen; one who has
	// a list of addresses does not take that long.
	span = int64(time.Hour)
	// longestStep is the most that the time between two calls adds to how long something was watched: one wrong clock must
	// not make a newcomer look known. Known edges come by once a minute (see freshness), which loses nothing.
	longestStep = int64(2 * time.Minute)
	// lateLimit is how many calls in a row must lie before the span until the clock is taken to be wrong instead of them.
	lateLimit = 4
)

// clock is the time of a service's own calls: another's wrong clock does not move it. Its zero value has seen no call.
type clock struct {
	newest  int64 // Unix nanoseconds
	watched int64 // nanoseconds in which there were calls, never more than have passed
	late    uint8
}

// tick moves the clock to a call's time.
func (c *clock) tick(at int64) {
	switch step := at - c.newest; {
	case c.newest == 0:
		c.newest = at
	case step > 0:
		// A jump over the whole span is a pause or a wrong clock, and shows nothing of what was in between.
		if step < span {
			c.watched += min(step, longestStep)
		}
		c.newest = at
	case -step < span:
	case c.late+1 < lateLimit:
		c.late++
		return
	default:
		c.newest = at
	}
	c.late = 0
}

// holds reports whether a time lies in the span that ends with the newest call.
func (c *clock) holds(at int64) bool { return at <= c.newest && c.newest-at < span }
