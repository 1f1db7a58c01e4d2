package forecast

import "math"

// onset is one way in which a rise of a Rate may have come about: when it began, and whether its odds grow by a factor or by an amount a step.
type onset struct {
	weight      float64 // how likely it is; those of all sum up to 1
	straight    bool    // by an amount
	began       float64 // steps ago
	level       float64 // the odds' logarithm now
	levelSpread float64 // of it, where the slope is known
	slope       float64 // of it now, a step
	spread      float64 // of the slope's logarithm
	along       float64 // how far the level moves with that
}

const (
	// wanders is the square of how far a bin's odds are off where they are going, as a logarithm, beyond what chance does to counts.
	wanders = 0.01
	// unsteady is how far the rise to come is off the one so far, as a logarithm of the slope, by TestTheMinutesThatAreToldAreTrue.
	unsteady = 0.06
	// scorings is how often a slope is bettered.
	scorings = 6
	onsets   = 2 * begins
	begins   = 14
	// steepest is how much a season may change within hours, as a logarithm: what is beyond is no season.
	steepest = 10
	// lasts is persistence for onsets, which tell of a rise sooner than a line does that lags behind it.
	lasts = 0.5
)

// binsAgo is when a rise may have begun.
var binsAgo = [begins]float64{2, 3, 4, 5, 6, 8, 10, 12, 15, 17, 20, 24, 28, 33}

// evidence is what a rise is found in: the bins, the newest first.
type evidence struct {
	n     int
	age   [lookback]float64 // steps ago
	bad   [lookback]float64 // failures
	could [lookback]float64 // what did not fail, times what the season makes of it
	all   float64           // failures
	width float64           // steps of a bin
}

func (s *Series) evidence() (e evidence) {
	width, now := binSteps(s.step), floorDiv(s.at, s.step)
	e.width = float64(width)
	season := s.counts.of(s.counts.newest).season.float()
	for i := range int64(lookback) {
		n := s.counts.newest - i
		b := s.counts.of(n)
		bad, good := b.bad.float(), b.good.float()
		if bad+good <= 0 {
			continue
		}
		last := min(n*width+width-1, now)
		known := 1 / (1 + bad*wanders) // many failures tell no more than the rate's own noise lets them
		e.age[e.n] = max(float64(now)-float64(n*width+last)/2, 0)
		e.bad[e.n] = known * bad
		e.could[e.n] = known * (good + 0.5) * math.Exp(min(max(b.season.float()-season, -steepest), steepest))
		e.all += e.bad[e.n]
		e.n++
	}
	return e
}

// grown is by what factor the odds of a bin have grown, its logarithm, and how far that moves with the slope's.
func (o *onset) grown(age, slope float64) (factor, log, pull float64) {
	const most = 50
	up := min(max(o.began-age, 0)*slope, most)
	if o.straight {
		return 1 + up, math.Log1p(up), up / (1 + up)
	}
	return math.Exp(up), up, up
}

// fit finds the likeliest slope, by Fisher's scoring of when the failures were: how many they are in all is as it is, so the level before
// need not be known. It returns how likely it is that they were then, whatever the slope, as a logarithm.
func (e *evidence) fit(o *onset, slope float64) float64 {
	const stride, flattest, most = 1, -12, 2 // of the slope's logarithm
	theta := math.Log(slope)
	var likely, info, middle, total float64
	for k := range scorings {
		slope = math.Exp(theta)
		var pulls, squares, score float64
		likely, total = 0, 0
		for i := range e.n {
			factor, log, pull := o.grown(e.age[i], slope)
			w := e.could[i] * factor
			total += w
			pulls += w * pull
			squares += w * pull * pull
			score += e.bad[i] * pull
			likely += e.bad[i] * log
		}
		middle = pulls / total
		info = e.all*max(squares/total-middle*middle, 0) + tiny
		if k < scorings-1 {
			theta += min(max((score-e.all*middle)/info, -stride), stride)
			theta = min(max(theta, flattest), most)
		}
	}
	_, log, pull := o.grown(0, slope)
	o.level = math.Log(e.all/total) + log
	o.levelSpread = 1 / math.Sqrt(e.all)
	o.slope = pull / o.began
	o.spread = min(math.Hypot(1/math.Sqrt(info), unsteady), 1)
	o.along = pull - middle
	return likely - e.all*math.Log(total) - math.Log(max(info, 1))/2
}

// onsets are the ways in which a rise may have come about; false where too little is known of it.
func (s *Series) onsets(r *rise) (all [onsets]onset, known bool) {
	if s.counts == nil {
		return all, false
	}
	const fewBins, fewFailures, flat = 4, 5, 1e-4
	e := s.evidence()
	if e.n < fewBins || e.all < fewFailures {
		return all, false
	}
	best := math.Inf(-1)
	for i := range all {
		o := &all[i]
		o.began, o.straight, o.weight = binsAgo[i/2]*e.width, i%2 == 1, math.Inf(-1)
		if o.began <= e.age[e.n-1] {
			o.weight = e.fit(o, max(r.slope, flat))
		}
		best = max(best, o.weight)
	}
	sum := 0.0
	for i := range all {
		all[i].weight = math.Exp(all[i].weight - best)
		sum += all[i].weight
	}
	for i := range all {
		all[i].weight /= sum
	}
	return all, sum > 0
}

// passSince follows the rises that there may be until they end, each as often as it is likely.
func (s *Series) passSince(x float64, all *[onsets]onset, steps int) Passage {
	const stirred, again = 5, 11 // prime to the draws, so that slope and level are drawn apart from each other and from the onset
	_, season := s.bank.seasonal(placeOf(s.at, 0, s.step))
	_, then := s.bank.seasonal(placeOf(s.at, int64(steps), s.step))
	p := Passage{OK: true}
	var when passages
	i, sum := 0, all[0].weight
	for d := range draws {
		for sum < (float64(d)+0.5)/draws && i < onsets-1 {
			i++
			sum += all[i].weight
		}
		o := &all[i]
		z := normalDraws[d*stirred%draws]
		from := o.level + o.along*o.spread*z + o.levelSpread*normalDraws[d*again%draws]
		slope := o.slope * math.Exp(o.spread*z)
		p.Rising += o.began / draws
		p.Growth += slope / draws
		p.Highest += (from + slope*float64(steps) + max(then-season, 0)) / draws
		took := (x - from) / (slope + tiny)
		if o.straight {
			took = s.straight(from, slope, x)
		}
		took = max(took, 1)
		if took <= float64(steps) {
			when.add(took, goesOn*math.Pow(o.began/(o.began+took), lasts)/draws)
		}
	}
	p.Highest = s.value(p.Highest)
	when.tell(&p)
	return p
}
