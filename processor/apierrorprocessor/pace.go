package apierrorprocessor

import (
	"sync/atomic"

	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/ptrace"
)

const (
	// mostGlances is how many calls are looked at for each second of span time, and for a burst after a pause: all of them in most
	// systems.
	mostGlances = 100
	// fewestGlances is how many are in any.
	fewestGlances = 7
	// glancesTimesSpans is the product of both from some 150 spans a second on: a look costs as much as reading fifty spans, and all of
	// them together are to cost each span less, the more there are.
	glancesTimesSpans = 15_000

	// backwards is how many seconds spans may be late before their time is the one that counts.
	backwards = 60
)

// pace is how many spans come in a second of span time, as the last second that is over had it.
type pace struct {
	second atomic.Int64
	came   atomic.Int64
	rate   atomic.Int64
}

// note counts the spans of a batch, for the second of its first.
func (p *pace) note(td ptrace.Traces, spans int) {
	second, found := firstSecond(td)
	if !found {
		return
	}
	last := p.second.Load()
	gone := second - last
	if (gone > 0 || gone < -backwards) && p.second.CompareAndSwap(last, second) {
		p.rate.Store(p.came.Swap(0) / max(1, gone))
	}
	p.came.Add(int64(spans))
}

// glances is how many calls may be looked at in a second.
func (p *pace) glances() int64 {
	return min(mostGlances, max(fewestGlances, glancesTimesSpans/max(1, p.rate.Load())))
}

// secondOf is the second of a time, of 1.07 s: a shift costs less than a division, and this is asked of every span.
func secondOf(end pcommon.Timestamp) int64 { return int64(end >> 30) }

// firstSecond is that of a batch's first span.
func firstSecond(td ptrace.Traces) (int64, bool) {
	for _, rs := range td.ResourceSpans().All() {
		for _, ss := range rs.ScopeSpans().All() {
			if ss.Spans().Len() > 0 {
				return secondOf(ss.Spans().At(0).EndTimestamp()), true
			}
		}
	}
	return 0, false
}
