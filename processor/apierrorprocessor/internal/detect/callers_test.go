package detect

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

func by(actor apierror.Actor, ev Event) Event {
	ev.Actor = actor
	return ev
}

func session(i int) apierror.Actor {
	return apierror.Actor{Type: apierror.ActorSession, ID: fmt.Sprintf("s-%d", i)}
}

// TestWhoIsNamed holds that one attacker has one name, whatever he does.
func TestWhoIsNamed(t *testing.T) {
	evil := apierror.Actor{Type: apierror.ActorUser, ID: "evil"}
	user := numberedName("user")
	address := func(i int) string { return fmt.Sprintf("203.0.113.%d", i) }
	for _, c := range []struct {
		name   string
		script traffic
		want   apierror.Actor
	}{
		{"a scanning session", calls(60, 0, time.Second, func(i int) Event { return by(session(1), missing(attacker, plainPath(i))) }), session(1)},
		{"a scanner with a session for each call", calls(60, 0, time.Second, func(i int) Event {
			return by(session(i), missing(attacker, plainPath(i)))
		}), client(attacker)},
		{"a scanning session with an address for each call", calls(60, 0, time.Second, func(i int) Event {
			return by(session(1), missing(address(i), plainPath(i)))
		}), session(1)},
		{"a scanning user behind an address of hundreds", together(
			calls(60, 0, time.Second, func(i int) Event { return by(evil, missing(office, plainPath(i))) }),
			calls(1200, 0, 50*time.Millisecond, func(i int) Event {
				return by(apierror.Actor{Type: apierror.ActorUser, ID: user(i)}, at(office, "GET", "/api/v1/orders"))
			}),
		), evil},
		{"a stuffing session", calls(60, 0, time.Second, func(i int) Event { return by(session(1), wrongPassword(attacker, user(i))) }), session(1)},
		{"a stuffer with a session for each call", calls(60, 0, time.Second, func(i int) Event {
			return by(session(i), wrongPassword(attacker, user(i)))
		}), client(attacker)},
		{"a stuffing session with an address for each call", calls(60, 0, time.Second, func(i int) Event {
			return by(session(1), wrongPassword(address(i), user(i)))
		}), session(1)},
		{"a stuffer whose victims are taken for the user", calls(60, 0, time.Second, func(i int) Event {
			return by(apierror.Actor{Type: apierror.ActorUser, ID: user(i)}, wrongPassword(attacker, user(i)))
		}), client(attacker)},
		{"a session that stuffs and guesses", together(
			calls(30, 0, 2*time.Second, func(i int) Event { return by(session(1), wrongPassword(attacker, user(i))) }),
			calls(40, 0, time.Second, func(int) Event { return by(session(1), wrongPassword(attacker, "root")) }),
		), session(1)},
		{"a guesser with a session for each call", calls(60, 0, time.Second, func(i int) Event {
			return by(session(i), wrongPassword(attacker, "alice"))
		}), client(attacker)},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := fresh()
			var out apierror.Security
			named := map[apierror.Actor]int{}
			for i, ev := range c.script.numbered() {
				if !ev.Failed {
					d.Observe(&c.script[i], new(apierror.Security))
				} else if d.Observe(&c.script[i], &out) && out.Severity >= apierror.SeverityMedium {
					named[out.Actor]++
				}
			}
			assert.Len(t, named, 1, "%v", named)
			assert.NotZero(t, named[c.want], "%v", named)
		})
	}
}

func TestActorsAreSuspectedApart(t *testing.T) {
	d := fresh()
	play(d, calls(20, 0, time.Second, func(i int) Event { return missing("2001:db8:1:2::/64", plainPath(i)) }).numbered())
	require.True(t, d.MaySuspect("2001:db8:1:2::/64"))
	require.False(t, d.SuspectsActors())
	play(d, calls(20, 0, time.Second, func(i int) Event { return by(session(1), missing(attacker, plainPath(i))) }))
	require.True(t, d.MaySuspect("s-1"))
	require.True(t, d.SuspectsActors())
	play(d, calls(30, time.Minute, 3*time.Minute, func(int) Event { return at(office, "GET", "/api/v1/orders") }).numbered())
	assert.False(t, d.SuspectsActors())
}
