package outlook

import (
	"time"

	"github.com/otelcol-apierror/otelcol-apierror/internal/forecast"
)

const (
	// healthy is how far below the limit of the error rate a place serves well, usualLimit what is taken for that limit where
	// there is none.
	healthy    = 0.5
	usualLimit = 0.02
	// worse is by how much a peak must exceed what was served well.
	worse = 1.2
	// oneWeek of windows of a minute is what it takes to know a peak.
	oneWeek = 7 * 24 * time.Hour
)

// Foresee appends what is told of the place now, and what has just ended.
func (p *Place) Foresee(now int64, l *Limits, r *Record, verdicts []Verdict) []Verdict {
	if p.failures == nil {
		return verdicts
	}
	if p.fresh {
		p.fresh = false
		return p.evaluate(now, l, r, verdicts)
	}
	for m := range p.watches {
		if v := p.watches[m].verdict; v != nil {
			verdicts = append(verdicts, *v)
		}
	}
	return verdicts
}

func (p *Place) evaluate(now int64, l *Limits, r *Record, verdicts []Verdict) []Verdict {
	rate, high, load := p.current()
	p.checkBands(r)
	steps := int(min(max(int64(l.Horizon)/p.windows.width, 1), forecast.MaxSteps))
	var readings [places]reading
	known := p.typical >= coarseFrom
	if l.ErrorRate > 0 && known {
		readings[ErrorRate] = p.read(ErrorRate, rate, l.ErrorRate, steps)
	}
	if l.Latency > 0 && known {
		readings[Latency] = p.read(Latency, high, l.Latency.Seconds(), steps)
	}
	p.serve(rate, high, load, l)
	if p.traffic != nil && time.Duration(int64(p.closed)*p.windows.width) >= oneWeek && p.served[earlier] > 0 {
		threshold := worse * float64(p.served[earlier])
		if w := &p.watches[Peak]; w.held > 0 || w.since > 0 {
			threshold = w.threshold // which served load moves on while the peak comes
		}
		readings[Peak] = p.read(Peak, load, threshold, steps)
	}
	failing, _ := p.failures.Rising()
	slowing, _ := p.latency.Rising()
	readings[ErrorRate].together = failing > 0 && slowing > 0
	readings[Latency].together = readings[ErrorRate].together
	readings[Exhaustion] = p.exhaustion(&readings)
	readings[Exhaustion].measure = Exhaustion
	for _, m := range [...]Measure{Exhaustion, ErrorRate, Latency, Peak} {
		in := &readings[m]
		w := &p.watches[m]
		w.verdict = nil
		if in.threshold <= 0 {
			continue
		}
		if w.since == 0 && p.toldAs(m) {
			w.held = 0
			w.keep(now, in, &r.tallies[m])
			continue
		}
		life, probability := w.step(now, in, l, r)
		if life == none {
			continue
		}
		v := p.verdict(now, in, l, life, probability)
		if life == Told {
			w.verdict = &v
		}
		verdicts = append(verdicts, v)
	}
	return verdicts
}

// toldAs reports whether what a measure would tell is told by another one: as exhaustion, or as what was told before that showed.
func (p *Place) toldAs(m Measure) bool {
	told := func(m Measure) bool { return p.watches[m].since > 0 }
	switch m {
	case Exhaustion:
		return told(ErrorRate) || told(Latency)
	case ErrorRate, Latency:
		return told(Exhaustion)
	default:
		return false
	}
}

func (p *Place) read(of Measure, value, threshold float64, steps int) reading {
	in := reading{
		measure: of, of: of, value: value, threshold: threshold,
		passage: p.series(of).Passing(value, threshold, steps, p.window()),
	}
	if value >= threshold {
		in.passed = p.passed(of, threshold)
	}
	return in
}

// series is that of a measure; Exhaustion has none of its own.
func (p *Place) series(of Measure) *forecast.Series {
	switch of {
	case Latency:
		return p.latency
	case Peak:
		return p.traffic
	default:
		return p.failures
	}
}

// exhaustion is the nearer limit of a place whose latency and failures rise together.
func (p *Place) exhaustion(readings *[places]reading) reading {
	rate, latency := &readings[ErrorRate], &readings[Latency]
	nearer := rate
	if rate.threshold == 0 || latency.passage.Probability > rate.passage.Probability {
		nearer = latency
	}
	in := *nearer
	if w := &p.watches[Exhaustion]; w.since > 0 { // what is told goes on until one of both is passed
		in = readings[w.of]
		for _, limit := range []*reading{rate, latency} {
			if limit.threshold > 0 && limit.value >= limit.threshold {
				in.value = max(in.value, w.threshold)
				if limit.passed > 0 && (in.passed == 0 || limit.passed < in.passed) {
					in.passed = limit.passed
				}
			}
		}
	}
	if !in.together {
		in.passage = forecast.Passage{}
	}
	return in
}

// serve notes how much load was served well.
func (p *Place) serve(rate, high, load float64, l *Limits) {
	limit := l.ErrorRate
	if limit == 0 {
		limit = usualLimit
	}
	if rate <= healthy*limit && (l.Latency == 0 || high < l.Latency.Seconds()) {
		p.served[thisHalf] = max(p.served[thisHalf], float32(load))
	}
}

func (p *Place) checkBands(r *Record) {
	newest := &p.recent[0]
	width := p.windows.width
	if newest.calls >= fewest {
		rate := (float64(newest.failed) + 0.5) / (float64(newest.calls) + 1)
		p.bands[ErrorRate].check(p.failures, p.at, width, rate, true, &r.tallies[ErrorRate])
		p.bands[Latency].check(p.latency, p.at, width, float64(newest.high), false, &r.tallies[Latency])
	}
	load := max(float64(newest.calls)/(float64(width)/float64(minute)), 0.5)
	p.bands[series-1].check(p.traffic, p.at, width, load, false, &r.tallies[Peak])
}
