package detect

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// The detectors with a memory of their own are tested in their packages; here is what they are shown, and what becomes of what they say.

func TestLateralMovementIsLaidToTheService(t *testing.T) {
	d := fresh()
	var out apierror.Security
	id := uint64(0)
	call := func(after time.Duration, from, to string, denied bool) bool {
		id += 0x9E3779B97F4A7C15
		return d.ObserveConnection(&Connection{
			Time: noon.Add(after).UnixNano(), SpanID: id, From: from, To: to, Denied: denied, Failed: denied,
		}, &out)
	}
	for i := range 60 {
		assert.False(t, call(time.Duration(i)*time.Minute, "mailer", "catalog", false))
	}
	assert.True(t, d.KnowsConnection(d.Identify("mailer"), d.Identify("catalog"), noon.Add(59*time.Minute).UnixNano()))
	for i, peer := range []string{"auth", "orders", "invoices"} {
		call(time.Hour+time.Duration(i)*time.Minute, "mailer", peer, true)
	}
	assert.Equal(t, []apierror.Signal{apierror.SignalLateralMovement}, out.Signals)
	assert.Equal(t, apierror.SeverityMedium, out.Severity)
	assert.Equal(t, apierror.Actor{Type: apierror.ActorService, ID: "mailer"}, out.Actor)
	assert.Contains(t, out.Rationale, `"invoices"`)
	assert.Contains(t, out.References, "attack:T1021")
}

func TestGeoAnomalyIsLaidToTheUser(t *testing.T) {
	berlin := &Place{Lat: 52.52, Lon: 13.405, Country: "DE", City: "Berlin"}
	sydney := &Place{Lat: -33.87, Lon: 151.21, Country: "AU", City: "Sydney"}
	from := func(place *Place, session, agent string) Event {
		ev := by(user("alice"), at(phone, "GET", "/api/v1/cart"))
		ev.Place, ev.Agent, ev.Session = place, agent, apierror.Actor{Type: apierror.ActorSession, ID: session}
		return ev
	}
	home := calls(60, 0, time.Minute, func(int) Event { return from(berlin, "s1", "Firefox/128") })
	check(t, []scenario{
		{"in Sydney within the hour, by another program", together(home,
			calls(5, 30*time.Minute, time.Minute, func(int) Event { return from(sydney, "s2", "curl/8") }),
		), outcome{apierror.SignalGeoAnomaly: apierror.SeverityHigh}},
		{"through a VPN", together(home,
			calls(5, 30*time.Minute, time.Minute, func(int) Event { return from(sydney, "s1", "Firefox/128") }),
		), outcome{apierror.SignalGeoAnomaly: apierror.SeverityLow}},
		{"at home", home, nil},
	})
	p := play(fresh(), together(home, calls(5, 30*time.Minute, time.Minute, func(int) Event { return from(sydney, "s2", "curl/8") })).numbered())
	assert.Equal(t, user("alice"), p.last.Actor)
}

func TestResourceExhaustionIsLaidToWhoDrivesIt(t *testing.T) {
	search := func(name string, took time.Duration, broken bool) Event {
		ev := by(user(name), at(office, "GET", "/api/v1/search"))
		ev.Duration, ev.Weight = int64(took), 1
		if broken {
			ev = ev.failed(apierror.CategoryCapacity, "overload")
			ev.Broken = true
		}
		return ev
	}
	// After an hour one user searches for everything, and the route gets slower and breaks for everybody.
	worn := together(
		calls(2*3600, 0, time.Second, func(i int) Event {
			over := max(0, i-3600-300)
			return search(fmt.Sprint("user", i%50), 100*time.Millisecond+time.Duration(min(over, 1200))*2*time.Millisecond, over > 0 && i%1000 < over/4)
		}),
		calls(3600, time.Hour, time.Second, func(i int) Event { return search("mallory", 3*time.Second, i > 300 && i%1000 < i/4) }),
	)
	flagged := map[apierror.Actor]int{}
	d := fresh()
	var out apierror.Security
	for _, ev := range worn.numbered() {
		if !ev.Failed {
			ev.Sampled = true
		}
		if d.Observe(&ev, &out) {
			assert.Equal(t, []apierror.Signal{apierror.SignalResourceExhaustion}, out.Signals)
			flagged[out.Actor]++
		}
	}
	assert.Len(t, flagged, 1)
	assert.NotZero(t, flagged[user("mallory")])
}
