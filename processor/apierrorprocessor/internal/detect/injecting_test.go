package detect

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// carrying is a call that carries a payload and is refused for it.
func carrying(address, text string) Event {
	ev := at(address, "GET", "/search").failed(apierror.CategoryValidation, "invalid_request")
	ev.Payload = Payload{About: "SQL", Sign: "SQL of the form s&1", Text: text, References: []string{"cwe:89"}}
	return ev
}

func TestInjecting(t *testing.T) {
	attempts := func(severity apierror.Severity) outcome { return outcome{apierror.SignalInjectionAttempt: severity} }
	different := func(i int) Event { return carrying(attacker, fmt.Sprint("q=", i, "' OR 1=1")) }
	check(t, []scenario{
		{"one that somebody searches for", calls(1, 0, time.Second, different), attempts(apierror.SeverityLow)},
		{"the same on every page of the search", calls(30, 0, time.Second, func(int) Event { return carrying(attacker, "q=' OR 1=1") }), attempts(apierror.SeverityLow)},
		{"three that are different", calls(3, 0, time.Minute, different), attempts(apierror.SeverityMedium)},
		{"a tool that tries them all", calls(50, 0, 50*time.Millisecond, different), attempts(apierror.SeverityHigh)},
		{"one an hour", calls(20, 0, time.Hour, different), attempts(apierror.SeverityLow)},
		{"many people with one each", calls(50, 0, time.Second, func(i int) Event {
			return carrying(fmt.Sprintf("203.0.113.%d", i), fmt.Sprint("q=", i))
		}), attempts(apierror.SeverityLow)},
		{"one on which the service fails", calls(1, 0, time.Second, func(i int) Event {
			ev := different(i)
			ev.Payload.Broke = true
			return ev
		}), attempts(apierror.SeverityMedium)},
		{"one that is no accident", calls(1, 0, time.Second, func(i int) Event {
			ev := different(i)
			ev.Payload.Sure = true
			return ev
		}), attempts(apierror.SeverityMedium)},
		{"behind a limit that answers all of them", calls(20, 0, time.Second, func(i int) Event {
			return different(i).failed(apierror.CategoryRateLimit, "rate_limited")
		}), attempts(apierror.SeverityHigh)},
		{"into the login's form, where it is a guess as well", calls(12, 0, time.Second, func(i int) Event {
			ev := wrongPassword(attacker, "admin")
			ev.Payload = different(i).Payload
			return ev
		}), outcome{apierror.SignalInjectionAttempt: apierror.SeverityHigh, apierror.SignalBruteForce: apierror.SeverityHigh}},
	})
}

func TestAPayloadIsExplained(t *testing.T) {
	p := play(fresh(), calls(4, 0, time.Second, func(i int) Event { return carrying(attacker, fmt.Sprint("q=", i, "' OR 1=1")) }).numbered())
	assert.Equal(t, `4 different payloads of attacks sent, last SQL (SQL of the form s&1) in "q=3' OR 1=1" from client "203.0.113.7" within 10m0s `+
		`(threshold 1): one may be a search for what it looks like, several are tried`, p.last.Rationale)
	assert.Equal(t, []string{"attack:T1190", "cwe:89"}, p.last.References)
	assert.Equal(t, client(attacker), p.last.Actor)
}
