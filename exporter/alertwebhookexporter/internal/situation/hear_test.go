package situation

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/pdata/pcommon"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// both is a scene of an exporter in a traces pipeline and a logs pipeline.
func both(t *testing.T) *scene {
	t.Helper()
	s := newScene(t, rules())
	s.tracker.ExpectFindings()
	return s
}

func TestTheLifeOfAFinding(t *testing.T) {
	s := both(t)
	s.hear(surgeOn("/orders", ofSeverity(apierror.SeverityMedium)))
	assert.Empty(t, s.wait(4*time.Second), "held back for group_wait")
	assert.Equal(t, []string{"Surge of internal errors on /orders"}, s.wait(time.Second))
	finding := s.last()
	assert.Equal(t, apierror.StatusFiring, finding.Status)
	assert.EqualValues(t, 40, finding.Count)
	assert.Equal(t, "40 of 200 calls failed, usual is 1 of 200", finding.Rationale)
	assert.Equal(t, map[string]any{"failed_share": 0.2, "version": "1.4.0"}, finding.Evidence)
	assert.Equal(t, t0, finding.StartedAt)
	assert.InDelta(t, 1020, finding.Subject.Business.Cost, 0)

	s.wait(5 * time.Minute)
	s.hear(surgeOn("/orders", ofSeverity(apierror.SeverityMedium), func(f *apierror.Finding) { f.Count = 90 }))
	assert.Empty(t, s.wait(time.Minute), "it goes on")
	s.hear(surgeOn("/orders"))
	assert.Len(t, s.wait(5*time.Second), 1, "it worsened")
	assert.Equal(t, apierror.SeverityHigh, s.last().Severity)
	s.hear(surgeOn("/orders", ofSeverity(apierror.SeverityMedium)))
	s.hear(surgeOn("/orders", ofSeverity(apierror.SeverityLow)))
	assert.Empty(t, s.wait(20*time.Minute), "it got better, which is not told")

	s.hear(surgeOn("/orders", ended))
	assert.Equal(t, []string{"Over: surge of internal errors on /orders"}, s.wait(time.Second))
	assert.Equal(t, apierror.StatusResolved, s.last().Status)
	assert.Zero(t, s.tracker.Len())
	assert.Empty(t, s.wait(24*time.Hour))
	assert.Empty(t, s.tracker.byID)

	s.hear(surgeOn("/orders"))
	assert.Len(t, s.wait(5*time.Second), 1, "another one")
	assert.Equal(t, map[apierror.Kind]int64{apierror.KindSurge: 2}, s.tracker.TakeCounts().Opened)
	ids := map[string]bool{}
	for _, n := range s.told {
		assert.False(t, ids[n.ID], "every notification has an id of its own")
		ids[n.ID] = true
	}
}

func TestALastingFindingIsRepeated(t *testing.T) {
	s := both(t)
	for range 9 * 12 {
		s.hear(surgeOn("/orders"))
		s.wait(5 * time.Minute)
	}
	assert.Len(t, s.told, 3)
}

func TestWhatGotBetterThanMinSeverityIsNotRepeatedButEnds(t *testing.T) {
	s := both(t)
	s.hear(surgeOn("/orders"))
	require.Len(t, s.wait(time.Minute), 1)
	for range 9 * 12 {
		s.hear(surgeOn("/orders", ofSeverity(apierror.SeverityLow)))
		assert.Empty(t, s.wait(5*time.Minute))
	}
	s.hear(surgeOn("/orders", ofSeverity(apierror.SeverityLow), ended))
	assert.Len(t, s.wait(time.Second), 1)
}

func TestWhatWorsensAgainIsHeldBackAgain(t *testing.T) {
	s := both(t)
	s.hear(surgeOn("/orders", ofSeverity(apierror.SeverityMedium)))
	require.Len(t, s.wait(time.Minute), 1)
	for range 10 { // a severity that flaps faster than group_wait
		s.hear(surgeOn("/orders"))
		assert.Empty(t, s.wait(3*time.Second))
		s.hear(surgeOn("/orders", ofSeverity(apierror.SeverityMedium)))
		assert.Empty(t, s.wait(3*time.Second))
	}
}

func TestAFindingBelowMinSeverityIsNotTold(t *testing.T) {
	s := both(t)
	s.hear(surgeOn("/orders", ofSeverity(apierror.SeverityLow)))
	assert.Empty(t, s.wait(time.Minute))
	assert.Equal(t, 1, s.tracker.Len())
	s.hear(surgeOn("/orders", ofSeverity(apierror.SeverityLow), ended))
	assert.Empty(t, s.wait(time.Hour))
	assert.Equal(t, map[Suppression]int64{{apierror.KindSurge, ReasonBelowMinSeverity}: 1}, s.tracker.TakeCounts().Suppressed)
	s.wait(4 * time.Hour)
	assert.Empty(t, s.tracker.TakeCounts().Suppressed, "counted once")
}

func TestAFindingThatEndedWithinGroupWaitIsToldOfAndThenOver(t *testing.T) {
	s := both(t)
	s.hear(surgeOn("/orders"))
	s.wait(2 * time.Second)
	s.hear(surgeOn("/orders", ofSeverity(apierror.SeverityLow), ended))
	assert.Equal(t, []string{"Surge of internal errors on /orders", "Over: surge of internal errors on /orders"}, s.wait(time.Minute))
	assert.Equal(t, apierror.SeverityHigh, s.last().Severity)
}

func TestAnEndThatNobodyWasToldTheBeginningOfIsNotTold(t *testing.T) {
	s := both(t)
	beginning := surgeOn("/orders", func(f *apierror.Finding) { f.UpdatedAt = t0 })
	s.wait(time.Minute)
	s.hear(surgeOn("/orders", ended))
	assert.Empty(t, s.wait(time.Minute))
	assert.Zero(t, s.tracker.Len())
	assert.False(t, s.hear(beginning), "it was overtaken by its end")
	assert.Empty(t, s.wait(5*time.Hour))
	assert.Empty(t, s.tracker.TakeCounts().Suppressed)
	assert.Empty(t, s.tracker.byID)
}

func TestOnlyWhomItWasToldToIsToldOfTheEnd(t *testing.T) {
	s := newScene(t, rulesFor([]string{"ops", "full"}))
	s.hear(surgeOn("/orders"))
	require.Len(t, s.wait(time.Minute), 1, "the queue of the other is full")
	s.hear(surgeOn("/orders", ended))
	require.Len(t, s.wait(time.Minute), 1)
	for _, status := range []apierror.Status{apierror.StatusFiring, apierror.StatusResolved} {
		due := s.tracker.Due("full", 10, s.now, false)
		require.Len(t, due, 1)
		assert.Equal(t, status, due[0].Leading().Status, "it is told of the beginning first")
		s.tracker.Told(due[0], s.now)
	}
	assert.Empty(t, s.tracker.Due("full", 10, s.now, false))
}

func TestFindingsThatComeLateUndoNothing(t *testing.T) {
	at := func(d time.Duration) func(*apierror.Finding) {
		return func(f *apierror.Finding) { f.UpdatedAt = t0.Add(d) }
	}
	for name, test := range map[string]struct {
		findings []apierror.Finding
		taken    []bool
		want     []apierror.Status
	}{
		"the same twice": {
			[]apierror.Finding{surgeOn("/o", at(0)), surgeOn("/o", at(0))},
			[]bool{true, true},
			[]apierror.Status{apierror.StatusFiring},
		},
		"the end twice": {
			[]apierror.Finding{surgeOn("/o", at(0)), surgeOn("/o", at(time.Second), ended), surgeOn("/o", at(time.Second), ended)},
			[]bool{true, true, false},
			[]apierror.Status{apierror.StatusFiring, apierror.StatusResolved},
		},
		"the first after one that is worse": {
			[]apierror.Finding{surgeOn("/o", at(time.Second)), surgeOn("/o", at(0), ofSeverity(apierror.SeverityMedium))},
			[]bool{true, false},
			[]apierror.Status{apierror.StatusFiring},
		},
		"the end of one before": {
			[]apierror.Finding{surgeOn("/o", at(time.Second)), surgeOn("/o", at(0), ended)},
			[]bool{true, false},
			[]apierror.Status{apierror.StatusFiring},
		},
		"an update after the end of the same time": {
			[]apierror.Finding{surgeOn("/o", at(0)), surgeOn("/o", at(time.Second), ended), surgeOn("/o", at(time.Second))},
			[]bool{true, true, false},
			[]apierror.Status{apierror.StatusFiring, apierror.StatusResolved},
		},
		"an update after the end": {
			[]apierror.Finding{surgeOn("/o", at(0)), surgeOn("/o", at(2*time.Second), ended), surgeOn("/o", at(time.Second))},
			[]bool{true, true, false},
			[]apierror.Status{apierror.StatusFiring, apierror.StatusResolved},
		},
		"one that began again": {
			[]apierror.Finding{surgeOn("/o", at(0)), surgeOn("/o", at(time.Second), ended), surgeOn("/o", at(2*time.Second))},
			[]bool{true, true, true},
			[]apierror.Status{apierror.StatusFiring},
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := both(t)
			s.now = t0.Add(time.Minute)
			var taken []bool
			for _, f := range test.findings {
				taken = append(taken, s.hear(f))
			}
			assert.Equal(t, test.taken, taken)
			s.wait(time.Minute)
			var told []apierror.Status
			for _, n := range s.told {
				told = append(told, n.Leading().Status)
			}
			assert.Equal(t, test.want, told)
			assert.Equal(t, apierror.SeverityHigh, s.last().Severity)
		})
	}
}

// An end has the time of the last event, as the finding before it has.
func TestOfFindingsOfTheSameTimeTheOneSaidLaterHolds(t *testing.T) {
	s := both(t)
	hear := func(said time.Duration, change ...func(*apierror.Finding)) bool {
		f := surgeOn("/orders", change...)
		f.StartedAt, f.UpdatedAt = t0, t0
		r := record(t, f)
		r.SetObservedTimestamp(pcommon.NewTimestampFromTime(t0.Add(said)))
		read, err := ReadFinding(r, s.now)
		require.NoError(t, err)
		return s.tracker.Hear(&read, s.now)
	}
	s.now = t0.Add(time.Hour)
	assert.True(t, hear(0))
	assert.True(t, hear(5*time.Minute, ended))
	assert.False(t, hear(0), "the beginning once more")
	assert.False(t, hear(5*time.Minute, ended), "the end once more")
	assert.True(t, hear(6*time.Minute), "it was over only in another")
	assert.False(t, hear(5*time.Minute, ended))
	assert.Len(t, s.wait(time.Minute), 1)
}

func TestAfterTheEndWasToldALateUpdateOpensNothing(t *testing.T) {
	s := both(t)
	late := surgeOn("/orders", func(f *apierror.Finding) { f.UpdatedAt = t0.Add(time.Second) })
	s.hear(surgeOn("/orders"))
	s.wait(time.Minute)
	s.hear(surgeOn("/orders", ended))
	s.wait(time.Hour)
	require.Len(t, s.told, 2)
	assert.False(t, s.hear(late))
	assert.Empty(t, s.wait(time.Minute))
}

func TestManyFindingsAreForgottenInOrder(t *testing.T) {
	r := rules()
	r.MaxSituations = 3
	s := newScene(t, r)
	s.hear(surgeOn("/over", ofSeverity(apierror.SeverityCritical)))
	s.wait(time.Minute)
	s.hear(surgeOn("/over", ended))
	s.wait(time.Minute)
	for _, route := range []string{"/a", "/b", "/c"} {
		s.hear(surgeOn(route, ofSeverity(apierror.SeverityMedium)))
	}
	assert.Zero(t, s.tracker.TakeCounts().EvictedSituations, "what is over goes first, however grave it was")
	s.hear(surgeOn("/d"))
	assert.EqualValues(t, 1, s.tracker.TakeCounts().EvictedSituations)
	assert.Equal(t, 3, s.tracker.Len())
}

func TestFindingsThatBeganWorsenedOrEndedAreUrgent(t *testing.T) {
	s := both(t)
	urgent := func(f apierror.Finding) bool {
		s.hear(f)
		urgent := s.tracker.Urgent()
		_, err := s.tracker.TakeUrgent()
		require.NoError(t, err)
		s.wait(time.Minute)
		return urgent
	}
	assert.False(t, urgent(surgeOn("/orders", ofSeverity(apierror.SeverityLow))), "nobody is told of it")
	assert.True(t, urgent(surgeOn("/orders", ofSeverity(apierror.SeverityMedium))), "began")
	assert.False(t, urgent(surgeOn("/orders", ofSeverity(apierror.SeverityMedium))), "goes on")
	assert.True(t, urgent(surgeOn("/orders")), "worsened")
	assert.False(t, urgent(surgeOn("/orders", ofSeverity(apierror.SeverityMedium))), "got better")
	assert.True(t, urgent(surgeOn("/orders", ended)), "ended: it is said once")
	assert.False(t, urgent(surgeOn("/other", ended)), "nobody knew of it")
	assert.True(t, urgent(surgeOn("/orders")), "began anew")

	s.hear(surgeOn("/short"))
	_, err := s.tracker.TakeUrgent()
	require.NoError(t, err)
	assert.True(t, urgent(surgeOn("/short", ended)), "ended before anybody was told that it fires")
}

func TestWhatComesAndGoesFasterThanGroupWaitIsTold(t *testing.T) {
	s := both(t)
	for range 5 {
		s.hear(surgeOn("/orders"))
		s.wait(time.Second)
		s.hear(surgeOn("/orders", ended))
		s.wait(time.Second)
	}
	assert.NotEmpty(t, s.told, "group_wait counts from the first beginning")
}
