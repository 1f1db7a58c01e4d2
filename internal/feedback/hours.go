package feedback

import (
	"fmt"
	"math/bits"
	"time"
)

const (
	minutes  = int64(time.Minute)
	halfHour = 30 * minutes
	day      = 48 * halfHour
	weekly   = 7 * day
	// near is how far apart in the day occurrences may begin that recur: summer time moves a batch by an hour.
	near = 2 * halfHour
	// At how many different hours something has to come to come at any: what is expected is so at its hours, what is false is the detector's fault.
	anyHourExpected, anyHourFalse = 3, 2
)

// hours are the half hours of a week, UTC.
type hours [6]uint64

var allHours = func() (all hours) {
	for slot := range weekly / halfHour {
		all.set(slot)
	}
	return all
}()

func (h *hours) set(slot int64) {
	slot = modulo(slot, weekly/halfHour)
	h[slot/64] |= 1 << (slot % 64)
}

func (h *hours) has(at int64) bool {
	slot := modulo(at, weekly) / halfHour
	return h[slot/64]>>(slot%64)&1 == 1
}

func modulo(x, period int64) int64 {
	if x %= period; x < 0 {
		x += period
	}
	return x
}

// apart is how far two times are apart within a period.
func apart(a, b, period int64) int64 {
	d := modulo(modulo(a, period)-modulo(b, period), period)
	return min(d, period-d)
}

// comesAnytime reports whether what was judged began at so many different hours of the day that it may come at any.
func comesAnytime(judged []int64, anyHour int) bool {
	var different []int64
	for _, start := range judged {
		if !anyNear(different, start, day) {
			different = append(different, start)
		}
	}
	return len(different) >= anyHour
}

// again are those that have another near them in the day.
func again(starts []int64) (twice []int64) {
	for i, start := range starts {
		if anyNear(starts[:i], start, day) || anyNear(starts[i+1:], start, day) {
			twice = append(twice, start)
		}
	}
	return twice
}

func anyNear(starts []int64, at, period int64) bool {
	for _, start := range starts {
		if apart(start, at, period) <= near {
			return true
		}
	}
	return false
}

// around are the hours at which something recurs: around those that were judged, on their weekday where all others of that hour that are known are of it
// too, over two weeks at least. What nobody judged makes no hour quiet.
func around(judged, known []int64) (h hours) {
	for _, start := range judged {
		days := int64(7)
		if isWeekly(start, judged, known) {
			days = 1
		}
		for d := range days {
			slot := modulo(start, weekly)/halfHour + d*(day/halfHour)
			for offset := -near / halfHour; offset <= near/halfHour; offset++ {
				h.set(slot + offset)
			}
		}
	}
	return h
}

func isWeekly(at int64, judged, known []int64) bool {
	first, last := at, at
	for _, starts := range [...][]int64{judged, known} {
		for _, start := range starts {
			if apart(start, at, day) > near {
				continue
			}
			if apart(start, at, weekly) > near {
				return false
			}
			first, last = min(first, start), max(last, start)
		}
	}
	return last-first > weekly/2
}

// AnyHour are the hours of a limit that holds at all of them.
const AnyHour = "at any hour"

// String says them as a person would.
func (h *hours) String() string {
	count := 0
	for _, word := range h {
		count += bits.OnesCount64(word)
	}
	if count == int(weekly/halfHour) {
		return AnyHour
	}
	// The first window, and how often it recurs, says it for all that are not patched together.
	var first, length int64
	for first < weekly/halfHour && (!h.slot(first) || h.slot(first-1)) {
		first++
	}
	for h.slot(first + length) {
		length++
	}
	from, to := time.Unix(0, first*halfHour).UTC(), time.Unix(0, (first+length)*halfHour).UTC()
	switch int64(count) {
	case length:
		return fmt.Sprintf("on %ss from %s to %s UTC", from.Weekday(), from.Format("15:04"), to.Format("15:04"))
	case 7 * length:
		return fmt.Sprintf("from %s to %s UTC", from.Format("15:04"), to.Format("15:04"))
	default:
		return fmt.Sprintf("at %s to %s UTC and other hours at which it recurs", from.Format("15:04"), to.Format("15:04"))
	}
}

func (h *hours) slot(slot int64) bool { return h.has(slot * halfHour) }
