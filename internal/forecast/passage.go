package forecast

import "math"

// Passage says whether and when a series will pass a threshold upwards.
type Passage struct {
	OK     bool // false: it abstains, and the figures are worth nothing
	Reason Reason
	// Probability is that the mean of so many points in a row passes the threshold within the steps; of a Rate that rises, the rate itself.
	Probability float64
	// Earliest, Median and Latest are after how many steps it does, if it does: with 10%, 50% and 90%.
	Earliest, Median, Latest float64
	// Highest is what is expected at most: below the threshold only chance passes it.
	Highest float64
	// Rising is for how many steps there has been a rise that leads there, by so much a step: of the odds' logarithm, the value's, or the
	// value. 0: level and season lead there.
	Rising float64
	Growth float64
	// Skill is by how much less the error at that distance is than that of the last value; 0 for a rise, which has no record yet.
	Skill float64
}

// Passing says whether the mean of `window` points will pass a threshold within some steps. Now is that mean; 0: it is not known. Neither tells of a
// Rate that rises, which is followed by what failed when.
func (s *Series) Passing(now, threshold float64, steps, window int) Passage {
	if steps < 1 || steps > MaxSteps {
		return Passage{Reason: TooFar}
	}
	if s.rungs[2].records[calm].count < leastOutcomes {
		return Passage{Reason: TooYoung}
	}
	x := s.scaled(threshold)
	if math.IsNaN(x) {
		return Passage{Reason: TooFar}
	}
	window = min(max(window, 1), steps)
	if r, rising := s.rising(); rising {
		if all, known := s.onsets(&r); known {
			return s.passSince(x, &all, steps)
		}
		return s.passRising(now, x, &r, steps, window)
	}
	return s.passUsual(x, steps, window)
}

// scaled is a value on the scale of the forecasts.
func (s *Series) scaled(value float64) float64 {
	switch s.kind {
	case Rate:
		return math.Log(value / (1 - value))
	case Positive:
		return math.Log(max(value, leastValue))
	default:
		return value
	}
}

const (
	// goesOn is the probability that a rise is not about to end, and persistence how soon it ends otherwise: it goes on for as long again as
	// it has with a probability of 2^-persistence (Lindy's law). Both by TestPassagesHappenAsOftenAsTheySay.
	goesOn      = 0.95
	persistence = 0.4
	draws       = 16 // of what is not known, each as likely as the others
)

// normalDraws are the middles of so many equal shares of a normal distribution.
var normalDraws = func() (z [draws]float64) {
	for i := range z {
		z[i] = normalQuantile((float64(i) + 0.5) / draws)
	}
	return z
}()

// passRising follows the lines that a rise may take until it ends, from where the mean is: the line of a rise that bends is ahead of it, and people
// are told that mean.
func (s *Series) passRising(mean, x float64, r *rise, steps, window int) Passage {
	_, season := s.bank.seasonal(placeOf(s.at, 0, s.step))
	now := s.scaled(mean)
	if mean <= 0 {
		now = float64(s.bank.base) + season + r.level - r.slope*float64(window-1)/2 // behind the line, which is where the newest point is
	}
	p := Passage{OK: true, Rising: r.elapsed, Growth: r.slope}
	_, then := s.bank.seasonal(placeOf(s.at, int64(steps), s.step))
	p.Highest = s.value(now + r.slope*float64(steps) + max(then-season, 0))
	chance := float64(s.fastScale) / math.Sqrt(float64(window))
	var when passages
	for i, z := range normalDraws {
		// Where the level is high the slope is steep: both by one draw. Half of the lines are straight in the values themselves.
		from := now + z*math.Hypot(r.levelError, chance)
		slope := max(r.slope+z*r.slopeError, 0)
		took := (x - from) / (slope + tiny)
		if i%2 == 1 {
			took = s.straight(from, slope, x)
		}
		took = max(took, 1)
		if took <= float64(steps) {
			when.add(took, goesOn*math.Pow(r.elapsed/(r.elapsed+took), persistence)/draws)
		}
	}
	when.tell(&p)
	return p
}

// straight is how long a line takes that is straight in the values.
func (s *Series) straight(from, slope, to float64) float64 {
	value, target := s.value(from), s.value(to)
	steepness := 1.0
	switch s.kind {
	case Rate:
		steepness = value * (1 - value)
	case Positive:
		steepness = value
	default:
	}
	return (target - value) / (slope*steepness + tiny*value + tiny*tiny)
}

// passages is by when a threshold is passed, with what probability, in any order.
type passages struct {
	n         int
	took, how [draws]float64
}

func (p *passages) add(took, how float64) {
	i := p.n
	for ; i > 0 && p.took[i-1] > took; i-- {
		p.took[i], p.how[i] = p.took[i-1], p.how[i-1]
	}
	p.took[i], p.how[i] = took, how
	p.n++
}

func (p *passages) tell(to *Passage) {
	for _, how := range p.how[:p.n] {
		to.Probability += how
	}
	sum := 0.0
	for i, how := range p.how[:p.n] {
		sum += how / to.Probability
		took := p.took[i]
		if to.Earliest == 0 && sum >= 0.1 {
			to.Earliest = took
		}
		if to.Median == 0 && sum >= 0.5 {
			to.Median = took
		}
		if to.Latest == 0 && sum >= 0.9 {
			to.Latest = took
		}
	}
}

// passUsual goes by the record of the models. What is not known of the level is the same at all distances; the noise of the points is
// drawn anew in each window.
func (s *Series) passUsual(x float64, steps, window int) Passage {
	known := 0 // how far there is a record
	for i, h := range horizons {
		if s.rungs[i].records[calm].count >= leastOutcomes {
			known = int(h)
		}
	}
	steps = min(steps, known)
	if steps < window {
		return Passage{Reason: TooYoung}
	}
	p := Passage{OK: true, Highest: math.Inf(-1)}
	var alive [draws]float64
	for i := range alive {
		alive[i] = 1
	}
	nearest := float64(s.rungs[0].recordOf(s.regime()).scale)
	// What has just fallen, as after a restart, is not about to be back where the models have not left yet.
	if soon, _ := s.reach(1, nearest); s.fell(soon) {
		return Passage{Reason: Fell}
	}
	noise := deviation*nearest/math.Sqrt(float64(window)) + tiny
	var by [MaxSteps + 1]float32 // the probability that it was passed
	last := 0
	for h := window; h <= steps; h += window {
		mean, level := s.reach(int64(h), nearest)
		if h == window && mean >= x {
			return Passage{Reason: Passed}
		}
		p.Highest = max(p.Highest, mean)
		passed := 0.0
		for i := range alive {
			alive[i] *= normalBelow((x - mean - level[i]) / noise)
			passed += (1 - alive[i]) / draws
		}
		by[h] = float32(passed)
		last = h
	}
	p.Probability = float64(by[last])
	if p.Highest < x {
		p.Probability = min(p.Probability, even)
	}
	p.Highest = s.value(p.Highest)
	for h := window; h <= last; h += window {
		share := float64(by[h]) / (float64(by[last]) + tiny)
		at := float64(h)
		if p.Earliest == 0 && share >= 0.1 {
			p.Earliest = at
		}
		if p.Median == 0 && share >= 0.5 {
			p.Median = at
		}
		if p.Latest == 0 && share >= 0.9 {
			p.Latest = at
		}
	}
	above, _, _ := around(max(int(p.Median), 1))
	past := s.rungs[above].recordOf(s.regime())
	if e := past.errs[lastValue].float(); e > 0 {
		p.Skill = 1 - float64(past.scale)/e
	}
	if p.Skill < leastSkill {
		return Passage{Reason: NoSkill, Skill: p.Skill}
	}
	return p
}

// even is as sure as chance alone makes anything.
const even = 0.5

// deviation is a normal error's, in units of its mean absolute value.
const deviation = 1.2533

// reach is the middle of what is expected, and how far off the level may be: the errors at that distance but for those of the points.
func (s *Series) reach(steps int64, nearest float64) (mean float64, off [draws]float64) {
	above, below, near := around(int(steps))
	upper, lower := &s.rungs[above], &s.rungs[below]
	regime := s.regime()
	past, before := upper.recordOf(regime), lower.recordOf(regime)
	mean = s.mixture(&past, steps)
	upperScale, lowerScale := float64(past.scale), float64(before.scale)
	scale := (1-near)*upperScale + near*lowerScale
	level := math.Sqrt(max(scale*scale-nearest*nearest, 0)) / (scale + tiny)
	for i, z := range normalDraws {
		off[i] = level * ((1-near)*upperScale*upper.marks.from(z) + near*lowerScale*lower.marks.from(z))
	}
	return mean, off
}

// mixture is the middle of what is expected if nothing goes on rising: what rises is asked first. Where the series has departed from its
// season it keeps its distance.
func (s *Series) mixture(r *record, steps int64) float64 {
	shares := r.shares()
	mean := 0.0
	ahead := s.bank.ahead(steps, placeOf(s.at, steps, s.step))
	if s.regime() == departed {
		return ahead[smoothed].sum()
	}
	for m, p := range ahead {
		mean += shares[m] * (p.sum() - p.trend)
	}
	return mean
}

func normalBelow(z float64) float64 { return 0.5 * math.Erfc(-z/math.Sqrt2) }

// Level is what the level of the series stays below with a probability some steps on, without the noise of single points and whether or not
// that is known better than from the last value; false where too little is known.
func (s *Series) Level(steps int, probability float64) (float64, bool) {
	if steps < 1 || steps > MaxSteps || !(probability > 0 && probability < 1) {
		return 0, false
	}
	above, _, _ := around(steps)
	if s.rungs[above].records[calm].count < leastOutcomes {
		return 0, false
	}
	nearest := float64(s.rungs[0].recordOf(s.regime()).scale)
	mean, off := s.reach(int64(steps), nearest)
	i := min(int(probability*draws), draws-1)
	return s.value(mean + off[i]), true
}

// around is the rungs above and below a distance, and how near the lower one is.
func around(steps int) (above, below int, near float64) {
	for horizons[above] < int64(steps) {
		above++
	}
	below = max(above-1, 0)
	if above > below {
		near = float64(horizons[above]-int64(steps)) / float64(horizons[above]-horizons[below])
	}
	return above, below, near
}
