package outlook

import (
	"math"
	"math/rand/v2"
	"time"
)

// world is a place whose calls are simulated minute by minute; everything in it is per minute since it began.
type world struct {
	r       *rand.Rand
	minutes int
	calls   func(m int) float64
	rate    func(m int) float64 // share of calls that fail
	latency func(m int) float64 // seconds, 95th percentile
	limits  Limits
	record  *Record
	watch   func([]Verdict) // what is told each minute; nil: nobody listens
}

// event is a verdict that begins or ends, and what was so then.
type event struct {
	minute int
	v      Verdict
}

const begin = int64(1_700_000_400e9) // a whole minute

func (w *world) run(p *Place) (events []event, rates []float64) {
	told := [measures]bool{}
	for m := range w.minutes {
		at := begin + int64(m)*minute
		n := math.Round(w.calls(m) * math.Exp(0.05*w.r.NormFloat64()))
		share := w.rate(m)
		failed := min(max(math.Round(n*share+math.Sqrt(n*share*(1-share))*w.r.NormFloat64()), 0), n)
		high := 0.2
		if w.latency != nil {
			high = w.latency(m)
		}
		p.AddCounts(at, time.Minute, uint64(n), uint64(failed), time.Duration(high*math.Exp(0.05*w.r.NormFloat64())*1e9))
		now := at + 2*minute
		p.Advance(now)
		rates = append(rates, failed/max(n, 1))
		verdicts := p.Foresee(now, &w.limits, w.record, nil)
		if w.watch != nil {
			w.watch(verdicts)
		}
		for _, v := range verdicts {
			if v.Life != Told || !told[v.Measure] {
				events = append(events, event{m, v})
			}
			told[v.Measure] = v.Life == Told
		}
	}
	return events, rates
}

func steady(x float64) func(int) float64 { return func(int) float64 { return x } }

// odds moves a share by so much on log odds.
func odds(share, by float64) float64 {
	x := math.Log(share/(1-share)) + by
	return 1 / (1 + math.Exp(-x))
}

func between(r *rand.Rand, from, to float64) float64 {
	return from * math.Exp(r.Float64()*math.Log(to/from))
}

var usualLimits = Limits{Horizon: 2 * time.Hour, Probability: 0.8, ErrorRate: 0.05}
