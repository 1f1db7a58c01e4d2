package surge

import "math"

// effect is the least that a rise must be to matter, however unlikely it is.
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
	// A rise is over where it falls below these.
	lasts = [...]effect{{failed: 1, odds: 1.5, rise: 0.005}, {failed: 1, odds: 2.5, rise: 0.0005}}
)

const (
	// coldFailures is how many failures are the least while the baseline is cold.
	coldFailures = 20
	// coldRate is the rate at which a service's own faults are told of though nothing is known of what is usual: no endpoint is meant to
	// fail one call in five for minutes.
	coldRate = 0.2
)

// isBroken reports whether an endpoint of which too little is known fails more than any should.
func (c *category) isBroken(found counts) bool {
	return c.usual.cold() && priorOf(c.name) == systemPrior && found.failed >= coldFailures && found.rate() >= coldRate
}

func (e effect) shows(c counts, usualRate float64) bool {
	rate := c.rate()
	return c.failed >= e.failed && rate-usualRate >= e.rise && rate*(1-usualRate) >= e.odds*usualRate*(1-rate)
}

const (
	// chanceUp is the p-value that a rise begins by, for each of the stretches; chanceOn the one that its calls outside of the worst two
	// minutes need to make it a lasting one; chanceDown the one above which it is over.
	chanceUp   = 1e-8
	chanceOn   = 1e-4
	chanceDown = 0.1
	// chanceLow is the p-value of a rate that fell. It has to stay there for hours besides.
	chanceLow = 1e-3
)

var (
	logUp   = math.Log(chanceUp)
	logOn   = math.Log(chanceOn)
	logDown = math.Log(chanceDown)
	logLow  = math.Log(chanceLow)
)

// risen reports whether the failures of a stretch left the normal range.
func (u usual) risen(c counts, cold bool) bool {
	if cold && c.failed < coldFailures {
		return false
	}
	return (rises[0].shows(c, u.rate) || rises[1].shows(c, u.rate)) && u.logTail(c) < logUp
}

// above reports whether the failures of a stretch are still outside of it.
func (u usual) above(c counts, logChance float64) bool {
	return (lasts[0].shows(c, u.rate) || lasts[1].shows(c, u.rate)) && u.logTail(c) < logChance
}

// fallen reports whether the failures of a stretch are far fewer than usual.
func (u usual) fallen(c counts) bool {
	const leastExpected, odds = 5, 2
	rate := c.rate()
	return c.calls*u.rate >= leastExpected && u.rate*(1-rate) >= odds*rate*(1-u.rate) && u.logHead(c) < logLow
}
