package anomaly

import "math"

// Feature is one way of being out of the ordinary.
type Feature uint8

// The features. Each is a distance, in the series' own unit. Sharp is ranked by what it is to others of late, OffSeason by what it is to others at its
// hour, and Run by how many rows it lasted.
const (
	Jump        Feature = iota // from the last value
	Spike                      // from a mean over some 10 rows
	Outlier                    // from a mean over some 100 rows
	Shift                      // of the last 6 rows' mean from the level of the last 300 or so
	LongShift                  // of the last 12
	Drift                      // of the last 48
	Unrest                     // of the changes from row to row, over 48 rows, from what they usually are
	OffSeason                  // from the hour's own level, as against how far rows at that hour usually are
	OffSeason4                 // from the hour's own level, smoothed over some 4 rows
	OffSeason12                // over some 12
	Sharp                      // from the mean over some 10 rows, as against the 30 rows before
	Run                        // from the level, on one side of which all of the last rows were
	features
)

// Largest is how large values are judged to be at most, on either side of 0: their differences have to be numbers.
const Largest = 1e300

// ofOneRow reports whether it is the row itself that is far, and not what several make together.
func (f Feature) ofOneRow() bool {
	switch f {
	case Jump, Spike, Outlier, OffSeason, Sharp:
		return true
	default:
		return false
	}
}

const (
	fastRate = 0.1
	midRate  = 0.01
	slowRate = 0.003
	// restRate is that of the usual change from row to row, unrestRate of the present one.
	restRate   = 0.002
	unrestRate = 1.0 / 48
	recent     = 48
	hours      = 24
	hour       = int64(3600 * 1e9)
	day        = hours * hour
	// seasonAfter is how long a daily season has to be watched before anything can be out of it.
	seasonAfter = 3 * day
	// seasonGain is to what share of their distance from the level the values have to come near their hours' levels, for a season to be one: chance alone
	// brings a tenth.
	seasonGain = 0.75
	// seasonRate forgets an hour's level within some 50 rows of that hour. One day's incident is not what the next day is compared with.
	seasonRate = 0.02
	// nearRate forgets how far rows are from the fast mean within some 30; leastNear of the usual change is the least that they are said to be.
	nearRate, leastNear = 0.03, 0.1
	// leastSpread of the usual deviation is the least that rows at an hour are said to be off its level: by night a few count for much, but not for all.
	leastSpread = 0.1
	// runAfter is how many rows a level has to be watched before a run on one side of it counts.
	runAfter = 500
	// calmAfter is how many rows the changes have to be watched before small ones count. utmostCalm is the most times smaller that they are said to be.
	calmAfter, utmostCalm = 500, 1000
	// leastEffect of the usual change is the least that peaks are said to differ by. Those of noise differ by four times that in the smoothest feature.
	leastEffect = 0.01
	// carried is of how much of a distance one row makes that it is all there is to it.
	carried = 0.75
	// utmost is by how many times the usual deviation a value may move what is learnt, once so many rows were seen. A broken sensor's 1e300
	// would else blind the detector for good.
	utmost, utmostAfter = 300, 50
)

// baseline is what a row is compared with.
type baseline struct {
	Rows      uint32
	Last      float64
	Fast      float64
	Mid       float64
	Slow      float64
	Deviation float64 // mean distance from Slow
	Rest      float64 // mean change from row to row
	Unrest    float64
	Recent    [recent]float64 // by row modulo recent
	Hourly    [hours]float64
	Spread    [hours]float32 // mean distance from Hourly, in Units
	Usual     float32        // Spread of the last row's hour, before that row
	Known     [hours]uint8   // rows that taught the hour, at most 255
	Smooth4   float64        // distance from Hourly
	Smooth12  float64
	Near      float64 // mean distance from Fast
	// Unit is the first change that the series made: what is kept in it fits into a float32, whatever the series.
	Unit  float64
	First int64  // time of the first row
	Run   uint32 // rows on one side of Slow
	Ended uint32 // rows of the run that this row ended, or 0
	Above bool   // which side it is
}

// distances compares a value with the past and learns it. A feature that isn't known yet is negative.
func (b *baseline) distances(at int64, value float64, distance *[features]float64) {
	value = b.within(value)
	if b.Rows == 0 {
		b.Last, b.Fast, b.Mid, b.Slow, b.First = value, value, value, value, at
	}
	change := math.Abs(value - b.Last)
	if b.Unit == 0 {
		b.Unit = change
	}
	distance[Jump] = change
	distance[Spike] = math.Abs(value - b.Fast)
	distance[Outlier] = math.Abs(value - b.Mid)
	b.runs(value, distance)
	distance[Sharp] = distance[Spike]

	rate := 1 / (float64(b.Rows) + 1)
	b.Near += max(rate, nearRate) * (distance[Sharp] - b.Near)
	b.Last = value
	b.Fast += fastRate * (value - b.Fast)
	b.Mid += midRate * (value - b.Mid)
	b.Deviation += max(rate, slowRate) * (math.Abs(value-b.Slow) - b.Deviation)
	b.Slow += max(rate, slowRate) * (value - b.Slow)
	b.Recent[b.Rows%recent] = value
	if b.Rows > 0 {
		rate = 1 / float64(b.Rows)
		b.Rest += max(rate, restRate) * (change - b.Rest)
		b.Unrest += max(rate, unrestRate) * (change - b.Unrest)
	}
	b.Rows = min(b.Rows, math.MaxUint32-2*recent) + 1
	b.levels(distance)
	b.season(at, value, distance)
}

func (b *baseline) runs(value float64, distance *[features]float64) {
	distance[Run], b.Ended = -1, 0
	if b.Rows < runAfter {
		return
	}
	if above := value > b.Slow; above != b.Above {
		b.Above, b.Run, b.Ended = above, 0, b.Run
	}
	b.Run = min(b.Run, math.MaxUint32-1) + 1
	distance[Run] = math.Abs(value - b.Slow)
}

// within keeps a value to what may be learnt at once.
func (b *baseline) within(value float64) float64 {
	value = max(-Largest, min(Largest, value))
	if b.Rows > utmostAfter && b.Deviation > 0 {
		value = max(b.Slow-utmost*b.Deviation, min(b.Slow+utmost*b.Deviation, value))
	}
	return value
}

// levels are compared once there are four times the rows that they are made of.
func (b *baseline) levels(distance *[features]float64) {
	distance[Shift], distance[LongShift], distance[Drift], distance[Unrest] = -1, -1, -1, -1
	for f := Shift; f <= Drift; f++ {
		if rows := shiftRows(f); b.Rows > 4*rows {
			distance[f] = math.Abs(b.mean(rows) - b.Slow)
		}
	}
	if b.Rows > 4*recent {
		distance[Unrest] = math.Abs(b.Unrest - b.Rest)
	}
}

// calm is whether the present changes from row to row are smaller than they usually are.
func (b *baseline) calm() bool { return b.Unrest < b.Rest }

// mean is that of the last rows.
func (b *baseline) mean(rows uint32) float64 {
	sum := 0.0
	if rows == recent { // in any order
		for _, value := range b.Recent {
			sum += value
		}
		return sum / recent
	}
	for back := range rows {
		sum += b.Recent[(b.Rows-1-back)%recent]
	}
	return sum / float64(rows)
}

// carries reports whether the last row by itself makes most of what several are off by.
func (b *baseline) carries(by Feature, hour int, distance *[features]float64) bool {
	var own, all float64
	switch by {
	case Shift, LongShift, Drift:
		rows := shiftRows(by)
		own, all = (b.Last-b.Slow)/float64(rows), b.mean(rows)-b.Slow
	case OffSeason4:
		own, all = (b.Last-b.Hourly[hour])/4, b.Smooth4
	case OffSeason12:
		own, all = (b.Last-b.Hourly[hour])/12, b.Smooth12
	case Unrest:
		own, all = (distance[Jump]-b.Rest)*unrestRate, b.Unrest-b.Rest
	default:
		return false
	}
	return own/all >= carried
}

// shiftRows is of how many rows the mean is that a feature compares with the level.
func shiftRows(by Feature) uint32 {
	switch by {
	case LongShift:
		return 12
	case Drift:
		return recent
	default:
		return 6
	}
}

func (b *baseline) season(at int64, value float64, distance *[features]float64) {
	h := hourOf(at)
	if b.Known[h] > 0 {
		off := value - b.Hourly[h]
		b.Smooth4 += (off - b.Smooth4) / 4
		b.Smooth12 += (off - b.Smooth12) / 12
		distance[OffSeason] = math.Abs(off)
	} else {
		distance[OffSeason] = 0
	}
	b.Usual = b.Spread[h]
	distance[OffSeason4], distance[OffSeason12] = math.Abs(b.Smooth4), math.Abs(b.Smooth12)
	b.Known[h] = min(b.Known[h], math.MaxUint8-1) + 1
	rate := max(1/float64(b.Known[h]), seasonRate)
	if b.Unit > 0 {
		b.Spread[h] += float32(rate * (min(largest, distance[OffSeason]/b.Unit) - float64(b.Spread[h])))
	}
	b.Hourly[h] += rate * (value - b.Hourly[h])
	if !b.seasonal(at) {
		distance[OffSeason], distance[OffSeason4], distance[OffSeason12] = -1, -1, -1
	}
}

// seasonal reports whether the hours of the day have been watched for long enough.
func (b *baseline) seasonal(at int64) bool { return at > b.First && at-b.First > seasonAfter }

// hourOf is the hour of the day, UTC.
func hourOf(at int64) int {
	at %= day
	if at < 0 {
		at += day
	}
	return int(at / hour)
}
