package outlook

import (
	"math"
	"time"

	"github.com/otelcol-apierror/otelcol-apierror/internal/forecast"
)

// Place is what is known of where an endpoint or a process is going. Its zero value is empty.
type Place struct {
	windows windows
	at      int64 // when the newest closed window began
	closed  uint32
	fresh   bool // a window was closed since the last evaluation
	recent  [recentWindows]recent
	typical float32              // calls a minute
	served  [servedParts]float32 // the most calls a minute that were served well: before, in the last half of a day, and in this one

	failures, latency, traffic *forecast.Series // nil: too little comes

	watches [places]watch
	bands   [series]band
}

const (
	recentWindows = 5
	halfDay       = 720 * minute
	places        = int(Peak) + 1
	series        = 3 // that there are bands of: of error rate, latency and traffic
)

// What was served well is counted against a peak half a day later at the earliest: a peak that comes is served well until it is not.
const (
	earlier = iota
	lately
	thisHalf
	servedParts
)

// recent is a window that was closed.
type recent struct {
	calls, failed uint32
	high          float32 // seconds; 0: too few calls
}

const (
	fine, coarse = minute, 5 * minute
	// A place of fewer calls a minute goes by windows of five minutes, one of fewer still is not forecast; the traffic of some is not.
	fineFrom, coarseFrom, trafficFrom = 60, 5, 30
	// learning is after how many windows that is decided, and again after each day.
	learning     = 15
	decidesEvery = 1440
	// fade is how much of the highest load is remembered from one window to the next: half of it after more than a year of minutes.
	fade = 1 - 1e-6
	// fewest calls have a percentile.
	fewest = 20
)

// Add counts a call that ended at that time. It reports whether it was taken: not if it is more than five minutes late or ahead.
func (p *Place) Add(at int64, failed bool, took time.Duration) bool {
	s := p.slot(at)
	if s == nil {
		return false
	}
	s.add(1, 0)
	if failed {
		s.add(0, 1)
	}
	s.took.add(took, 1)
	return true
}

func (p *Place) slot(at int64) *slot {
	if p.windows.width == 0 {
		p.windows.width = fine
	}
	s, closeTo := p.windows.slot(at)
	if closeTo > 0 {
		p.close(closeTo)
		s, _ = p.windows.slot(at)
	}
	return s
}

// AddCounts takes in the past, which is to come in the order of its time: calls and failures from a time on, evenly over a while
// of at most an hour, and their 95th percentile of latency; 0 where that is not known.
func (p *Place) AddCounts(from int64, over time.Duration, calls, failed uint64, high time.Duration) bool {
	n := uint64(min(max(int64(over)/minute, 1), 60))
	calls, failed = min(calls, math.MaxUint32), min(failed, calls, math.MaxUint32)
	taken := false
	for i := range n {
		at := from + int64(i)*minute
		s := p.slot(at)
		if s == nil {
			continue
		}
		taken = true
		part := func(all uint64) uint32 { return uint32(all*(i+1)/n - all*i/n) } //nolint:gosec // at most all
		s.add(part(calls), part(failed))
		if high > 0 {
			s.took.add(high, part(calls))
		}
		p.Advance(at)
	}
	return taken
}

// Advance closes the windows that ended. It is to be called before Foresee, with times of the calls' clock.
func (p *Place) Advance(now int64) {
	if p.windows.width > 0 {
		p.close(p.windows.due(now))
	}
}

func (p *Place) close(upTo int64) {
	for {
		s, begin, closed := p.windows.next(upTo)
		if !closed {
			return
		}
		p.learn(&s, begin)
	}
}

// learn takes in a window.
func (p *Place) learn(s *slot, begin int64) {
	p.at, p.fresh = begin, true
	p.closed = min(p.closed, math.MaxUint32-1) + 1
	minutes := float64(p.windows.width) / float64(minute)
	load := float64(s.calls) / minutes
	const memory = 720 // minutes
	p.typical += float32((load - float64(p.typical)) * max(1/float64(p.closed), minutes/memory))
	p.served[earlier] *= fade
	if (begin+p.windows.width)/halfDay != begin/halfDay {
		p.served = [servedParts]float32{max(p.served[earlier], p.served[lately]), p.served[thisHalf], 0}
	}
	newest := recent{calls: s.calls, failed: min(s.failed, s.calls)}
	if s.calls >= fewest {
		newest.high = float32(s.took.high())
	}
	copy(p.recent[1:], p.recent[:])
	p.recent[0] = newest
	if p.closed == learning || p.closed%decidesEvery == 0 {
		p.decide()
	}
	if p.failures == nil {
		return
	}
	p.failures.Observe(begin, float64(newest.failed), float64(newest.calls))
	if newest.high > 0 {
		p.latency.ObserveValue(begin, float64(newest.high))
	}
	if p.traffic != nil {
		p.traffic.ObserveValue(begin, max(load, 0.5))
	}
}

// decide chooses the length of the windows by how much comes, and what is forecast. A change of the length forgets what was learnt, so
// it takes a clear one.
func (p *Place) decide() {
	const clearly = 2
	width := p.windows.width
	switch typical := float64(p.typical); {
	case p.failures == nil && typical < fineFrom, typical < fineFrom/clearly:
		width = coarse
	case p.failures == nil || typical > fineFrom*clearly:
		width = fine
	}
	if p.typical < coarseFrom && p.failures == nil {
		p.closed-- // not yet
		return
	}
	if width != p.windows.width || p.failures == nil {
		f, l := forecast.NewSeries(forecast.Rate, time.Duration(width)), forecast.NewSeries(forecast.Positive, time.Duration(width))
		p.failures, p.latency, p.traffic = &f, &l, nil
		p.bands, p.recent = [series]band{}, [recentWindows]recent{}
		if width != p.windows.width {
			p.windows = windows{width: width}
		}
	}
	if p.traffic == nil && p.typical >= trafficFrom {
		t := forecast.NewSeries(forecast.Positive, time.Duration(width))
		p.traffic = &t
	}
}

// window is how many windows are five minutes.
func (p *Place) window() int { return int(max(coarse/p.windows.width, 1)) }

// current is the error rate, the percentile and the calls a minute of the last five minutes.
func (p *Place) current() (rate, high, load float64) { return p.mean(p.recent[:p.window()]) }

// mean is the error rate, the percentile and the calls a minute of some windows; the first two are 0 where there are too few calls.
func (p *Place) mean(of []recent) (rate, high, load float64) {
	var calls, failed, logs, some float64
	for _, r := range of {
		calls += float64(r.calls)
		failed += float64(r.failed)
		if r.high > 0 {
			logs += math.Log(float64(r.high))
			some++
		}
	}
	if calls >= fewest {
		rate = failed / calls
	}
	if some > 0 {
		high = math.Exp(logs / some)
	}
	return rate, high, calls / float64(len(of)) / (float64(p.windows.width) / float64(minute))
}

// passed is when the stretch began in which each window is above the threshold of a measure, of the last five minutes, all of which are in the mean. That
// is known minutes later only. 0: the newest window is not.
func (p *Place) passed(of Measure, threshold float64) (at int64) {
	for i := 0; i < p.window() && p.over(of, threshold, p.recent[i:i+1]); i++ {
		at = p.at - int64(i)*p.windows.width
	}
	return at
}

func (p *Place) over(of Measure, threshold float64, windows []recent) bool {
	rate, high, load := p.mean(windows)
	switch of {
	case Latency:
		return high >= threshold
	case Peak:
		return load >= threshold
	default:
		return rate >= threshold
	}
}
