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

func floodAfter(n int) func(*routes) { return func(r *routes) { r.FloodAfter = n } }

// scan plays a call of an actor who scans.
func (s *scene) scan(actor string, severity apierror.Severity) {
	s.Helper()
	verdict := attack(apierror.SignalEndpointScanning)
	verdict.Security.Actor.ID, verdict.Security.Severity = actor, severity
	s.see(given{verdict: verdict})
}

func TestAFloodIsTwoAlertsAndASummary(t *testing.T) {
	s := newScene(t, rules(floodAfter(2)))
	for i := range 10 {
		s.scan(strconv.Itoa(i), apierror.SeverityHigh)
	}
	s.hear(surgeOn("/orders"))
	s.wait(time.Minute)
	require.Len(t, s.told, 4, "two scanners, a surge, and a summary")
	var flood *notification.Notification
	for _, n := range s.told {
		if n.Group.Flood {
			flood = n
			continue
		}
		assert.Equal(t, n.Leading().ID, n.Group.ID)
		assert.Equal(t, 1, n.Firing)
	}
	require.NotNil(t, flood)
	assert.Equal(t, 8, flood.Firing)
	assert.Len(t, flood.Alerts, 8)
	assert.Equal(t, []notification.Label{{Name: "kind", Value: "security"}, {Name: "name", Value: "endpoint_scanning"}}, flood.Group.Labels)

	s.scan("late", apierror.SeverityHigh)
	assert.Empty(t, s.wait(3*time.Minute), "held back for five minutes")
	s.scan("graver", apierror.SeverityCritical)
	s.scan("0", apierror.SeverityHigh)
	s.scan("1", apierror.SeverityHigh)
	s.wait(6 * time.Second)
	require.Len(t, s.told, 5, "but for what is graver than all before")
	assert.Equal(t, notification.CauseWorsened, s.told[4].Cause)
	assert.Equal(t, 10, s.told[4].Firing)
	assert.Equal(t, "graver", s.last().Subject.Actor.ID)

	s.scan("9", apierror.SeverityCritical)
	assert.Empty(t, s.wait(time.Minute), "of another as grave nothing is told")
	s.hear(surgeOn("/orders", ended))
	s.wait(20 * time.Minute)
	assert.Equal(t, apierror.StatusResolved, s.last().Status)
	assert.Zero(t, s.tracker.Len())
	assert.Empty(t, s.tracker.lanes["ops"].groups)
	assert.Zero(t, s.crowd())
	assert.Less(t, len(s.told), 12)
}

func TestWhileAFloodLastsNobodyGetsAnAlertOfHisOwn(t *testing.T) {
	s := newScene(t, rules(floodAfter(2)))
	for i := range 3 {
		s.scan(strconv.Itoa(i), apierror.SeverityHigh)
	}
	for range 4 { // the third goes on, the first two end
		s.scan("2", apierror.SeverityHigh)
		s.wait(2 * time.Minute)
	}
	require.Zero(t, s.crowd())
	told := len(s.told)
	for i := range 5 {
		s.scan(fmt.Sprint("new", i), apierror.SeverityHigh)
	}
	s.wait(time.Minute)
	assert.LessOrEqual(t, len(s.told)-told, 1)
	for _, n := range s.told[told:] {
		assert.True(t, n.Group.Flood)
	}
}

// A hundred thousand actors, of which ten thousand can be kept.
func TestAStormBecomesSummariesAndNothingVanishes(t *testing.T) {
	const actors, kept = 100_000, 10_000
	r := rules(floodAfter(20))
	r.MaxSituations = kept
	tracker := NewTracker(r)
	var told []*notification.Notification
	now := t0
	tick := func() {
		for _, n := range tracker.Due("ops", 256, now, false) {
			tracker.Told(n, now)
			told = append(told, n)
		}
		tracker.Expire(now)
	}
	event := Event{
		Kind: apierror.KindSecurity, Name: "endpoint_scanning", Severity: apierror.SeverityHigh,
		Subject: apierror.Subject{Business: apierror.Business{ValueAtRisk: 2, Currency: "USD"}},
	}
	for i := range actors {
		event.ID, event.Time = fmt.Sprintf("%016x", i), now
		event.Subject.Actor = apierror.Actor{Type: apierror.ActorClient, ID: event.ID}
		tracker.add(&event, 1, loss{atRisk: 2}, now)
		if i%500 == 499 { // ten thousand a second
			now = now.Add(50 * time.Millisecond)
			tick()
		}
	}
	for range 6 * 60 {
		now = now.Add(time.Second)
		tick()
	}
	largest := told[0]
	alone, joined := 0, 0
	for _, n := range told {
		if n.Group.Flood {
			joined += n.Joined
		}
		switch {
		case n.Group.Flood && n.Firing > largest.Firing:
			largest = n
		case !n.Group.Flood && n.Firing == 1:
			alone++
		}
	}
	assert.Equal(t, 20, alone)
	assert.Equal(t, actors, largest.Firing+alone, "nobody vanishes")
	assert.Equal(t, actors, joined+alone, "and each is new once")
	require.NotNil(t, largest.Rest)
	assert.Equal(t, largest.Firing-len(largest.Alerts), largest.Rest.Situations)
	assert.EqualValues(t, largest.Rest.Situations, largest.Rest.Events)
	assert.InDelta(t, 2*largest.Rest.Situations, largest.Rest.ValueAtRisk, 1e-6)
	assert.Equal(t, apierror.SeverityHigh, largest.Rest.Severity)
	assert.EqualValues(t, actors-kept, tracker.TakeCounts().EvictedSituations)

	for range 20 * 60 {
		now = now.Add(time.Second)
		tick()
	}
	assert.Less(t, len(told), 50)
	assert.Zero(t, tracker.Len())
	open := make(map[string]bool)
	ended := 0
	for _, n := range told {
		open[n.Group.ID] = n.Firing > 0
		ended += n.Resolved
	}
	assert.NotContains(t, values(open), true, "every group ends")
	assert.Equal(t, actors, ended)
	t.Logf("%d notifications", len(told))
}

func values(m map[string]bool) []bool {
	all := make([]bool, 0, len(m))
	for _, value := range m {
		all = append(all, value)
	}
	return all
}

// crowd is how many count for floods of the root's route.
func (s *scene) crowd() int {
	count := 0
	l := s.tracker.lanes["ops"]
	for _, crowds := range []map[string]*crowd{l.alone, l.mixed} {
		for _, c := range crowds {
			count += c.size(s.now)
		}
	}
	return count
}
