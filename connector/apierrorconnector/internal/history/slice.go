package history

// Slice is a stretch of time that is asked for at once. Each whole minute from From to To is asked for what was in the minute before it.
type Slice struct{ From, To int64 } // Unix nanoseconds, whole minutes, both included

const (
	longestSlice  = 24 * 60 * minute
	shortestSlice = 60 * minute
)

// Slices goes through a look-back from its oldest slice to its newest.
type Slices struct {
	next, end int64
	length    int64
}

// NewSlices begins with slices of a day; both times are Unix nanoseconds. What is left of the last minute is not asked for.
func NewSlices(from, to int64) *Slices {
	from = (from + minute - 1) / minute * minute
	return &Slices{next: from + minute, end: to - to%minute, length: longestSlice}
}

// Next is the slice at hand; false at the end.
func (s *Slices) Next() (Slice, bool) {
	return Slice{From: s.next, To: min(s.next+s.length-minute, s.end)}, s.next <= s.end
}

// Done goes on to the next one.
func (s *Slices) Done() { s.next += s.length }

// Halve makes the slice at hand, and all after it, half as long; false where it is as short as can be.
func (s *Slices) Halve() bool {
	if s.length <= shortestSlice {
		return false
	}
	s.length = max(shortestSlice, s.length/2/minute*minute)
	return true
}
