package situation

import (
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/notification"
	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

func ofTenant(tenant string) func(*apierror.Finding) {
	return func(f *apierror.Finding) { f.Subject.Tenant = tenant }
}

func TestTheLifeOfAGroup(t *testing.T) {
	s := newScene(t, rules(byTenant))
	acme, medium := ofTenant("acme"), ofSeverity(apierror.SeverityMedium)
	s.hear(surgeOn("/a", acme))
	s.wait(2 * time.Second)
	s.hear(surgeOn("/b", acme, medium))
	s.hear(surgeOn("/other", ofTenant("other")))
	s.wait(3 * time.Second)
	require.Len(t, s.told, 1, "group_wait after its first")
	first := s.told[0]
	assert.Equal(t, notification.CauseOpened, first.Cause)
	assert.EqualValues(t, 1, first.Sequence)
	assert.Equal(t, []notification.Label{{Name: "tenant", Value: "acme"}}, first.Group.Labels)
	assert.Equal(t, []string{"/a", "/b"}, routesOf(first), "the gravest first")
	s.wait(2 * time.Second)
	require.Len(t, s.told, 2, "another group")
	assert.NotEqual(t, first.Group.ID, s.told[1].Group.ID)

	s.hear(surgeOn("/c", acme, medium))
	s.hear(surgeOn("/b", acme, medium, ended))
	assert.Empty(t, s.wait(4*time.Minute+50*time.Second), "held back for group_interval")
	s.wait(10 * time.Second)
	require.Len(t, s.told, 3)
	second := s.told[2]
	assert.Equal(t, first.Group, second.Group)
	assert.Equal(t, notification.CauseJoined, second.Cause)
	assert.Equal(t, []string{"/a", "/c", "/b"}, routesOf(second), "what ended comes last")
	assert.Equal(t, [2]int{2, 1}, [2]int{second.Firing, second.Resolved})
	assert.False(t, second.Alerts[0].News)
	assert.Equal(t, apierror.SeverityHigh, second.Alerts[0].Before.Severity)
	assert.EqualValues(t, 40, second.Alerts[0].Before.Count)
	assert.InDelta(t, 1700, second.Alerts[0].Before.ValueAtRisk, 0)
	assert.True(t, second.Alerts[1].News)
	assert.Nil(t, second.Alerts[1].Before)
	assert.True(t, second.Alerts[2].News)

	s.hear(surgeOn("/c", acme))
	s.wait(5 * time.Second)
	require.Len(t, s.told, 4, "what worsens waits for no group_interval")
	assert.Equal(t, notification.CauseWorsened, s.told[3].Cause)

	s.hear(surgeOn("/d", acme, ofSeverity(apierror.SeverityCritical)))
	s.wait(5 * time.Second)
	require.Len(t, s.told, 5, "nor what is graver than all that was told")

	for _, route := range []string{"/a", "/c", "/d"} {
		s.hear(surgeOn(route, acme, ended))
	}
	s.wait(5 * time.Minute)
	require.Len(t, s.told, 6)
	assert.Equal(t, notification.CauseEnded, s.told[5].Cause)
	assert.Equal(t, apierror.StatusResolved, s.told[5].Status())
	assert.Equal(t, 3, s.told[5].Resolved)
	assert.Len(t, s.tracker.lanes["ops"].groups, 1, "the other")

	s.hear(surgeOn("/a", acme))
	s.wait(5 * time.Second)
	require.Len(t, s.told, 7, "a group begins anew after group_wait")
	assert.Equal(t, first.Group.ID, s.told[6].Group.ID)
	assert.NotEqual(t, first.Group.OpenedAt, s.told[6].Group.OpenedAt)
	assert.Equal(t, notification.CauseOpened, s.told[6].Cause)
	ids := make(map[string]bool)
	for _, n := range s.told {
		assert.False(t, ids[n.ID])
		ids[n.ID] = true
	}
}

func routesOf(n *notification.Notification) []string {
	var all []string
	for i := range n.Alerts {
		all = append(all, n.Alerts[i].Finding.Subject.Route)
	}
	return all
}

func TestAGroupIsRepeatedAsOne(t *testing.T) {
	s := newScene(t, rules(byTenant))
	for range 9 * 12 {
		s.hear(surgeOn("/a"))
		s.hear(surgeOn("/b"))
		s.wait(5 * time.Minute)
	}
	require.Len(t, s.told, 3)
	assert.Equal(t, notification.CauseRepeated, s.told[2].Cause)
	assert.Equal(t, 2, s.told[2].Firing)
	assert.False(t, s.told[2].Alerts[0].News)
}

func TestADestinationThatIsSentAgainWhatFires(t *testing.T) {
	r := rules()
	r.ResendEvery = map[string]time.Duration{"ops": time.Minute}
	s := newScene(t, r)
	s.hear(surgeOn("/a"))
	s.wait(5*time.Minute + 5*time.Second)
	require.Len(t, s.told, 6)
	assert.Equal(t, notification.CauseRepeated, s.told[5].Cause)
	s.hear(surgeOn("/a", ended))
	s.wait(time.Hour)
	assert.Len(t, s.told, 7)
}

func TestSituationsOfSeveralRoutes(t *testing.T) {
	pager := &Route{Path: "routes::0", MinSeverity: apierror.SeverityHigh}
	chat := &Route{Path: "routes::1", MinSeverity: apierror.SeverityLow, GroupWait: time.Minute}
	r := rulesFor([]string{"pager", "chat"}, func(r *routes) {
		r.targets = func(f *apierror.Finding) []Target {
			to := []Target{{"chat", chat}}
			if f.Severity >= apierror.SeverityHigh {
				to = append(to, Target{"pager", pager})
			}
			if f.Subject.Route == "/nobody" {
				return nil
			}
			return to
		}
	})
	s := newScene(t, r)
	due := func(destination string) []*notification.Notification {
		due := s.tracker.Due(destination, 10, s.now, false)
		for _, n := range due {
			s.tracker.Told(n, s.now)
		}
		s.tracker.Expire(s.now)
		return due
	}
	s.hear(surgeOn("/a", ofSeverity(apierror.SeverityMedium)))
	s.hear(surgeOn("/nobody"))
	assert.Empty(t, due("pager"))
	assert.Empty(t, due("chat"))
	s.hear(surgeOn("/a"))
	told := due("pager")
	require.Len(t, told, 1, "it is another's matter when it worsens")
	assert.Equal(t, "routes::0", told[0].Group.Route)
	assert.Equal(t, "/a", told[0].Leading().Subject.Route)
	s.now = s.now.Add(time.Minute)
	assert.Len(t, due("chat"), 1)
	s.hear(surgeOn("/a", ofSeverity(apierror.SeverityMedium)))
	assert.Empty(t, due("pager"))
	s.now = s.now.Add(time.Hour)
	s.hear(surgeOn("/a", ofSeverity(apierror.SeverityMedium), ended))
	assert.Len(t, due("pager"), 1, "who was told is told that it ended")
	assert.Len(t, due("chat"), 1)
	s.hear(surgeOn("/nobody", ended))
	due("pager")
	assert.Equal(t, map[Suppression]int64{{apierror.KindSurge, ReasonUnrouted}: 1}, s.tracker.TakeCounts().Suppressed)
}

// What is explained by something that a destination is not told of is told there for itself.
func TestAPartIsToldWhereItsWholeIsNot(t *testing.T) {
	route := &Route{MinSeverity: apierror.SeverityMedium}
	r := rulesFor([]string{"a", "b"}, func(r *routes) {
		r.targets = func(f *apierror.Finding) []Target {
			if f.Subject.Route == "/cause" {
				return []Target{{"a", route}}
			}
			return []Target{{"a", route}, {"b", route}}
		}
	})
	s := newScene(t, r)
	s.hear(surgeOn("/cause", covering(idOf("/effect"))))
	s.hear(surgeOn("/effect"))
	due := s.tracker.Due("a", 10, s.now, false)
	require.Len(t, due, 1)
	assert.Equal(t, "/cause", due[0].Leading().Subject.Route)
	due = s.tracker.Due("b", 10, s.now, false)
	require.Len(t, due, 1)
	assert.Equal(t, "/effect", due[0].Leading().Subject.Route)

	s.tracker.Expire(s.now)
	s.now = s.now.Add(time.Minute)
	assert.Len(t, s.tracker.Due("b", 10, s.now, false), 1, "also when nothing more was heard of it")
}

func TestSeverityIsWhatTheUserSays(t *testing.T) {
	s := newScene(t, rules(func(r *routes) {
		r.severity = func(f *apierror.Finding) apierror.Severity {
			if f.Subject.Service == "toy" {
				return apierror.SeverityLow
			}
			return f.Severity
		}
	}))
	s.hear(surgeOn("/a", func(f *apierror.Finding) { f.Subject.Service = "toy" }))
	s.see(given{service: "toy", trace: 1, verdict: failed(apierror.CategoryInternal, apierror.SeverityCritical)})
	assert.Empty(t, s.wait(time.Minute))
	s.see(given{service: "shop", trace: 2, verdict: failed(apierror.CategoryInternal, apierror.SeverityCritical)})
	assert.Len(t, s.wait(time.Minute), 1)
}

func TestANotificationListsFiftyAndSumsUpTheRest(t *testing.T) {
	s := newScene(t, rules(byTenant))
	for i := range 70 {
		s.hear(surgeOn(strconv.Itoa(i)))
	}
	s.wait(10 * time.Second)
	require.Len(t, s.told, 1)
	n := s.told[0]
	assert.Len(t, n.Alerts, notification.MaxAlerts)
	assert.Equal(t, 70, n.Firing)
	assert.Equal(t, &notification.Rest{
		Situations: 20, Severity: apierror.SeverityHigh, Events: 800, ValueAtRisk: 34000, Cost: 20400, Currency: "USD",
		Since: n.Leading().StartedAt, Until: n.Leading().UpdatedAt,
	}, n.Rest)

	for i := range 5 {
		s.hear(surgeOn(strconv.Itoa(i), ended))
	}
	s.wait(6 * time.Minute)
	require.Len(t, s.told, 2)
	n = s.told[1]
	assert.Len(t, n.Alerts, notification.MaxAlerts)
	assert.Equal(t, 5, n.Resolved)
	assert.Equal(t, apierror.StatusResolved, n.Alerts[45].Finding.Status, "room is kept for what ended")
	assert.Equal(t, 20, n.Rest.Situations)

	s = s.restarted(time.Second)
	for i := 5; i < 70; i++ {
		s.hear(surgeOn(strconv.Itoa(i), ended))
	}
	s.wait(6 * time.Minute)
	require.Len(t, s.told, 1)
	n = s.told[0]
	assert.Equal(t, 65, n.Resolved)
	total := n.Total()
	assert.False(t, total.Partial)
	assert.Equal(t, 70, total.Situations, "the end sums up all of the group, also what ended before")
	assert.Equal(t, int64(70*40), total.Events)
	assert.InDelta(t, 70*1700, total.ValueAtRisk, 0.001)
}
