package detect

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

func withTool(ev Event, agent string) Event {
	ev.Agent, ev.Tool = agent, ToolOf(agent)
	return ev
}

func TestAutomatedClient(t *testing.T) {
	const sqlmap = "sqlmap/1.8.2#stable (https://sqlmap.org)"
	check(t, []scenario{
		{"a tool by its name, answered as if nothing was", calls(20, 0, time.Second, func(int) Event {
			return withTool(at(attacker, "GET", "/search"), sqlmap)
		}), outcome{apierror.SignalAutomatedClient: apierror.SeverityMedium}},
		{"somebody's try", calls(2, 0, time.Second, func(int) Event {
			return withTool(at(attacker, "GET", "/search"), sqlmap)
		}), outcome{apierror.SignalAutomatedClient: apierror.SeverityLow}},
		{"another program for each call", calls(60, 0, 2*time.Second, func(i int) Event {
			return withTool(at(attacker, "GET", "/"), "Browser"+string(rune('A'+i)))
		}), outcome{apierror.SignalAutomatedClient: apierror.SeverityMedium}},
		{"programs of a list, by turns", calls(400, 0, time.Second, func(i int) Event {
			return withTool(at(attacker, "GET", "/"), "Browser"+string(rune('A'+i*7%40)))
		}), outcome{apierror.SignalAutomatedClient: apierror.SeverityMedium}},

		{"an office of many browsers", together(
			calls(40, 0, 10*time.Second, func(i int) Event { return withTool(missing(office, "/"), "Browser"+string(rune('A'+i))) }),
			calls(400, 0, time.Second, func(i int) Event { return withTool(at(office, "GET", "/"), "Browser"+string(rune('A'+i/3%40))) }),
		), nil},
		{"a carrier's address, a call here and there, of which every seventh is by the browser that most have", calls(500, 0, time.Second, func(i int) Event {
			agent := i * 7 % 50
			if i%7 < 2 {
				agent = 0
			}
			return withTool(at(office, "GET", "/"), "Browser"+string(rune('A'+agent)))
		}), nil},
		{"libraries and monitors", calls(100, 0, time.Second, func(i int) Event {
			return withTool(at(phone, "GET", "/"), []string{"curl/8.5.0", "python-requests/2.31", "Go-http-client/2.0", "Prometheus/2.45", "kube-probe/1.29"}[i%5])
		}), nil},
	})
	for _, agent := range []string{"", "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0", "okhttp/4.12", "PostmanRuntime/7.36"} {
		assert.Empty(t, ToolOf(agent))
	}
	assert.Equal(t, "nikto", ToolOf("Mozilla/5.00 (Nikto/2.1.6) (Evasions:None) (Test:000001)"))
}

func TestRateLimitAbuse(t *testing.T) {
	limited := func(address string) Event {
		return at(address, "GET", "/api/v1/prices").failed(apierror.CategoryRateLimit, "rate_limited")
	}
	check(t, []scenario{
		{"on and on", calls(200, 0, time.Second, func(int) Event { return limited(attacker) }), outcome{apierror.SignalRateLimitAbuse: apierror.SeverityMedium}},
		{"fast", calls(2000, 0, 100*time.Millisecond, func(int) Event { return limited(attacker) }), outcome{apierror.SignalRateLimitAbuse: apierror.SeverityHigh}},

		{"told to wait, and calling all the while", together(
			calls(200, 0, 3*time.Second, func(int) Event {
				ev := limited(attacker)
				ev.RetryAfter = int64(time.Minute)
				return ev
			}),
			calls(200, 0, 3*time.Second, func(int) Event { return at(attacker, "GET", "/api/v1/prices") }),
		), outcome{apierror.SignalRateLimitAbuse: apierror.SeverityMedium}},

		{"a call every nine seconds for an hour, most refused", together(
			calls(300, 0, 12*time.Second, func(int) Event { return limited(attacker) }),
			calls(100, 0, 36*time.Second, func(int) Event { return at(attacker, "GET", "/api/v1/orders") }),
			calls(100, 0, 36*time.Second, func(i int) Event { return by(user(fmt.Sprint("user", i%10)), at(phone, "GET", "/api/v1/orders")) }),
			calls(10, 0, time.Minute, func(i int) Event { return at(address4(i), "GET", "/api/v1/orders") }),
		), outcome{apierror.SignalRateLimitAbuse: apierror.SeverityMedium}},

		{"a worker that waits half a minute each time", calls(150, 0, 32*time.Second, func(int) Event { return limited(phone) }), nil},
		{"a client that comes back when it was told to", calls(60, 0, 61*time.Second, func(int) Event {
			ev := limited(phone)
			ev.RetryAfter = int64(time.Minute)
			return ev
		}), nil},
		{"a burst that ends", calls(200, 0, 50*time.Millisecond, func(int) Event { return limited(phone) }), nil},
		{"a client that backs off", calls(40, 0, 30*time.Second, func(int) Event { return limited(phone) }), nil},
		{"a job that keeps to the limit, nearly", together(
			calls(600, 0, time.Second, func(int) Event { return at(phone, "GET", "/api/v1/prices") }),
			calls(200, 0, 3*time.Second, func(int) Event { return limited(phone) }),
		), nil},
		{"an office of many users under one address's limit", together(
			calls(600, 0, time.Second, func(i int) Event { return by(user(fmt.Sprint("user", i%60)), at(office, "GET", "/api/v1/prices")) }),
			calls(900, 0, 600*time.Millisecond, func(i int) Event { return by(user(fmt.Sprint("user", i%60)), limited(office)) }),
		), nil},
	})
}

func TestHarvestOfErrors(t *testing.T) {
	leaks := func(address, path string) Event {
		ev := at(address, "GET", path).failed(apierror.CategoryInternal, "exception")
		ev.Leaked = true
		return ev
	}
	check(t, []scenario{
		{"another error from each page", calls(10, 0, 5*time.Second, func(i int) Event { return leaks(attacker, fmt.Sprint("/page", i)) }), outcome{apierror.SignalErrorDataLeak: apierror.SeverityMedium}},

		{"one broken page", calls(100, 0, 5*time.Second, func(int) Event { return leaks(phone, "/page1") }), nil},
	})
}
