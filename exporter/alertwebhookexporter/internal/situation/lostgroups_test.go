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

// Who chooses the labels of groups cannot make any number of them: what there is no room for is a flood.
func TestGroupsOfWhatIsForgottenAreBounded(t *testing.T) {
	r := rules(floodAfter(20), func(r *routes) {
		r.GroupInterval = 5 * time.Minute
		r.Labels = func(f *apierror.Finding) []notification.Label {
			return []notification.Label{{Name: "actor", Value: f.Subject.Actor.ID}}
		}
	})
	r.MaxSituations = 100
	s := newScene(t, r)
	const actors = 20_000
	for n := range actors {
		s.scan("actor"+strconv.Itoa(n), apierror.SeverityHigh)
		if n%2000 == 0 {
			s.wait(time.Second)
		}
	}
	s.wait(20 * time.Second)
	assert.LessOrEqual(t, len(s.tracker.lanes["ops"].groups), r.MaxSituations+s.tracker.maxGroups())
	assert.Less(t, len(s.told), 500)
	firing := 0
	latest := map[string]int{}
	for _, n := range s.told {
		latest[n.Group.ID] = n.Firing
	}
	for _, n := range latest {
		firing += n
	}
	assert.GreaterOrEqual(t, firing, actors-r.MaxSituations, "nobody vanishes")
}

func TestWhatFiresLeads(t *testing.T) {
	r := rules(byTenant)
	r.MaxSituations = 2
	s := newScene(t, r)
	acme := ofTenant("acme")
	s.hear(surgeOn("/a", acme))
	s.wait(10 * time.Second)
	require.Len(t, s.told, 1)
	s.hear(surgeOn("/b", acme)) // is forgotten for something graver
	s.hear(surgeOn("/a", acme, ended))
	s.hear(surgeOn("/c", ofTenant("z"), ofSeverity(apierror.SeverityCritical)))
	s.wait(6 * time.Minute)
	mixed := 0
	for _, n := range s.told {
		if n.Status() == apierror.StatusFiring {
			assert.Equal(t, apierror.StatusFiring, n.Leading().Status)
		}
		if n.Firing > 0 && n.Resolved > 0 {
			mixed++
		}
	}
	assert.Positive(t, mixed)
}

// An alert of its own stays open for ever if what it was for is forgotten: so that is the last to be.
func TestAnAlertOfItsOwnIsEndedHoweverGraveOthersAre(t *testing.T) {
	r := rules(floodAfter(20))
	r.MaxSituations = 50
	s := newScene(t, r)
	s.hear(surgeOn("/own", ofSeverity(apierror.SeverityMedium)))
	s.wait(10 * time.Second)
	require.Len(t, s.told, 1)
	own := s.told[0].Group.ID
	for i := range 200 {
		s.scan(strconv.Itoa(i), apierror.SeverityHigh)
	}
	s.hear(surgeOn("/own", ofSeverity(apierror.SeverityMedium), ended))
	s.wait(30 * time.Minute)
	over := false
	for _, n := range s.told {
		over = over || n.Group.ID == own && n.Status() == apierror.StatusResolved
	}
	assert.True(t, over)
}

// Rest counts what is not listed, and the example is.
func TestRestIsWithoutTheExample(t *testing.T) {
	r := rules(byTenant)
	r.MaxSituations = 1
	s := newScene(t, r)
	s.hear(surgeOn("/a", ofTenant("acme")))
	s.hear(surgeOn("/b", ofTenant("z"), ofSeverity(apierror.SeverityCritical)))
	s.wait(10 * time.Second)
	require.Len(t, s.told, 2)
	for _, n := range s.told {
		assert.Equal(t, 1, n.Firing)
		assert.Len(t, n.Alerts, 1)
		assert.Nil(t, n.Rest)
	}
}

// The last word on a group has what ended before too, also what was forgotten.
func TestTheLastWordHasWhatWasForgotten(t *testing.T) {
	r := rules(floodAfter(1))
	r.MaxSituations = 4
	s := newScene(t, r)
	for i := range 10 {
		s.scan(strconv.Itoa(i), apierror.SeverityHigh)
	}
	for range 15 {
		s.wait(time.Minute)
		for _, known := range s.tracker.byID { // these go on
			s.scan(known.finding.Subject.Actor.ID, apierror.SeverityHigh)
			assert.LessOrEqual(t, s.tracker.Len(), r.MaxSituations)
		}
	}
	earlier := 0
	s.wait(20 * time.Minute)
	for _, n := range s.told {
		if !n.Group.Flood {
			continue
		}
		earlier += n.Resolved
		if n.Firing == 0 {
			assert.Equal(t, 9, n.Total().Situations)
			require.NotNil(t, n.Earlier)
		}
	}
	assert.Equal(t, 9, earlier)
}
