package detect

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

const (
	attacker = "203.0.113.7"
	office   = "198.51.100.20" // the address of hundreds of users
	phone    = "192.0.2.33"
)

func TestBruteForce(t *testing.T) {
	guess := func(int) Event { return wrongPassword(attacker, "alice") }
	unnamed := func(int) Event { return wrongPassword(attacker, "") }
	check(t, []scenario{
		{"one account, a guess a second", calls(20, 0, time.Second, guess), outcome{apierror.SignalBruteForce: apierror.SeverityMedium}},
		{"one account, many guesses a second", calls(200, 0, 50*time.Millisecond, guess), outcome{apierror.SignalBruteForce: apierror.SeverityHigh}},
		{"one account, slowly but on and on", calls(60, 0, 4*time.Second, guess), outcome{apierror.SignalBruteForce: apierror.SeverityMedium}},
		{"the account is not captured", calls(20, 0, time.Second, unnamed), outcome{apierror.SignalBruteForce: apierror.SeverityMedium}},
		{"an RPC, by its name", calls(20, 0, time.Second, func(int) Event {
			return at(attacker, "", "/auth.v1.AuthService/Authenticate").failed(apierror.CategoryAuthentication, "unauthenticated")
		}), outcome{apierror.SignalBruteForce: apierror.SeverityMedium}},
		{"basic authentication on an ordinary route, fast", calls(200, 0, 200*time.Millisecond, func(int) Event {
			ev := unauthorized(attacker, "GET", "/admin/report")
			ev.Account = "admin"
			return ev
		}), outcome{apierror.SignalBruteForce: apierror.SeverityMedium}},
		{"the same at a client's pace, and the service says why", calls(20, 0, time.Second, func(int) Event {
			ev := wrongPassword(attacker, "admin")
			ev.Method, ev.Route = "GET", "/admin/report"
			return ev
		}), outcome{apierror.SignalBruteForce: apierror.SeverityMedium}},
		{"the account spelt in many ways", calls(20, 0, time.Second, func(i int) Event {
			return wrongPassword(attacker, []string{"alice", "Alice", " ALICE", "aLice "}[i%4])
		}), outcome{apierror.SignalBruteForce: apierror.SeverityMedium}},
		{"one account from many addresses", calls(40, 0, 500*time.Millisecond, func(i int) Event {
			return wrongPassword(fmt.Sprintf("203.0.113.%d", i%12), "alice")
		}), outcome{apierror.SignalBruteForce: apierror.SeverityMedium}},
		{"with the login page and its assets loaded for each guess", together(
			calls(20, 0, 2*time.Second, unnamed),
			calls(20, 0, 2*time.Second, func(int) Event { return at(attacker, "GET", "/login") }),
			calls(80, 0, 500*time.Millisecond, func(i int) Event { return at(attacker, "GET", fmt.Sprintf("/static/%d.js", i%4)) }),
		), outcome{apierror.SignalBruteForce: apierror.SeverityMedium}},
		{"made-up tokens on an ordinary route", calls(120, 0, 500*time.Millisecond, func(int) Event {
			return at(attacker, "GET", "/api/v1/orders").failed(apierror.CategoryAuthentication, "token_invalid")
		}), outcome{apierror.SignalBruteForce: apierror.SeverityLow}},
	})
}

func TestBruteForceInnocent(t *testing.T) {
	check(t, []scenario{
		{"a person who forgot a password", calls(8, 0, 7*time.Second, func(int) Event { return wrongPassword(phone, "bob") }), nil},
		{"and tries again after a coffee", together(
			calls(8, 0, 7*time.Second, func(int) Event { return wrongPassword(phone, "bob") }),
			calls(8, 5*time.Minute, 7*time.Second, func(int) Event { return wrongPassword(phone, "bob") }),
		), nil},
		{"parallel calls before a token is renewed", together(
			calls(25, 0, 20*time.Millisecond, func(i int) Event {
				return unauthorized(phone, "GET", fmt.Sprintf("/api/v1/widget%c", 'a'+i%12))
			}),
			calls(1, time.Second, 0, func(int) Event { return at(phone, "POST", "/oauth/token") }),
			calls(25, 2*time.Second, 20*time.Millisecond, func(int) Event { return at(phone, "GET", "/api/v1/widget") }),
		), nil},
		{"the same, and the token names the user", calls(36, 0, 20*time.Millisecond, func(i int) Event {
			ev := unauthorized(phone, "GET", fmt.Sprintf("/api/v1/widget%c", 'a'+i%12))
			ev.Actor = apierror.Actor{Type: apierror.ActorUser, ID: "bob"}
			ev.Account = "bob"
			return ev
		}), nil},
		{"a burst of many calls refused at once", calls(300, 0, 10*time.Millisecond, func(int) Event {
			return unauthorized(phone, "GET", "/api/v1/feed")
		}), nil},
		{"a mobile app polling with an expired token", calls(600, 0, time.Second, func(int) Event {
			return at(phone, "GET", "/api/v1/feed").failed(apierror.CategoryAuthentication, "token_expired")
		}), nil},
		{"an app that renews its token on half of its calls", together(
			calls(100, 0, time.Second, func(int) Event { return unauthorized(phone, "GET", "/api/v1/feed") }),
			calls(100, 0, time.Second, func(int) Event { return at(phone, "GET", "/api/v1/feed") }),
		), nil},
		{"a token that cannot be renewed any more", calls(60, 0, time.Second, func(int) Event {
			return unauthorized(phone, "POST", "/oauth/token/refresh").failed(apierror.CategoryAuthentication, "token_expired")
		}), nil},
		{"an address of hundreds of users, accounts not captured", together(
			calls(60, 0, 3*time.Second, func(int) Event { return wrongPassword(office, "") }),
			calls(300, 0, 600*time.Millisecond, func(int) Event { return login(office, "") }),
			calls(900, 0, 200*time.Millisecond, func(int) Event { return at(office, "GET", "/api/v1/orders") }),
		), nil},
		{"a password mistyped, through a gateway and a session service", calls(21, 0, 2500*time.Millisecond, func(i int) Event {
			ev := wrongPassword([]string{phone, "10.0.0.1", "10.0.0.2"}[i%3], "bob")
			ev.Service = []string{"edge", "gateway", "sessions"}[i%3]
			return ev
		}), nil},
		{"the same, and each of them is told the address", calls(21, 0, 2500*time.Millisecond, func(i int) Event {
			ev := wrongPassword(phone, "bob")
			ev.Service = []string{"edge", "gateway", "sessions"}[i%3]
			return ev
		}), nil},
		{"missing rights are no guesses", calls(100, 0, time.Second, func(int) Event {
			return at(phone, "POST", "/api/v1/orders").failed(apierror.CategoryAuthorization, "forbidden")
		}), nil},
		{"a login service that is down", calls(100, 0, time.Second, func(int) Event {
			return login(office, "bob").failed(apierror.CategoryDependency, "connection_refused")
		}), nil},
	})
}

func TestBruteForceIsFoundAtTheTenthGuess(t *testing.T) {
	p := play(fresh(), calls(30, 0, time.Second, func(int) Event { return wrongPassword(attacker, "alice") }).numbered())
	assert.Equal(t, 10, p.first[apierror.SignalBruteForce])
	assert.Equal(t, 21, p.flagged[apierror.SignalBruteForce])
	assert.Equal(t, apierror.Security{
		Signals:    []apierror.Signal{apierror.SignalBruteForce},
		Severity:   apierror.SeverityHigh,
		Confidence: 0.89,
		Rationale: `30 failed logins against account "alice" from client "203.0.113.7" within 1m0s (threshold 10): ` +
			`a person who forgot a password tries less often`,
		References: []string{"owasp:API2:2023", "attack:T1110.001", "cwe:307"},
		Actor:      client(attacker),
	}, p.last)
}

func TestBruteForceNamesWhoGuessesNotWhoIsGuessed(t *testing.T) {
	alice := apierror.Actor{Type: apierror.ActorUser, ID: "alice"}
	session := apierror.Actor{Type: apierror.ActorSession, ID: "s-81"}
	for _, c := range []struct {
		name          string
		actor, source apierror.Actor
		want          apierror.Actor
	}{
		{"the session", session, client(attacker), session},
		{"the address, where the actor is the account tried", alice, client(attacker), client(attacker)},
		{"the address, where there is no actor", apierror.Actor{}, client(attacker), client(attacker)},
		{"the account, where nothing else is known", alice, alice, alice},
		{"the account, where nothing at all is known", apierror.Actor{}, apierror.Actor{}, alice},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := play(fresh(), calls(15, 0, time.Second, func(int) Event {
				ev := wrongPassword("", "alice")
				ev.Actor, ev.Source = c.actor, c.source
				return ev
			}).numbered())
			require.Equal(t, outcome{apierror.SignalBruteForce: apierror.SeverityMedium}, p.worst)
			assert.Equal(t, c.want, p.last.Actor)
		})
	}
}

func TestDistributedGuessingIsLaidToTheAccount(t *testing.T) {
	p := play(fresh(), calls(25, 0, time.Second, func(i int) Event {
		return wrongPassword(fmt.Sprintf("203.0.113.%d", i%6), "alice")
	}).numbered())
	assert.Equal(t, apierror.Actor{Type: apierror.ActorUser, ID: "alice"}, p.last.Actor)
	assert.Equal(t, `24 failed logins against account "alice" from 6 sources within 1m0s (threshold 20 from 3 sources): `+
		`its owner would try from one or two, and less often`, p.last.Rationale)
}

func TestSignalHoldsUntilHalfOfTheThreshold(t *testing.T) {
	guess := func(int) Event { return wrongPassword(attacker, "alice") }
	// Ten guesses trip it; then one every 9 s keeps six or seven in the window, and one every 20 s does not.
	d := fresh()
	p := play(d, calls(10, 0, time.Second, guess).numbered())
	require.Equal(t, 1, p.flagged[apierror.SignalBruteForce])
	p = play(d, calls(40, 18*time.Second, 9*time.Second, guess))
	assert.Equal(t, 40, p.flagged[apierror.SignalBruteForce])
	assert.Contains(t, p.last.Rationale, "7 failed logins")
	assert.Contains(t, p.last.Rationale, "(threshold reached before: 10)")
	assert.InDelta(t, 0.7, p.last.Confidence, 1e-9)
	p = play(d, calls(10, 400*time.Second, 20*time.Second, guess))
	assert.Less(t, p.flagged[apierror.SignalBruteForce], 3)
}
