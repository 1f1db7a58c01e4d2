package detect

import (
	"net/netip"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

func TestTrusted(t *testing.T) {
	var trusted Trusted
	trusted.TrustNetwork(netip.MustParsePrefix("10.0.0.0/8"), "a network")
	trusted.TrustUser("svc-reporting", "a user")
	trusted.TrustAgent("Uptime/*", "a monitor")
	trusted.TrustAgent("*Googlebot*", "a crawler")
	trusted.TrustAgent("exact/1", "a program")
	trusted.TrustAgent("a*b*c", "parts")

	assert.Equal(t, "a network", trusted.Network(netip.MustParseAddr("10.9.8.7")))
	assert.Empty(t, trusted.Network(netip.MustParseAddr("11.9.8.7")))
	assert.Empty(t, trusted.Network(netip.Addr{}))
	assert.Equal(t, "a user", trusted.User("svc-reporting"))
	assert.Empty(t, trusted.User("svc-reporting2"))
	assert.Empty(t, trusted.User(""))
	for agent, want := range map[string]string{
		"Uptime/1.0": "a monitor", "uptime/": "a monitor", "my Uptime/1.0": "",
		"Mozilla/5.0 (compatible; Googlebot/2.1)": "a crawler", "Googlebot": "a crawler", "Google bot": "",
		"Exact/1": "a program", "exact/1.0": "", "": "",
		"abc": "parts", "a--b--c": "parts", "a--c": "", "ac": "", "abcb": "",
	} {
		assert.Equal(t, want, trusted.Agent(agent), agent)
	}
	assert.Empty(t, trusted.Agent(strings.Repeat("Uptime", 1<<16)))
	var nobody Trusted
	assert.Empty(t, nobody.Agent("curl/8.0"))
	assert.Empty(t, nobody.User("alice"))
}

// byTrusted makes the calls those of somebody who is trusted, but by ids that he only claims.
func (ev Event) byTrusted() Event {
	ev.Trust = func(claimed bool) string {
		if claimed {
			return ""
		}
		return "trusted user"
	}
	return ev
}

func TestTheTrustedRaiseNothing(t *testing.T) {
	d := fresh()
	p := play(d, calls(40, 0, time.Second, func(i int) Event { return missing(attacker, guessedPath(i)).byTrusted() }).numbered())
	assert.Empty(t, p.worst)
	assert.Equal(t, apierror.Security{
		Actor:     client(attacker),
		Rationale: "trusted user: endpoint_scanning, sensitive_path_probe are not raised",
	}, p.last)

	// What he did is not held against whoever has the address next; that goes on counts.
	p = play(d, calls(1, 41*time.Second, 0, func(int) Event { return missing(attacker, "/one-more") }))
	assert.Equal(t, apierror.SeverityHigh, p.worst[apierror.SignalEndpointScanning])
	assert.NotContains(t, p.last.Rationale, "several signals together")
}

// One of the sources is trusted: the account is still guessed by all of them.
func TestTheTrustedCountForOthers(t *testing.T) {
	const inside = "10.0.0.7"
	p := play(fresh(), calls(40, 0, 500*time.Millisecond, func(i int) Event {
		ev := wrongPassword([]string{inside, "203.0.113.1", "203.0.113.2"}[i%3], "alice")
		if i%3 == 0 {
			ev.Trust = func(bool) string { return "trusted network" }
		}
		return ev
	}).numbered())
	require.Equal(t, apierror.SeverityMedium, p.worst[apierror.SignalBruteForce])
	assert.Equal(t, apierror.SeverityNone, p.sources[inside])
	assert.Equal(t, apierror.SeverityMedium, p.sources["203.0.113.1"])
}

// Whoever logs in, or fails to, may be anybody: that he names a trusted user proves nothing.
func TestIDsThatAreClaimedAreNotTrusted(t *testing.T) {
	for name, call := range map[string]func(i int) Event{
		"a login":              func(int) Event { return wrongPassword(attacker, "svc-reporting").byTrusted() },
		"one without a name":   func(int) Event { return wrongPassword(attacker, "").byTrusted() },
		"a token that is none": func(int) Event { return unauthorized(attacker, "GET", "/orders").byTrusted() },
		"a login of another kind": func(int) Event {
			return login(attacker, "svc-reporting").failed(apierror.CategoryValidation, "").byTrusted()
		},
	} {
		p := play(fresh(), calls(60, 0, time.Second, call).numbered())
		assert.Contains(t, p.worst, apierror.SignalBruteForce, name)
	}
	taken := together(
		calls(20, 0, time.Second, func(int) Event { return wrongPassword(attacker, "svc-reporting") }),
		calls(1, 21*time.Second, 0, func(int) Event { return login(attacker, "svc-reporting").byTrusted() }),
	)
	assert.Contains(t, play(fresh(), taken.numbered()).worst, apierror.SignalAccountTakeover)
}

func TestATrustedServiceMovesFreely(t *testing.T) {
	d := fresh()
	var out apierror.Security
	spared := ""
	for i := range 120 {
		c := Connection{Time: noon.Add(time.Duration(i) * time.Minute).UnixNano(), SpanID: uint64(i + 1), From: "mailer", To: "catalog"}
		if i >= 60 {
			c.To, c.Denied, c.Failed = "peer"+plainPath(i%5), true, true
		}
		c.Trust = func(claimed bool) string {
			assert.False(t, claimed)
			return "trusted user \"mailer\""
		}
		if d.ObserveConnection(&c, &out) {
			assert.Empty(t, out.Signals)
			spared = out.Rationale
		}
	}
	assert.Equal(t, `trusted user "mailer": lateral_movement is not raised`, spared)
	assert.Equal(t, apierror.Actor{Type: apierror.ActorService, ID: "mailer"}, out.Actor)
}
