package surge

import "math/bits"

// sampleAfter is how many calls of a half are all looked at. Of twice as many every second one is, and so on: what looks at them costs
// next to nothing at any rate.
const sampleAfter = 1024

// sampler chooses calls at random: every k-th one would always meet the same of k instances that take turns.
type sampler struct {
	seen   uint32 // calls of this half
	before uint32 // calls of the half before
	state  uint32
	skip   uint8 // one in 2^skip is taken
	most   uint8 // skip of the half before, at most
}

func (s *sampler) take() bool {
	s.seen++
	if s.seen&(sampleAfter-1) == 0 {
		s.adapt()
	}
	if s.skip == 0 {
		return true
	}
	// Numerical Recipes' generator; its upper bits are the random ones.
	s.state = s.state*1664525 + 1013904223
	return s.state>>(32-s.skip) == 0
}

func (s *sampler) adapt() {
	s.skip = uint8(bits.Len32(max(s.seen, s.before) / sampleAfter / 2)) //nolint:gosec // 32 at most
}

// turn begins the next half, or goes on with one that becomes longer, with the share that was right for the last.
func (s *sampler) turn(goesOn bool) {
	before := s.most
	s.before, s.seen, s.most = s.seen, 0, s.skip
	if goesOn {
		s.most = max(before, s.skip)
	}
	s.adapt()
}

// heaviest is the most that any call of the two halves stands for.
func (s *sampler) heaviest() float64 { return float64(uint64(1) << max(s.skip, s.most)) }

// weight is how many calls the one that was taken last stands for.
func (s *sampler) weight() float32 { return float32(uint64(1) << s.skip) }
