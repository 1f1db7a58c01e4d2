package detect

import (
	"fmt"
	"testing"
	"time"

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
	return calls(2000, -time.Hour, time.Second, func(i int) Event { return function(fmt.Sprint("user", i%100), "shop", i/100%20) })
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
