package slo

import (
	"math"
	"math/rand/v2"
	"testing"
	"time"
	"unsafe"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestATrackerIsSmall(t *testing.T) {
	assert.LessOrEqual(t, unsafe.Sizeof(Tracker{}), uintptr(8<<10))
}

type event struct {
	at  int64
	bad bool
}

// traffic is calls of the last days, more of them recent, in no order.
func traffic(random *rand.Rand, now int64, period time.Duration) []event {
	events := make([]event, 3000)
	for i := range events {
		age := math.Pow(random.Float64(), 8) * float64(period)
		events[i] = event{at: now - int64(age), bad: random.IntN(10) == 0}
	}
	return events
}

// A window counts every call that is in it, but for those in the last sixtieth of its ring, and none that is not.
func TestWindowsCountWhatIsInThem(t *testing.T) {
	for seed := range uint64(40) {
		random := rand.New(rand.NewPCG(seed, 1))
		period := []time.Duration{30 * day, 28 * day, 7*day + 61*time.Minute, 61 * time.Minute}[seed%4]
		tracker := New(Objective{Target: 0.99, Window: period})
		now := monday + random.Int64N(int64(day))
		events := traffic(random, now, 2*period)
		for _, e := range events {
			tracker.Add(e.at, e.bad)
		}
		s := tracker.Standing(now)
		for w := range windowCount {
			v := viewOf(w, period)
			width := time.Duration(tracker.widths[v.ring])
			// A ring's buckets may be a little wider than a sixtieth: as many as fit are read.
			within := v.length/width*width - width
			least, most := between(events, now, within), between(events, now, v.length)
			got := s.Counts[w]
			assert.True(t, least.Calls <= got.Calls && got.Calls <= most.Calls, "seed %d, %s: %v in %v to %v", seed, w, got, least, most)
			assert.True(t, least.Bad <= got.Bad && got.Bad <= most.Bad, "seed %d, %s", seed, w)
		}
	}
}

func between(events []event, now int64, length time.Duration) Counts {
	var counts Counts
	for _, e := range events {
		if e.at > now-int64(length) && e.at <= now {
			counts.Calls++
			if e.bad {
				counts.Bad++
			}
		}
	}
	return counts
}

// To live through the days, with a look every so often, counts the same as to replay them at once in any order.
func TestReplayIsTheSameAsLivingThroughIt(t *testing.T) {
	for seed := range uint64(20) {
		random := rand.New(rand.NewPCG(seed, 2))
		events := traffic(random, monday, 25*day)
		live, replay := New(threeNines()), New(threeNines())
		for _, e := range events {
			replay.Add(e.at, e.bad)
		}
		random.Shuffle(len(events), func(i, j int) { events[i], events[j] = events[j], events[i] })
		for i, e := range events {
			live.Add(e.at, e.bad)
			if i%100 == 0 {
				live.Standing(monday)
			}
		}
		for _, after := range []time.Duration{0, time.Minute, time.Hour, 5 * day, 40 * day} {
			assert.Equal(t, live.Standing(monday+int64(after)), replay.Standing(monday+int64(after)), "seed %d", seed)
		}
	}
}

// Judged at the same times, calls that come late within the tick and in another order make no difference to any verdict.
func TestVerdictsDoNotDependOnTheOrderWithinATick(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 3))
	one, other := New(threeNines()), New(threeNines())
	fired := 0
	for now := monday; now < monday+int64(12*time.Hour); now += int64(tick) {
		share := 0.0005
		if (now-monday)/int64(time.Hour)%4 == 1 {
			share = 0.05
		}
		events := make([]event, 20)
		for i := range events {
			events[i] = event{at: now - random.Int64N(int64(time.Minute)), bad: random.Float64() < share}
			one.Add(events[i].at, events[i].bad)
		}
		random.Shuffle(len(events), func(i, j int) { events[i], events[j] = events[j], events[i] })
		for _, e := range events {
			other.Add(e.at, e.bad)
		}
		verdict := one.Judge(now)
		require.Equal(t, verdict, other.Judge(now))
		if verdict.Firing {
			fired++
		}
	}
	assert.Positive(t, fired)
}

func TestLateCalls(t *testing.T) {
	tracker := New(threeNines())
	tracker.Add(monday, false)
	for _, late := range []time.Duration{time.Minute, 20 * time.Minute, 2 * time.Hour, 2 * day, 20 * day, 31 * day} {
		tracker.Add(monday-int64(late), true)
	}
	s := tracker.Standing(monday)
	var bad []uint64
	for _, counts := range s.Counts {
		bad = append(bad, counts.Bad)
	}
	assert.Equal(t, []uint64{1, 2, 2, 3, 4, 5}, bad)
	assert.Equal(t, uint64(1), tracker.Dropped())
}

func TestAbsurdTimes(t *testing.T) {
	tracker := New(threeNines())
	for _, at := range []int64{math.MinInt64, -1, math.MinInt64 + int64(time.Second), math.MaxInt64} {
		tracker.Add(at, true)
		tracker.Judge(at)
	}
	assert.Equal(t, uint64(3), tracker.Dropped())
	tracker.Judge(monday)
	for range 100 {
		tracker.Add(monday, false)
	}
	s := tracker.Standing(monday)
	for w, counts := range s.Counts {
		assert.Equal(t, Counts{Calls: 100}, counts, "%s: the call of the year 2262 keeps nobody's place", Window(w))
	}
}

func TestAbsurdObjectives(t *testing.T) {
	for _, target := range []float64{math.NaN(), math.Inf(1), math.Inf(-1), -1, 0, 1, 2} {
		tracker := New(Objective{Name: "o", Target: target, Window: -1})
		for range 100 {
			tracker.Add(monday, true)
		}
		v := tracker.Judge(monday)
		for _, burn := range v.Burn {
			assert.False(t, math.IsNaN(burn) || math.IsInf(burn, 0), "target %g", target)
		}
		assert.NotContains(t, v.Sentence(), "NaN")
	}
}

func TestBad(t *testing.T) {
	availability, latency := Objective{}, Objective{Latency: time.Second}
	assert.False(t, availability.Bad(false, time.Hour))
	assert.True(t, availability.Bad(true, 0))
	assert.False(t, latency.Bad(false, time.Second))
	assert.True(t, latency.Bad(false, time.Second+1))
	assert.True(t, latency.Bad(true, 0))
}

func TestBudget(t *testing.T) {
	s := kept(30)
	assert.InDelta(t, 1, s.Standing(s.now).BudgetLeft, 0)
	// 1,296,000 calls a period: 1,296 may fail.
	for range 648 {
		s.Add(s.now, true)
	}
	standing := s.Standing(s.now)
	assert.InDelta(t, 0.5, standing.BudgetLeft, 0.02)
	_, ever := standing.ExhaustedIn(WindowPeriod)
	assert.False(t, ever, "a burn below 1 lasts")
	for range 1000 {
		s.Add(s.now, true)
	}
	standing = s.Standing(s.now)
	assert.Less(t, standing.BudgetLeft, -0.2)
	gone, ever := standing.ExhaustedIn(Window1h)
	assert.True(t, ever)
	assert.Zero(t, gone)
	assert.InDelta(t, 1, s.Standing(s.now+int64(31*day)).BudgetLeft, 0, "all of it has left the period")
}

func TestTheBudgetWhileThePeriodIsNotLivedThrough(t *testing.T) {
	s := newScene(threeNines()).run(3*day, 60, 0.01)
	assert.InDelta(t, 0, s.verdict.BudgetLeft, 0.02, "a burn of 10 spends 30 days' budget in three")
	s = newScene(threeNines()).run(time.Hour, 60, 1)
	gone, _ := s.verdict.ExhaustedIn(Window1h)
	assert.Zero(t, gone, "a total outage spends it in 43 minutes")
	s = newScene(threeNines()).run(15*time.Minute, 60, 1)
	gone, _ = s.verdict.ExhaustedIn(Window1h)
	assert.InDelta(t, 28, gone.Minutes(), 1)
}

// The bound is never below the exact tail, and near it.
func TestTheGateIsNeverSurerThanTheExactTest(t *testing.T) {
	for _, n := range []int{1, 3, 20, 100, 1000, 20_000} {
		for _, p := range []float64{1e-6, 0.001, 0.01, 0.1, 0.5} {
			passed := false
			for k := range min(n, 150) + 1 {
				sure := significant(Counts{Calls: uint64(n), Bad: uint64(k)}, p)
				exact := tail(n, k, p)
				if sure && exact > level*(1+1e-9) {
					t.Errorf("%d of %d at %g is no accident, but the chance is %g", k, n, p, exact)
				}
				if !sure && float64(k) > p*float64(n) && (passed || exact < level/200) {
					t.Errorf("%d of %d at %g may be an accident, but the chance is %g", k, n, p, exact)
				}
				passed = passed || sure
			}
		}
	}
}

// tail is the exact chance of k or more of n.
func tail(n, k int, p float64) float64 {
	gamma := func(x int) float64 { l, _ := math.Lgamma(float64(x + 1)); return l }
	sum := 0.0
	for i := k; i <= n; i++ {
		term := math.Exp(gamma(n) - gamma(i) - gamma(n-i) + float64(i)*math.Log(p) + float64(n-i)*math.Log1p(-p))
		sum += term
		if term < 1e-12*sum {
			break
		}
	}
	return sum
}

func BenchmarkAdd(b *testing.B) {
	tracker := New(threeNines())
	at := monday
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		at += int64(time.Millisecond)
		tracker.Add(at, i%100 == 0)
	}
}

// BenchmarkAddOutOfOrder is the worst case: each call is of another slot than the one before.
func BenchmarkAddOutOfOrder(b *testing.B) {
	tracker := New(threeNines())
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		tracker.Add(monday+int64(i%2)*int64(time.Minute)+int64(i), i%100 == 0)
	}
}

func BenchmarkJudge(b *testing.B) {
	s := newScene(threeNines()).run(3*day, 6, 0.01)
	b.ReportAllocs()
	for b.Loop() {
		s.Judge(s.now)
	}
}

func BenchmarkAppendState(b *testing.B) {
	s := newScene(threeNines()).run(30*day, 6, 0.01)
	var buf []byte
	b.ReportAllocs()
	for b.Loop() {
		buf = s.AppendState(buf[:0])
	}
	b.ReportMetric(float64(len(buf)), "state-B")
}
