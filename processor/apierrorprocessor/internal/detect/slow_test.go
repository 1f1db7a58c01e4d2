package detect

import (
	"fmt"
	"testing"
	"time"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

func TestSlowAttacks(t *testing.T) {
	user := numberedName("user")
	const browser = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"
	fromBrowser := func(int) Event {
		ev := wrongPassword(attacker, "alice")
		ev.Agent = browser
		return ev
	}
	check(t, []scenario{
		{"the same by a browser, while the account is used from elsewhere", together(
			calls(60, 0, time.Minute, fromBrowser),
			calls(6, -time.Hour, 20*time.Minute, func(int) Event { return login(phone, "alice") }),
		), outcome{apierror.SignalBruteForce: apierror.SeverityMedium}},
		{"one account, a guess every minute", calls(60, 0, time.Minute, func(int) Event { return wrongPassword(attacker, "alice") }), outcome{apierror.SignalBruteForce: apierror.SeverityLow}},
		{"an account every two minutes", calls(40, 0, 2*time.Minute, func(i int) Event { return wrongPassword(attacker, user(i)) }), outcome{
			apierror.SignalCredentialStuffing: apierror.SeverityMedium, apierror.SignalPasswordSpraying: apierror.SeverityMedium,
		}},
		{"a word list, a word a minute", calls(60, 0, time.Minute, func(i int) Event { return missing(attacker, guessedPath(i)) }), outcome{
			apierror.SignalEndpointScanning: apierror.SeverityMedium, apierror.SignalSensitivePathProbe: apierror.SeverityMedium,
		}},
		{"words of nobody's list, one a minute", calls(70, 0, time.Minute, func(i int) Event { return missing(attacker, "/api"+plainPath(i)) }), outcome{apierror.SignalEndpointScanning: apierror.SeverityMedium}},
	})
}

func TestSlowInnocents(t *testing.T) {
	user := numberedName("user")
	low := outcome{apierror.SignalBruteForce: apierror.SeverityLow}
	job := func(int) Event { return wrongPassword("10.0.4.2", "svc-batch") }
	check(t, []scenario{
		{"a QA run hammering invalid logins slowly", calls(200, 0, 8*time.Second, func(int) Event { return wrongPassword("10.0.3.9", "qa-user") }), low},
		{"a batch job with a stale password, every ten seconds", calls(1000, 0, 10*time.Second, job), low},
		{"every minute", calls(300, 0, time.Minute, job), low},
		{"every five minutes", calls(300, 0, 5*time.Minute, job), nil},
		{"a person who mistypes now and then", together(
			calls(40, 0, 12*time.Minute, func(int) Event { return wrongPassword(phone, "bob") }),
			calls(40, time.Minute, 12*time.Minute, func(int) Event { return login(phone, "bob") }),
		), nil},
		{"an office over a day", together(
			calls(300, 0, 4*time.Minute, func(i int) Event { return wrongPassword(office, user(i)) }),
			calls(1200, 0, time.Minute, func(i int) Event { return login(office, user(i)) }),
		), nil},
		{"dead bookmarks of an office over a day", together(
			calls(1000, 0, time.Minute, func(i int) Event { return missing(office, plainPath(i)) }),
			calls(5000, 0, 12*time.Second, func(int) Event { return at(office, "GET", "/api/v1/orders") }),
		), nil},
		{"a crawler over a day", calls(2000, 0, 40*time.Second, func(i int) Event {
			return missing("192.0.2.66", fmt.Sprintf("/news/the-%s-story", plainPath(i)[1:]))
		}), nil},
		{"a monitor of endpoints that are gone", calls(36_000, 0, 5*time.Second, func(i int) Event {
			return missing("10.0.5.5", "/api/health"+plainPath(i%12))
		}), nil},
	})
}
