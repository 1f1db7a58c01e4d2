package anomaly

import "math"

const (
	// beyond is how often a value may lie above the band, and how often below it.
	beyond = 0.025
	// bandRate is how fast the band learns from being missed, in units of the usual error.
	bandRate = 0.5
	// errorRate forgets a forecast's errors within some 100 rows.
	errorRate = 0.01
	// startingReach is the band's reach to either side, in usual errors, before it learnt its own.
	startingReach = 2.5
	furthestReach = 1e6
)

// guess is one way to foretell the next value.
type guess uint8

const (
	guessLast guess = iota
	guessFast
	guessMid
	guessSeason
	guesses
)

// band foretells the next row by whichever guess erred least of late, and learns how far to reach to either side of it so that 95% of the
// rows lie within, whatever the series is like (adaptive conformal inference: Gibbs and Candès, 2021).
type band struct {
	Errors [guesses]float64 // mean absolute
	Above  float64          // reach, in errors of the guess
	Under  float64
	Rows   uint32
}

// limits foretells a row's value from the rows before it.
func (b *band) limits(base *baseline, at int64) (expected, lower, upper float64, by guess) {
	by = b.best(base, at)
	expected = base.guess(by, at)
	return expected, expected - b.Under*b.Errors[by], expected + b.Above*b.Errors[by], by
}

func (b *band) best(base *baseline, at int64) guess {
	by := guessLast
	for g := guessFast; g < guesses; g++ {
		if (g != guessSeason || base.seasonal(at)) && b.Errors[g] < b.Errors[by] {
			by = g
		}
	}
	return by
}

// learn compares a row with what was foretold of it. It precedes the baseline's own learning.
func (b *band) learn(base *baseline, at int64, value float64) {
	if base.Rows == 0 {
		b.Above, b.Under = startingReach, startingReach
		return
	}
	value = base.within(value)
	expected, lower, upper, by := b.limits(base, at)
	if b.Errors[by] > 0 && value != expected {
		b.Above = reach(b.Above, value > upper)
		b.Under = reach(b.Under, value < lower)
	}
	b.Rows = min(b.Rows, math.MaxUint32-1) + 1
	rate := max(errorRate, 1/float64(b.Rows))
	for g := range guesses {
		b.Errors[g] += rate * (math.Abs(value-base.guess(g, at)) - b.Errors[g])
	}
}

func reach(reach float64, missed bool) float64 {
	if missed {
		return min(furthestReach, reach+bandRate*(1-beyond))
	}
	return max(0, reach-bandRate*beyond)
}

func (b *baseline) guess(by guess, at int64) float64 {
	switch by {
	case guessFast:
		return b.Fast
	case guessMid:
		return b.Mid
	case guessSeason:
		return b.Hourly[hourOf(at)]
	default:
		return b.Last
	}
}
