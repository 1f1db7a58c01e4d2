package slo

import (
	"testing"
	"time"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// monday is where the tests begin: a Monday, 00:00 UTC.
const monday = int64(1_795_392_000) * int64(time.Second)

const day = 24 * time.Hour

// scene plays traffic to a tracker and asks for its verdict every ten seconds, as the connector does; every
// minute where it plays for long.
type scene struct {
	*Tracker
	now     int64
	verdict Verdict
	seen    Counts
	history []Verdict // where the severity changed
}

func newScene(objective Objective) *scene { return &scene{Tracker: New(objective), now: monday} }

const tick = 10 * time.Second

// run plays calls at an even rate, a share of them bad, evenly spread too.
func (s *scene) run(length time.Duration, perMinute, share float64) *scene {
	tick := tick
	if length > 3*time.Hour {
		tick = time.Minute
	}
	per := perMinute * tick.Minutes()
	var calls, bad float64
	for end := s.now + int64(length); s.now < end; s.now += int64(tick) {
		s.judge()
		calls += per
		for i := 0; calls >= 1; calls-- {
			bad += share
			failed := bad >= 1-1e-9
			if failed {
				bad--
				s.seen.Bad++
			}
			s.seen.Calls++
			s.Add(s.now+int64(i%10)*int64(time.Second), failed)
			i++
		}
	}
	s.judge()
	return s
}

// calls plays some calls at once.
func (s *scene) calls(good, bad int) *scene {
	for range good {
		s.Add(s.now, false)
	}
	for range bad {
		s.Add(s.now, true)
	}
	s.judge()
	return s
}

func (s *scene) judge() {
	v := s.Judge(s.now)
	if v.Severity != s.verdict.Severity {
		s.history = append(s.history, v)
	}
	s.verdict = v
}

// severities are those that there were, in order.
func (s *scene) severities() []string {
	names := []string{}
	for _, v := range s.history {
		names = append(names, v.Severity.String())
	}
	return names
}
