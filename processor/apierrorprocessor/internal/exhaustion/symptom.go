package exhaustion

import "math"

// When a route is worn down. The factors are the brief's own, not taken from a rule; the rest keeps chance out.
const (
	timesUsual  = 3    // the share of failing calls, or the time of a typical call
	leastShare  = 0.02 // of failing calls: with fewer, a route is not exhausted
	leastBroken = 10   // within the span
	leastShown  = 20   // calls within the span that tell how long one takes
	leastUsual  = 5e6  // nanoseconds
	deviations  = 4    // from what is usual, for it not to be chance
	// A route stays worn down while it is so half as much.
	lasting = 0.5
	// A single minute tells, if so many calls failed, or tell how long one takes.
	minuteBroken = 2
	minuteShown  = 4
	// severe is when it is bad.
	severeShare = 0.25
	severeTimes = 10
)

// symptom is what shows that a route is worn down.
type symptom uint8

const (
	failing symptom = iota
	slowing
)

var symptoms = [...]symptom{failing, slowing}

// shows reports whether the symptom shows over a span: more often than chance would have it, and in more than one of its
// minutes, so that a hiccup is none.
func (b *baseline) shows(s symptom, span *levels, minutes []*minute) bool {
	times := 0
	for _, m := range minutes {
		if b.showsIn(s, &m.levels) {
			times++
		}
	}
	if times < 2 {
		return false
	}
	if s == slowing {
		above, chance := span.duration()-b.slow(), b.deviation()/math.Sqrt(span.shown())
		return span.shown() >= leastShown && above-chance >= math.Log2(timesUsual) && above >= deviations*chance
	}
	expected := b.failing() * span.calls
	return span.broken >= leastBroken && span.broken-expected >= deviations*math.Sqrt(expected) &&
		span.share() >= max(leastShare, timesUsual*b.failing())
}

// showsIn reports whether the symptom shows in a single minute.
func (b *baseline) showsIn(s symptom, m *levels) bool {
	if s == slowing {
		return m.shown() >= minuteShown && m.duration()-b.slow() >= math.Log2(timesUsual)
	}
	return m.broken >= minuteBroken && m.share() >= max(leastShare, timesUsual*b.failing())
}

// lasts reports whether a symptom that showed before is not over yet.
func (b *baseline) lasts(span *levels) bool {
	return span.calls > 0 && (span.duration()-b.slow() >= math.Log2(lasting*timesUsual) ||
		span.share() >= lasting*max(leastShare, timesUsual*b.failing()))
}

func (b *baseline) severe(span *levels) bool {
	return span.share() > max(severeShare, timesUsual*b.failing()) || span.duration()-b.slow() >= math.Log2(severeTimes)
}

// height is how much of a symptom there is, on a scale on which chance makes about the same difference everywhere: the square
// root of a share, the logarithm of a duration.
func height(s symptom, l *levels) float64 {
	if s == slowing {
		return l.duration()
	}
	return math.Sqrt(l.share())
}

func (b *baseline) height(s symptom) float64 {
	if s == slowing {
		return b.slow()
	}
	return math.Sqrt(b.failing())
}
