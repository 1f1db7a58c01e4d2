package agreement

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
)

func TestLevels(t *testing.T) {
	for level := range levels {
		low := time.Duration(lowest(level))
		assert.Equal(t, level, levelOf(low), "%s", low)
		assert.Equal(t, level, levelOf(time.Duration(lowest(level+1))-1))
	}
	assert.Zero(t, levelOf(-time.Hour))
	assert.Equal(t, levels-1, levelOf(math.MaxInt64))
	assert.Greater(t, lowest(levels), float64(2*time.Minute))
}

func TestPercentileIsNearTheExactOne(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 1))
	s := newSpread(30 * day)
	durations := make([]time.Duration, 20_000)
	for i := range durations {
		durations[i] = time.Duration(float64(200*time.Millisecond) * math.Exp(0.8*random.NormFloat64()))
		s.add(monday-random.Int64N(int64(25*day)), durations[i])
	}
	slices.Sort(durations)
	recent := s.sum(monday)
	for _, share := range []float64{0.5, 0.9, 0.95, 0.99, 0.999} {
		exact := durations[int(share*float64(len(durations)))]
		assert.InEpsilon(t, exact.Seconds(), recent.percentile(share).Seconds(), 0.1, "%g", share)
	}
	assert.InEpsilon(t, durations[len(durations)-1].Seconds(), recent.percentile(1).Seconds(), 0.25)
}

func TestPercentileOfNothing(t *testing.T) { assert.Zero(t, (&part{}).percentile(0.95)) }

// The estimate is never on another side of the agreement than the counts are.
func TestTheEstimateAgreesWithTheCounts(t *testing.T) {
	for _, took := range []time.Duration{790 * time.Millisecond, 800 * time.Millisecond, 801 * time.Millisecond} {
		s := newScene(cardnet())
		for range 1000 {
			s.Add(s.now, Answered, took)
		}
		s.judge()
		assert.Equal(t, took <= s.agreement.Latency, s.verdict.Percentile <= s.agreement.Latency && s.verdict.Latency.Bad() == 0, "%s", took)
		assert.InEpsilon(t, took.Seconds(), s.verdict.Percentile.Seconds(), 0.2)
	}
}

func TestOldCallsLeaveTheSpread(t *testing.T) {
	s := newSpread(30 * day)
	s.add(monday, time.Minute)
	s.add(monday+int64(29*day), time.Second)
	s.add(monday-int64(31*day), time.Second) // its place is taken, or left behind
	recent := s.sum(monday + int64(31*day))
	assert.InDelta(t, 1, recent.percentile(1).Seconds(), 0.25)
}

// A call of the distant future keeps no place from the present.
func TestSpreadAtAbsurdTimes(t *testing.T) {
	s := newSpread(time.Hour)
	for _, at := range []int64{math.MinInt64, -1, 0, math.MaxInt64} {
		s.add(at, time.Second)
		s.lose(at)
	}
	for i := range parts {
		s.lose(monday + int64(i+parts)*s.width)
	}
	s.sum(monday)
	s.lose(monday)
	recent := s.sum(monday)
	assert.Equal(t, uint64(1), recent.lost)
	s.sum(math.MaxInt64)
	s.sum(math.MinInt64)
}
