package outlook

import (
	"math"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const lived = 1500 // minutes before anything happens

func lifeOf(events []event, m Measure) (lives []Life) {
	for _, e := range events {
		if e.v.Measure == m {
			lives = append(lives, e.v.Life)
		}
	}
	return lives
}

func TestARampIsForeseenAndComesTrue(t *testing.T) {
	w := ramp(1, 120)
	events, _ := w.run(&Place{})
	require.Equal(t, []Life{Told, CameTrue}, lifeOf(events, ErrorRate))
	told, end := &events[0].v, &events[1].v
	const subject = `"POST /pay" of service "shop"`
	assert.Regexp(t, `^"POST /pay" of service "shop" will pass 5% failures in about [0-9]+ minutes \(8[0-9]% sure\)$`, told.Sentence(subject))
	assert.Regexp(t, `^the error rate is [0-9.]+% now and has risen for about [0-9]+ minutes, its odds by [0-9.]+% a minute; `+
		`5% will be passed between .* and .* from now in 8 of 10 cases in which it is; `+
		`the forecast falls if it is below [0-9.]+% in 10 minutes$`, told.Rationale())
	lead := end.Lead()
	const passes = 49.5 // minutes after it began, of 1% whose odds grow e-fold in 30 minutes
	assert.InDelta(t, lived+passes-float64(told.now-begin)/float64(minute), lead.Minutes(), 2, "not up to when that was noticed")
	assert.Less(t, lead, time.Duration(end.now-end.Since)-time.Minute)
	assert.Equal(t, subject+" passed 5% failures, "+lead.String()+" after that was forecast", end.Sentence(subject), "to the second, as the evidence")
	assert.Equal(t, int64(lead/time.Second), end.Evidence()["lead_seconds"])
	assert.GreaterOrEqual(t, lead, 8*time.Minute)
	assert.InDelta(t, 1/30.0, told.Growth-1, 0.01)
	evidence := told.Evidence()
	assert.Equal(t, "error_rate", evidence["measure"])
	assert.Contains(t, evidence, "growth_per_minute")
	assert.Equal(t, uint64(1), w.record.Score(ErrorRate).Told)
	assert.Equal(t, uint64(1), w.record.Score(ErrorRate).CameTrue)
}

func TestARampThatEndsIsWithdrawn(t *testing.T) {
	w := ramp(1, 300)
	w.calls = steady(10_000)
	w.rate = func(m int) float64 { return odds(0.01, min(max(float64(m-lived)/30, 0), 1.35)) } // at 3.8%
	var weaker []string
	w.watch = func(verdicts []Verdict) {
		for i := range verdicts {
			if v := &verdicts[i]; v.Life == Told && v.Probability < w.limits.Probability {
				weaker = append(weaker, v.Sentence("X")+"; "+v.Rationale())
				assert.NotContains(t, v.Evidence(), "in_seconds")
			}
		}
	}
	events, _ := w.run(&Place{})
	require.Equal(t, []Life{Told, Withdrawn}, lifeOf(events, ErrorRate), "and it does not flap")
	require.NotEmpty(t, weaker)
	for _, said := range weaker {
		assert.Regexp(t, `^X is less likely now to pass 5% failures \([0-9]+% sure\); the error rate is [0-9.]+% now$`, said)
	}
	assert.Equal(t, "X is no longer expected to pass 5% failures", events[1].v.Sentence("X"))
}

func TestADeploymentIsNotForeseen(t *testing.T) {
	w := ramp(1, 300)
	w.rate = func(m int) float64 {
		if m >= lived {
			return 0.2
		}
		return 0.01
	}
	events, _ := w.run(&Place{})
	assert.Empty(t, events)
}

func TestASilentForecasterIsChecked(t *testing.T) {
	w := ramp(1, 120)
	for range fewTold {
		w.record.tallies[ErrorRate].meetTold(0.8, false, 0)
	}
	events, _ := w.run(&Place{})
	assert.Empty(t, events)
	assert.Equal(t, uint64(fewTold+1), w.record.Score(ErrorRate).Outcomes, "what it would have told came true")
	assert.Positive(t, w.record.Score(ErrorRate).Precision)
}

func TestExhaustion(t *testing.T) {
	w := ramp(3, 120)
	w.rate = func(m int) float64 { return odds(0.005, max(float64(m-lived)/25, 0)) }
	w.latency = func(m int) float64 { return 0.2 * (1 + max(float64(m-lived)/30, 0)) }
	w.limits.Latency = 2 * time.Second
	events, _ := w.run(&Place{})
	require.Equal(t, []Life{Told, CameTrue}, lifeOf(events, Exhaustion))
	assert.Empty(t, lifeOf(events, ErrorRate), "it is told once")
	assert.Regexp(t, `^X is running out of room, latency and failures rise together: it will pass 5% failures in about .* sure\)$`, events[0].v.Sentence("X"))
	assert.Equal(t, "error_rate", events[0].v.Evidence()["limit"])
}

// Failures begin to rise when it was told already that it gets slow: that is said, not told as another forecast.
func TestWhatIsToldIsNotToldAgainAsExhaustion(t *testing.T) {
	w := ramp(3, 120)
	w.rate = func(m int) float64 { return odds(0.005, max(float64(m-lived-40)/25, 0)) }
	w.latency = func(m int) float64 { return 0.2 * (1 + max(float64(m-lived)/30, 0)) }
	w.limits.Latency = time.Second
	p := &Place{}
	var last string
	w.watch = func(verdicts []Verdict) {
		for i := range verdicts {
			if v := &verdicts[i]; v.Measure == Latency && v.Life == Told {
				last = v.Rationale()
			}
		}
	}
	events, _ := w.run(p)
	assert.Empty(t, lifeOf(events, Exhaustion))
	assert.Equal(t, []Life{Told, CameTrue}, lifeOf(events, Latency))
	assert.Contains(t, last, "; latency and failures rise together; ")
}

func TestALatencyThatCreepsUp(t *testing.T) {
	w := ramp(4, 120)
	w.rate = steady(0.01)
	w.latency = func(m int) float64 { return 0.2 * math.Exp(max(float64(m-lived)/40, 0)) }
	w.limits.Latency = time.Second
	events, _ := w.run(&Place{})
	require.Equal(t, []Life{Told, CameTrue}, lifeOf(events, Latency))
	assert.Regexp(t, `^X will be slower than 1s for one call in 20 in about .* sure\)$`, events[0].v.Sentence("X"))
	assert.Greater(t, events[1].v.Lead(), 10*time.Minute)
}

// Traffic has a day; on the tenth it is 60% above what it is on others, from the morning on.
func TestAPeakThatIsWorseThanWhatWasServed(t *testing.T) {
	const campaign = 9*1440 + 360
	w := ramp(5, 0)
	w.minutes, w.rate = 10*1440, steady(0.005)
	load := 1.0
	w.calls = func(m int) float64 {
		if m >= campaign {
			load = 1.6
		}
		return 500 * load * math.Exp(0.7*math.Sin(2*math.Pi*float64(m-480)/1440))
	}
	events, _ := w.run(&Place{})
	require.Equal(t, []Life{Told, CameTrue}, lifeOf(events, Peak))
	assert.Greater(t, events[0].minute, campaign)
	assert.Regexp(t, `^X will be called over [0-9,]+ times a minute, more than the [0-9,]+ it has served well so far in about .* sure\)$`, events[0].v.Sentence("X"))
	assert.Greater(t, events[1].v.Lead(), 5*time.Minute)
	assert.Contains(t, events[0].v.Rationale(), ", season +")
}

func TestTooFewCallsAreNotForecast(t *testing.T) {
	w := ramp(6, 120)
	w.calls = steady(3)
	events, _ := w.run(&Place{})
	assert.Empty(t, events)
}

// The value of five minutes is above the threshold later than the minutes are, and that is known later still.
func TestWhenAThresholdWasPassed(t *testing.T) {
	for _, c := range []struct {
		name   string
		width  int64
		failed [recentWindows]uint32 // of 100, the newest first
		ago    int64                 // minutes; -1: it is not known
	}{
		{"a step", fine, [...]uint32{20, 20, 20, 1, 1}, 2},
		{"a rise", fine, [...]uint32{9, 7, 5, 3, 2}, 2},
		{"all are", fine, [...]uint32{9, 9, 9, 9, 9}, 4},
		{"a spike before", fine, [...]uint32{6, 6, 2, 20, 1}, 1},
		{"a spike that is over", fine, [...]uint32{1, 2, 30, 1, 1}, -1},
		{"five minutes each", coarse, [...]uint32{6, 7, 8, 9, 9}, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := &Place{windows: windows{width: c.width}, at: begin}
			for i, failed := range c.failed {
				p.recent[i] = recent{calls: 100, failed: failed, high: float32(failed)}
			}
			want := begin - c.ago*minute
			if c.ago < 0 {
				want = 0
			}
			assert.Equal(t, want, p.passed(ErrorRate, 0.05))
			assert.Equal(t, want, p.passed(Latency, 5))
		})
	}
	late := Verdict{Life: CameTrue, Threshold: 0.05, Since: begin, passed: begin - minute, now: begin + minute}
	assert.Zero(t, late.Lead())
	assert.Equal(t, "X passed 5% failures, as was forecast", late.Sentence("X"))
}

// What runs full has run full when the first of both limits was passed, as far as that is known.
func TestWhenItRanFull(t *testing.T) {
	for _, c := range []struct{ rate, latency, full int64 }{
		{1000, 5000, 1000}, {5000, 1000, 1000}, {1000, 0, 1000}, {0, 1000, 1000}, {0, 0, 0},
	} {
		var p Place
		p.watches[Exhaustion] = watch{since: 1, threshold: 0.05, of: ErrorRate}
		readings := [places]reading{
			ErrorRate: {threshold: 0.05, value: 0.06, passed: c.rate},
			Latency:   {threshold: 0.3, value: 0.4, passed: c.latency},
		}
		assert.Equal(t, c.full, p.exhaustion(&readings).passed)
	}
}
