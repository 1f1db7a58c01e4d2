package forecast

import "math"

// horizons are the distances, in steps, at which a series keeps the record of its forecasts; those between are read from the
// neighbours. They share no factor with a day or an hour, so that their forecasts come from all times of it in turn.
var horizons = [...]int64{1, 2, 4, 7, 17, 31, 61, 127, 257}

// MaxSteps is how far a Series forecasts.
const MaxSteps = 257

// rung is the record of one horizon: the forecast whose outcome is awaited, and how the ones before it did.
type rung struct {
	left    uint16         // steps until the outcome; 0: none is awaited
	regime  uint8          // in which it was forecast
	said    [models]offset // from their mixture
	mixed   float32
	records [regimes]record
	marks   marks
}

// A series is calm or has departed from its season: what forecasts well in the one does not in the other.
const (
	calm = iota
	departed
	regimes
)

// record is how well the models did.
type record struct {
	scale float32           // the usual absolute error of their mixture
	errs  [models]magnitude // and of each
	count uint16            // outcomes, saturating
}

// recordGain is how much the newest outcome counts, at least.
const recordGain = 0.04

// judge compares what is awaited with what came.
func (s *Series) judge(x float64, passed int64) {
	for i := range s.rungs {
		r := &s.rungs[i]
		switch left := int64(r.left); {
		case left == 0:
		case passed < left:
			r.left = uint16(left - passed) //nolint:gosec // less than before
		case passed > left: // the outcome was never measured
			r.left = 0
		default:
			r.left = 0
			r.judge(x)
		}
	}
}

func (r *rung) judge(x float64) {
	c := &r.records[r.regime]
	gain := max(1/float64(c.count+1), recordGain)
	first := c.count == 0
	update := func(usual, e float64) float64 {
		e = math.Abs(e)
		if !first {
			e = min(e, farOff*usual+tiny)
		}
		return usual + (e-usual)*gain
	}
	e := x - float64(r.mixed)
	r.marks.learn(e, float64(c.scale), r.records[calm].count)
	for m, said := range r.said {
		c.errs[m] = magnitudeOf(update(c.errs[m].float(), e-said.float()))
	}
	c.scale = float32(update(float64(c.scale), e))
	if c.count < math.MaxUint16 {
		c.count++
	}
}

// imagine is the record of a departed regime before there is one: as the calm one's, but that the trend is believed and a return
// to the season is not. It counts as some outcomes.
func (r *rung) imagine() {
	const instead, disbelief, doubt = 4, 3, 1.5
	c := r.records[calm]
	trend := c.errs[dampedTrend].float()
	for m := range c.errs {
		c.errs[m] = magnitudeOf(max(c.errs[m].float(), trend) * disbelief)
	}
	c.errs[dampedTrend], c.errs[lastValue] = magnitudeOf(trend), magnitudeOf(trend*doubt)
	c.count, c.scale = instead, float32(trend)
	r.records[departed] = c
}

// doubt takes back what was forecast from the old level, and lets new outcomes outweigh the record soon.
func (r *rung) doubt() {
	r.left = 0
	r.records[calm].count = min(r.records[calm].count, leastOutcomes)
}

// promise forecasts for each horizon whose last forecast has met its outcome.
func (s *Series) promise() {
	for i := range s.rungs {
		r := &s.rungs[i]
		if r.left > 0 {
			continue
		}
		h := horizons[i]
		r.left = uint16(h) //nolint:gosec // MaxSteps at most
		r.regime = s.regime()
		if r.regime == departed && r.records[departed].count == 0 {
			r.imagine()
		}
		mixed := 0.0
		var said [models]float64
		shares := r.records[r.regime].shares()
		for m, p := range s.bank.ahead(h, placeOf(s.at, h, s.step)) {
			said[m] = p.sum()
			mixed += shares[m] * said[m]
		}
		r.mixed = float32(mixed)
		for m := range said {
			r.said[m] = offsetOf(said[m] - mixed)
		}
	}
}

// shares weighs the models by the fourth power of their errors, inverted; before any record they are alike. The last value has
// none: it is what they are held against, and nothing keeps an outlier out of it.
func (r *record) shares() [models]float64 {
	best := math.Inf(1)
	for _, e := range r.errs[smoothed:] {
		best = min(best, e.float())
	}
	var shares [models]float64
	total := 0.0
	for m := smoothed; m < models; m++ {
		ratio := (best + tiny) / (r.errs[m].float() + tiny)
		ratio *= ratio
		shares[m] = ratio * ratio
		total += shares[m]
	}
	for m := range shares {
		shares[m] /= total
	}
	return shares
}
