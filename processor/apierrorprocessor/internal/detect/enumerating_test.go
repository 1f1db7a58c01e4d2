package detect

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// deniedOrder is a call of an object that the caller may not have.
func deniedOrder(address string, id int) Event {
	ev := at(address, "GET", fmt.Sprint("/api/v1/orders/", id)).failed(apierror.CategoryAuthorization, "forbidden")
	ev.Route = "/api/v1/orders/{id}"
	return ev
}

func missingOrder(address string, id int) Event {
	return deniedOrder(address, id).failed(apierror.CategoryNotFound, "not_found")
}

func TestObjectEnumeration(t *testing.T) {
	enumerating := func(severity apierror.Severity) outcome { return outcome{apierror.SignalObjectEnumeration: severity} }
	own := func(int) Event {
		ev := at(attacker, "GET", "/api/v1/orders/7")
		ev.Route = "/api/v1/orders/{id}"
		return ev
	}
	others := func(i int) Event { return at(fmt.Sprint("192.0.2.", i), "GET", "/api/v1/orders") }
	check(t, []scenario{
		{"one id after another", calls(40, 0, time.Second, func(i int) Event { return deniedOrder(attacker, 1000+i) }), enumerating(apierror.SeverityMedium)},
		{"hundreds of them", calls(400, 0, 100*time.Millisecond, func(i int) Event { return deniedOrder(attacker, 1000+i) }), enumerating(apierror.SeverityHigh)},
		{"at random", calls(80, 0, time.Second, func(i int) Event { return deniedOrder(attacker, i*7919%100_000) }), enumerating(apierror.SeverityHigh)},
		{"by a user from ever another address", calls(80, 0, time.Second, func(i int) Event {
			return by(apierror.Actor{Type: apierror.ActorUser, ID: "mallory"}, deniedOrder(fmt.Sprint("203.0.113.", i), 1000+i))
		}), enumerating(apierror.SeverityHigh)},
		{"between calls of his own order", together(
			calls(80, 0, time.Second, func(i int) Event { return deniedOrder(attacker, 1000+i) }),
			calls(20, 0, 4*time.Second, own),
			calls(5, 0, time.Second, others),
		), enumerating(apierror.SeverityHigh)},
		{"by a load generator, whom a broken release denies what it may", together(
			calls(80, 0, time.Second, func(i int) Event { return deniedOrder(attacker, 1000+i) }),
			calls(20, 0, 4*time.Second, own),
		), enumerating(apierror.SeverityLow)},

		{"ids that do not exist, in order", calls(200, 0, 100*time.Millisecond, func(i int) Event { return missingOrder(phone, 1000+i) }), enumerating(apierror.SeverityHigh)},
		{"many in no order", calls(200, 0, time.Second, func(i int) Event { return missingOrder(phone, i*7919%100_000) }), enumerating(apierror.SeverityMedium)},

		{"an app that knows forty orders which are gone", calls(40, 0, time.Second, func(i int) Event { return missingOrder(phone, i*7919%100_000) }), enumerating(apierror.SeverityLow)},
		{"a page of what its user may not open, loaded again and again", calls(2000, 0, time.Second, func(i int) Event { return deniedOrder(office, i%25) }), nil},
		{"a job that was not given the right, on one object", calls(2000, 0, time.Second, func(int) Event { return deniedOrder(office, 7) }), nil},
		{"an office of users who are now and then denied", together(
			calls(200, 0, time.Second, func(i int) Event {
				return by(apierror.Actor{Type: apierror.ActorUser, ID: fmt.Sprint("user", i%100)}, deniedOrder(office, i))
			}),
			calls(4000, 0, 50*time.Millisecond, func(i int) Event {
				return by(apierror.Actor{Type: apierror.ActorUser, ID: fmt.Sprint("user", i%100)}, at(office, "GET", "/api/v1/orders"))
			}),
		), nil},
		{"payment required", calls(200, 0, time.Second, func(i int) Event {
			return deniedOrder(attacker, i).failed(apierror.CategoryAuthorization, "payment_required")
		}), nil},
		{"a route of no object", calls(200, 0, time.Second, func(int) Event {
			return at(office, "GET", "/api/v1/reports").failed(apierror.CategoryAuthorization, "forbidden")
		}), nil},
	})
}

func TestEnumerationIsExplained(t *testing.T) {
	p := play(fresh(), calls(35, 0, time.Second, func(i int) Event { return deniedOrder(attacker, 1000+i) }).numbered())
	assert.Equal(t, `35 different objects denied, last "/api/v1/orders/1034" from client "203.0.113.7" within 10m0s `+
		`(threshold 30), 100% of its calls failed: no page lists so many that its user may not have`, p.last.Rationale)
}
