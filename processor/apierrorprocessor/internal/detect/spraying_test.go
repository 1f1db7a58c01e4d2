package detect

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// ordinaryLogins are those of hundreds of people, of whom one in ten mistypes and then succeeds.
func ordinaryLogins(long time.Duration) traffic {
	every := 10 * time.Second
	n := int(long / every)
	return together(
		calls(n, 0, every, func(i int) Event { return login(fmt.Sprintf("192.0.2.%d", i%250), fmt.Sprint("person", i%700)) }),
		calls(n/10, 0, 10*every, func(i int) Event {
			return wrongPassword(fmt.Sprintf("192.0.2.%d", i*10%250), fmt.Sprint("person", i*10%700))
		}),
	)
}

func bot(i int) string { return fmt.Sprintf("203.0.%d.%d", 113+i/250, i%250) }

func TestPasswordSpraying(t *testing.T) {
	user := numberedName("user")
	sprayed := func(severity apierror.Severity) outcome { return outcome{apierror.SignalPasswordSpraying: severity} }
	either := func(severity apierror.Severity) outcome {
		return outcome{apierror.SignalPasswordSpraying: severity, apierror.SignalCredentialStuffing: severity}
	}
	check(t, []scenario{
		{"an account every two minutes", calls(40, 0, 2*time.Minute, func(i int) Event { return wrongPassword(attacker, user(i)) }), outcome{
			apierror.SignalCredentialStuffing: apierror.SeverityMedium, apierror.SignalPasswordSpraying: apierror.SeverityMedium,
		}},
		{"an account every half hour", calls(60, 0, 30*time.Minute, func(i int) Event { return wrongPassword(attacker, user(i)) }), sprayed(apierror.SeverityMedium)},
		{"over hundreds of addresses, each tries two accounts", together(
			ordinaryLogins(4*time.Hour),
			calls(300, 2*time.Hour, 20*time.Second, func(i int) Event { return wrongPassword(bot(i%150), user(i)) }),
		), either(apierror.SeverityMedium)},
		{"each tries once, as does who mistypes", together(
			ordinaryLogins(4*time.Hour),
			calls(300, 2*time.Hour, 20*time.Second, func(i int) Event { return wrongPassword(bot(i), user(i)) }),
		), either(apierror.SeverityLow)},
		{"over hundreds of addresses, from which users call as well", together(
			ordinaryLogins(4*time.Hour),
			calls(600, time.Hour, 5*time.Second, func(i int) Event {
				return by(apierror.Actor{Type: apierror.ActorUser, ID: fmt.Sprint("subscriber", i)}, at(bot(i%150), "GET", "/api/v1/orders"))
			}),
			calls(300, 2*time.Hour, 20*time.Second, func(i int) Event { return wrongPassword(bot(i%150), user(i)) }),
		), either(apierror.SeverityLow)},
		{"over thirty addresses with a list of accounts", together(
			ordinaryLogins(4*time.Hour),
			calls(400, 2*time.Hour, 15*time.Second, func(i int) Event { return wrongPassword(bot(i*7%30), user(i)) }),
		), outcome{apierror.SignalCredentialStuffing: apierror.SeverityMedium, apierror.SignalPasswordSpraying: apierror.SeverityMedium}},

		{"ordinary logins over a day", ordinaryLogins(24 * time.Hour), nil},
		{"ten times as many on a Monday morning", together(
			ordinaryLogins(3*time.Hour),
			calls(3000, time.Hour, time.Second, func(i int) Event { return login(fmt.Sprintf("198.51.100.%d", i%250), fmt.Sprint("late", i%900)) }),
			calls(300, time.Hour, 10*time.Second, func(i int) Event {
				return wrongPassword(fmt.Sprintf("198.51.100.%d", i%250), fmt.Sprint("late", i%900))
			}),
		), nil},
		{"an identity provider that refuses everybody", together(
			ordinaryLogins(2*time.Hour),
			calls(600, 2*time.Hour, 3*time.Second, func(i int) Event { return wrongPassword(fmt.Sprintf("192.0.2.%d", i%250), fmt.Sprint("person", i%700)) }),
		), nil},
	})
}

func TestWhoMistypesWhileOthersSpray(t *testing.T) {
	p := play(fresh(), together(
		ordinaryLogins(4*time.Hour),
		calls(300, 2*time.Hour, 20*time.Second, func(i int) Event { return wrongPassword(bot(i%120), fmt.Sprint("user", i)) }),
	).numbered())
	bots, others := 0, 0
	for source, severity := range p.sources {
		switch {
		case severity < apierror.SeverityMedium:
		case len(source) > 6 && source[:6] == "203.0.":
			bots++
		default:
			others++
		}
	}
	assert.Equal(t, 120, bots)
	assert.Zero(t, others)
}
