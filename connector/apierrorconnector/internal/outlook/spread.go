package outlook

import (
	"math"
	"math/bits"
	"time"
)

const (
	levels = 16
	// finest is the width of the lowest level of all, as a power of two of nanoseconds: 16 µs.
	finest = 14
	// highest is the last level there is: beyond a day.
	highest = 130
)

// spread is how durations are spread over four doublings, four levels to each, around where they were the last time. What lies
// beyond counts at its end.
type spread struct {
	base int16 // 0: nothing is known of where they are
	took [levels]uint32
}

func (s *spread) add(took time.Duration, calls uint32) {
	level := levelOf(took)
	if s.base == 0 {
		s.base = int16(max(level-levels/2, 1)) //nolint:gosec // at most highest
	}
	n := &s.took[min(max(level-int(s.base), 0), levels-1)]
	*n += min(calls, math.MaxUint32-*n)
}

// levelOf is the level of a duration: linear between two powers of two.
func levelOf(took time.Duration) int {
	n := uint64(max(0, took)) >> finest
	doublings := max(0, bits.Len64(n)-3)
	return min(highest, 4*doublings+int(n>>doublings)) //nolint:gosec // below 8 after the shift
}

// lowest is the shortest duration of a level, in seconds.
func lowest(level int) float64 {
	doublings := max(0, level/4-1)
	return float64(uint64(level-4*doublings)<<doublings) * (1 << finest) / 1e9 //nolint:gosec // levels are few
}

const percentile = 0.95

// high is the 95th percentile in seconds, to a tenth; 0 where there is none.
func (s *spread) high() float64 {
	rank, below := 0.0, 0.0
	for _, n := range s.took {
		rank += percentile * float64(n)
	}
	for i, n := range s.took {
		if below += float64(n); n > 0 && below >= rank {
			from, to := lowest(int(s.base)+i), lowest(int(s.base)+i+1)
			return to - (below-rank)/float64(n)*(to-from)
		}
	}
	return 0
}

// center is the base by which the next window has this one's percentile in its middle.
func (s *spread) center() int16 {
	level := levelOf(time.Duration(s.high() * 1e9))
	return int16(max(level-levels/2, 1)) //nolint:gosec // at most highest
}
