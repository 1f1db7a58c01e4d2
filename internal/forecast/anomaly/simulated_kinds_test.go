package anomaly

import (
	"math"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/otelcol-apierror/otelcol-apierror/internal/forecast/anomaly/nabscore"
)

// kinds draw all that they are made of anew for each seed, and widely: how long and how noisy a series is, how often something happens, how much
// of it and for how long. Some incidents nobody could see.
var kinds = []struct {
	name  string
	make  func(g *simulation)
	least float64
}{
	{"drift before a failure", driftBeforeFailure, 48},
	{"level that stays", levelThatStays, 60},
	{"unrest", changedNoise, 50},
	{"holidays", holidays, 73},
	{"frozen", frozen, 45},
	{"bursts of bursts", burstsOfBursts, 72},
	{"few values", fewValues, 35},
	{"road, with gaps", roadWithGaps, 82},
	{"room, by the hour", roomByTheHour, 62},
	{"two modes", twoModes, 35},
	{"spiky latency", spikyLatency, 74},
	{"typing", typing, 70},
	{"wrong scaling", wrongScaling, 38},
	{"jobs", jobs, 63},
}

// between is any number from least to most, as likely by ratio as any other.
func (g *simulation) between(least, most float64) float64 {
	return least * math.Pow(most/least, g.Float64())
}

func (g *simulation) rows(least, most int) int { return int(g.between(float64(least), float64(most))) }

// noise is an autoregressive one of about unit deviation, of tails as heavy as they happen to be drawn.
func (g *simulation) noise() func() float64 {
	keep, heavy, state := 0.95*g.Float64(), g.Float64() < 0.3, 0.0
	step := math.Sqrt(1 - keep*keep)
	return func() float64 {
		shock := g.NormFloat64()
		if heavy {
			shock *= math.Sqrt(0.6 / (0.1 + g.ExpFloat64()))
		}
		state = keep*state + step*shock
		return state
	}
}

// season is a daily one, of any strength and form.
func (g *simulation) season() func(row int) float64 {
	strength, from, second := g.Float64()*4, 24*g.Float64(), g.Float64()
	if g.Float64() < 0.3 {
		strength = 0
	}
	return func(row int) float64 {
		return strength * (wave(g.hour(row), from) + second*wave(2*g.hour(row), from))
	}
}

// since is how many rows ago the last incident was, and a large number before the first.
func (g *simulation) since(row int) (ago, number int) {
	ago = math.MaxInt32
	for i, at := range g.incidents {
		if row >= at {
			ago, number = row-at, i
		}
	}
	return ago, number
}

// until is how many rows there are to the next incident.
func (g *simulation) until(row int) int {
	for _, at := range g.incidents {
		if row < at {
			return at - row
		}
	}
	return math.MaxInt32
}

func driftBeforeFailure(g *simulation) {
	g.begin(g.rows(4000, 22_000), 5*time.Minute, 0, 2+g.IntN(3))
	noise, season := g.noise(), g.season()
	before, depth, failure, recovery := g.between(50, 1500), g.between(2, 10), g.between(5, 40), g.between(10, 200)
	wander, keep := 0.0, 1-1/g.between(300, 5000)
	strength := g.between(1, 4) * math.Sqrt(1-keep*keep)
	for i := range g.values {
		wander = keep*wander + strength*g.NormFloat64()
		off := depth * max(0, 1-float64(g.until(i))/before)
		if ago, number := g.since(i); float64(ago) < 6*recovery && number%2 == 0 {
			off += failure * math.Exp(-float64(ago)/recovery)
		}
		g.values[i] = 80 + 3*(wander+season(i)+noise()-off)
	}
}

func levelThatStays(g *simulation) {
	g.begin(g.rows(2500, 18_000), 5*time.Minute, 0, 1+g.IntN(3))
	noise, season := g.noise(), g.season()
	size, back, growth := g.between(2.5, 15), g.Float64() < 0.3, g.NormFloat64()
	rough := g.Float64() < 0.3
	for i := range g.values {
		level := growth * float64(i) / float64(len(g.values))
		ago, number := g.since(i)
		if number%2 == 0 && ago < math.MaxInt32 && (!back || ago < len(g.values)/8) {
			level += size
		}
		if g.values[i] = level + season(i) + noise(); rough {
			g.values[i] = math.Exp(g.values[i] / 4)
		}
	}
}

func changedNoise(g *simulation) {
	g.begin(g.rows(2500, 10_000), 5*time.Minute, 0, 1+g.IntN(3))
	noise, season := g.noise(), g.season()
	times, lasts := g.between(2, 6), g.rows(40, 400)
	for i := range g.values {
		now := noise()
		if g.during(i, 0, lasts) {
			now *= times
		}
		g.values[i] = season(i) + now
	}
}

// holidays brings half-hours of a city: weekdays, weekends, holidays, storms, a long night now and then, and growth.
func holidays(g *simulation) {
	g.begin(g.rows(5000, 10_400), 30*time.Minute, 0, 3+g.IntN(4))
	noise, weekend, night, growth := g.noise(), 0.3*g.Float64(), 4*g.Float64(), 0.2*g.NormFloat64()
	rough := g.between(0.02, 0.08)
	for i := range g.values {
		hour, weekday := g.hour(i), (g.at[i]/day+4)%7
		demand := 1.2 + 0.7*wave(hour, 10) + 0.3*math.Exp(-(hour-19)*(hour-19)/6)
		if weekday == 0 || weekday == 6 {
			demand = (1-weekend)*demand + 0.15*night*math.Exp(-(hour-1)*(hour-1)/4)
		}
		ago, number := g.since(i)
		switch {
		case number%3 == 0 && ago < 48:
			demand *= 0.6
		case number%3 == 1 && ago < 30:
			demand *= 0.2
		case number%3 == 2 && ago < 8:
			demand += 0.8
		}
		g.values[i] = math.Round(10_000 * demand * (1 + rough*noise()) * (1 + growth*float64(i)/float64(len(g.values))))
	}
}

func frozen(g *simulation) {
	g.begin(g.rows(2500, 10_000), 5*time.Minute, 0, 1+g.IntN(3))
	noise, season, lasts := g.noise(), g.season(), g.rows(48, 400)
	for i := range g.values {
		g.values[i] = 10 + season(i) + noise()
		if g.during(i, 0, lasts) && i > 0 {
			g.values[i] = g.values[i-1]
		}
	}
}

// burstsOfBursts are counts that bring forth others, by heavy tails; news are higher or last longer.
func burstsOfBursts(g *simulation) {
	g.begin(g.rows(8000, 15_900), 5*time.Minute, 0, 2+g.IntN(3))
	base, swing, keep := g.between(0.3, 200), g.Float64(), 0.8+0.18*g.Float64()
	often, tail := 1/g.between(40, 600), 0.25+0.25*g.Float64()
	size, lasts, excited := g.between(4, 25), g.rows(1, 200), 0.0
	for i := range g.values {
		excited *= keep
		if g.Float64() < often*(1+min(5, excited/base)) {
			excited += base * (math.Pow(g.Float64(), -tail) - 1)
		}
		news := 0.0
		if g.during(i, 0, lasts) {
			news = size * base / math.Sqrt(math.Sqrt(float64(lasts)))
		}
		g.values[i] = g.about(base*math.Exp(swing*wave(g.hour(i), 9)+0.2*g.NormFloat64()) + excited + news)
	}
}

func fewValues(g *simulation) {
	g.begin(g.rows(1100, 4000), 5*time.Minute, g.Float64(), 1+g.IntN(3))
	noise, season, levels := g.noise(), g.season(), g.between(0.3, 3)
	lasts, size := g.rows(2, 60), g.between(3, 12)
	if g.Float64() < 0.5 {
		size = -size
	}
	for i := range g.values {
		value := 3 + season(i) + noise()
		if g.during(i, 0, lasts) {
			value += size
		}
		g.values[i] = max(0, math.Round(levels*value))
	}
}

// seriesOf are the series that a kind makes of some seeds.
func seriesOf(fill func(g *simulation), seeds ...uint64) []labelled {
	all := []labelled{}
	for _, seed := range seeds {
		g := &simulation{Rand: rand.New(rand.NewPCG(seed, 11))}
		fill(g)
		g.label()
		all = append(all, g.labelled)
	}
	return all
}

// The seeds are none that anything was chosen by.
func TestSimulatedKinds(t *testing.T) {
	seeds := []uint64{}
	for seed := range uint64(12) {
		seeds = append(seeds, 2000+seed)
	}
	var all []nabscore.Series
	for _, kind := range kinds {
		var of []nabscore.Series
		for _, l := range seriesOf(kind.make, seeds...) {
			of = append(of, l.judged())
		}
		best, threshold := nabscore.Best(of...)
		now := nabscore.At(Alert, of...)
		t.Logf("%-24s %5.1f at 0.5, %5.1f at the best threshold, %.3f", kind.name, now, best, threshold)
		assert.Greater(t, now, kind.least, kind.name)
		all = append(all, of...)
	}
	best, threshold := nabscore.Best(all...)
	t.Logf("%-24s %5.1f at 0.5, %5.1f at the best threshold, %.3f", "all", nabscore.At(Alert, all...), best, threshold)
	assert.Greater(t, nabscore.At(Alert, all...), 66.0)
}
