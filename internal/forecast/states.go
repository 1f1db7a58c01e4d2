package forecast

import "time"

// The models of the streaming bank.
const (
	lastValue = iota
	smoothed
	dampedTrend
	dailySeason
	weeklySeason
	models
)

const (
	dayBins  = 72  // a third of an hour each
	weekBins = 168 // hours
)

// states is what the five models remember, on the scale of the forecasts.
type states struct {
	last          float32
	level         float32 // above the season
	trendLevel    float32
	trend         float32 // a step
	base          float32 // the level on which the seasons ride
	remainder     float32 // what the daily season left over, smoothed a little
	weekRemainder float32
	day           [dayBins]float32
	week          [weekBins]float32
}

// The gains: how far a point moves a model.
const (
	levelGain      = 0.1
	trendLevelGain = 0.2
	trendGain      = 0.02
	damping        = 0.98
	baseGain       = 0.01
	baseMemory     = float64(8 * time.Hour) // lest it follows the day
	dayGain        = 0.1                    // a day
	weekGain       = 0.3                    // a week
	remainderGain  = 0.3
	remaining      = 0.9 // of the remainder, a step
)

// place is where in the day and the week a step lies.
type place struct{ day, week uint8 }

// placeOf is the place some steps after a time.
func placeOf(at, steps, step int64) place {
	at = floorMod(floorMod(at, int64(week))+floorMod(step, int64(week))*steps, int64(week))
	return place{
		day:  uint8(at % int64(day) / (int64(day) / dayBins)), //nolint:gosec // below dayBins
		week: uint8(at / int64(time.Hour)),                    //nolint:gosec // below weekBins
	}
}

func (b *states) begin(x float64) {
	v := float32(x)
	b.last, b.level, b.trendLevel, b.base = v, v, v, v
}

// seasonal is what the daily and the weekly season add at a place.
func (b *states) seasonal(p place) (daily, weekly float64) {
	daily = float64(b.day[p.day])
	return daily, daily + float64(b.week[p.week])
}

// soon is what the trend expects of the next point.
func (b *states) soon(passed int64) float64 {
	return float64(b.trendLevel) + float64(b.trend)*float64(min(passed, longestTrend))
}

// longestTrend is for how many unmeasured steps a trend is believed.
const longestTrend = 20

// follow moves the fast models: to expected+off, the point raw as far as it is believed, at a time of which the season is known.
func (b *states) follow(raw, season, expected, off, weight float64, points uint32, passed int64) {
	early := 1 / float64(points)
	b.last = float32(raw)
	b.level += float32((expected + off - season - float64(b.level)) * max(levelGain, early) * weight)
	b.trendLevel = float32(expected + off*max(trendLevelGain, early)*weight)
	b.trend = float32(float64(b.trend)*power(damping, passed) + off*trendGain*weight/float64(max(passed, 1)))
}

// remember moves the seasons and their level.
func (b *states) remember(x, weight float64, points uint32, p place, step int64) {
	_, weekly := b.seasonal(p)
	b.base += float32((x - weekly - float64(b.base)) * max(min(baseGain, float64(step)/baseMemory), 1/float64(points)) * weight)
	off := x - float64(b.base) - weekly
	// The first day is believed at once, the later ones refine it.
	days := float64(points) * float64(step) / float64(day)
	b.day[p.day] += float32(off * max(dayGain, 1/(1+days)) * seasonShare(step, day, dayBins) * weight)
	b.week[p.week] += float32(off * weekGain * seasonShare(step, week, weekBins) * weight)
}

// remain smooths what the seasons leave over.
func (b *states) remain(x, weight float64, p place) {
	daily, weekly := b.seasonal(p)
	b.remainder += float32((x - float64(b.base) - daily - float64(b.remainder)) * remainderGain * weight)
	b.weekRemainder += float32((x - float64(b.base) - weekly - float64(b.weekRemainder)) * remainderGain * weight)
}

// seasonShare is how much of a bin one step is.
func seasonShare(step int64, period time.Duration, bins int64) float64 {
	return min(float64(step)*float64(bins)/float64(period), 1)
}

// shift takes a lasting change for the new level; the seasons' shapes stay.
func (b *states) shift(p place) {
	_, weekly := b.seasonal(p)
	b.base = b.trendLevel - float32(weekly)
}

// parts is what makes up a model's forecast; their sum is it.
type parts struct{ level, trend, season, remainder float64 }

// ahead is what each model says of the point some steps on, whose place p is.
func (b *states) ahead(steps int64, p place) [models]parts {
	daily, weekly := b.seasonal(p)
	fade := power(remaining, steps)
	damped := damping * (1 - power(damping, steps)) / (1 - damping)
	return [models]parts{
		lastValue:    {level: float64(b.last)},
		smoothed:     {level: float64(b.level), season: weekly},
		dampedTrend:  {level: float64(b.trendLevel), trend: float64(b.trend) * damped},
		dailySeason:  {float64(b.base), 0, daily, fade * float64(b.remainder)},
		weeklySeason: {float64(b.base), 0, weekly, fade * float64(b.weekRemainder)},
	}
}

func (p parts) sum() float64 { return p.level + p.trend + p.season + p.remainder }

// power is math.Pow for whole exponents, for which it is several times as fast.
func power(x float64, n int64) float64 {
	result := 1.0
	for n = min(n, 4096); n > 0; n >>= 1 {
		if n&1 == 1 {
			result *= x
		}
		x *= x
	}
	return result
}

func floorMod(a, b int64) int64 {
	if a %= b; a < 0 {
		a += b
	}
	return a
}
