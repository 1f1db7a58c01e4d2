package forecast

import "time"

// counts are what failed, and what did not, of a Rate lately: of few failures their logarithms tell too flat a rise.
type counts struct {
	newest int64 // number of the newest bin since 1970
	bins   [countBins]bin
}

// bin is a while of at least countWidth; they go round. Sums of many points drift, as each is rounded: of steps of ten seconds by a few in a hundred.
type bin struct {
	bad, good magnitude
	season    offset // as it was known before: it learns from a rise too, and would hide a part of it
}

const (
	countBins  = 46 // a Series and they are 2 KiB
	countWidth = 5 * time.Minute
	// before is how many bins before it is lived through a bin's season is noted: no hour of the week learns from itself.
	before = 12
	// lookback is how many bins tell of the past.
	lookback = countBins - before
)

// binSteps is how many steps a bin has.
func binSteps(step int64) int64 { return max(int64(countWidth)/step, 1) }

// count takes a point of a Rate.
func (s *Series) count(at int64, bad, good float64) {
	c := s.counts
	width := binSteps(s.step)
	n := floorDiv(floorDiv(at, s.step), width)
	if n < c.newest || uint64(n)-uint64(c.newest) >= lookback { //nolint:gosec // their difference counts
		*c = counts{newest: n - before - 1} // the seasons of now, and of what is ahead, are those that are known now
	}
	for ; c.newest < n; c.newest++ {
		ahead := c.newest + 1 + before
		_, season := s.bank.seasonal(placeOf(ahead*width*s.step, 0, s.step))
		*c.of(ahead) = bin{season: offsetOf(season)}
	}
	b := c.of(n)
	b.bad = magnitudeOf(b.bad.float() + bad)
	b.good = magnitudeOf(b.good.float() + good)
}

func (c *counts) of(n int64) *bin { return &c.bins[floorMod(n, countBins)] }
