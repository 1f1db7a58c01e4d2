package situation

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// graveToOther routes what is high by another route of the same destination, and a tenant of its own by a third.
func graveToOther(r *routes) {
	usual, grave := &Route{Path: "usual", GroupWait: time.Minute}, &Route{Path: "grave", GroupWait: time.Second}
	vip := &Route{Path: "vip", GroupWait: time.Second}
	r.targets = func(f *apierror.Finding) []Target {
		switch {
		case f.Subject.Tenant == "vip":
			return []Target{{"ops", vip}}
		case f.Severity >= apierror.SeverityHigh:
			return []Target{{"ops", grave}}
		default:
			return []Target{{"ops", usual}}
		}
	}
}

func TestWhatIsNotToldYetIsToldByTheRouteThatFitsNow(t *testing.T) {
	s := newScene(t, rules(graveToOther))
	s.hear(surgeOn("/a", ofSeverity(apierror.SeverityMedium)))
	assert.Empty(t, s.wait(5*time.Second))
	s.hear(surgeOn("/a"))
	require.Len(t, s.wait(2*time.Second), 1)
	assert.Equal(t, "grave", s.told[0].Group.Route)
}

func TestSpansThatNameAnotherSubjectAreRoutedAnew(t *testing.T) {
	s := newScene(t, rules(graveToOther))
	span := given{service: "orders", route: "/a", verdict: failed(apierror.CategoryInternal, apierror.SeverityMedium)}
	s.see(span)
	span.attrs = map[string]any{"tenant.id": "vip"}
	s.see(span)
	require.Len(t, s.wait(2*time.Second), 1)
	assert.Equal(t, "vip", s.told[0].Group.Route)
	assert.Equal(t, "vip", s.last().Subject.Tenant)
}

func TestTheTenantOfAResourceIsThatOfItsSpans(t *testing.T) {
	span := given{verdict: failed(apierror.CategoryInternal, apierror.SeverityMedium)}
	assert.Equal(t, "acme", ReadSpan(Source{Tenant: "acme"}, span.span(t), t0).Failure.Subject.Tenant)
	span.attrs = map[string]any{"tenant.id": "own"}
	assert.Equal(t, "own", ReadSpan(Source{Tenant: "acme"}, span.span(t), t0).Failure.Subject.Tenant)
}

// Nobody was told of the end when it began anew: that is news of another beginning.
func TestAnAlertThatBeganAnewBeforeItsEndWasTold(t *testing.T) {
	s := newScene(t, rules())
	s.hear(surgeOn("/a", ofSeverity(apierror.SeverityMedium)))
	s.wait(10 * time.Second)
	require.Len(t, s.told, 1)
	s.hear(surgeOn("/a", ended))
	s.now = s.now.Add(time.Millisecond)
	s.hear(surgeOn("/a"))
	require.Len(t, s.wait(10*time.Second), 1)
	assert.True(t, s.told[1].Group.OpenedAt.After(s.told[0].Group.OpenedAt))
}

func TestWhatAFloodWasToldOfIsNoNewsWhenItIsForgotten(t *testing.T) {
	r := rules(floodAfter(1))
	r.MaxSituations = 4
	s := newScene(t, r)
	for _, actor := range []string{"a", "b", "c", "d"} {
		s.scan(actor, apierror.SeverityMedium)
	}
	s.wait(10 * time.Second)
	require.Len(t, s.told, 2)
	s.hear(surgeOn("/graver")) // for which one of the flood goes
	s.now = s.now.Add(4 * time.Minute)
	for _, actor := range []string{"a", "b", "c", "d"} { // the last known go on
		if _, kept := s.tracker.byID[apierror.SecuritySituation(apierror.Actor{Type: apierror.ActorClient, ID: actor}, apierror.SignalEndpointScanning)]; kept {
			s.scan(actor, apierror.SeverityMedium)
		}
	}
	s.tracker.lanes["ops"].groups[(&floodKey{of: alertName{apierror.KindSecurity, "endpoint_scanning"}}).id()].lost.At = s.now
	s.wait(3 * time.Minute)
	require.Len(t, s.told, 3, "the surge alone")
	assert.Equal(t, "/graver", s.last().Subject.Route)
}

func TestAfterARestartFindingsFindTheirGroups(t *testing.T) {
	limited := func() Rules {
		r := rules(floodAfter(1))
		r.MaxSituations = 2
		return r
	}
	s := newScene(t, limited())
	s.hear(surgeOn("/first"))
	s.wait(10 * time.Second)
	after := s.again(make(map[string][]byte), limited(), 0)
	after.hear(surgeOn("/second"))
	after.hear(surgeOn("/third"))
	assert.Contains(t, after.tracker.byID, idOf("/first"), "an alert of its own is not forgotten before one of a flood")
}
