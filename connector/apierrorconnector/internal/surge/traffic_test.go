package surge

import (
	"math"
	"math/rand/v2"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

const (
	second = int64(1e9)
	minute = 60 * second
	day    = 24 * 60 // minutes

	// epoch is when the tests begin: any time, in the midst of a block.
	epoch = 1_750_000_000*second + 7*second
)

// course is a value by minutes since the begin.
type course func(minute float64) float64

func flat(level float64) course { return func(float64) float64 { return level } }

// step is one level until a minute, and another from then on.
func step(before, at, after float64) course { return between(before, at, math.Inf(1), after) }

// between is another level from one minute until a later one.
func between(usual, from, to, level float64) course {
	return func(minute float64) float64 {
		if minute >= from && minute < to {
			return level
		}
		return usual
	}
}

// daily is ten times as much by day as by night.
func daily(most float64) course {
	return func(minute float64) float64 { return most * (0.55 - 0.45*math.Cos(2*math.Pi*minute/day)) }
}

// generator makes traffic of an endpoint.
type generator struct {
	*rand.Rand
	calls, rate course

	// The rate is multiplied by a factor of mean 1: a draw from a gamma distribution of this relative variance...
	variation float64
	// ...which holds for so many minutes.
	hold   int
	factor float64
}

func newGenerator(seed uint64, calls, rate course) *generator {
	return &generator{Rand: rand.New(rand.NewPCG(seed, 5)), calls: calls, rate: rate, hold: 1, factor: 1}
}

// halfMinute is what happens in the half minute that begins with a minute.
func (g *generator) halfMinute(at float64) (calls, failed uint64) {
	if g.variation > 0 && math.Mod(at, float64(g.hold)) == 0 {
		g.factor = g.gamma(1/g.variation) * g.variation
	}
	calls = g.poisson(g.calls(at) / 2)
	return calls, g.binomial(calls, min(1, g.rate(at)*g.factor))
}

func (g *generator) poisson(mean float64) uint64 {
	if mean > 50 {
		return uint64(max(0, math.Round(mean+math.Sqrt(mean)*g.NormFloat64())))
	}
	limit, n := math.Exp(-mean), uint64(0)
	for product := g.Float64(); product > limit; product *= g.Float64() {
		n++
	}
	return n
}

func (g *generator) binomial(n uint64, p float64) uint64 {
	mean := float64(n) * p
	switch {
	case p > 0.5:
		return n - g.binomial(n, 1-p)
	case n > 50 && mean > 30:
		return min(n, uint64(max(0, math.Round(mean+math.Sqrt(mean*(1-p))*g.NormFloat64()))))
	case n > 50 && p < 0.05:
		return min(n, g.poisson(mean))
	}
	k := uint64(0)
	for range n {
		if g.Float64() < p {
			k++
		}
	}
	return k
}

// gamma is Marsaglia's and Tsang's, for a shape of any size.
func (g *generator) gamma(shape float64) float64 {
	if shape < 1 {
		return g.gamma(shape+1) * math.Pow(g.Float64(), 1/shape)
	}
	d := shape - 1.0/3
	for {
		x := g.NormFloat64()
		v := 1 + x/math.Sqrt(9*d)
		if v <= 0 {
			continue
		}
		v = v * v * v
		if math.Log(1-g.Float64()) < x*x/2+d-d*v+d*math.Log(v) {
			return d * v
		}
	}
}

// watch feeds an endpoint from one minute to another, judges it each half minute, and hands out each verdict.
func watch(e *Endpoint, g *generator, from, to int, category apierror.Category, told func(minute float64, v *Verdict)) {
	watchBy(DefaultFalseAlarms, e, g, from, to, []apierror.Category{category}, told)
}

// watchBy is watch with so many false alarms asked for, and with several categories that fail as often as each other.
func watchBy(asked float64, e *Endpoint, g *generator, from, to int, categories []apierror.Category, told func(minute float64, v *Verdict)) {
	var verdicts []Verdict
	for half := 2 * from; half < 2*to; half++ {
		at := epoch + int64(half)*minute/2
		calls, failed := g.halfMinute(float64(half) / 2)
		if calls > 0 {
			e.AddCounts(at, calls, failed, categories[0])
		}
		for _, another := range categories[1:] {
			more := g.binomial(calls, g.rate(float64(half)/2)*g.factor)
			e.AddCounts(at, more, more, another)
		}
		verdicts = e.Judge(at+minute/2-1, asked, verdicts[:0])
		for i := range verdicts {
			told(float64(half+1)/2, &verdicts[i])
		}
	}
}
