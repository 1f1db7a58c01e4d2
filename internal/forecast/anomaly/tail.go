package anomaly

import "math"

const (
	// peaks is how many of its greatest values a tail keeps.
	peaks = 16
	// block is how many rows make one peak: neighbours are not independent, and one burst is one peak.
	block = 8
	// leastBlocks have to be seen before anything can be surprising.
	leastBlocks = 16
	// mostSurprise bounds what one statistic can say, in decimal orders of magnitude.
	mostSurprise = 12
	// leastExcess is the least that peaks are said to differ by, in the smallest of them: where they are nearly the same (a wave, few values), a little
	// more is not yet rare.
	leastExcess = 0.15
	// A peak that is farther than leap times what they differ by beyond all before is a first of its kind. So is all that comes less than apart blocks
	// after.
	leap, apart = 0.7, 12
	// largest is what a statistic is cut to, far inside a float32 and exact in it.
	largest = 0x1p100
)

// tail remembers the greatest values of a statistic, one a block of rows, and tells how rare the next one is.
type tail struct {
	Top    [peaks]float32 // descending
	Excess float32        // mean of Top over its smallest, or leastExcess of that
	Peak   float32        // of the block under way
	// Firsts is the greatest first of its kind, Past that without the last ones.
	Firsts, Past float32
	Blocks       uint32
	// Orders is log10(Blocks+1): how rare a value beyond all is said to be at least.
	Orders float32
	Inside uint8 // rows of the block under way
	Since  uint8 // blocks since the last first of its kind, at most 255
}

// ordersOf is log10 of a count of peaks.
var ordersOf = func() (orders [peaks + 1]float64) {
	for i := range orders {
		orders[i] = math.Log10(float64(i))
	}
	return orders
}()

// surprise is about -log10 of the probability that a block's peak is as large: half by the value's rank among the peaks, which assumes nothing
// but cannot tell large from huge, half by an exponential tail fitted to them (peaks over threshold), which can. peers is how many of the
// peaks kept are as large. They are said to differ by least at least.
func (t *tail) surprise(stat, least float32) (surprise float64, peers int) {
	if t.Blocks < leastBlocks {
		return 0, 0
	}
	orders, smallest := float64(t.Orders), t.Top[peaks-1]
	if stat <= smallest {
		if smallest == 0 {
			return 0, peaks
		}
		return (orders - ordersOf[peaks]) * float64(stat/smallest), peaks
	}
	for peers < peaks && t.Top[peers] >= stat {
		peers++
	}
	fitted := float64(mostSurprise)
	if excess := max(t.Excess, least); excess > 0 {
		fitted = min(fitted, orders-ordersOf[peaks]+float64(stat-smallest)/float64(excess)*math.Log10E)
	}
	return (fitted + orders - ordersOf[peers+1]) / 2, peers
}

// add learns a value, with the block that it is in.
func (t *tail) add(stat float32) {
	t.Peak = max(t.Peak, stat)
	t.Inside++
	if t.Inside < block {
		return
	}
	t.learn(t.Peak)
	t.Peak, t.Inside = 0, 0
}

// learn takes a first of its kind for no farther out than a leap, for it would else make the next one look usual. What came as far out before, and
// apart from it, recurs, and is learnt as it is.
func (t *tail) learn(peak float32) {
	t.Since = min(t.Since, math.MaxUint8-1) + 1
	if most := t.Top[0] + leap*t.Excess; peak > most && t.Excess > 0 && t.Blocks >= leastBlocks {
		if t.Since > apart {
			t.Past = t.Firsts
		}
		t.Since = 0
		t.Firsts = max(t.Firsts, peak)
		peak = min(peak, max(t.Past, most))
	}
	if peak > t.Top[peaks-1] {
		t.insert(peak)
	}
	if t.Blocks < math.MaxUint32 {
		t.Blocks++
	}
	t.Orders = float32(math.Log10(float64(t.Blocks) + 1))
}

func (t *tail) insert(peak float32) {
	i := peaks - 1
	for ; i > 0 && t.Top[i-1] < peak; i-- {
		t.Top[i] = t.Top[i-1]
	}
	t.Top[i] = peak
	sum := float32(0)
	for _, top := range t.Top {
		sum += top - t.Top[peaks-1]
	}
	t.Excess = max(sum/(peaks-1), leastExcess*t.Top[peaks-1])
}
