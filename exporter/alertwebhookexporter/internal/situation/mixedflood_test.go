package situation

import (
	"fmt"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/notification"
	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// crowded has room for all of these tests.
func crowded(after int) Rules {
	r := rules(floodAfter(after), func(r *routes) { r.GroupWait = time.Second })
	r.MaxSituations = 10_000
	return r
}

// named is a finding of an id, a kind and a name.
func named(id int, kind apierror.Kind, name string, change ...func(*apierror.Finding)) apierror.Finding {
	return surgeOn("/"+strconv.Itoa(id), append([]func(*apierror.Finding){func(f *apierror.Finding) {
		f.ID, f.Kind, f.Name = fmt.Sprintf("%016x", id), kind, name
	}}, change...)...)
}

// counted is what was told since some notification: of how many alerts of their own, and in how many summaries of floods.
func (s *scene) counted(from int) (alone, floods int) {
	for _, n := range s.told[from:] {
		if n.Group.Flood {
			floods++
		} else {
			alone++
		}
	}
	return alone, floods
}

// requireEverybodyHeard holds that who was told that something fires was told that it ended, and that nothing vanished.
func (s *scene) requireEverybodyHeard(all int) {
	s.Helper()
	firing, resolved := make(map[string]bool), 0
	for _, n := range s.told {
		firing[n.Group.ID] = n.Firing > 0
		resolved += n.Resolved
	}
	assert.NotContains(s, values(firing), true)
	assert.Equal(s, all, resolved)
}

func kindsOf(n *notification.Notification) []apierror.Kind {
	var kinds []apierror.Kind
	for _, share := range n.Makeup {
		kinds = append(kinds, share.Kind)
	}
	return kinds
}

func TestAFloodOfManyKinds(t *testing.T) {
	for name, play := range map[string]func(i int) (kind apierror.Kind, name string){
		"one outage in fifteen categories": func(i int) (apierror.Kind, string) { return apierror.KindSurge, strconv.Itoa(i % 15) },
		"three hundred processes":          func(i int) (apierror.Kind, string) { return apierror.KindBusinessFailure, strconv.Itoa(i) },
		"failures, and attacks of one name": func(i int) (apierror.Kind, string) {
			return [2]apierror.Kind{apierror.KindSurge, apierror.KindSecurity}[i%2], strconv.Itoa(i % 8)
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := newScene(t, crowded(20))
			hear := func(change ...func(*apierror.Finding)) {
				for i := range 300 {
					kind, name := play(i)
					s.hear(named(i, kind, name, change...))
				}
			}
			hear()
			s.wait(10 * time.Second)
			alone, floods := s.counted(0)
			assert.Equal(t, 60, alone)
			require.Equal(t, 1, floods)
			flood := s.told[len(s.told)-1]
			for _, n := range s.told {
				if n.Group.Flood {
					flood = n
				}
			}
			assert.Equal(t, 240, flood.Firing)
			assert.Equal(t, 240, flood.Joined)
			assert.True(t, flood.Group.Mixed())
			total := flood.Total()
			assert.Equal(t, int64(240*40), total.Events)
			require.NotEmpty(t, flood.Makeup)
			assert.LessOrEqual(t, len(flood.Makeup), notification.MaxShares)
			kind, _ := play(60)
			assert.Contains(t, kindsOf(flood), kind)

			before := len(s.told)
			hear(ended)
			s.wait(10 * time.Minute)
			alone, floods = s.counted(before)
			assert.Equal(t, 60, alone, "what was told for itself ends for itself")
			assert.Equal(t, 1, floods)
			s.requireEverybodyHeard(300)
			assert.Zero(t, s.crowd())

			before = len(s.told)
			hear(func(f *apierror.Finding) { f.Severity = apierror.SeverityMedium })
			s.wait(time.Minute)
			alone, floods = s.counted(before)
			assert.Equal(t, [2]int{60, 1}, [2]int{alone, floods}, "as the first time")
		})
	}
}

// Each ends soon after it began, so that few fire at a time, and the exporter is restarted again and again.
func TestAChurnIsAFlood(t *testing.T) {
	for name, test := range map[string]struct {
		name     func(i int) string
		alone    int
		restart  int // after so many each; 0: never
		interval time.Duration
	}{
		"of many names, told often, with restarts": {name: strconv.Itoa, alone: 60, restart: 25, interval: 5 * time.Second},

		"of one signal":                    {name: func(int) string { return "credential_stuffing" }, alone: 20},
		"of one signal, with restarts":     {name: func(int) string { return "credential_stuffing" }, alone: 20, restart: 7},
		"of many names":                    {name: strconv.Itoa, alone: 60},
		"of many names, with restarts":     {name: strconv.Itoa, alone: 60, restart: 25},
		"of a few names, and few restarts": {name: func(i int) string { return strconv.Itoa(i % 6) }, alone: 60, restart: 100},
	} {
		t.Run(name, func(t *testing.T) {
			limited := func() Rules {
				r := rules(floodAfter(20), func(r *routes) { r.GroupWait, r.GroupInterval = time.Second, test.interval })
				r.MaxSituations = 10_000
				return r
			}
			s, stored := newScene(t, limited()), make(map[string][]byte)
			for i := range 600 {
				s.hear(named(i, apierror.KindSecurity, test.name(i)))
				if i >= 4 {
					s.hear(named(i-4, apierror.KindSecurity, test.name(i-4), ended))
				}
				s.wait(time.Second)
				if test.restart > 0 && i%test.restart == test.restart-1 {
					told := s.told
					s = s.again(stored, limited(), 0)
					s.told = told
				}
			}
			for i := 596; i < 600; i++ {
				s.hear(named(i, apierror.KindSecurity, test.name(i), ended))
			}
			s.wait(20 * time.Minute)
			alone, floods := s.counted(0)
			assert.LessOrEqual(t, alone, 2*test.alone, "begin and end")
			if test.interval == 0 {
				assert.LessOrEqual(t, floods, 8)
			}
			s.requireEverybodyHeard(600)
			assert.Zero(t, s.crowd())
		})
	}
}

// What is quieter than that is told each for itself, however long it goes on.
func TestWhatComesNowAndThenIsNoFlood(t *testing.T) {
	s := newScene(t, crowded(20))
	for i := range 200 {
		s.hear(named(i, apierror.KindSurge, strconv.Itoa(i%4)))
		s.wait(3 * time.Second)
		s.hear(named(i, apierror.KindSurge, strconv.Itoa(i%4), ended))
		s.wait(3 * time.Second) // 50 in five minutes
		if i%4 == 3 {
			s.wait(time.Minute)
		}
	}
	alone, floods := s.counted(0)
	assert.Equal(t, [2]int{400, 0}, [2]int{alone, floods})
}

// One that comes and goes takes no other's place.
func TestOneThatComesAndGoesCountsOnce(t *testing.T) {
	s := newScene(t, crowded(3))
	for range 12 {
		s.hear(named(1, apierror.KindSurge, "timeout"))
		s.wait(5 * time.Second)
		s.hear(named(1, apierror.KindSurge, "timeout", ended))
		s.wait(5 * time.Second)
	}
	alone, floods := s.counted(0)
	assert.Equal(t, [2]int{24, 0}, [2]int{alone, floods})
	assert.Equal(t, 1, s.crowd())
}

// A flood of one kind is no reason to tell anything else later.
func TestAFloodOfOneNameHidesNoOther(t *testing.T) {
	s := newScene(t, crowded(20))
	for i := range 1000 {
		s.hear(named(i, apierror.KindSecurity, "endpoint_scanning"))
	}
	s.wait(10 * time.Second)
	told := len(s.told)
	s.hear(named(5000, apierror.KindSurge, "timeout", ofSeverity(apierror.SeverityMedium)))
	s.wait(2 * time.Second)
	require.Len(t, s.told, told+1)
	assert.False(t, s.told[told].Group.Flood)
}

// Once what a flood was made of has ended, the rest of it holds nothing else back.
func TestWhatIsLeftOfAFloodHidesNothing(t *testing.T) {
	s := newScene(t, crowded(20))
	for i := range 300 {
		s.hear(named(i, apierror.KindBusinessFailure, strconv.Itoa(i)))
	}
	s.wait(10 * time.Minute)
	for i := range 299 {
		s.hear(named(i, apierror.KindBusinessFailure, strconv.Itoa(i), ended))
	}
	s.wait(6 * time.Minute)
	require.Len(t, s.tracker.lanes["ops"].groups, 1)
	told := len(s.told)
	s.hear(named(5000, apierror.KindSurge, "timeout"))
	s.wait(2 * time.Second)
	require.Len(t, s.told, told+1)
	assert.False(t, s.told[told].Group.Flood)
}

func TestWhatStandsOutOfAFloodIsToldForItself(t *testing.T) {
	s := newScene(t, crowded(20))
	for i := range 300 {
		s.hear(named(i, apierror.KindBusinessFailure, strconv.Itoa(i), ofSeverity(apierror.SeverityMedium)))
	}
	s.wait(10 * time.Second)
	told := len(s.told)
	for i := 400; i < 404; i++ {
		s.hear(named(i, apierror.KindSurge, strconv.Itoa(i), ofSeverity(apierror.SeverityHigh)))
	}
	s.wait(2 * time.Second)
	alone, _ := s.counted(told)
	assert.Equal(t, 4, alone, "they are graver than all of the flood")

	s.hear(named(299, apierror.KindBusinessFailure, "299", ofSeverity(apierror.SeverityHigh)))
	s.wait(2 * time.Second)
	told = len(s.told)
	s.hear(named(404, apierror.KindSurge, "404", ofSeverity(apierror.SeverityHigh)))
	s.wait(2 * time.Second)
	assert.Len(t, s.told, told, "one of the flood is as grave by now")

	s.hear(named(299, apierror.KindBusinessFailure, "299", ofSeverity(apierror.SeverityCritical)))
	s.wait(2 * time.Second)
	told = len(s.told)
	for i := 500; i < 600; i++ {
		s.hear(named(i, apierror.KindSurge, strconv.Itoa(i), ofSeverity(apierror.SeverityCritical)))
	}
	s.wait(2 * time.Second)
	alone, floods := s.counted(told)
	assert.Equal(t, apart-4, alone, "but even of critical ones people do not read any number")
	assert.Zero(t, floods, "it is as grave already")
	s.wait(6 * time.Minute)
	flood := s.told[len(s.told)-1]
	assert.Equal(t, notification.CauseJoined, flood.Cause)
	assert.Equal(t, apierror.SeverityCritical, flood.Leading().Severity)
	assert.Equal(t, 100-(apart-4), flood.Joined)
}

// Whoever chooses the names of what is forgotten cannot make any number of groups, also where there is no flood control.
func TestFloodsOfWhatIsForgottenAreBounded(t *testing.T) {
	r := crowded(0)
	r.MaxSituations = 50
	s := newScene(t, r)
	for i := range 2000 {
		s.hear(named(i, apierror.KindSecurity, strconv.Itoa(i)))
	}
	s.wait(10 * time.Second)
	assert.LessOrEqual(t, len(s.tracker.lanes["ops"].groups), s.tracker.maxGroups()+1)
	firing := 0
	for _, n := range s.told {
		firing += n.Firing
	}
	assert.Equal(t, 2000, firing, "nobody vanishes")
}
