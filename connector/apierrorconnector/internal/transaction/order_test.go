package transaction

import (
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// customers makes the attempts of some that go through the checkout again and again, for hours: they pass steps over, fail, try again,
// go back, begin anew and leave. Some are called by services that overlap, or whose clocks differ.
func customers(random *rand.Rand, number int) []Attempt {
	var attempts []Attempt
	for key := range number {
		at := scriptStart + random.Int64N(int64(time.Hour))
		step := 0
		for range 1 + random.IntN(40) {
			a := Attempt{Key: "c-" + strconv.Itoa(key), Step: step, End: at, Duration: time.Duration(random.Int64N(2e9)), Failed: random.IntN(4) == 0}
			a.SpanID[0], a.SpanID[7] = byte(len(attempts)), byte(len(attempts)>>8)
			attempts = append(attempts, a)
			switch draw := random.IntN(10); {
			case draw == 0:
				step = random.IntN(4)
			case draw == 1:
				at -= random.Int64N(int64(10 * time.Second))
			case !a.Failed:
				step = (step + 1) % 4
			}
			at += int64(35*time.Second) + random.Int64N(int64(time.Minute))
			if random.IntN(8) == 0 {
				at += random.Int64N(int64(40 * time.Minute))
			}
		}
	}
	slices.SortStableFunc(attempts, func(a, b Attempt) int { return int(a.End - b.End) })
	return attempts
}

// delayed lets attempts arrive late, each by less than the lateness; some come twice.
func delayed(random *rand.Rand, attempts []Attempt, lateness time.Duration) []Attempt {
	type arrival struct {
		at      int64
		attempt Attempt
	}
	var arrivals []arrival
	for _, a := range attempts {
		for range 1 + random.IntN(5)/4 {
			arrivals = append(arrivals, arrival{a.End + random.Int64N(int64(lateness)), a})
		}
	}
	slices.SortStableFunc(arrivals, func(a, b arrival) int { return int(a.at - b.at) })
	late := make([]Attempt, len(arrivals))
	for i := range arrivals {
		late[i] = arrivals[i].attempt
	}
	return late
}

// The outcomes, their steps, durations and examples are the same in whatever order spans arrive, and however often one asks.
func TestOrderOfArrivalChangesNothing(t *testing.T) {
	const lateness = 5 * time.Minute
	fresh := func() *Tracker { return New(checkout(), Options{InFlight: 1000, Lateness: lateness, Seed: 1}) }
	outcomes := map[Outcome]int{}
	for seed := range uint64(60) {
		random := rand.New(rand.NewPCG(seed, 3))
		attempts := customers(random, 20)

		inOrder := fresh()
		want := arrive(inOrder, attempts)
		want = append(want, wait(inOrder)...)
		require.Zero(t, inOrder.Stats().Hurried+inOrder.Stats().Late)
		for _, e := range want {
			outcomes[e.Outcome]++
		}

		shuffled := fresh()
		got := arrive(shuffled, delayed(random, attempts, lateness))
		require.ElementsMatch(t, want, append(got, wait(shuffled)...), "seed %d", seed)
		require.Equal(t, inOrder.Stats(), shuffled.Stats(), "seed %d", seed)

		askedOnce := fresh()
		for i := range attempts {
			askedOnce.Observe(scriptStart, &attempts[i])
		}
		if askedOnce.Stats().Hurried == 0 {
			require.ElementsMatch(t, want, wait(askedOnce), "seed %d", seed)
		}
	}
	for _, outcome := range []Outcome{Completed, Failed, Abandoned} {
		assert.Greater(t, outcomes[outcome], 100, outcome)
	}
}

// A customer that is faster than the order can be known has its attempts counted in the order in which they come.
func TestFastCustomers(t *testing.T) {
	tracker := newTracker()
	var attempts []Attempt
	for round := range 100 {
		for step := range 4 {
			attempts = append(attempts, Attempt{Key: "robot", Step: step, End: scriptStart + int64(4*round+step)*1e8, Duration: 1e6})
		}
	}
	ended := append(arrive(tracker, attempts), wait(tracker)...)
	assert.Len(t, ended, 100)
	for i := range ended {
		assert.Equal(t, "completed at confirm after 301ms", told(&ended[i]))
	}
	assert.EqualValues(t, 400-maxWaiting, tracker.Stats().Hurried)

	// Orphans take the same way out.
	tracker = newTracker()
	for i := range attempts {
		attempts[i].Step = 3
	}
	assert.Empty(t, append(arrive(tracker, attempts), wait(tracker)...))
	assert.EqualValues(t, 400, tracker.Stats().Orphans)
}
