package objectid

import "math"

// Sequence says how far the numbers that one caller asks for at one place look tried one after another. The zero value has seen
// none. It is 64 bytes without a pointer, so that tables of many cost the garbage collector nothing, and is not safe for
// concurrent use.
//
// It keeps two runs: stretches of numbers with one step between them, each with a window of the last 64 places. In a window the
// order of arrival counts for nothing, so parallel workers and counting down look the same as counting up, and an id asked for
// again is no step at all, nor is one of the stretch that a run has left behind: paging through the same orders every day
// is one walk. The second run is for what the caller does besides.
type Sequence struct {
	runs   [2]run
	steps  uint32
	onward uint32
	recent uint8 // the run that the last id belongs to
}

const (
	// leastSteps is where the limit lies between use and enumeration. A page of a list has 10 to 50 entries, in most
	// interfaces no more than 100, and a client that fetches them one by one, from a table in which it may see all rows, asks
	// for just what an attacker asks for first. An attacker gets nowhere with a hundred objects and goes on.
	//
	// What is beyond the limit and still innocent: an export of everything, a client that reads back what it has just made,
	// scrolling on through a list whose objects are fetched one by one. The ids do not tell these from an attack, the answers
	// do: innocents are seldom refused.
	leastSteps = 100

	// leastShare takes those who leave out every other id at random (3 steps in 4 go on then) but not owners of every third
	// (5 in 9).
	leastShare = 0.7
)

// Add adds the number of the next id.
func (s *Sequence) Add(number uint64) {
	for i := range s.runs {
		if s.runs[i].covers(number) {
			s.recent = uint8(i)
			return
		}
	}
	if s.runs[0].seen == 0 {
		s.runs[0] = startRun(number)
		return
	}
	s.count()
	first := int(s.recent)
	for _, add := range [...]func(*run, uint64) (int, bool){(*run).extend, (*run).refine, (*run).pair} {
		for _, i := range [...]int{first, 1 - first} {
			if gain, ok := add(&s.runs[i], number); ok {
				s.recent = uint8(i)      //nolint:gosec // of two
				s.onward += uint32(gain) //nolint:gosec // from 0 to 64
				s.runs[i].earn(gain)
				return
			}
		}
	}
	s.begin(number)
}

// begin begins a run in the place of the one that has gone on less of late.
func (s *Sequence) begin(number uint64) {
	worse := 1 - int(s.recent)
	if s.runs[1-worse].credit < s.runs[worse].credit {
		worse = 1 - worse
	}
	s.runs[1-worse].earn(0)
	s.runs[worse], s.recent = startRun(number), uint8(worse) //nolint:gosec // of two
}

func (s *Sequence) count() {
	if s.steps == math.MaxUint32 {
		s.steps /= 2
		s.onward /= 2
	}
	s.steps++
}

// Share returns the share of the steps, those from one new id to the next, that go on from an id before: with the run's own
// step, or twice that. It says how many steps there were, too: the share of a few means nothing. Early steps count for ever;
// whoever wants to know of the last hour begins a Sequence every hour.
func (s *Sequence) Share() (of float64, n int) {
	if s.steps == 0 {
		return 0, 0
	}
	return min(1, float64(s.onward)/float64(s.steps)), int(s.steps)
}

// Sequential reports whether the ids say by themselves that they were tried one after another. A detector that knows more,
// such as that most calls were refused, may do with fewer steps than this and ask Share.
func (s *Sequence) Sequential() bool {
	of, n := s.Share()
	return n >= leastSteps && of >= leastShare
}
