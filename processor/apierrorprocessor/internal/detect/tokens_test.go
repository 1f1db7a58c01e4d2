package detect

import (
	"fmt"
	"testing"
	"time"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// inSession is a call in a session from an address, by a program.
func inSession(name string, kind apierror.ActorType, address, agent string) Event {
	ev := at(address, "GET", "/api/v1/cart")
	ev.Session = apierror.Actor{Type: kind, ID: name}
	ev.Actor, ev.Agent = ev.Session, agent
	return ev
}

func TestTokenAbuse(t *testing.T) {
	const chrome, safari = "Mozilla/5.0 Chrome/120", "Mozilla/5.0 Safari/17"
	abused := func(severity apierror.Severity) outcome { return outcome{apierror.SignalTokenAbuse: severity} }
	session := apierror.ActorSession
	check(t, []scenario{
		{"one session from eight networks", calls(80, 0, 5*time.Second, func(i int) Event {
			return inSession("s1", session, fmt.Sprintf("203.%d.113.7", i%8), chrome)
		}), abused(apierror.SeverityMedium)},
		{"one session in four programs", calls(80, 0, 5*time.Second, func(i int) Event {
			return inSession("s1", session, fmt.Sprintf("203.%d.113.7", i%5/2), []string{chrome, safari, "curl/8", "python-requests/2", "Go"}[i%5])
		}), abused(apierror.SeverityMedium)},
		{"an expired token, on and on", calls(100, 0, 30*time.Second, func(int) Event {
			return at(attacker, "GET", "/api/v1/orders").failed(apierror.CategoryAuthentication, "token_expired")
		}), abused(apierror.SeverityMedium)},

		{"a phone that changes networks", calls(80, 0, 5*time.Second, func(i int) Event {
			return inSession("s1", session, fmt.Sprintf("203.%d.113.7", i/30), safari)
		}), nil},
		{"an app and what it shows of the web", calls(80, 0, 5*time.Second, func(i int) Event {
			return inSession("s1", session, phone, []string{"App/3 CFNetwork", safari, "Images/1"}[i%3])
		}), nil},
		{"a browser that was updated", calls(80, 0, 5*time.Second, func(i int) Event {
			return inSession("s1", session, fmt.Sprintf("203.%d.113.7", i/40), fmt.Sprintf("Mozilla/5.0 Chrome/%d", 120+i/20))
		}), nil},
		{"a partner's key in a fleet", calls(400, 0, time.Second, func(i int) Event {
			return inSession("k1", apierror.ActorCredential, fmt.Sprintf("203.%d.113.7", i%20), "partner-sdk/2.1")
		}), nil},
		{"a token that is renewed after some refusals", together(
			calls(10, 0, time.Second, func(int) Event {
				return at(phone, "GET", "/api/v1/orders").failed(apierror.CategoryAuthentication, "token_expired")
			}),
			calls(100, 10*time.Second, time.Second, func(int) Event { return at(phone, "GET", "/api/v1/orders") }),
		), nil},
	})
}
