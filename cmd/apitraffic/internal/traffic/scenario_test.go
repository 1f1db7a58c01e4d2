package traffic

import (
	"math"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-apierror/otelcol-apierror/cmd/apitraffic/internal/shop"
	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// attackOf gives the spans of each attacker of a signal, as those report them who were called.
func attackOf(t *testing.T, signal apierror.Signal) map[*Actor][]*shop.Span {
	t.Helper()
	settings := small(3)
	settings.Scenarios = []string{string(signal)}
	tr := generate(t, settings)
	attacks := make(map[*Actor][]*shop.Span)
	for i := range tr.Spans {
		span := &tr.Spans[i]
		if actor := tr.Actors[span.Actor]; span.Hostile && span.Side == shop.Server {
			attacks[actor] = append(attacks[actor], span)
		}
	}
	require.NotEmpty(t, attacks)
	return attacks
}

func TestATakeoverSucceedsAfterFailures(t *testing.T) {
	for actor, spans := range attackOf(t, apierror.SignalAccountTakeover) {
		failures, entered := 0, false
		for _, span := range spans {
			if !span.Edge || span.Request.Account == "" {
				continue
			}
			if span.Status == 401 && !entered {
				failures++
			}
			if span.Status == 200 {
				entered = true
				assert.GreaterOrEqual(t, failures, 8, actor.Profile)
			}
		}
		assert.True(t, entered, "%s never got in", actor.Profile)
	}
}

func TestOpenEnumerationsFailAtNothing(t *testing.T) {
	for actor, spans := range attackOf(t, apierror.SignalObjectEnumeration) {
		refused := 0
		for _, span := range spans {
			if span.Status/100 == 4 {
				refused++
			}
		}
		if actor.Profile == "object_enumeration/open fast" || actor.Profile == "object_enumeration/open slow" {
			assert.Zero(t, refused, actor.Profile)
			assert.Greater(t, len(spans), 100, actor.Profile)
		}
		if actor.Profile == "object_enumeration/fast" {
			assert.Equal(t, len(spans), refused, actor.Profile)
		}
	}
}

func TestALateralMovementCallsPeersThatTheServiceNeverCalled(t *testing.T) {
	for actor, spans := range attackOf(t, apierror.SignalLateralMovement) {
		require.Equal(t, apierror.ActorService, actor.Name().Type)
		peers := make(map[string]bool)
		for _, span := range spans {
			assert.Equal(t, actor.Name().ID, span.Peer.Name)
			peers[span.Service.Name] = true
		}
		assert.NotContains(t, peers, "catalog", "which it calls every day")
		assert.GreaterOrEqual(t, len(peers), 4, actor.Profile)
	}
}

func TestSpraysTryEachAccountSeldom(t *testing.T) {
	for actor, spans := range attackOf(t, apierror.SignalPasswordSpraying) {
		tries, sources := make(map[string]int), make(map[string]bool)
		for _, span := range spans {
			if span.Edge {
				tries[span.Request.Account]++
				sources[span.Request.Address] = true
			}
		}
		assert.Greater(t, len(tries), 30, actor.Profile)
		for account, n := range tries {
			assert.LessOrEqual(t, n, 8, "%s: %s", actor.Profile, account)
		}
		if actor.Profile == "password_spraying/distributed" {
			assert.Greater(t, len(sources), 200)
		}
	}
}

// fastest is how fast an airliner is, in km/h.
const fastest = 1000

func TestNobodyTravelsAsFastAsAnAttackerSeemsTo(t *testing.T) {
	settings := small(3)
	settings.Scenarios = []string{string(apierror.SignalGeoAnomaly)}
	tr := generate(t, settings)
	last := make(map[string]*shop.Span)
	impossible := make(map[string]bool)
	for i := range tr.Spans {
		span := &tr.Spans[i]
		user := span.Request.UserID
		if !span.Edge || user == "" || span.Request.Place == nil {
			continue
		}
		if before := last[user]; before != nil {
			hours := time.Duration(span.Start-before.Start).Hours() + 1.0/60
			if distance(before.Request.Place, span.Request.Place)/hours > fastest {
				impossible[user] = true
			}
		}
		last[user] = span
	}
	for _, actor := range tr.Actors {
		if actor.Label != Hostile {
			continue
		}
		travels := false
		for _, identity := range actor.Identities {
			travels = travels || impossible[identity.ID]
		}
		assert.True(t, travels, actor.Profile)
	}
}

// distance is that of the great circle, in km.
func distance(a, b *shop.Place) float64 {
	const degree, earth = math.Pi / 180, 6371
	sin := func(x float64) float64 { return math.Pow(math.Sin(x*degree/2), 2) }
	h := sin(b.Lat-a.Lat) + math.Cos(a.Lat*degree)*math.Cos(b.Lat*degree)*sin(b.Lon-a.Lon)
	return 2 * earth * math.Asin(math.Sqrt(h))
}
