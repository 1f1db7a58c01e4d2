package slo

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

func threeNines() Objective { return Objective{Name: "checkout-availability", Target: 0.999} }

// kept is a tracker that has lived through its budget's period at this traffic without a bad call.
func kept(perMinute int) *scene {
	s := newScene(threeNines())
	s.now -= int64(30 * day)
	for ; s.now < monday; s.now += int64(time.Minute) {
		s.Add(s.now, false)
		s.slot.Calls += uint64(perMinute - 1) // as if added one by one
	}
	return s
}

func TestJudge(t *testing.T) {
	for _, c := range []struct {
		name string
		play func(*scene)
		want []string // severities, each as it changed; "" is over
	}{
		{"all is well", func(s *scene) { s.run(day, 30, 0) }, []string{}},
		{"exactly the allowed share, for days", func(s *scene) { s.run(5*day, 30, 0.001) }, []string{}},
		{
			"a burn of 10 does not page, but is told of within the hours", func(s *scene) {
				s.run(8*time.Hour, 30, 0.01)
			},
			[]string{"medium"},
		},
		{
			"a slow burn of 1.5 is a ticket within three days", func(s *scene) { s.run(3*day, 30, 0.0015) },
			[]string{"low"},
		},
		{
			"a slow burn of 0.8 is allowed", func(s *scene) { s.run(6*day, 30, 0.0008) },
			[]string{},
		},
		{
			"low traffic at night: one of three fails, the whole night", func(s *scene) {
				s.run(2*time.Hour, 0, 0)
				for range 3 {
					s.calls(2, 1).run(2*time.Hour, 0, 0)
				}
			},
			[]string{},
		},
		{
			"low traffic, but ten in a row within the hour fail", func(s *scene) {
				s.run(time.Hour, 0, 0)
				for range LeastBad {
					s.calls(0, 1).run(4*time.Minute, 0, 0)
				}
			},
			[]string{"critical"},
		},
		{
			"a total outage with nobody calling: it ends", func(s *scene) {
				s.run(10*time.Minute, 30, 1).run(12*time.Hour, 0, 0)
			},
			[]string{"high", "critical", "medium", "low", ""},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := kept(30)
			c.play(s)
			assert.Equal(t, c.want, s.severities())
		})
	}
}

func TestADeployBreaksEverythingForTwoMinutes(t *testing.T) {
	s := kept(30)
	s.run(10*time.Minute, 30, 0)
	s.run(time.Minute, 30, 1)
	require.True(t, s.verdict.Firing, "within a minute")
	s.run(time.Minute, 30, 1).run(5*time.Minute, 30, 0)
	require.True(t, s.verdict.Firing, "not over before it is calm")
	s.run(6*time.Minute, 30, 0)
	require.False(t, s.verdict.Firing)
	s.run(6*time.Hour, 30, 0)
	assert.Equal(t, []string{"high", ""}, s.severities())
}

// The long window burns, but the short one says that it is over.
func TestABurstThatIsOverDoesNotPage(t *testing.T) {
	s := kept(30)
	for range 40 {
		s.Add(s.now-int64(20*time.Minute), true) // late
	}
	s.run(15*time.Minute, 30, 0)
	assert.Greater(t, s.verdict.Burn[Window1h], 14.4)
	assert.Empty(t, s.severities())
}

func TestFiresAtTheThresholdOfTheWorkbook(t *testing.T) {
	for _, c := range []struct {
		bad   int
		fires bool
	}{{143, false}, {144, true}} {
		s := kept(30)
		s.run(2*time.Hour, 0, 0)
		s.calls(10_000-c.bad, c.bad)
		assert.Equal(t, c.fires, s.verdict.Severity >= apierror.SeverityHigh, "%d of 10,000 bad", c.bad)
	}
}

func TestThresholdsScaleWithThePeriod(t *testing.T) {
	for _, c := range []struct {
		period time.Duration
		target float64
		want   [3]float64
	}{
		{30 * day, 0.999, [3]float64{14.4, 6, 1}},
		{0, 0.999, [3]float64{14.4, 6, 1}},
		{28 * day, 0.999, [3]float64{13.44, 5.6, 1}},
		{90 * day, 0.999, [3]float64{43.2, 18, 3}},
		{7 * day, 0.999, [3]float64{3.36, 1.4, 1}},
		{time.Hour, 0.999, [3]float64{3.36, 1.4, 1}},
		{30 * day, 0.9, [3]float64{9, 6, 1}},  // 14.4 would be 144% of the calls
		{30 * day, 0.01, [3]float64{1, 1, 1}}, // 99% may fail
	} {
		rules := rulesOf(&Objective{Target: c.target, Window: c.period})
		for i := range rules {
			assert.InDelta(t, c.want[i], rules[i].burn, 1e-9, "%s of %g, rule %d", c.period, c.target, i)
		}
	}
}

func TestStartUp(t *testing.T) {
	t.Run("an outage pages at once, on what was seen", func(t *testing.T) {
		s := newScene(threeNines()).run(time.Minute, 60, 0.5)
		assert.Equal(t, []string{"critical"}, s.severities())
		assert.Contains(t, s.verdict.Sentence(), "in the 1m seen so far, where")
		assert.Less(t, s.verdict.Confidence(), 0.9)
		assert.Greater(t, s.verdict.BudgetLeft, 0.98, "one bad minute has not spent a month's budget")
	})
	t.Run("a slow burn waits for the windows that tell it from a bad start", func(t *testing.T) {
		s := newScene(threeNines()).run(25*time.Minute, 600, 0.008)
		assert.Empty(t, s.severities())
		s.run(10*time.Minute, 600, 0.008)
		assert.Equal(t, []string{"medium"}, s.severities())
	})
	t.Run("an outage at the start is one alert, though longer windows learn of it later", func(t *testing.T) {
		s := newScene(threeNines()).run(10*time.Minute, 60, 1).run(3*time.Hour, 60, 0)
		severities := s.severities()
		assert.Equal(t, []string{"critical", ""}, severities)
	})
	t.Run("a first call that fails is one call", func(t *testing.T) {
		s := newScene(threeNines()).calls(0, 1).run(time.Hour, 0, 0)
		assert.Empty(t, s.severities())
	})
}

func TestABurnAroundTheThresholdIsOneAlert(t *testing.T) {
	s := kept(600)
	s.run(time.Hour, 600, 0.016)
	for range 20 {
		s.run(3*time.Minute, 600, 0.012).run(3*time.Minute, 600, 0.016)
	}
	assert.Equal(t, []string{"high"}, s.severities())
}

func TestBoutsAreOneAlert(t *testing.T) {
	s := kept(600)
	for range 12 {
		s.run(2*time.Minute, 600, 0.2).run(6*time.Minute, 600, 0)
	}
	assert.NotContains(t, s.severities(), "")
	s.run(24*time.Hour, 600, 0)
	require.NotEmpty(t, s.severities())
	assert.Empty(t, s.severities()[len(s.severities())-1], "and it ends")
}

// A burn that is allowed does not keep a ticket open for ever.
func TestATicketEndsWhereTheBurnIsAllowed(t *testing.T) {
	s := kept(60)
	s.run(2*day, 60, 0.003)
	require.Equal(t, []string{"low"}, s.severities())
	s.run(4*day, 60, 0.0007)
	assert.Equal(t, []string{"low", ""}, s.severities())
}

func TestWhatIsCountedSinceItFired(t *testing.T) {
	s := kept(60)
	s.run(10*time.Minute, 60, 0).run(5*time.Minute, 60, 1)
	first := s.verdict
	require.True(t, first.Firing)
	assert.Equal(t, uint64(300), first.Count, "with those by which it was noticed")
	s.run(5*time.Minute, 60, 1)
	assert.Equal(t, first.Since, s.verdict.Since)
	assert.Equal(t, uint64(600), s.verdict.Count)
	s.run(2*day, 60, 0)
	require.False(t, s.verdict.Firing)
	assert.Zero(t, s.verdict.Count)
	s.run(time.Minute, 60, 1)
	assert.Greater(t, s.verdict.Since, first.Since, "another one")
}

func TestAJumpOfTheClockOfADay(t *testing.T) {
	s := kept(60)
	s.run(time.Hour, 60, 0.5)
	require.True(t, s.verdict.Firing)
	s.now += int64(day)
	s.run(35*time.Minute, 60, 0)
	assert.False(t, s.verdict.Firing, "a day without a failure")
	assert.Positive(t, s.verdict.Counts[Window3d].Bad, "the hour of yesterday is not forgotten")
	assert.Zero(t, s.verdict.Counts[Window6h].Bad)
}
