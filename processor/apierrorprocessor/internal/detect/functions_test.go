package detect

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

func user(name string) apierror.Actor { return apierror.Actor{Type: apierror.ActorUser, ID: name} }

// function is a call of one of the functions that a group of users has.
func function(name, group string, i int) Event {
	return by(user(name), at(phone, "GET", fmt.Sprintf("/api/v1/%s/function%d", group, i)))
}

func deniedTo(ev Event) Event { return ev.failed(apierror.CategoryAuthorization, "forbidden") }

// ordinaryUse is what a hundred users do.
func ordinaryUse() traffic {
	return calls(2000, -3*time.Hour, time.Second, func(i int) Event { return function(fmt.Sprint("user", i%100), "shop", i/100%20) })
}

func as(role string, ev Event) Event {
	ev.Roles = []string{role}
	return ev
}

// roleUse is the same with a role, beside what thirty administrators do.
func roleUse() traffic {
	return together(
		calls(2000, -3*time.Hour, time.Second, func(i int) Event { return as("customer", function(fmt.Sprint("user", i%100), "shop", i/100%20)) }),
		calls(1000, -3*time.Hour, 2*time.Second, func(i int) Event { return as("admin", function(fmt.Sprint("admin", i%30), "admin", i/30%20)) }),
	)
}

// administration is what the one who may does, long before.
func administration() traffic {
	return calls(60, -3*time.Hour, 10*time.Second, func(i int) Event { return function("admin", "admin", i%20) })
}

func TestPermissionProbing(t *testing.T) {
	probing := func(severity apierror.Severity) outcome {
		return outcome{apierror.SignalPermissionProbing: severity}
	}
	check(t, []scenario{
		{"functions of administrators", together(ordinaryUse(),
			calls(10, 0, 5*time.Second, func(i int) Event { return deniedTo(function("mallory", "admin", i)) }),
		), probing(apierror.SeverityMedium)},
		{"all of them", together(ordinaryUse(),
			calls(40, 0, 5*time.Second, func(i int) Event { return deniedTo(function("mallory", "admin", i)) }),
		), probing(apierror.SeverityHigh)},
		{"by methods", together(ordinaryUse(),
			calls(4*6, 0, 5*time.Second, func(i int) Event {
				ev := deniedTo(function("mallory", "admin", i/4))
				ev.Method = []string{"GET", "PUT", "POST", "DELETE"}[i%4]
				return ev
			}),
		), probing(apierror.SeverityHigh)},
		{"before anything is known of the others", calls(15, 0, 5*time.Second, func(i int) Event {
			return deniedTo(function("mallory", "admin", i))
		}), probing(apierror.SeverityMedium)},

		{"functions of administrators, and none is denied", together(ordinaryUse(), administration(),
			calls(12, 0, 20*time.Second, func(i int) Event { return function("mallory", "admin", i) }),
		), probing(apierror.SeverityMedium)},
		{"functions that nobody used before", together(ordinaryUse(),
			calls(12, 0, 20*time.Second, func(i int) Event { return function("mallory", "hidden", i) }),
		), probing(apierror.SeverityLow)},

		{"the same, where roles are named", together(roleUse(),
			calls(5, 0, 20*time.Second, func(i int) Event { return as("customer", function("mallory", "admin", i)) }),
		), probing(apierror.SeverityMedium)},

		{"a new administrator, where roles are named", together(roleUse(),
			calls(40, 0, 20*time.Second, func(i int) Event { return as("admin", function("bob", "admin", i%20)) }),
		), nil},
		{"an administrator who uses many functions, now and then", together(ordinaryUse(),
			calls(60, -3*time.Hour, 3*time.Minute, func(i int) Event { return function("admin", "admin", i%14) }),
		), nil},
		{"an administrator at work, on another day", together(ordinaryUse(), administration(),
			calls(200, 0, 10*time.Second, func(i int) Event { return function("new admin", "admin", i*i%7) }),
		), nil},
		{"a release whose users see a few functions more", together(ordinaryUse(),
			calls(300, 0, 2*time.Second, func(i int) Event { return function(fmt.Sprint("user", i%50), "hidden", i/50) }),
		), nil},
		{"a crawler that comes to each page once", together(ordinaryUse(), administration(),
			calls(12, 0, 20*time.Second, func(i int) Event { return at(phone, "GET", fmt.Sprintf("/api/v1/admin/function%d", i)) }),
		), nil},
		{"a page of widgets that its user may not see, loaded again and again", together(ordinaryUse(),
			calls(300, 0, 5*time.Second, func(i int) Event { return deniedTo(function("guest", "shop", i%8)) }),
		), nil},
		{"a role that lost its rights for functions that others use", together(ordinaryUse(),
			calls(300, 0, 5*time.Second, func(i int) Event { return deniedTo(function(fmt.Sprint("user", i%10), "shop", i%20)) }),
		), nil},
		{"one forbidden function, tried again and again", together(ordinaryUse(),
			calls(300, 0, 5*time.Second, func(int) Event { return deniedTo(function("bob", "admin", 1)) }),
		), nil},
		{"a page of eight widgets before anything is known", calls(300, 0, 5*time.Second, func(i int) Event {
			return deniedTo(function("guest", "shop", i%8))
		}), nil},
	})
}

func TestFunctionsThatAreReachedAreExplained(t *testing.T) {
	p := play(fresh(), together(roleUse(),
		calls(4, 0, 20*time.Second, func(i int) Event { return as("customer", function("mallory", "admin", i)) }),
	).numbered())
	assert.Equal(t, `4 different functions used, last "GET" "/api/v1/admin/function3" from user "mallory" within 30m0s (threshold 4): `+
		`of 101 callers known with the same roles 0 called it before`, p.last.Rationale)
}
