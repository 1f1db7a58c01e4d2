package surge

import "math"

const (
	// chanceSuspicious is the p-value of the last half hour below which no block becomes usual: a rate that grows teaches the baseline to grow and to vary with
	// it, and would never leave its range. It is weak, since the baseline only waits: nothing is told of by it.
	chanceSuspicious = 0.03
	// mostHeld is for how many blocks with calls it waits, four hours: a day has its waves.
	mostHeld = 48
)

var logSuspicious = math.Log(chanceSuspicious)

// hold is what the baseline will be when the rate is suspicious no longer, or has been for too long. It is dropped where a rise is told of: what was
// held back was its beginning. From then on it is what the baseline will be if the rise comes to be usual.
type hold struct {
	next   reference
	blocks uint8 // held back in a row; 0 where none are, and 1 during a rise
}

// learn makes a block usual, now or later.
func (c *category) learn(block, halfHour, prior counts) {
	if block.calls <= 0 {
		return
	}
	if c.hold.blocks < mostHeld && c.suspicious(halfHour, prior) {
		if c.hold.blocks == 0 {
			c.hold.next = referenceOf(&c.usual)
		}
		next := c.hold.next.baseline()
		next.learn(block, prior, keepHalfDay, keepVariation)
		c.hold.next = referenceOf(&next)
		c.hold.blocks++
		return
	}
	if c.hold.blocks > 0 && c.rise.state == Normal {
		c.usual, c.hold = c.hold.next.baseline(), hold{}
	}
	c.usual.learn(block, prior, keepHalfDay, keepVariation)
}

// rising drops what was held back, and keeps how much rates vary: the first minutes of a rise tell nothing of that.
func (h *hold) rising(usual *baseline) {
	*h = hold{next: referenceOf(&baseline{weight: usual.weight, excess: usual.excess, last: usual.last, again: usual.again}), blocks: 1}
}

// accustom makes a block of a rise part of what will be usual if it stays, which begins with half an hour of it.
func (c *category) accustom(block, halfHour, prior counts) {
	next := c.hold.next.baseline()
	if next.blocks == 0 {
		next.past, next.failed = past{calls: halfHour.calls, blocks: coldBlocks}, halfHour.failed
	}
	next.learn(block, prior, keepHalfDay, keepVariation)
	c.hold.next, c.hold.blocks = referenceOf(&next), 1
}

// suspicious reports whether the last half hour is higher than usual by more than is likely, though perhaps by too little to be told of.
func (c *category) suspicious(halfHour, prior counts) bool {
	if c.usual.cold() || c.rise.state != Normal {
		return false
	}
	return c.usual.usualWhere(prior, allFresh).logTail(halfHour) < logSuspicious
}

const (
	// breakingEffect is how many times the least effect a rise has to be that a few hours teach nothing about: four times the usual odds. breakingChance
	// is its p-value; it is a blip until it passes chanceOn as well. breakingRate is above coldRate: what fails one call in twenty, and varies by half, fails a
	// fifth for half an hour far more often.
	breakingEffect = 3
	breakingChance = 1e-3
	breakingRate   = 0.22
)

var logBreaking = math.Log(breakingChance)

// breaks reports whether an endpoint of which less than a day is known has come to fail as much as no new one should. A rise of some hours is most of what it
// knows of how much rates vary, so that is forgotten then.
func (c *category) breaks(length int64, found counts) bool {
	prior := priorOf(c.name)
	if length < longSlots || c.creep.slow.blocks > 0 || prior != systemPrior || found.failed < coldFailures || found.rate() < breakingRate {
		return false
	}
	steady := c.usual
	steady.excess = min(steady.excess, guessedVariation*steady.weight)
	u := steady.usualWhere(prior, allFresh)
	if !rises[0].shows(found, u.rate, breakingEffect) || u.logTail(found) >= logBreaking {
		return false
	}
	c.usual = steady
	return true
}
