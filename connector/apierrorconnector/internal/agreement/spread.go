package agreement

import (
	"math"
	"math/bits"
	"time"
)

const (
	// parts is how many the window is kept in.
	parts = 12
	// levels is how many durations are told apart: four to each doubling, up to two minutes.
	levels = 72
	// finest is the width of the lowest level, as a power of two of nanoseconds: 262 µs.
	finest = 18
)

// spread is how the durations of calls are spread over the window, and how many calls were lost in it.
type spread struct {
	width int64 // of a part
	parts [parts]part
}

type part struct {
	slot uint32
	lost uint64
	took [levels]uint64
}

func newSpread(period time.Duration) *spread { return &spread{width: (int64(period)-1)/parts + 1} }

func (s *spread) slotOf(at int64) uint32 {
	return uint32(max(0, at) / s.width) //nolint:gosec // a part has minutes at least
}

// at is the part that a time belongs to; nil where a newer one has taken its place.
func (s *spread) at(at int64) *part {
	slot := s.slotOf(at)
	p := &s.parts[slot%parts]
	if slot > p.slot {
		*p = part{slot: slot}
	}
	if slot < p.slot {
		return nil
	}
	return p
}

// add counts a call that the partner had part in.
func (s *spread) add(at int64, took time.Duration) {
	if p := s.at(at); p != nil {
		p.took[levelOf(took)]++
	}
}

// lose counts a call that was lost.
func (s *spread) lose(at int64) {
	if p := s.at(at); p != nil {
		p.lost++
	}
}

// ahead is how far in the future a call may be, as in package slo.
const ahead = int64(time.Minute)

// sum adds up the window that ends now. What is later than a call may be is forgotten: it would keep its place from the present.
func (s *spread) sum(now int64) part {
	var sum part
	last, future := s.slotOf(now), s.slotOf(min(max(0, now), math.MaxInt64-ahead)+ahead)
	for i := range s.parts {
		p := &s.parts[i]
		switch {
		case p.slot > future:
			*p = part{}
		case p.slot <= last && last-p.slot < parts:
			sum.lost += p.lost
			for level, n := range &p.took {
				sum.took[level] += n
			}
		}
	}
	return sum
}

// levelOf is the level of a duration: linear between two powers of two.
func levelOf(took time.Duration) int {
	n := uint64(max(0, took)) >> finest
	doublings := max(0, bits.Len64(n)-3)
	return min(levels-1, 4*doublings+int(n>>doublings)) //nolint:gosec // below 8 after the shift
}

// lowest is the shortest duration of a level.
func lowest(level int) float64 {
	doublings := max(0, level/4-1)
	return float64(uint64(level-4*doublings)<<doublings) * (1 << finest) //nolint:gosec // levels are few
}

// percentile estimates what a share of the calls keep to, with an error of a quarter at most; 0 where there are no calls.
func (p *part) percentile(share float64) time.Duration {
	var calls uint64
	for _, n := range &p.took {
		calls += n
	}
	rank, below := share*float64(calls), 0.0
	estimate := 0.0
	for level, n := range &p.took {
		if n == 0 {
			continue
		}
		low, high := lowest(level), lowest(level+1)
		within := min(1, (rank-below)/float64(n))
		if within <= 0 {
			break
		}
		estimate = low + within*(high-low)
		below += float64(n)
	}
	return time.Duration(estimate)
}
