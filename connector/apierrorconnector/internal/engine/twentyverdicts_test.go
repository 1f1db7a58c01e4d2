package engine

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

// BenchmarkTwentyVerdicts measures what twenty verdicts do to what the detector of surges tells afterwards.
//
//	go test -run - -bench TwentyVerdicts -benchtime 1x ./connector/apierrorconnector/internal/engine
func BenchmarkTwentyVerdicts(b *testing.B) {
	for range b.N {
		with, without := twenty(b, 600, 632) // nothing was chosen by these
		report(b, &with, &without)
	}
}

func twenty(tb testing.TB, from, to uint64) (with, without toldOf) {
	with.by, without.by = make(map[string]int), make(map[string]int)
	for seed := from; seed < to; seed++ {
		h := newChronicle(seed)
		judged := h.live(tb, seed, 20, 0)
		with.plus(&judged)
		quiet := h.live(tb, seed, 0, judged.judgedUntil)
		without.plus(&quiet)
	}
	return with, without
}

func (t *toldOf) plus(other *toldOf) {
	t.alarms += other.alarms
	t.faults += other.faults
	for what, n := range other.by {
		t.by[what] += n
	}
}

func report(tb testing.TB, with, without *toldOf) (cut, recall float64) {
	cut, recall = 1-float64(with.alarms)/float64(without.alarms), float64(with.faults)/float64(without.faults)
	tb.Logf("false alarms %d, without verdicts %d: cut by %.1f%%; faults told %d of %d: %.2f%%", with.alarms, without.alarms, 100*cut, with.faults, without.faults, 100*recall)
	for what, n := range without.by {
		tb.Logf("%s: %d of %d", what, with.by[what], n)
	}
	return cut, recall
}

// One of the benchmark's kind: what is false falls, and a fault of another partner than the one that is noisy is told.
func TestTwentyVerdictsOnRealSurges(t *testing.T) {
	if testing.Short() {
		t.Skip("a month and a half of a shop takes ten seconds")
	}
	with, without := twenty(t, 1, 2)
	cut, recall := report(t, &with, &without)
	assert.Greater(t, cut, 0.85)
	assert.Greater(t, recall, 0.96) // of sixty: the benchmark measures it
}
