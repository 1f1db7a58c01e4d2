package detect

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

func invoice(name string, id int) Event {
	ev := by(user(name), at(phone, "GET", fmt.Sprint("/api/v1/invoices/", id)))
	ev.Route = "/api/v1/invoices/{id}"
	return ev
}

// ordinaryInvoices are those that a hundred customers look at, a few each.
func ordinaryInvoices(long time.Duration) traffic {
	return calls(int(long/(10*time.Second)), 0, 10*time.Second, func(i int) Event {
		return invoice(fmt.Sprint("customer", i%100), 10_000+i%100*50+i/100%3)
	})
}

func TestObjectsThatAreThere(t *testing.T) {
	enumerating := func(severity apierror.Severity) outcome { return outcome{apierror.SignalObjectEnumeration: severity} }
	check(t, []scenario{
		{"one invoice after another, all answered", together(ordinaryInvoices(2*time.Hour),
			calls(50, time.Hour, 5*time.Second, func(i int) Event { return invoice("mallory", 10_000+i) }),
		), enumerating(apierror.SeverityMedium)},
		{"hundreds", together(ordinaryInvoices(2*time.Hour),
			calls(400, time.Hour, time.Second, func(i int) Event { return invoice("mallory", 10_000+i) }),
		), enumerating(apierror.SeverityHigh)},
		{"at random", together(ordinaryInvoices(2*time.Hour),
			calls(400, time.Hour, time.Second, func(i int) Event { return invoice("mallory", i*7919%100_000) }),
		), enumerating(apierror.SeverityLow)},
		{"without routes", together(
			calls(700, 0, 10*time.Second, func(i int) Event { return unrouted(invoice(fmt.Sprint("customer", i%100), 10_000+i%100*50+i/100%3)) }),
			calls(50, time.Hour, 5*time.Second, func(i int) Event { return unrouted(invoice("mallory", 10_000+i)) }),
		), enumerating(apierror.SeverityMedium)},

		{"customers and their own", ordinaryInvoices(6 * time.Hour), nil},
		{"a support agent with forty of them an hour", together(ordinaryInvoices(4*time.Hour),
			calls(120, time.Hour, 90*time.Second, func(i int) Event { return invoice("agent", i*7919%100_000) }),
		), nil},
		{"a shop where everybody looks at many products", calls(6000, 0, time.Second, func(i int) Event {
			return invoice(fmt.Sprint("customer", i%50), i/50)
		}), nil},
		{"a job that nobody else is like", calls(1000, 0, time.Second, func(i int) Event { return invoice("job", i) }), nil},
		{"a search engine", together(
			calls(700, 0, 10*time.Second, func(i int) Event {
				return byAddress(invoice("", 10_000+i%100*50+i/100%3), fmt.Sprintf("192.0.2.%d", i%100))
			}),
			calls(400, time.Hour, time.Second, func(i int) Event {
				ev := byAddress(invoice("", i), "192.0.2.200")
				ev.Agent = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"
				return ev
			}),
		), enumerating(apierror.SeverityLow)},
	})
}

func unrouted(ev Event) Event {
	ev.Route = ""
	return ev
}

func byAddress(ev Event, address string) Event {
	ev.Actor, ev.Source = client(address), client(address)
	return ev
}

func TestWhatEverybodyMeetsIsLow(t *testing.T) {
	customers := calls(1000, -time.Hour, 2*time.Second, func(i int) Event {
		return by(user(fmt.Sprint("user", i%20)), at(phone, "GET", fmt.Sprintf("/api/v1/orders/{id}?%d", i)))
	})
	broken := func(callers int) traffic {
		return calls(40*callers, 0, time.Duration(10/callers)*time.Second+500*time.Millisecond, func(i int) Event {
			ev := by(user(fmt.Sprint("user", i%callers)), at(phone, "GET", "/api/v1/orders/{id}"))
			ev.Path = fmt.Sprintf("/api/v1/orders/%d", 10_000+7919*i)
			return deniedTo(ev)
		})
	}
	check(t, []scenario{
		{"an authorization that denies everybody", together(customers, broken(20)), outcome{apierror.SignalObjectEnumeration: apierror.SeverityLow}},
		{"one who is denied", together(customers, broken(1)), outcome{apierror.SignalObjectEnumeration: apierror.SeverityMedium}},
	})
}

// Whoever is denied or told that nothing is there is of the same kind as who is not.
func TestAKindIsOfItsRolesWhateverComesOfACall(t *testing.T) {
	check(t, []scenario{{"ids that do not exist, among users with roles", together(roleUse(),
		calls(80, 0, 2*time.Second, func(i int) Event {
			return as("customer", by(user("mallory"), missingOrder(attacker, 5000+i)))
		}),
	), outcome{apierror.SignalObjectEnumeration: apierror.SeverityHigh}}})
}

func TestObjectsThatAreThereAreExplained(t *testing.T) {
	p := play(fresh(), together(ordinaryInvoices(2*time.Hour),
		calls(30, 2*time.Hour, 5*time.Second, func(i int) Event { return invoice("mallory", 10_000+i) }),
	).numbered())
	assert.Equal(t, `30 different objects read at "/api/v1/invoices/{id}" from user "mallory" within 30m0s (threshold 25), `+
		`their numbers one after another: of 101 callers known there 0 others come to 4`, p.last.Rationale)
}
