package detect

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

var wordlist = []string{
	"/.env", "/.git/config", "/admin.php", "/wp-login.php", "/phpmyadmin/", "/actuator/env", "/server-status", "/backup.zip",
	"/api/swagger.json", "/console", "/debug/pprof", "/config.yml", "/solr/admin", "/manager/html", "/cgi-bin/test.sh",
	"/graphql", "/api/internal/users", "/.aws/credentials", "/db.sql", "/owa/", "/jenkins", "/hudson", "/xmlrpc.php",
	"/old", "/test", "/private", "/secret", "/dump", "/shell", "/cmd", "/setup", "/install", "/id_rsa", "/.svn/entries", "/web.config",
}

// plainPath is one of 676 that say nothing of who asks for them.
func plainPath(i int) string { return fmt.Sprintf("/%c%c", 'a'+i%26, 'a'+i/26%26) }

func guessedPath(i int) string { return wordlist[i%len(wordlist)] }

func TestEndpointScanning(t *testing.T) {
	scanning := func(severity apierror.Severity) outcome { return outcome{apierror.SignalEndpointScanning: severity} }
	probing := func(severity apierror.Severity) outcome {
		return outcome{apierror.SignalEndpointScanning: severity, apierror.SignalSensitivePathProbe: severity}
	}
	check(t, []scenario{
		{"a short word list", calls(12, 0, time.Second, func(i int) Event { return missing(attacker, guessedPath(i)) }), probing(apierror.SeverityMedium)},
		{"a long word list, fast", calls(35, 0, 20*time.Millisecond, func(i int) Event { return missing(attacker, guessedPath(i)) }), probing(apierror.SeverityHigh)},
		{"every five seconds", calls(35, 0, 5*time.Second, func(i int) Event { return missing(attacker, guessedPath(i)) }), probing(apierror.SeverityMedium)},
		{"with some hits and redirects", together(
			calls(35, 0, time.Second, func(i int) Event { return missing(attacker, guessedPath(i)) }),
			calls(12, 0, 3*time.Second, func(int) Event { return at(attacker, "GET", "/") }),
		), probing(apierror.SeverityHigh)},
		{"wrong methods on routes that exist", calls(24, 0, time.Second, func(i int) Event {
			method := []string{"PUT", "DELETE", "PATCH", "TRACE"}[i%4]
			return at(attacker, method, fmt.Sprintf("/api/%c", 'a'+i/4)).failed(apierror.CategoryRouting, "method_not_allowed")
		}), scanning(apierror.SeverityMedium)},
		{"versions that do not exist any more", calls(20, 0, time.Second, func(i int) Event {
			return missing(attacker, fmt.Sprintf("/api/v%d/%c", i, 'a'+i)).failed(apierror.CategoryRouting, "route_not_found")
		}), scanning(apierror.SeverityMedium)},
	})
}

func TestEndpointScanningInnocent(t *testing.T) {
	check(t, []scenario{
		{"a crawler that follows some dead links", together(
			calls(60, 0, 2*time.Second, func(i int) Event { return missing("192.0.2.66", fmt.Sprintf("/blog/%c%c", 'a'+i%26, 'a'+i/26)) }),
			calls(240, 0, 500*time.Millisecond, func(i int) Event { return at("192.0.2.66", "GET", fmt.Sprintf("/blog/post-%d", i)) }),
		), nil},
		{"missing objects where no route is known", calls(200, 0, 100*time.Millisecond, func(i int) Event {
			return missing(phone, fmt.Sprintf("/api/v1/orders/%08x-1c2d-4e5f-8a9b-%012x/items/%d", i, i*i, i))
		}), nil},
		{"a page of an old release asking for its assets and source maps", calls(60, 0, 100*time.Millisecond, func(i int) Event {
			return missing(phone, fmt.Sprintf("/static/js/%s%d.%07x.%s", guessedPath(i)[1:2], i, i, []string{"js", "js.map", "css"}[i%3]))
		}), nil},
		{"a browser asking for the icons that browsers ask for", calls(8, 0, 100*time.Millisecond, func(i int) Event {
			return missing(phone, []string{
				"/favicon.ico", "/apple-touch-icon.png", "/apple-touch-icon-precomposed.png",
				"/apple-touch-icon-120x120.png", "/robots.txt", "/manifest.json", "/browserconfig.xml", "/sw.js",
			}[i])
		}), nil},
		{"an address of hundreds of users with dead bookmarks", together(
			calls(60, 0, 2*time.Second, func(i int) Event { return missing(office, fmt.Sprintf("/wiki/%c%c", 'a'+i%26, 'a'+i/26)) }),
			calls(600, 0, 200*time.Millisecond, func(int) Event { return at(office, "GET", "/api/v1/orders") }),
		), nil},
		{"a client polling one path that is gone", calls(300, 0, 200*time.Millisecond, func(int) Event { return missing(phone, "/api/v0/feed") }), nil},
		{"preflights that no route answers", calls(60, 0, 100*time.Millisecond, func(i int) Event {
			return at(phone, "OPTIONS", fmt.Sprintf("/api/%c", 'a'+i%26)).failed(apierror.CategoryRouting, "method_not_allowed")
		}), nil},
		{"a slow link checker", calls(100, 0, 10*time.Second, func(i int) Event { return missing("192.0.2.66", fmt.Sprintf("/docs/%c%c", 'a'+i%26, 'a'+i/26)) }), nil},
		{"failures that are not misses", calls(100, 0, 100*time.Millisecond, func(i int) Event {
			return at(phone, "GET", guessedPath(i)).failed(apierror.CategoryInternal, "exception")
		}), nil},
	})
}

func TestEndpointScanningExplainsItself(t *testing.T) {
	for name, c := range map[string]struct {
		path       func(int) string
		signals    []apierror.Signal
		confidence float64
		rationale  string
		references []string
	}{
		"paths": {plainPath, []apierror.Signal{apierror.SignalEndpointScanning}, 0.84, `34 different missing paths asked for, last "/hb" from client "203.0.113.7" within 1m0s ` +
			`(threshold 14), 97% of its calls failed: ids in a path and the assets of a directory count once, ` +
			`so it is not one client's missing objects`, []string{"owasp:API9:2023", "attack:T1595.003", "cwe:425"}},
		"a word list": {
			guessedPath,
			[]apierror.Signal{apierror.SignalEndpointScanning, apierror.SignalSensitivePathProbe},
			0.95,
			`22 names from scanners' word lists from client "203.0.113.7" within 1m0s (threshold 10) are a scan; ` +
				`22 different names from scanners' word lists asked for, last "/.svn/entries" from ` +
				`client "203.0.113.7" within 1m0s (threshold 2): nobody who means the site asks for them`,
			[]string{"owasp:API9:2023", "attack:T1595.003", "cwe:425", "owasp:API8:2023", "cwe:538"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			p := play(fresh(), together(
				calls(34, 0, time.Second, func(i int) Event { return missing(attacker, c.path(i)) }),
				calls(1, 20*time.Second, 0, func(int) Event { return at(attacker, "GET", "/") }),
			).numbered())
			assert.Equal(t, apierror.Security{
				Signals:    c.signals,
				Severity:   apierror.SeverityHigh,
				Confidence: c.confidence,
				Rationale:  c.rationale,
				References: c.references,
				Actor:      client(attacker),
			}, p.last)
		})
	}
}
