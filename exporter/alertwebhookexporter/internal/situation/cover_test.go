package situation

import (
	"maps"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

func idOf(route string) string {
	return apierror.SurgeSituation("orders", route, apierror.CategoryInternal)
}

func TestWhatAFindingCoversIsNotToldBesides(t *testing.T) {
	s := both(t)
	s.hear(surgeOn("/cause", covering(idOf("/effect"), stuffing().ID, "unheard of")))
	s.hear(surgeOn("/effect"))
	s.see(stuffed) // of spans, too
	assert.Equal(t, []string{"Surge of internal errors on /cause"}, s.wait(time.Minute))
	assert.Equal(t, []string{idOf("/effect"), stuffing().ID, "unheard of"}, s.last().Covers)

	s.hear(surgeOn("/cause", ended))
	s.hear(surgeOn("/effect", ended))
	assert.Equal(t, []string{"Over: surge of internal errors on /cause"}, s.wait(time.Hour))
	counts := s.tracker.TakeCounts()
	assert.Equal(t, map[Suppression]int64{
		{apierror.KindSurge, ReasonCovered}: 1, {apierror.KindSecurity, ReasonCovered}: 1,
	}, counts.Suppressed)
}

func TestWhatWasToldAlreadyIsMergedIntoWhatCoversIt(t *testing.T) {
	s := both(t)
	s.hear(surgeOn("/effect"))
	require.Len(t, s.wait(time.Minute), 1)

	s.hear(surgeOn("/cause", covering(idOf("/effect"))))
	assert.Empty(t, s.wait(4*time.Second), "nothing is taken back before there is something in its place")
	assert.Equal(t, []string{
		"Surge of internal errors on /cause",
		"Resolved, as it is part of another alert: Surge of internal errors on /cause",
	}, s.wait(5*time.Second))
	assert.Equal(t, idOf("/effect"), s.last().ID)
	assert.Equal(t, apierror.StatusResolved, s.last().Status)
	assert.Equal(t, idOf("/cause"), s.last().Evidence["part_of"])
	assert.InDelta(t, 0.2, s.last().Evidence["failed_share"], 0, "beside its own evidence")
	assert.NotContains(t, s.tracker.byID[idOf("/effect")].finding.Evidence, "part_of")

	for range 3 {
		s.hear(surgeOn("/cause", covering(idOf("/effect"))))
		s.hear(surgeOn("/effect"))
		assert.Empty(t, s.wait(5*time.Minute), "both go on")
	}
}

// The connector says itself that what it covers ends, in one batch with the beginning of what covers it.
func TestWhatTheConnectorMergesEndsAfterTheOtherIsTold(t *testing.T) {
	s := both(t)
	s.hear(surgeOn("/effect"))
	require.Len(t, s.wait(time.Minute), 1)
	s.hear(surgeOn("/cause", covering(idOf("/effect"))))
	s.hear(surgeOn("/effect", ended))
	assert.Empty(t, s.wait(4*time.Second), "nothing is taken back before there is something in its place")
	assert.Equal(t, []string{
		"Surge of internal errors on /cause",
		"Resolved, as it is part of another alert: Surge of internal errors on /cause",
	}, s.wait(time.Minute))

	// The cause is mended, and the other goes on: it says so first.
	s.hear(surgeOn("/effect"))
	s.hear(surgeOn("/cause", ended))
	assert.Equal(t, []string{"Over: surge of internal errors on /cause", "Surge of internal errors on /effect"}, s.wait(10*time.Second))
}

func TestWhatGotBetterThanMinSeverityWaitsForNothing(t *testing.T) {
	s := both(t)
	s.hear(surgeOn("/effect"))
	require.Len(t, s.wait(time.Minute), 1)
	s.hear(surgeOn("/effect", ofSeverity(apierror.SeverityLow)))
	s.hear(surgeOn("/cause", ofSeverity(apierror.SeverityLow), covering(idOf("/effect")))) // which nobody is told of
	s.hear(surgeOn("/effect", ofSeverity(apierror.SeverityLow), ended))
	assert.Equal(t, []string{"Over: surge of internal errors on /effect"}, s.wait(time.Minute))
}

func TestWhatWorsensWhenItsCauseBecomesKnownIsNotToldOnceMore(t *testing.T) {
	s := both(t)
	s.hear(surgeOn("/effect", ofSeverity(apierror.SeverityMedium)))
	require.Len(t, s.wait(time.Minute), 1)
	s.hear(surgeOn("/effect"))
	s.hear(surgeOn("/cause", covering(idOf("/effect"))))
	assert.Equal(t, []string{
		"Surge of internal errors on /cause",
		"Resolved, as it is part of another alert: Surge of internal errors on /cause",
	}, s.wait(time.Minute))
}

func TestWhatWasCoveredAndBeginsAnewIsHeldBackAsAnyOther(t *testing.T) {
	s := both(t)
	s.hear(surgeOn("/cause", covering(idOf("/effect"))))
	s.hear(surgeOn("/effect"))
	s.wait(time.Second)
	s.hear(surgeOn("/effect", ended))
	s.hear(surgeOn("/cause", ended))
	s.wait(time.Minute)
	require.Len(t, s.told, 2, "the cause, and its end")
	s.hear(surgeOn("/effect"))
	assert.Empty(t, s.wait(4*time.Second))
	assert.Len(t, s.wait(time.Second), 1)
}

func TestWhatIsCoveredNoLonger(t *testing.T) {
	begin := func(t *testing.T) *scene {
		s := both(t)
		s.hear(surgeOn("/cause", covering(idOf("/effect"))))
		s.hear(surgeOn("/effect"))
		require.Len(t, s.wait(time.Minute), 1)
		s.hear(surgeOn("/cause", ended))
		return s
	}
	t.Run("ends soon after", func(t *testing.T) {
		s := begin(t)
		require.Len(t, s.wait(2*time.Second), 1)
		s.hear(surgeOn("/effect"))
		assert.Empty(t, s.wait(2*time.Second), "held back for group_wait after the end of the other")
		s.hear(surgeOn("/effect", ended))
		assert.Empty(t, s.wait(time.Hour))
	})
	t.Run("is not heard of any more", func(t *testing.T) {
		s := begin(t)
		require.Len(t, s.wait(3*time.Second), 1)
		assert.Empty(t, s.wait(3*time.Hour))
	})
	t.Run("goes on", func(t *testing.T) {
		s := begin(t)
		require.Len(t, s.wait(5*time.Minute), 1)
		s.hear(surgeOn("/effect"))
		assert.Equal(t, []string{"Surge of internal errors on /effect"}, s.wait(10*time.Second))
		s.hear(surgeOn("/effect", ended))
		assert.Len(t, s.wait(time.Minute), 1)
	})
	t.Run("goes on after it was merged", func(t *testing.T) {
		s := both(t)
		s.hear(surgeOn("/effect"))
		s.wait(time.Minute)
		s.hear(surgeOn("/cause", covering(idOf("/effect"))))
		s.wait(time.Minute)
		s.hear(surgeOn("/effect"))
		s.wait(time.Minute)
		require.Len(t, s.told, 3)
		s.hear(surgeOn("/cause")) // covers nothing any more
		assert.Empty(t, s.wait(5*time.Minute))
		s.hear(surgeOn("/effect"))
		assert.Equal(t, []string{"Surge of internal errors on /effect"}, s.wait(10*time.Second))
	})
}

func TestWhatIsCoveredBy(t *testing.T) {
	find := func(route string, severity apierror.Severity, covers ...string) apierror.Finding {
		ids := make([]string, 0, len(covers))
		for _, covered := range covers {
			ids = append(ids, idOf(covered))
		}
		return surgeOn(route, ofSeverity(severity), covering(ids...))
	}
	const low, medium, high, critical = apierror.SeverityLow, apierror.SeverityMedium, apierror.SeverityHigh, apierror.SeverityCritical
	for name, test := range map[string]struct {
		findings []apierror.Finding
		told     []string
	}{
		"one of several causes":     {[]apierror.Finding{find("a", high, "c"), find("b", high, "c"), find("c", high)}, []string{"a", "b"}},
		"itself":                    {[]apierror.Finding{find("a", high, "a")}, []string{"a"}},
		"a part of a part":          {[]apierror.Finding{find("c", high), find("b", high, "c"), find("a", high, "b")}, []string{"a"}},
		"one another":               {[]apierror.Finding{find("a", high, "b"), find("b", high, "a")}, []string{"a"}},
		"one another in a circle":   {[]apierror.Finding{find("a", high, "b"), find("b", high, "c"), find("c", high, "a"), find("d", high, "a")}, []string{"d"}},
		"what nobody is told of":    {[]apierror.Finding{find("a", low, "b"), find("b", low)}, nil},
		"a less grave one":          {[]apierror.Finding{find("a", medium, "b"), find("b", critical, "c"), find("c", high)}, []string{"a", "b"}},
		"one below min_severity":    {[]apierror.Finding{find("a", low, "b"), find("b", medium)}, []string{"b"}},
		"what is over":              {[]apierror.Finding{find("a", high, "b"), surgeOn("a", ended), find("b", high)}, []string{"b"}},
		"a cause that is not known": {[]apierror.Finding{find("b", high)}, []string{"b"}},
	} {
		t.Run(name, func(t *testing.T) {
			s := both(t)
			for _, f := range test.findings {
				s.now = s.now.Add(time.Millisecond)
				s.hear(f)
			}
			s.wait(time.Minute)
			open := make(map[string]bool)
			for _, n := range s.told {
				open[n.Leading().Subject.Route] = n.Leading().Status == apierror.StatusFiring
			}
			maps.DeleteFunc(open, func(_ string, firing bool) bool { return !firing })
			assert.ElementsMatch(t, test.told, slices.Collect(maps.Keys(open)))
		})
	}
}

// Whatever covers whatever: of what is grave enough, everything is told or is part of something that is.
func TestNothingIsLostToCovers(t *testing.T) {
	routes := []string{"a", "b", "c", "d"}
	severities := []apierror.Severity{apierror.SeverityLow, apierror.SeverityMedium, apierror.SeverityHigh, apierror.SeverityHigh}
	for graph := range 1 << 12 { // every directed graph of four, without loops
		s := newScene(t, rules())
		covers := make(map[string][]string)
		bit := 0
		for i, from := range routes {
			for j, to := range routes {
				if i == j {
					continue
				}
				if graph>>bit&1 == 1 {
					covers[from] = append(covers[from], idOf(to))
				}
				bit++
			}
		}
		for i, route := range routes {
			s.hear(surgeOn(route, ofSeverity(severities[(i+graph)%4]), covering(covers[route]...)))
		}
		part := s.tracker.covered()
		for id, whole := range part {
			require.NotContains(t, part, whole.finding.ID, "the whole is told for itself: %v", slices.Collect(maps.Keys(part)))
			require.GreaterOrEqual(t, whole.finding.Severity, s.tracker.byID[id].finding.Severity)
		}
	}
}

// What a look at what is due costs with many situations, half of which cover eight others.
func BenchmarkDue(b *testing.B) {
	for name, covers := range map[string]int{"none covers": 0, "half cover": 8} {
		b.Run(name, func(b *testing.B) {
			const open = 10_000
			r := rules()
			r.MaxSituations = open
			tracker := NewTracker(r)
			for i := range open {
				f := Report{Finding: surgeOn(strconv.Itoa(i))}
				f.StartedAt, f.UpdatedAt = t0, t0
				for j := range covers * (i % 2) {
					f.Covers = append(f.Covers, idOf(strconv.Itoa((i+j+1)%open)))
				}
				tracker.Hear(&f, t0)
			}
			for now := t0; ; now = now.Add(time.Second) {
				due := tracker.Due("ops", open, now, true)
				if len(due) == 0 {
					break
				}
				for i := range due {
					tracker.Told(due[i], now)
				}
			}
			b.ReportAllocs()
			for b.Loop() {
				tracker.Due("ops", 256, t0, false)
			}
		})
	}
}
