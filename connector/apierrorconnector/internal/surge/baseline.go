package surge

import "math"

const (
	// halfLife is after how many blocks with calls half of the past is forgotten: twelve hours of traffic.
	halfLife = 144
	// How much rates vary is remembered for longer: it takes many blocks to tell.
	variationHalfLife = 4 * halfLife
	// A baseline is cold until it has so many blocks and calls.
	coldBlocks = 12
	coldCalls  = 100

	// guessedVariation stands for so many blocks until the real ones outweigh it.
	guessedVariation = 0.15
	guessedBlocks    = 6
	// A stretch under test lies across blocks, and its rate may vary by half more than theirs, which are averages of what befell each.
	// And the variation is known only to one part in the root of the number of blocks: it is taken for more by so many of them.
	across = 1.5
	doubt  = 4
	// No rate is as steady as a coin, and none is so wild that nothing could be said of it.
	leastVariation = 0.005
	mostVariation  = 100
	// No rate is taken to hold for longer than an hour. Blocks that vary by less than steadyVariation hold as well, and are fresh none the less.
	leastFresh      = 1.0 / hourBlocks
	steadyVariation = 0.02
	// allFresh takes each block for fresh.
	allFresh = 1

	// A block counts as no more than usual plus so many standard deviations and failures.
	clipDeviations = 4
	clipFailures   = 10
)

// keepHalfDay is what a block leaves of the past.
var (
	keepHalfDay   = math.Exp2(-1.0 / halfLife)
	keepVariation = math.Exp2(-1.0 / variationHalfLife)
)

// past is how much was seen of an endpoint, half forgotten after halfLife.
type past struct {
	calls  float64
	blocks float64
}

func (p *past) learn(calls, keep float64) {
	p.calls = p.calls*keep + calls
	p.blocks = p.blocks*keep + 1
}

func (p *past) cold() bool { return p.blocks < coldBlocks || p.calls < coldCalls }

// baseline is what is usual for a category.
type baseline struct {
	past
	failed float64
	weight float64 // Σ g of the blocks, see the package's documentation
	excess float64 // Σ g × how far their rates were off, squared, in parts of the usual rate
	last   float32 // how far that of the last block was off
	again  float32 // Σ of that times how far the one before it was
}

// fresh is the part of the blocks that tells something new: all, where each has a rate of its own, and one of twelve where a rate holds for an hour. That two
// in a row are off together tells; until it does, a rate is taken to hold.
func (b *baseline) fresh() float64 {
	const guessed = guessedBlocks * guessedVariation
	same := guessed + max(0, float64(b.again))
	off := max(same, guessed+b.excess)
	return max(leastFresh, 1-same/(off+steadyVariation*b.weight))
}

// variation is the square of the relative deviation of the rate, where a part of the blocks is fresh.
func (b *baseline) variation(fresh float64) float64 {
	known := guessedBlocks + b.weight*fresh
	c := max(leastVariation, (guessedBlocks*guessedVariation+b.excess*fresh)/known)
	return min(mostVariation, c*(across+doubt/math.Sqrt(known)))
}

func (b *baseline) usual(prior counts) usual { return b.usualWhere(prior, b.fresh()) }

// usualWhere takes a part of the blocks for fresh.
func (b *baseline) usualWhere(prior counts, fresh float64) usual {
	failed := b.failed + prior.failed
	rate := failed / (b.calls + prior.calls)
	variation := b.variation(fresh)
	if b.cold() {
		rate = max(rate, prior.rate()) // a few good minutes prove nothing
	} else {
		variation *= 1 + 1/(b.blocks*fresh) // the rate is the mean of that many
	}
	a := 1 / (variation + 1/failed)
	return usual{rate: rate, a: a, b: a * (1 - rate) / rate}
}

// learn makes a block part of the past. While it is cold, all is learnt as it is, since nothing tells what is normal; save that a
// system does not fail most of its calls.
func (b *baseline) learn(block counts, prior counts, keep, keepVariation float64) {
	if block.calls <= 0 {
		return
	}
	failed := block.failed
	if b.cold() {
		if prior == systemPrior && block.rate() >= heavyRate {
			return
		}
	} else {
		fresh := b.fresh()
		rate := b.usualWhere(prior, fresh).rate
		mean, q, c := block.calls*rate, 1-rate, b.variation(fresh)
		failed = min(failed, mean+clipDeviations*math.Sqrt(q*(mean+c*mean*mean))+clipFailures)
		g := guessedVariation / (1 + guessedVariation*mean) // times the mean: left out here as in what it is multiplied by
		b.weight = b.weight*keepVariation + g*g*mean*mean
		b.excess = b.excess*keepVariation + g*g*((failed-mean)*(failed-mean)/q-mean)
		off := float32(g * (failed - mean) / math.Sqrt(q))
		b.again = b.again*float32(keepVariation) + off*b.last
		b.last = off
	}
	b.past.learn(block.calls, keep)
	b.failed = b.failed*keep + failed
}

// usual is the distribution of the rate of a stretch: Beta(a, b).
type usual struct{ rate, a, b float64 }

// logTail is the natural logarithm of the chance of so many failures or more.
func (u usual) logTail(c counts) float64 { return logTail(c.failed, c.calls, u.a, u.b) }

// logHead is the natural logarithm of the chance of so few failures or fewer.
func (u usual) logHead(c counts) float64 { return logTail(c.calls-c.failed, c.calls, u.b, u.a) }

// between is the range that holds 95% of the rates of five minutes, by the approximation of Wilson and Hilferty (The distribution of
// chi-square, Proc. Natl. Acad. Sci. 17, 1931).
func (u usual) between() (low, high float64) {
	const z = 1.96
	at := func(z float64) float64 {
		root := 1 - 1/(9*u.a) + z/(3*math.Sqrt(u.a))
		return min(1, u.rate*max(0, root*root*root))
	}
	return at(-z), max(u.rate, at(z)) // of a rate that is mostly 0 and seldom high it says little
}
