package agreement

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

func TestJudge(t *testing.T) {
	only := func(change func(*Agreement)) Agreement {
		a := cardnet()
		change(&a)
		return a
	}
	availability := only(func(a *Agreement) { a.Latency, a.Percentile = 0, 0 })
	for _, c := range []struct {
		name      string
		agreement Agreement
		play      func(*scene)
		want      []Status
	}{
		{"nobody calls", cardnet(), func(s *scene) { s.run(day, partner{}) }, []Status{StatusKept}},
		{"all is well", cardnet(), func(s *scene) { s.run(31*day, partner{calls: 2}) }, []Status{StatusKept}},
		{"exactly what is agreed", cardnet(), func(s *scene) { s.run(32*day, partner{calls: 10, failEvery: 1000, slowEvery: 20}) }, []Status{StatusKept}},
		{
			"one of two, and nobody calls again for months", cardnet(), func(s *scene) {
				s.Add(s.now, Answered, 0)
				s.Add(s.now, Failed, 0)
				s.run(29*day, partner{})
			},
			[]Status{StatusKept},
		},
		{
			"four failures in a month of few calls are a handful", cardnet(), func(s *scene) {
				for range 4 {
					s.run(7*day, partner{})
					s.run(time.Minute, partner{calls: 30, failEvery: 30})
				}
			},
			[]Status{StatusKept},
		},
		{
			"eight of sixteen calls in a month are a handful of calls", cardnet(), func(s *scene) {
				for range 2 {
					s.run(14*day, partner{}).run(time.Minute, partner{calls: 8, failEvery: 2})
				}
			},
			[]Status{StatusKept},
		},
		{
			"an outage of the partner's: at risk while it lasts", cardnet(), func(s *scene) {
				s.run(20*day, partner{calls: 2}).run(10*time.Minute, partner{calls: 2, failEvery: 1}).run(2*day, partner{calls: 2})
			},
			[]Status{StatusKept, StatusAtRisk, StatusKept},
		},
		{
			"one that lasts longer than the month allows: broken", cardnet(), func(s *scene) {
				s.run(20*day, partner{calls: 2}).run(time.Hour, partner{calls: 2, failEvery: 1}).run(2*day, partner{calls: 2})
			},
			[]Status{StatusKept, StatusAtRisk, StatusBreached},
		},
		{
			"twice too many failures: at risk within days, broken when the month's are used up, kept when they have left the window",
			availability, func(s *scene) {
				s.run(20*day, partner{calls: 10, failEvery: 500}).run(40*day, partner{calls: 10})
			},
			[]Status{StatusKept, StatusAtRisk, StatusBreached, StatusKept},
		},
		{
			"the first hour ever is an outage: the month is spent", cardnet(), func(s *scene) {
				s.run(time.Hour, partner{calls: 2, failEvery: 1})
			},
			[]Status{StatusKept, StatusAtRisk, StatusBreached},
		},
		{
			"a tenth is slow, where a twentieth may be: broken when a whole window's are used up",
			only(func(a *Agreement) { a.Availability = 0 }), func(s *scene) {
				s.run(14*day, partner{calls: 10, slowEvery: 10})
				assert.Equal(t, StatusAtRisk, s.verdict.Status)
				s.run(17*day, partner{calls: 10, slowEvery: 10})
			},
			[]Status{StatusKept, StatusAtRisk, StatusBreached},
		},
		{
			"the same with a latency that nobody agreed to", availability,
			func(s *scene) { s.run(31*day, partner{calls: 2, slowEvery: 10}) },
			[]Status{StatusKept},
		},
		{
			"each call has to keep to the latency: some do not", only(func(a *Agreement) { a.Percentile = 0 }), func(s *scene) {
				s.run(day, partner{calls: 10, slowEvery: 3000})
				assert.Equal(t, int64(-4), s.verdict.Latency.Margin(), "four of 14,400, where none may")
				s.run(day, partner{calls: 10, slowEvery: 3000})
			},
			[]Status{StatusKept, StatusBreached},
		},
		{
			"all are to succeed, and a handful does not", only(func(a *Agreement) { a.Availability = 1 }), func(s *scene) {
				s.run(time.Hour, partner{calls: 10, failEvery: 100})
			},
			[]Status{StatusKept, StatusBreached},
		},
		{
			"calls that are lost on the way", cardnet(), func(s *scene) { s.run(31*day, partner{calls: 2, loseEvery: 2}) },
			[]Status{StatusKept},
		},
		{
			"an agreement by the day", only(func(a *Agreement) { a.Window = day }), func(s *scene) {
				s.run(day, partner{calls: 10}).run(5*time.Minute, partner{calls: 10, failEvery: 1}).run(26*time.Hour, partner{calls: 10})
			},
			[]Status{StatusKept, StatusAtRisk, StatusBreached, StatusKept},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := newScene(c.agreement)
			c.play(s)
			assert.Equal(t, c.want, s.history, "%s", s.verdict.Sentence())
		})
	}
}

func TestOutcomes(t *testing.T) {
	for origin, want := range map[apierror.Origin]Outcome{
		"": Answered, apierror.OriginThirdParty: Failed, apierror.OriginNetwork: Lost, apierror.OriginService: Answered,
		apierror.OriginCaller: Answered, apierror.OriginDependency: Answered, "nobody's": Answered,
	} {
		assert.Equal(t, want, OutcomeOf(origin), origin)
	}
}

func TestLostCallsCountNeitherWay(t *testing.T) {
	s := newScene(cardnet())
	for range 100 {
		s.Add(s.now, Answered, 0)
		s.Add(s.now, Lost, time.Minute)
	}
	s.judge()
	assert.Equal(t, uint64(100), s.verdict.Availability.Calls())
	assert.Equal(t, uint64(100), s.verdict.Latency.Calls())
	assert.Equal(t, uint64(100), s.verdict.Lost)
	assert.InDelta(t, 1, s.verdict.Availability.Kept, 0)
	assert.Zero(t, s.Judge(s.now+int64(31*day)).Lost, "they leave the window")
}

func TestMargin(t *testing.T) {
	s := newScene(cardnet()).run(31*day, partner{calls: 10})
	// 432,000 calls a window: 432 may fail.
	assert.InDelta(t, 432, s.verdict.Availability.Margin(), 8)
	for range 100 {
		s.Add(s.now, Failed, 0)
	}
	s.judge()
	assert.InDelta(t, 332, s.verdict.Availability.Margin(), 8)
	for range 400 {
		s.Add(s.now, Failed, 0)
	}
	s.judge()
	assert.InDelta(t, -68, s.verdict.Availability.Margin(), 8)
}

func TestTheMarginWhileTheWindowIsNotLivedThrough(t *testing.T) {
	s := newScene(cardnet()).run(3*day, partner{calls: 10, failEvery: 2000})
	assert.InDelta(t, 432-21, s.verdict.Availability.Margin(), 4, "as if calls went on like this")
}

func TestPenalty(t *testing.T) {
	s := newScene(cardnet()).run(10*time.Minute, partner{calls: 10, failEvery: 2})
	require.Equal(t, StatusAtRisk, s.verdict.Status)
	assert.Zero(t, s.verdict.PenaltyDue(), "not yet")
	assert.Equal(t, apierror.SeverityMedium, s.verdict.Severity, "so that the breach is news")
	s.run(5*day, partner{calls: 10, failEvery: 2, slowEvery: 2})
	require.True(t, s.verdict.Availability.Breached && s.verdict.Latency.Breached)
	assert.InDelta(t, 5000, s.verdict.PenaltyDue(), 0, "once for both")
	assert.InDelta(t, 1, s.verdict.Confidence(), 0)
	assert.Equal(t, apierror.SeverityHigh, s.verdict.Severity)
}

// On the edge, as one bad call leaves the window and another comes, it is broken once.
func TestABreachDoesNotFlap(t *testing.T) {
	a := cardnet()
	a.Latency, a.Percentile = 0, 0
	s := newScene(a).run(31*day, partner{calls: 10, failEvery: 998})
	for i := range 60 {
		s.run(12*time.Hour, partner{calls: 10, failEvery: 997 + i%2*6})
	}
	breaches := 0
	for _, status := range s.history {
		if status == StatusBreached {
			breaches++
		}
	}
	assert.Equal(t, 1, breaches, "%v", s.history)
}

func TestWhatIsCountedSinceItFired(t *testing.T) {
	s := newScene(cardnet()).run(day, partner{calls: 10, failEvery: 2000, slowEvery: 2000})
	require.False(t, s.verdict.Firing())
	assert.Zero(t, s.verdict.Count)
	began := s.now
	s.run(10*time.Minute, partner{calls: 10, failEvery: 1, slowEvery: 1})
	require.True(t, s.verdict.Firing())
	assert.InDelta(t, 100, s.verdict.Count, 3, "a call that failed and was slow is one; the day's are not of it")
	assert.InDelta(t, began, s.verdict.Since, float64(5*time.Minute))
}

func TestLateCalls(t *testing.T) {
	s := newScene(cardnet())
	s.Add(s.now, Answered, 0)
	s.Add(s.now-int64(29*day), Failed, 0)
	s.Add(s.now-int64(31*day), Failed, 0)
	s.judge()
	assert.Equal(t, uint64(1), s.verdict.Availability.Bad())
	assert.Equal(t, uint64(1), s.Dropped())
}
