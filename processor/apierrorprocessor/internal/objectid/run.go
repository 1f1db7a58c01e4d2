package objectid

import "math/bits"

// run is a stretch of numbers with one step between them. A place is a multiple of the step, counted from the base.
type run struct {
	base   uint64 // the number at the window's first place
	seen   uint64 // the window: which places were asked for
	step   uint16 // 0 while there is one number
	below  uint16 // how many places the run reached before the window
	above  uint16 // and behind it
	latest uint8  // the place of the number that came last
	credit uint8  // how many misses the run outlives
}

const (
	window  = 64
	mostGap = 2 // places between two numbers of which the second goes on from the first: every other one may be left out
	reach   = 32

	mostCredit = 8
	// near is how far parallel workers get apart. Who looks at all of two hundred objects in any order leaves no gaps either, but
	// his next object is seldom so near.
	near = 24
	// mostStep: steps of 10, 100 and 1000 are in use; two numbers that are further apart have nothing to do with each other.
	mostStep   = 1 << 12
	mostPlaces = 1 << 17 // more than below and above can say
)

func startRun(number uint64) run { return run{base: number, seen: 1} }

// place returns where a number is in the run, if it is a multiple of the step away.
func (r *run) place(number uint64) (place int, ok bool) {
	distance, down := number-r.base, false
	if number < r.base {
		distance, down = r.base-number, true
	}
	step := max(uint64(r.step), 1)
	if distance%step != 0 || distance/step > mostPlaces {
		return 0, false
	}
	place = int(distance / step) //nolint:gosec // no more than mostPlaces
	if down {
		place = -place
	}
	return place, true
}

// top is the highest place that was asked for. The lowest is -below, for the window's first place is taken while below is 0.
func (r *run) top() int {
	if r.above > 0 {
		return window - 1 + int(r.above)
	}
	return bits.Len64(r.seen) - 1
}

// covers reports whether a number was asked for, or may have been and lies behind.
func (r *run) covers(number uint64) bool {
	if r.seen == 0 {
		return false
	}
	place, ok := r.place(number)
	switch {
	case !ok:
		return false
	case 0 <= place && place < window:
		return r.seen>>place&1 == 1
	default:
		return -int(r.below) <= place && place <= r.top()
	}
}

// extend adds a number that the run does not cover to it, if it is near enough, and returns how many steps more go on.
func (r *run) extend(number uint64) (gain int, ok bool) {
	if r.step == 0 {
		return 0, false
	}
	place, ok := r.place(number)
	if !ok {
		return 0, false
	}
	top, bottom := r.top(), -int(r.below)
	isNear := abs(place-int(r.latest)) <= near
	switch {
	case place > top+reach, place < bottom-reach:
		return 0, false
	case place > top:
		gain = goesOn(place - top)
	case place < bottom:
		gain = goesOn(bottom - place)
	case place < 0, place >= window: // left behind, and on no place of the coarser step that the run had then
		return 0, false
	default:
		gain = r.fill(place)
	}
	jumps := gain == 0 && (place > top || place < bottom)
	if jumps && r.credit == 0 && r.isRegular(place) {
		return 0, false // the step is too small for what comes: better begin anew
	}
	switch {
	case place >= window:
		r.slideUp(place - (window - 1))
		place = window - 1
	case place < 0:
		r.slideDown(-place)
		place = 0
	}
	r.seen |= 1 << place
	r.latest = uint8(place)
	if !isNear {
		gain = 0
	}
	return gain, true
}

// fill returns what a place between others adds: the steps are those of the sorted numbers, so that it can make a gap small.
func (r *run) fill(place int) (gain int) {
	lower := bits.Len64(r.seen&(1<<place-1)) - 1
	upper := place + 1 + bits.TrailingZeros64(r.seen>>place>>1)
	if lower >= 0 {
		gain += goesOn(place - lower)
	}
	if upper < window {
		gain += goesOn(upper - place)
	}
	if lower >= 0 && upper < window {
		gain -= goesOn(upper - lower)
	}
	return gain
}

func goesOn(gap int) int {
	if gap <= mostGap {
		return 1
	}
	return 0
}

// slideUp moves the window for a number above all others.
func (r *run) slideUp(by int) {
	r.base += uint64(by) * uint64(r.step) //nolint:gosec // positive
	r.seen >>= by
	if r.above > 0 { // places that were left behind come into the window again: taken for asked for, they count only once
		r.seen |= ones(window-by, window-by+int(r.above))
		r.above = 0
	}
	r.below = saturate(int(r.below) + by)
}

// slideDown moves the window for a number below all others.
func (r *run) slideDown(by int) {
	r.above = saturate(max(0, r.top()+by-(window-1)))
	r.base -= uint64(by) * uint64(r.step) //nolint:gosec // positive
	r.seen <<= by
	if r.below > 0 {
		r.seen |= ones(by-int(r.below), by)
		r.below = 0
	}
}

// pair makes a run of two numbers, which any two can be. So their step does not count as one that goes on.
func (r *run) pair(number uint64) (gain int, ok bool) {
	distance := max(number, r.base) - min(number, r.base)
	if r.step != 0 || r.seen == 0 || distance > mostStep {
		return 0, false
	}
	r.base, r.seen, r.step = min(number, r.base), 3, uint16(distance)
	r.latest = 0
	if number > r.base {
		r.latest = 1
	}
	return 0, true
}

// isRegular reports whether a place beyond the others is as far from the last as that from the one before, and so on.
func (r *run) isRegular(place int) bool {
	seen := r.seen
	if place < 0 { // the same, upside down
		seen, place = bits.Reverse64(seen), window-1-place
	}
	gap := 0
	for range 3 {
		top := bits.Len64(seen) - 1
		if top < 0 || gap != 0 && place-top != gap {
			return false
		}
		gap = place - top
		seen &^= 1 << top
		place = top
	}
	return true
}

// earn keeps the account of a run: one that goes on is not lost to a few ids from elsewhere.
func (r *run) earn(gain int) {
	if gain > 0 {
		r.credit = min(r.credit+1, mostCredit)
	} else {
		r.credit = max(r.credit, 1) - 1
	}
}

// onward returns how many steps in the window go on.
func (r *run) onward() int {
	next := r.seen & (r.seen >> 1)
	return bits.OnesCount64(next) + bits.OnesCount64(r.seen&(r.seen>>2)&^(r.seen>>1))
}

// ones has the places from one to before another.
func ones(from, to int) uint64 {
	from, to = max(0, min(from, window)), max(0, min(to, window))
	return (1<<to - 1) &^ (1<<from - 1)
}

func saturate(places int) uint16 { return uint16(min(places, 1<<16-1)) } //nolint:gosec // not negative

func abs(i int) int { return max(i, -i) }
