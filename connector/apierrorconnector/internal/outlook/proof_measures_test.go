package outlook

import (
	"math"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
)

// claimsOf are the minutes at which it was told that the limit of a measure will be passed.
func claimsOf(events []event, limit Measure) (at []int) {
	for _, e := range events {
		if e.v.Life == Told && e.v.Of == limit {
			at = append(at, e.minute)
		}
	}
	return at
}

// slowing is how much slower a place gets, as a logarithm by minutes.
var slowing = []trouble{
	{"a leak of memory", func(r *rand.Rand) func(float64) float64 {
		slope, restart := 1/between(r, 20, 120), between(r, 120, 480)
		return func(m float64) float64 {
			if m > restart {
				return 0
			}
			return min(m*slope, 3.5)
		}
	}},
	{"a table that grows", func(r *rand.Rand) func(float64) float64 {
		slope, end := 1/between(r, 10, 60), between(r, 3, 30)
		return func(m float64) float64 { return math.Log1p(min(m*slope, end)) }
	}},
	{"a slower release", func(r *rand.Rand) func(float64) float64 {
		size := between(r, 0.2, 2)
		return func(float64) float64 { return size }
	}},
	{"a pause now and then", func(r *rand.Rand) func(float64) float64 {
		left, size := 0, 0.0
		return func(float64) float64 {
			if left--; left <= 0 {
				size = 0
				if r.IntN(100) == 0 {
					left, size = r.IntN(10), between(r, 0.5, 2)
				}
			}
			return size
		}
	}},
	{"a day of load", func(r *rand.Rand) func(float64) float64 {
		size := between(r, 0.1, 0.8)
		return func(m float64) float64 { return size * math.Sin(2*math.Pi*(m+lived)/1440) }
	}},
}

// What gets slower step by step is foreseen to pass a second, what does so at once or for a while is not. Where failures rise as well it is told
// of as exhaustion.
func TestSlownessIsForeseen(t *testing.T) {
	if testing.Short() {
		t.Skip("half a minute")
	}
	const gradual, watched = 2, 500
	each := placesOfEach(8)
	for name, failing := range map[string]float64{"latency": 0, "exhaustion": 1} {
		var creeping, sudden result
		for kind, what := range slowing {
			var of result
			for seed := range uint64(each) {
				r := rand.New(rand.NewPCG(seeds+seed, uint64(kind)))
				calls, usual, shape := between(r, 100, 3000), between(r, 0.1, 0.3), what.shape(r)
				slower := make([]float64, lived+watched)
				for m := range slower {
					slower[m] = 0.05 * r.NormFloat64()
					if m >= lived || kind == len(slowing)-1 {
						slower[m] += shape(float64(m - lived))
					}
				}
				w := world{
					r: r, minutes: len(slower), calls: steady(calls), limits: usualLimits, record: &Record{},
					rate:    func(m int) float64 { return odds(0.004, failing*slower[m]) },
					latency: func(m int) float64 { return usual * math.Exp(slower[m]) },
				}
				w.limits.Latency = time.Second
				events, rates := w.run(&Place{})
				slow := make([]float64, len(slower))
				for m := range slow {
					slow[m] = w.latency(m)
				}
				for _, limit := range []struct {
					of     Measure
					passes []int
				}{{Latency, passesOf(smoothed(slow), w.limits.Latency.Seconds())}, {ErrorRate, passesOf(smoothed(rates), w.limits.ErrorRate)}} {
					claims := claimsOf(events, limit.of)
					of.add(claims, limit.passes)
					if kind < gradual {
						creeping.add(claims, limit.passes)
					} else {
						sudden.add(claims, limit.passes)
					}
				}
			}
			t.Logf("%-10s %-22s passed %3.0f, told %3.0f: recall %.2f, precision %.2f, %.0f minutes before",
				name, what.name, of.passages, of.told, of.recall(), of.precision(), of.leadTime())
		}
		t.Logf("%-10s what gets slower step by step: recall %.2f, precision %.2f, %.0f minutes before; the rest: told %.0f", name, creeping.recall(), creeping.precision(),
			creeping.leadTime(), sudden.told)
		assert.GreaterOrEqual(t, creeping.recall(), 0.6, name)
		assert.GreaterOrEqual(t, creeping.precision(), 0.7, name)
		assert.GreaterOrEqual(t, creeping.leadTime(), 10.0, name)
		assert.LessOrEqual(t, sudden.wrong(), 2.0, name)
	}
}

// On the tenth day there is more traffic from the morning on: sometimes more than ever, sometimes as on a weekday after a weekend.
func TestPeaksAreForeseen(t *testing.T) {
	if testing.Short() {
		t.Skip("half a minute")
	}
	const campaign = 9*1440 + 300
	each := placesOfEach(6)
	var of result
	for seed := range uint64(each) {
		r := rand.New(rand.NewPCG(seeds+seed, 7))
		base, day, weekend, more := between(r, 100, 3000), between(r, 0.3, 0.9), between(r, 0.5, 1), between(r, 0.7, 2.5)
		at := func(m int) float64 {
			load := base * math.Exp(day*math.Sin(2*math.Pi*float64(m-480)/1440))
			if d := m / 1440 % 7; d == 5 || d == 6 {
				load *= weekend
			}
			if m >= campaign {
				load *= 1 + (more-1)*min(float64(m-campaign)/60, 1)
			}
			return load
		}
		w := world{r: r, minutes: 10 * 1440, calls: at, rate: steady(0.004), limits: usualLimits, record: &Record{}}
		events, _ := w.run(&Place{})
		// What is more than was served well so far, by as much as counts.
		most, loads := 0.0, make([]float64, w.minutes)
		for m := range loads {
			if loads[m] = at(m); m < 9*1440 {
				most = max(most, loads[m])
			}
		}
		claims, passes := claimsOf(events, Peak), passesOf(smoothed(loads), most*worse*1.05) // the noise of calls makes the most that was seen more
		of.add(claims, passes)
	}
	t.Logf("peaks: passed %.0f, told %.0f: recall %.2f, precision %.2f, %.0f minutes before", of.passages, of.told, of.recall(), of.precision(), of.leadTime())
	assert.GreaterOrEqual(t, of.recall(), 0.5)
	assert.GreaterOrEqual(t, of.precision(), 0.7)
	assert.GreaterOrEqual(t, of.leadTime(), 20.0)
}
