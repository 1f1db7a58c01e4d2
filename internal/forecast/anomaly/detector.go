package anomaly

import "math"

// Verdict is what a row is like, judged by the rows before it and itself.
type Verdict struct {
	// Score is 0 to 1. Alert and more is an alert, which only the first row of a situation is.
	Score float64
	// Expected is what the rows before foretold, Lower and Upper are where 95% of the values lie. NaN before the first row.
	Expected, Lower, Upper float64
	// Surprise is what the score is made of: about how many decimal orders of magnitude rarer than usual the row is.
	Surprise float64
	// Limit is the surprise that makes an alert.
	Limit float64
	// By is what is most out of the ordinary, and Distance by how much, in the series' own unit.
	By       Feature
	Distance float64
	// Off is how far the row is off, by that or by the level of the series, in its usual deviations; negative where it is lower.
	Off float64
	// Seasonal is whether the hour of the day foretells the values, as far as the rows before tell.
	Seasonal bool
	// Peers is how many of the Blocks stretches before were as far out; at 16 there may be more.
	Peers, Blocks int
}

// Detector watches one series. The zero value is ready. It is of a fixed size and holds no pointers.
type Detector struct {
	state state
}

// state is the Detector's, with the fields exported for encoding/binary.
type state struct {
	Base      baseline
	Band      band
	Tails     [features]tail
	Situation situation
	// Step is the mean time between two rows, nanoseconds.
	Step float64
	At   int64
}

// Observe judges a row and learns it. at is Unix nanoseconds; rows come in the order in which they are to be read, and need not be evenly spaced.
// A value that is not a number, or infinite, is foretold but neither judged nor learnt.
func (d *Detector) Observe(at int64, value float64) Verdict {
	return d.ObserveUnless(at, value, nothingHeld)
}

// ObserveUnless is Observe, but asks before it raises an alert whether to hold it back, which people's verdicts on the ones before may say. What
// is held back is no situation that would hide another: what is not held back is raised in the midst of it.
func (d *Detector) ObserveUnless(at int64, value float64, hold func(Verdict) bool) Verdict {
	s := &d.state
	v := Verdict{Expected: math.NaN(), Lower: math.NaN(), Upper: math.NaN()}
	if s.Base.Rows > 0 {
		v.Expected, v.Lower, v.Upper, _ = s.Band.limits(&s.Base, at)
	}
	if math.IsNaN(value) || math.IsInf(value, 0) {
		return v
	}
	s.pace(at)
	v.Seasonal = s.seasonal(at)
	s.Band.learn(&s.Base, at, value)
	rows := s.Base.Rows
	var distance [features]float64
	s.Base.distances(at, value, &distance)
	s.pool(&distance, &v)
	v.Limit = limit(rows)
	v.Off = s.Base.off(&v, value)
	back := math.Abs(value-s.Base.Slow) <= backWithin*s.Base.Deviation
	v.Score = s.Situation.score(v.Surprise, v.Limit, back, func() bool { return hold(v) })
	return v
}

// off is how far the row is off by what is most out of the ordinary, or off the level, if that is farther: a jump within a rise is small.
func (b *baseline) off(v *Verdict, value float64) float64 {
	if !(b.Deviation > 0) {
		return 0
	}
	level := value - b.Slow
	signed := level
	switch v.By {
	case Shift, LongShift, Drift:
		signed = b.mean(shiftRows(v.By)) - b.Slow
	case OffSeason4:
		signed = b.Smooth4
	case OffSeason12:
		signed = b.Smooth12
	case Unrest:
		signed = b.Unrest - b.Rest
	case Jump, Spike, OffSeason, Sharp:
		signed = math.Copysign(v.Distance, value-v.Expected)
	default: // Outlier, Run
	}
	if math.Abs(level) > math.Abs(signed) {
		signed = level
	}
	return signed / b.Deviation
}

// pool is the power mean of the features' surprises, of the fourth power: one that is very surprised outweighs many that are a little, and
// several together outweigh one. A feature that isn't known yet is not surprised.
func (s *state) pool(distance *[features]float64, v *Verdict) {
	var most, ofOneRow opinion
	sum := 0.0
	for f := range features {
		if distance[f] < 0 {
			continue
		}
		stat := s.stat(f, distance[f])
		tail := &s.Tails[f]
		surprise, peers := tail.surprise(stat, s.least(f))
		if f == Unrest && s.Base.calm() && s.Base.Rows <= calmAfter {
			surprise = 0 // but learnt, for what more than usual is ranked by
		}
		said := opinion{f, surprise, peers, int(tail.Blocks)}
		if surprise > most.surprise {
			most = said
		}
		if surprise > ofOneRow.surprise && f.ofOneRow() {
			ofOneRow = said
		}
		switch {
		case f != Run:
			tail.add(stat)
		case s.Base.Ended >= block:
			tail.learn(float32(s.Base.Ended))
		}
		sum += surprise * surprise * surprise * surprise
	}
	if ofOneRow.surprise > 0 && s.Base.carries(most.by, hourOf(s.At), distance) {
		most = ofOneRow
	}
	v.By, v.Distance, v.Peers, v.Blocks = most.by, distance[most.by], most.peers, most.blocks
	v.Surprise = math.Sqrt(math.Sqrt(sum / float64(features)))
}

// opinion is what a feature says of a row.
type opinion struct {
	by            Feature
	surprise      float64
	peers, blocks int
}

// stat is what a feature is ranked by.
func (s *state) stat(f Feature, distance float64) float32 {
	unit := s.Base.Unit
	switch {
	case unit == 0: // it never changed
		return 0
	case f == Run:
		return float32(s.Base.Run)
	case f == Sharp:
		unit = s.Base.Near + leastNear*s.Base.Rest
	case f == OffSeason:
		unit = float64(s.Base.Usual)*unit + leastSpread*s.Base.Deviation
	case f == Unrest && s.Base.calm(): // half the usual change is as far out as twice of it: a sensor that froze
		distance *= s.Base.Rest / max(s.Base.Unrest, s.Base.Rest/utmostCalm)
	}
	if unit == 0 {
		return 0
	}
	return float32(min(largest, distance/unit))
}

// least is the least that a feature's peaks are said to differ by: in a pattern that repeats exactly, some of them do by next to nothing, and what
// is nothing beside the usual change would be beyond all. Sharp, OffSeason and Run are no distances.
func (s *state) least(f Feature) float32 {
	if s.Base.Unit == 0 || f == Sharp || f == OffSeason || f == Run {
		return 0
	}
	return float32(min(largest, leastEffect*s.Base.Rest/s.Base.Unit))
}

// seasonal reports whether the hours' own levels are nearer to the values than the level of the series is.
func (s *state) seasonal(at int64) bool {
	return s.Base.seasonal(at) && s.Band.Errors[guessSeason] < seasonGain*s.Base.Deviation
}

// pace learns how far apart the rows are. Rows that go back in time don't count.
func (s *state) pace(at int64) {
	if s.Base.Rows > 0 && at > s.At && at-s.At > 0 {
		s.Step += max(fastRate, 1/float64(s.Base.Rows)) * (float64(at-s.At) - s.Step)
	}
	s.At = at
}

func nothingHeld(Verdict) bool { return false }
