package surge

import "math"

// effect is the least that a rise must be to matter, however unlikely it is; each of the three.
type effect struct {
	failed float64 // failures
	odds   float64 // times the usual odds, failures to successes: so that a rate of 60% can rise as well
	rise   float64 // of the rate
}

// One point more on a usual rate of 1% is worth a look. Where there is so much traffic that a tenth of a point is a hundred failures, that
// is as well, if it is five times the usual: 0.5% of 100,000 calls a minute where 0.02% are usual. Six failures of 4,000
// calls, on a route that never failed before, are not.
var (
	rises = [...]effect{{failed: 5, odds: 2, rise: 0.01}, {failed: 100, odds: 5, rise: 0.001}}
	// What creeps has been twice as much for hours, or nearly so.
	creeps = [...]effect{{failed: 20, odds: 1.6, rise: 0.01}, {failed: 100, odds: 4, rise: 0.001}}
	// A rise is over where it falls below these.
	lasts = [...]effect{{failed: 1, odds: 1.5, rise: 0.005}, {failed: 1, odds: 2.5, rise: 0.0005}}
)

const (
	// coldFailures is how many failures are the least while the baseline is cold.
	coldFailures = 20
	// coldRate is the rate at which a service's own faults are told of though nothing is known of what is usual: no endpoint is meant to
	// fail one call in five for minutes.
	coldRate = 0.2
	// An API that fails half as often is an ordinary one, for which so much is to be no accident.
	coldChance = 1e-4
)

var (
	logCold      = math.Log(coldChance)
	ordinaryCold = usual{rate: coldRate / 2, a: 1 / leastVariation, b: (2/coldRate - 1) / leastVariation}
)

// isBroken reports whether an endpoint of which too little is known fails more than any should.
func (c *category) isBroken(found counts) bool {
	return c.usual.cold() && priorOf(c.name) == systemPrior && found.failed >= coldFailures && found.rate() >= coldRate &&
		ordinaryCold.logTail(found) < logCold
}

// shows reports whether a rise is so many times the least.
func (e effect) shows(c counts, usualRate, times float64) bool {
	rate := c.rate()
	odds := 1 + times*(e.odds-1)
	return c.failed >= times*e.failed && rate-usualRate >= times*e.rise && rate*(1-usualRate) >= odds*usualRate*(1-rate)
}

// size is how many times the least effect a rise shows.
func (e effect) size(c counts, usualRate float64) float64 {
	rate := c.rate()
	above := math.Inf(1)
	if usualRate*(1-rate) > 0 {
		above = rate*(1-usualRate)/(usualRate*(1-rate)) - 1
	}
	return max(0, min(c.failed/e.failed, (rate-usualRate)/e.rise, above/(e.odds-1)))
}

// sizeOf is the largest by any of the effects.
func sizeOf(effects []effect, c counts, usualRate float64) float64 {
	size := 0.0
	for _, e := range effects {
		size = max(size, e.size(c, usualRate))
	}
	return size
}

const (
	// chanceOn is the p-value that the calls of a rise outside of its worst two minutes need to make it a lasting one; chanceDown the one
	// above which it is over.
	chanceOn   = 1e-4
	chanceDown = 0.1
	// chanceLow is the p-value of a rate that fell. It has to stay there for hours besides.
	chanceLow = 1e-3
)

var (
	logOn   = math.Log(chanceOn)
	logDown = math.Log(chanceDown)
	logLow  = math.Log(chanceLow)
)

// risen reports whether the failures of a stretch left the normal range.
func (u usual) risen(c counts, cold bool, l limits) bool {
	if cold && c.failed < coldFailures {
		return false
	}
	return (rises[0].shows(c, u.rate, 1) || rises[1].shows(c, u.rate, 1)) && u.logTail(c) < l.up
}

// above reports whether the failures of a stretch are still outside of it.
func (u usual) above(c counts, logChance float64) bool {
	return (lasts[0].shows(c, u.rate, 1) || lasts[1].shows(c, u.rate, 1)) && u.logTail(c) < logChance
}

// fallen reports whether the failures of a stretch are far fewer than usual.
func (u usual) fallen(c counts) bool {
	const leastExpected, odds = 5, 2
	rate := c.rate()
	return c.calls*u.rate >= leastExpected && u.rate*(1-rate) >= odds*rate*(1-u.rate) && u.logHead(c) < logLow
}
