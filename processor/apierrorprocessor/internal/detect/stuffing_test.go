package detect

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

func TestCredentialStuffing(t *testing.T) {
	user := numberedName("user")
	check(t, []scenario{
		{
			"one address, a dozen accounts", calls(12, 0, 5*time.Second, func(i int) Event { return wrongPassword(attacker, user(i)) }),
			outcome{apierror.SignalCredentialStuffing: apierror.SeverityMedium},
		},
		{
			"one address, hundreds of accounts", calls(300, 0, 200*time.Millisecond, func(i int) Event { return wrongPassword(attacker, user(i)) }),
			outcome{apierror.SignalCredentialStuffing: apierror.SeverityHigh},
		},
		{
			"slowly: an account every twenty seconds", calls(60, 0, 20*time.Second, func(i int) Event { return wrongPassword(attacker, user(i)) }),
			outcome{apierror.SignalCredentialStuffing: apierror.SeverityMedium},
		},
		{"some of the stolen passwords still work", together(
			calls(50, 0, 4*time.Second, func(i int) Event { return wrongPassword(attacker, user(i)) }),
			calls(5, 0, 40*time.Second, func(i int) Event { return login(attacker, user(100+i)) }),
		), outcome{apierror.SignalCredentialStuffing: apierror.SeverityHigh, apierror.SignalAccountTakeover: apierror.SeverityHigh}},
		{"a browser that loads the login page for each try", together(
			calls(50, 0, 4*time.Second, func(i int) Event { return wrongPassword(attacker, user(i)) }),
			calls(50, 0, 4*time.Second, func(int) Event { return at(attacker, "GET", "/users/sign_in") }),
			calls(400, 0, 500*time.Millisecond, func(int) Event { return at(attacker, "GET", "/assets/app.css") }),
		), outcome{apierror.SignalCredentialStuffing: apierror.SeverityHigh}},
		{"and one of the accounts is guessed on", together(
			calls(30, 0, 2*time.Second, func(i int) Event { return wrongPassword(attacker, user(i)) }),
			calls(15, 0, 2*time.Second, func(int) Event { return wrongPassword(attacker, "root") }),
		), outcome{
			apierror.SignalCredentialStuffing: apierror.SeverityHigh,
			apierror.SignalBruteForce:         apierror.SeverityMedium,
		}},
	})
}

func TestCredentialStuffingInnocent(t *testing.T) {
	user := numberedName("user")
	check(t, []scenario{
		{"an address of hundreds of users", together(
			calls(60, 0, 10*time.Second, func(i int) Event { return wrongPassword(office, user(i)) }),
			calls(400, 0, 1500*time.Millisecond, func(i int) Event { return login(office, user(i)) }),
			calls(3000, 0, 200*time.Millisecond, func(int) Event { return at(office, "GET", "/api/v1/orders") }),
		), nil},
		{"an address of many users who rarely log in", together(
			calls(40, 0, 20*time.Second, func(i int) Event { return wrongPassword(office, user(i)) }),
			calls(800, 0, time.Second, func(int) Event { return at(office, "GET", "/api/v1/orders") }),
		), nil},
		{"a household", calls(24, 0, 10*time.Second, func(i int) Event { return wrongPassword(phone, user(i%4)) }), nil},
		{"a QA run through its test users", calls(100, 0, 45*time.Second, func(i int) Event { return wrongPassword("10.0.3.9", user(i%12)) }), nil},
		{"an API gateway in front of an internal service", together(
			calls(100, 0, 3*time.Second, func(i int) Event { return wrongPassword("10.0.0.1", user(i)) }),
			calls(600, 0, 500*time.Millisecond, func(int) Event { return at("10.0.0.1", "POST", "/internal/authorize") }),
		), nil},
		{"tokens of many users expire at a gateway", calls(300, 0, time.Second, func(i int) Event {
			ev := at("10.0.0.1", "GET", "/api/v1/feed").failed(apierror.CategoryAuthentication, "token_expired")
			ev.Account = user(i)
			return ev
		}), nil},
	})
}

func TestCredentialStuffingExplainsItself(t *testing.T) {
	p := play(fresh(), together(
		calls(37, 0, 5*time.Second, func(i int) Event { return wrongPassword(attacker, numberedName("user")(i%31)) }),
		calls(1, time.Minute, 0, func(int) Event { return login(attacker, "carol") }),
	).numbered())
	assert.Equal(t, apierror.Security{
		Signals:    []apierror.Signal{apierror.SignalCredentialStuffing},
		Severity:   apierror.SeverityHigh,
		Confidence: 0.86,
		Rationale: `37 failed logins on 31 accounts from client "203.0.113.7" within 5m0s (threshold 10 accounts), ` +
			`97% of its calls failed: an address of many users would mostly succeed`,
		References: []string{"owasp:API2:2023", "attack:T1110.004", "cwe:307"},
		Actor:      client(attacker),
	}, p.last)
}

func TestCredentialStuffingSaysAtLeastWhereItStopsCounting(t *testing.T) {
	p := play(fresh(), calls(100, 0, time.Second, func(i int) Event { return wrongPassword(attacker, numberedName("user")(i)) }).numbered())
	assert.Contains(t, p.last.Rationale, "100 failed logins on at least 64 accounts")
}
