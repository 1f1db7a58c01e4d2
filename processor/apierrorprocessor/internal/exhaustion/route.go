package exhaustion

const (
	slotLength = int64(60e9) // nanoseconds of span time
	// slots are the minutes that are kept one by one: settling ones, whose calls may still come, and closed ones.
	slots    = settling + closed
	settling = 2
	closed   = 8
	// span is how many of the closed minutes, the last ones, are "now".
	span = 3
	// ahead is how many slots a call may be ahead of all others.
	ahead = 2
	// strayLimit is how many calls in a row must lie elsewhere until the route is taken to be wrong instead of them.
	strayLimit = 8
	// shiftLimit is after how many minutes what is strange has become what is usual.
	shiftLimit = 6 * 60
)

// route is what is known of a route. Its zero value is empty.
type route struct {
	key     uint64
	newest  int64 // slot number; 0 where there was no call yet
	stray   uint8
	strange uint16 // minutes of late that the baseline did not learn
	minutes [slots]minute
	usual   baseline
	spell   spell
}

// Reset empties the entry for the next key.
func (r *route) Reset() { *r = route{} }

func (r *route) at(slot int64) *minute { return &r.minutes[slot%slots] }

// reach moves to a slot and reports whether a call there counts.
func (r *route) reach(slot int64) bool {
	if r.newest == 0 {
		r.newest = slot
		return true
	}
	late, early := slot <= r.newest-slots, slot > r.newest+ahead
	if late || early {
		r.stray++
		if r.stray < strayLimit {
			return false
		}
	}
	switch {
	case late:
		r.minutes, r.spell, r.newest = [slots]minute{}, spell{}, slot
	case slot > r.newest:
		r.slide(slot)
	}
	r.stray = 0
	return true
}

// slide moves on minute by minute: the one that leaves becomes the past, the one that is closed is judged.
func (r *route) slide(to int64) {
	// After so many minutes without a call nothing is left to judge.
	for steps := 0; r.newest < to && steps < 2*slots; steps++ {
		r.newest++
		gone := r.at(r.newest)
		r.learn(gone)
		*gone = minute{}
		r.judge()
	}
	r.newest = to
}

// learn makes a minute part of the baseline. One in which the route was worn down does not count, so that nobody teaches it to
// put up with that; but what lasts for hours is what the route has become.
func (r *route) learn(m *minute) {
	if m.calls <= 0 {
		return
	}
	known := r.usual.established()
	if known && (r.spell.on || r.usual.showsIn(failing, &m.levels) || r.usual.showsIn(slowing, &m.levels)) {
		if r.strange < shiftLimit {
			r.strange++
			return
		}
	} else if r.strange > 0 {
		r.strange--
	}
	r.usual.learn(m)
}

// closedMinutes returns the minutes that are judged, the oldest first.
func (r *route) closedMinutes() (list [closed]*minute) {
	// Since slot numbers below slots are refused, none of these is negative.
	for i := range list {
		list[i] = r.at(r.newest - slots + 1 + int64(i))
	}
	return list
}
