package detect

import (
	"testing"
	"time"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

func procedure(address, name string, category apierror.Category, reason string) Event {
	ev := at(address, "", "").failed(category, reason)
	ev.RPC = name
	return ev
}

// answered is a login that fails with another answer than 401.
func answered(address, account string, category apierror.Category, reason string) Event {
	return login(address, account).failed(category, reason)
}

func TestLoginsOfEveryAnswer(t *testing.T) {
	guessed, stuffed := outcome{apierror.SignalBruteForce: apierror.SeverityHigh}, outcome{apierror.SignalCredentialStuffing: apierror.SeverityHigh}
	user := numberedName("user")
	var scenarios []scenario
	for name, answer := range map[string]struct {
		category apierror.Category
		reason   string
	}{
		"400":              {apierror.CategoryValidation, "bad_request"},
		"422":              {apierror.CategoryValidation, "unprocessable_content"},
		"403":              {apierror.CategoryAuthorization, "forbidden"},
		"404":              {apierror.CategoryNotFound, "resource_not_found"},
		"INVALID_ARGUMENT": {apierror.CategoryValidation, "invalid_argument"},
	} {
		scenarios = append(scenarios,
			scenario{name + " to one account", calls(50, 0, time.Second, func(int) Event {
				return answered(attacker, "alice", answer.category, answer.reason)
			}), guessed},
			scenario{name + " to many accounts", calls(50, 0, time.Second, func(i int) Event {
				return answered(attacker, user(i), answer.category, answer.reason)
			}), stuffed},
			scenario{name + " by RPC", calls(50, 0, time.Second, func(i int) Event {
				ev := procedure(attacker, []string{"Login", "acme.auth.v1.AuthService/Login"}[i%2], answer.category, answer.reason)
				ev.Account = "alice"
				return ev
			}), guessed},
			scenario{name + " elsewhere", calls(50, 0, time.Second, func(i int) Event {
				ev := answered(phone, user(i), answer.category, answer.reason)
				ev.Route = []string{"/register", "/auth/signup", "/checkout/sessions", "/email/verify", "/payments/tokens", "/api/orders", "/login/refresh"}[i%7]
				return ev
			}), nil},
			scenario{name + " to RPCs of a service about logins", calls(50, 0, time.Second, func(i int) Event {
				ev := procedure(phone, "acme.LoginService/UpdateProfile", answer.category, answer.reason)
				ev.Account = user(i)
				return ev
			}), nil},
			scenario{name + " to a person correcting a form", calls(8, 0, 7*time.Second, func(int) Event {
				return answered(phone, "bob", answer.category, answer.reason)
			}), nil},
		)
	}
	check(t, scenarios)
}

func TestRPCs(t *testing.T) {
	check(t, []scenario{
		{"logins, nobody knows of whom", calls(20, 0, time.Second, func(int) Event {
			return procedure(attacker, "Login", apierror.CategoryAuthentication, "unauthenticated")
		}), outcome{apierror.SignalBruteForce: apierror.SeverityMedium}},
		{"logins of many accounts", calls(40, 0, time.Second, func(i int) Event {
			ev := procedure(attacker, "acme.Auth/SignIn", apierror.CategoryAuthentication, "unauthenticated")
			ev.Account = numberedName("user")(i)
			return ev
		}), outcome{apierror.SignalCredentialStuffing: apierror.SeverityHigh}},
		{"methods that do not exist", calls(40, 0, time.Second, func(i int) Event {
			return procedure(attacker, "acme.Admin/Do"+plainPath(i)[1:], apierror.CategoryRouting, "not_implemented")
		}), outcome{apierror.SignalEndpointScanning: apierror.SeverityHigh}},
		{"a client newer than its server", calls(200, 0, time.Second, func(i int) Event {
			return procedure(phone, "acme.Orders/New"+plainPath(i % 4)[1:], apierror.CategoryRouting, "not_implemented")
		}), nil},
		{"sessions and tokens that are looked at, not made", calls(200, 0, 20*time.Millisecond, func(i int) Event {
			return procedure(phone, []string{"GetSession", "acme.Auth/ListTokens", "VerifyToken"}[i%3], apierror.CategoryAuthentication, "unauthenticated")
		}), nil},
		{"objects that do not exist", calls(200, 0, 100*time.Millisecond, func(i int) Event {
			return procedure(phone, "acme.Orders/Get"+plainPath(i)[1:], apierror.CategoryNotFound, "resource_not_found")
		}), nil},
	})
}

func TestLockouts(t *testing.T) {
	user := numberedName("user")
	locked := func(account string, i int) Event {
		if i%2 == 0 {
			return answered(attacker, account, apierror.CategoryConflict, "locked")
		}
		return answered(attacker, account, apierror.CategoryRateLimit, "rate_limited")
	}
	after := func(n int, i int, account string) Event {
		if i < n {
			return wrongPassword(attacker, account)
		}
		return locked(account, i)
	}
	check(t, []scenario{
		{"one account guessed on", calls(40, 0, time.Second, func(i int) Event { return after(5, i, "alice") }), outcome{apierror.SignalBruteForce: apierror.SeverityHigh}},
		{"of nobody knows whom", calls(40, 0, time.Second, func(i int) Event { return after(6, i, "") }), outcome{apierror.SignalBruteForce: apierror.SeverityHigh}},
		{"many accounts tried on", calls(60, 0, time.Second, func(i int) Event { return after(5, i, user(i)) }), outcome{apierror.SignalCredentialStuffing: apierror.SeverityHigh}},
		{"a limit alone", calls(60, 0, time.Second, func(i int) Event { return locked("bob", i) }), nil},
		{"a limit for all that an office does in the morning", together(
			calls(8, 0, 5*time.Second, func(i int) Event { return login(office, user(i)) }),
			calls(3, 0, 15*time.Second, func(i int) Event { return wrongPassword(office, user(20+i)) }),
			calls(60, 0, time.Second, func(i int) Event {
				return answered(office, user(i), apierror.CategoryRateLimit, "rate_limited")
			}),
		), nil},
		{"limits elsewhere", calls(600, 0, 100*time.Millisecond, func(int) Event {
			return at(phone, "POST", "/api/v1/orders").failed(apierror.CategoryRateLimit, "rate_limited")
		}), nil},
		{"a mistyped password, a lock, and some more tries", calls(9, 0, 6*time.Second, func(i int) Event { return after(4, i, "bob") }), nil},
	})
}
