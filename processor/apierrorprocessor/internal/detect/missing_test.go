package detect

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

func TestKindOf(t *testing.T) {
	for kind, paths := range map[pathKind][]string{
		pathExpected: {
			"/robots.txt", "/ads.txt", "/favicon.ico", "/apple-touch-icon-120x120.png", "/.well-known/security.txt", "/.well-known/x/y",
			"/sitemap.xml", "/browserconfig.xml", "/manifest.json", "/shop/Robots.txt", "/humans.txt",
		},
		pathSensitive: {
			"/.env", "/.git/HEAD", "/app/.aws/credentials", "/WP-LOGIN.php", "/phpMyAdmin/", "/actuator/env", "/db.sql", "/backup-2024.zip",
			"/../../etc/passwd", "/a/%2e%2e/etc", "/config.yml", "/site.tar.gz",
		},
		pathPage: {
			"/blog/trip", "/about.html", "/welcome-to-our-shop", "/shoes/red-shoes", "/2014/05/rome", "/News/Today/",
		},
		pathPlain: {"", "/", "/admin", "/api/v1/users", "/test", "/server-side", "/static/.x.js", "/photos.zip", "/."},
	} {
		for _, path := range paths {
			got, _ := kindOf(path)
			assert.Equal(t, kind, got, path)
		}
	}
}

func TestScansOfOtherKinds(t *testing.T) {
	refused := func(path string) Event {
		ev := missing(attacker, path)
		ev.Category, ev.Reason = apierror.CategoryAuthorization, "forbidden"
		return ev
	}
	padding := func(n int) traffic {
		return calls(n, 0, 333*time.Millisecond, func(int) Event { return at(attacker, "GET", "/") })
	}
	scanned := func(severity apierror.Severity) outcome { return outcome{apierror.SignalEndpointScanning: severity} }
	probed := func(severity apierror.Severity) outcome {
		return outcome{apierror.SignalEndpointScanning: severity, apierror.SignalSensitivePathProbe: severity}
	}
	check(t, []scenario{
		{"a word list answered 403", calls(35, 0, time.Second, func(i int) Event { return refused(guessedPath(i)) }), probed(apierror.SeverityHigh)},
		{"all that is unknown is denied", calls(60, 0, 500*time.Millisecond, func(i int) Event { return refused(plainPath(i)) }), scanned(apierror.SeverityHigh)},
		{"padded with three good calls for each miss", together(
			calls(70, 0, time.Second, func(i int) Event { return missing(attacker, plainPath(i)) }), padding(210),
		), scanned(apierror.SeverityHigh)},
		{"a word list padded with nine good calls for each miss", together(
			calls(15, 0, 4*time.Second, func(i int) Event { return missing(attacker, guessedPath(i)) }), padding(180),
		), probed(apierror.SeverityMedium)},
		{"a word list answered 401", calls(15, 0, time.Second, func(i int) Event {
			ev := unauthorized(attacker, "GET", guessedPath(i))
			ev.Route = ""
			return ev
		}), probed(apierror.SeverityMedium)},
	})
}

// served is a call of a path without a route that was answered.
func served(address, path string) Event {
	ev := at(address, "GET", "")
	ev.Path = path
	return ev
}

func TestMissingAndDeniedWithoutRoutes(t *testing.T) {
	loggedIn := func(ev Event) Event { return by(user("mallory"), ev) }
	check(t, []scenario{
		{"reports one after the other, by who is logged in", calls(60, 0, 3*time.Second, func(i int) Event {
			return loggedIn(missing(phone, fmt.Sprintf("/studies/%d/report.pdf", 700_000+i)))
		}), outcome{apierror.SignalObjectEnumeration: apierror.SeverityMedium}},
		{"functions, by who is logged in", calls(30, 0, 12*time.Second, func(i int) Event {
			return loggedIn(missing(phone, "/admin/"+plainPath(i)[1:]).failed(apierror.CategoryAuthorization, "forbidden"))
		}), outcome{apierror.SignalPermissionProbing: apierror.SeverityHigh}},
	})
}

func TestProbesThatFindSomething(t *testing.T) {
	files := []string{"/.env", "/.git/config", "/backup.sql", "/wp-config.php.bak", "/.aws/credentials", "/id_rsa"}
	check(t, []scenario{
		{
			"files that no service means to serve", calls(6, 0, 5*time.Second, func(i int) Event { return served(attacker, files[i]) }),
			outcome{apierror.SignalSensitivePathProbe: apierror.SeverityMedium},
		},

		{"an editor of the site", calls(60, 0, 5*time.Second, func(i int) Event {
			return served(phone, []string{"/wp-login.php", "/wp-admin/post.php", "/console", "/manager/html", "/actuator/health", "/xmlrpc.php"}[i%6])
		}), nil},
		{"what every site serves", calls(60, 0, 5*time.Second, func(i int) Event {
			return served(phone, []string{"/.well-known/openid-configuration", "/.well-known/security.txt", "/favicon.ico", "/app.js"}[i%4])
		}), nil},
	})
}

func TestMissesOfInnocents(t *testing.T) {
	const crawler = "192.0.2.66"
	title := func(i int) string { return "/articles/how-to-" + plainPath(i)[1:] }
	check(t, []scenario{
		{"a crawler after a migration", calls(600, 0, 200*time.Millisecond, func(i int) Event { return missing(crawler, title(i)) }), outcome{
			apierror.SignalEndpointScanning: apierror.SeverityLow,
		}},
		{"which is told that they are gone", calls(600, 0, 200*time.Millisecond, func(i int) Event {
			return missing(crawler, plainPath(i)).failed(apierror.CategoryNotFound, "gone")
		}), nil},
		{"preflights that no route answers", calls(200, 0, 100*time.Millisecond, func(i int) Event {
			ev := missing(phone, plainPath(i)).failed(apierror.CategoryRouting, "route_not_found")
			ev.Method = "OPTIONS"
			return ev
		}), nil},
		{"a monitor of a dozen endpoints that are gone, all at once", calls(1200, 0, 5*time.Second, func(i int) Event {
			ev := missing("10.0.5.5", "/api"+plainPath(i%12))
			return ev
		}), nil},
		{"well-known files", calls(60, 0, 100*time.Millisecond, func(i int) Event {
			return missing(phone, "/.well-known"+plainPath(i))
		}), nil},
		{"a page full of widgets that a user may not have", calls(20, 0, 50*time.Millisecond, func(i int) Event {
			return missing(phone, "/api"+plainPath(i)).failed(apierror.CategoryAuthorization, "forbidden")
		}), nil},
		{"an editor kept out of his own administration", calls(40, 0, 500*time.Millisecond, func(i int) Event {
			return missing(phone, "/wp-admin"+plainPath(i)+".php").failed(apierror.CategoryAuthorization, "forbidden")
		}), nil},
	})
}

func TestRefusalsOfInnocents(t *testing.T) {
	low := outcome{apierror.SignalBruteForce: apierror.SeverityLow}
	check(t, []scenario{
		{"a job with a token that is no longer good", calls(600, 0, time.Second, func(int) Event {
			ev := by(apierror.Actor{Type: apierror.ActorUser, ID: "svc-1"}, unauthorized("10.0.4.2", "GET", "/api/v1/export"))
			ev.Account = "svc-export"
			return ev
		}), low},
		{"which says only its name", calls(600, 0, time.Second, func(int) Event {
			ev := unauthorized("10.0.4.2", "GET", "/api/v1/export")
			ev.Account = "svc-export"
			return ev
		}), low},
		{"keys changed behind a gateway", calls(100, 0, 100*time.Millisecond, func(i int) Event {
			ev := unauthorized("10.0.0.1", "POST", "/api/v1/orders")
			ev.Account = numberedName("user")(i)
			return ev
		}), nil},
	})
}
