package outlook

import (
	"math"
	"time"
)

const (
	openWindows = 4
	minute      = int64(time.Minute)
	// grace is how long a window waits for calls that are late; later ones count in the oldest that is open.
	grace = minute
	// latest is how late a call may be, and how far ahead of the clock.
	latest = 5 * minute
	// strayLimit is how many calls in a row must be ahead until it is taken for a silence that ends.
	strayLimit = 8
	// longestSilence is of how many empty windows the next steps take note.
	longestSilence = 8
)

// windows gathers calls by their own time, in windows of one length that close one after the other.
type windows struct {
	width int64
	open  int64 // number of the oldest that is open; 0 before the first call
	from  int64 // when the window that was used last begins
	used  uint8
	stray uint8
	slots [openWindows]slot
}

// slot is what came in a window.
type slot struct {
	calls, failed uint32
	took          spread
}

// slot is the window of a time. It is nil where a call is not taken, or where windows must close first: it says up to which.
func (w *windows) slot(at int64) (s *slot, closeTo int64) {
	if uint64(at-w.from) >= uint64(w.width) { //nolint:gosec // before from is huge, as it should be
		closeTo, taken := w.find(at)
		if !taken || closeTo > 0 {
			return nil, closeTo
		}
	}
	return &w.slots[w.used], 0
}

func (s *slot) add(calls, failed uint32) {
	s.calls += min(calls, math.MaxUint32-s.calls)
	s.failed += min(failed, s.calls-s.failed)
}

// find turns to the window of a time.
func (w *windows) find(at int64) (closeTo int64, taken bool) {
	n := at / w.width
	switch {
	case at < latest || n < openWindows:
		return 0, false
	case w.open == 0:
		w.open = n
	case n < w.open:
		if at < w.open*w.width-latest {
			return 0, false
		}
		n = w.open
	case n >= w.open+openWindows:
		if at > (w.open+openWindows)*w.width+latest && w.stray+1 < strayLimit {
			w.stray++
			return 0, false
		}
		w.stray = 0
		return n - openWindows + 1, true
	}
	w.stray = 0
	w.from, w.used = n*w.width, uint8(n%openWindows)
	return 0, true
}

// next closes the oldest window, unless it has come that far already. Of a long silence only the end is told.
func (w *windows) next(closeTo int64) (s slot, begin int64, closed bool) {
	if w.open == 0 || w.open >= closeTo {
		return slot{}, 0, false
	}
	oldest := &w.slots[w.open%openWindows]
	s, begin = *oldest, w.open*w.width
	*oldest = slot{}
	if oldest.took.base = s.took.base; s.calls > 0 {
		oldest.took.base = s.took.center()
	}
	w.open++
	if closeTo-w.open > longestSilence && w.empty() {
		w.open = closeTo - longestSilence
	}
	w.from = math.MinInt64 / 2 // what was used last may be closed
	return s, begin, true
}

func (w *windows) empty() bool {
	for i := range w.slots {
		if w.slots[i].calls > 0 {
			return false
		}
	}
	return true
}

// due is the first window that a time leaves open.
func (w *windows) due(now int64) int64 { return max(now-grace, 0) / w.width }
