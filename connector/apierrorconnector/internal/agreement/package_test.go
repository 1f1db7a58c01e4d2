package agreement

import (
	"testing"
	"time"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// monday is where the tests begin: a Monday, 00:00 UTC.
const monday = int64(1_795_392_000) * int64(time.Second)

const day = 24 * time.Hour

func cardnet() Agreement {
	return Agreement{
		Partner: "cardnet", Availability: 0.999, Latency: 800 * time.Millisecond, Percentile: 0.95, Window: 30 * day,
		Penalty: 5000, Currency: "USD",
	}
}

// scene plays calls to a tracker and asks for its verdict every minute, or every ten where it plays for days.
type scene struct {
	*Tracker
	now     int64
	verdict Verdict
	history []Status // as they changed, kept first
}

func newScene(agreement Agreement) *scene {
	return &scene{Tracker: New(agreement), now: monday, history: []Status{StatusKept}}
}

// partner is how a partner behaves: each minute so many calls, of which every so manieth fails, is lost or takes two seconds.
type partner struct{ calls, failEvery, loseEvery, slowEvery int }

func (s *scene) run(length time.Duration, p partner) *scene {
	n := 0
	for end := s.now + int64(length); s.now < end; s.now += int64(time.Minute) {
		for i := range p.calls {
			n++
			outcome, took := Answered, 100*time.Millisecond
			if every(p.failEvery, n) {
				outcome = Failed
			}
			if every(p.loseEvery, n) {
				outcome = Lost
			}
			if every(p.slowEvery, n) {
				took = 2 * time.Second
			}
			s.Add(s.now+int64(i), outcome, took)
		}
		if length < day || (s.now-monday)/int64(time.Minute)%10 == 0 {
			s.judge()
		}
	}
	s.judge()
	return s
}

func every(each, n int) bool { return each > 0 && n%each == 0 }

func (s *scene) judge() {
	s.verdict = s.Judge(s.now)
	if s.verdict.Status != s.history[len(s.history)-1] {
		s.history = append(s.history, s.verdict.Status)
	}
}
