package detect

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

func TestAccountTakeover(t *testing.T) {
	user := numberedName("user")
	guessed := func(n int, every time.Duration) traffic {
		return together(
			calls(n, 0, every, func(int) Event { return wrongPassword(attacker, "alice") }),
			calls(1, time.Duration(n)*every, 0, func(int) Event { return login(attacker, "alice") }),
		)
	}
	check(t, []scenario{
		{"guessed in the end", guessed(40, time.Second), outcome{
			apierror.SignalBruteForce: apierror.SeverityHigh, apierror.SignalAccountTakeover: apierror.SeverityHigh,
		}},
		{"an account of the list opens", together(
			calls(30, 0, 2*time.Second, func(i int) Event { return wrongPassword(attacker, user(i)) }),
			calls(1, time.Minute, 0, func(int) Event { return login(attacker, "bob") }),
		), outcome{apierror.SignalCredentialStuffing: apierror.SeverityHigh, apierror.SignalAccountTakeover: apierror.SeverityHigh}},

		{"patiently, of an account whose owner logs in elsewhere", together(
			calls(3, -2*time.Hour, 20*time.Minute, func(int) Event { return login(phone, "alice") }), guessed(9, 4*time.Minute),
		), outcome{apierror.SignalAccountTakeover: apierror.SeverityMedium}},

		{"within a minute or two, of an account whose owner logs in elsewhere", together(
			calls(3, -2*time.Hour, 20*time.Minute, func(int) Event { return login(phone, "alice") }), guessed(12, 10*time.Second),
		), outcome{apierror.SignalAccountTakeover: apierror.SeverityMedium}},

		{"an owner who forgot it, over an hour", together(
			calls(3, -2*time.Hour, 20*time.Minute, func(int) Event { return login(attacker, "alice") }), guessed(9, 4*time.Minute),
		), nil},
		{"a new user's", guessed(9, 4*time.Minute), nil},
		{"a person who remembers it at the sixth try", guessed(5, 6*time.Second), outcome{apierror.SignalAccountTakeover: apierror.SeverityLow}},
		{"at the third", guessed(2, 10*time.Second), nil},
		{"a job whose password was mended", guessed(60, time.Minute), outcome{apierror.SignalBruteForce: apierror.SeverityLow}},
		{"an office that mistypes and logs in", together(
			calls(60, 0, 10*time.Second, func(i int) Event { return wrongPassword(office, user(i)) }),
			calls(600, 0, time.Second, func(i int) Event { return login(office, user(i)) }),
		), nil},
		{"the owner, while others guess", together(
			calls(15, 0, time.Second, func(int) Event { return wrongPassword(attacker, "alice") }),
			calls(1, 15*time.Second, 0, func(int) Event { return login(phone, "alice") }),
		), outcome{apierror.SignalBruteForce: apierror.SeverityMedium}},
	})
}

func TestTakeoverIsExplained(t *testing.T) {
	p := play(fresh(), together(
		calls(12, 0, time.Second, func(int) Event { return wrongPassword(attacker, "alice") }),
		calls(1, 12*time.Second, 0, func(int) Event { return login(attacker, "alice") }),
	).numbered())
	assert.Equal(t, `a login as "alice" succeeded after 12 that failed from client "203.0.113.7" within 1m0s (threshold 5): `+
		`a person who remembers a password needs fewer tries`, p.last.Rationale)
	assert.Equal(t, apierror.SeverityMedium, p.last.Severity)
}
