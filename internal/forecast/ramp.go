package forecast

import "math"

// ramp fits a line through how far the points have been above their season, from where CUSUM last saw them within it. Its sums are
// those of weighted least squares, of time in steps since then.
type ramp struct {
	steps                   uint16 // since it began
	points                  uint16
	w, wt, wtt, wy, wty, ww float32 // ww: of y squared
}

const (
	// longestRamp is for how many steps a rise is fitted: what goes on for longer is taken up by the level.
	longestRamp = 360
	// fading lets the newest points tell most: rises bend.
	fading = 0.97
	// leastRamp is how many points make a rise.
	leastRamp = 6
)

func (r *ramp) observe(y, weight float64, passed int64) {
	if r.points > 0 {
		r.steps = uint16(min(int64(r.steps)+passed, longestRamp+1)) //nolint:gosec // not negative
	}
	if r.steps > longestRamp {
		return
	}
	if fade := float32(power(fading, passed)); r.points > 0 {
		r.w, r.wt, r.wtt, r.wy, r.wty, r.ww = r.w*fade, r.wt*fade, r.wtt*fade, r.wy*fade, r.wty*fade, r.ww*fade
	}
	t := float64(r.steps)
	r.points++
	r.w += float32(weight)
	r.wt += float32(weight * t)
	r.wtt += float32(weight * t * t)
	r.wy += float32(weight * y)
	r.wty += float32(weight * t * y)
	r.ww += float32(weight * y * y)
}

// rise is a rise that goes on, on the scale of the forecasts.
type rise struct {
	level, levelError float64 // above the season now
	slope, slopeError float64 // a step
	elapsed           float64 // steps since it left the season
}

// fit tells a rise from a step: the line is drawn towards the season at its begin, as a rise's is and a step's is not.
func (r *ramp) fit(noise float64) (rise, bool) {
	if r.points < leastRamp || r.steps > longestRamp {
		return rise{}, false
	}
	const (
		anchor = 0.5 // the inverse square of how far off the season a rise begins, in units of the noise
		likely = 1   // how much likelier a rise must be than a step, as a logarithm
		sure   = 2   // standard errors
	)
	w, wt, wtt := float64(r.w), float64(r.wt), float64(r.wtt)
	wy, wty, ww := float64(r.wy), float64(r.wty), float64(r.ww)
	anchored := w + anchor
	det := anchored*wtt - wt*wt
	if !(det > tiny) || !(w > 0) {
		return rise{}, false
	}
	slope := (anchored*wty - wt*wy) / det
	begin := (wtt*wy - wt*wty) / det
	left := max(ww-begin*wy-slope*wty, 0)
	variance := max(noise*noise, left/float64(r.points)) + tiny*tiny
	stepLeft := max(ww-wy*wy/w, 0)
	now := float64(r.steps)
	f := rise{
		level:      begin + slope*now,
		levelError: math.Sqrt(variance * max(wtt-2*now*wt+now*now*anchored, 0) / det),
		slope:      slope,
		slopeError: math.Sqrt(variance * anchored / det),
	}
	if slope < sure*f.slopeError || stepLeft-left < 2*likely*variance {
		return rise{}, false
	}
	f.elapsed = now + min(max(begin/slope, 0), now)
	return f, true
}

// rising is the rise that the series is in. It is over as soon as the newest points fall behind the line.
func (s *Series) rising() (rise, bool) {
	if s.rise <= departure {
		return rise{}, false
	}
	const behind = 1 // of the noise
	r, rising := s.ramp.fit(s.noise())
	_, season := s.bank.seasonal(placeOf(s.at, 0, s.step))
	line := float64(s.bank.base) + season + r.level
	return r, rising && line-float64(s.bank.trendLevel) <= behind*s.noise() && !s.fell(line)
}

// fell reports whether the newest point lies far below where the series was going, as after a restart. Levels are slow to follow it.
func (s *Series) fell(expected float64) bool {
	const far = 4 // of the noise
	return expected-float64(s.bank.last) > far*s.noise()
}

// noise is the standard deviation of the points about where they are going.
func (s *Series) noise() float64 { return deviation * min(float64(s.fastScale), float64(s.scale)) }

// Rising is for how many steps the values have risen above their season, and by how much a step: of the odds' logarithm, the value's, or
// the value. Both are 0 where they do not rise.
func (s *Series) Rising() (steps, growth float64) {
	if r, rising := s.rising(); rising {
		return r.elapsed, r.slope
	}
	return 0, 0
}

func (s *Series) rises() bool {
	_, rising := s.rising()
	return rising
}
