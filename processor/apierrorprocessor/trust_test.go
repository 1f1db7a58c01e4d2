package apierrorprocessor

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// scanned gives the security part of the last of 40 calls for paths that are not there, made with these attributes.
func scanned(t *testing.T, settings string, attributes map[string]string) apierror.Security {
	t.Helper()
	config, err := parse(t, settings)
	require.NoError(t, err)
	requireValid(t, config)
	td := ptrace.NewTraces()
	var last ptrace.Span
	for i := range 40 {
		path := fmt.Sprintf("/api/v%c/orders%c", 'a'+i%20, 'a'+i/20)
		last = request{"GET", "", path, 404, attributes}.at(t, td, time.Duration(40-i)*time.Second)
	}
	enrich(t, config, td)
	return verdictOf(last).Security
}

const hashedActors = "actor: { hash: true, hash_key: 0123456789abcdef }\n"

func TestTheTrustedAreSpared(t *testing.T) {
	hashed := func(id string) string { return newActorHash(hashing(testHashKey)).of(id) }
	client := func(id string) apierror.Actor { return apierror.Actor{Type: apierror.ActorClient, ID: id} }
	tests := map[string]struct {
		settings   string
		attributes map[string]string
		want       string
		actor      apierror.Actor
	}{
		"a network": {
			`security: { trusted: { networks: [10.0.0.0/8, 192.0.2.7] } }`,
			map[string]string{"client.address": "10.1.2.3"},
			"trusted network 10.0.0.0/8 (security::trusted::networks): endpoint_scanning is not raised", client("10.1.2.3"),
		},
		"an address": {
			`security: { trusted: { networks: [10.0.0.0/8, 192.0.2.7] } }`,
			map[string]string{"client.address": "192.0.2.7:4711"},
			"trusted network 192.0.2.7 (security::trusted::networks): endpoint_scanning is not raised", client("192.0.2.7"),
		},
		"one of a network that is one actor": {
			`security: { trusted: { networks: ["2001:db8:1:2::7"] } }`,
			map[string]string{"client.address": "2001:db8:1:2::7"},
			"trusted network 2001:db8:1:2::7 (security::trusted::networks): endpoint_scanning is not raised", client("2001:db8:1:2::/64"),
		},
		"a network behind a proxy": {
			"actor: { trusted_proxies: [172.16.0.1] }\n" + `security: { trusted: { networks: [10.0.0.0/8] } }`,
			map[string]string{
				"client.address": "1.1.1.1", "network.peer.address": "172.16.0.1", "http.request.header.x-forwarded-for": "1.1.1.1, 10.1.2.3",
			},
			"trusted network 10.0.0.0/8 (security::trusted::networks): endpoint_scanning is not raised", client("10.1.2.3"),
		},
		"a network, of hashed addresses": {
			hashedActors + `security: { trusted: { networks: [192.0.2.7, 10.0.0.0/8] } }`,
			map[string]string{"client.address": "10.1.2.3"},
			"trusted network (security::trusted::networks::1): endpoint_scanning is not raised", client(hashed("10.1.2.3")),
		},
		"a user": {
			`security: { trusted: { users: [svc-reporting] } }`,
			map[string]string{"client.address": "203.0.113.7", "user.id": "svc-reporting"},
			`trusted user "svc-reporting" (security::trusted::users): endpoint_scanning is not raised`,
			apierror.Actor{Type: apierror.ActorUser, ID: "svc-reporting"},
		},
		"a session": {
			`security: { trusted: { users: [s-81] } }`,
			map[string]string{"session.id": "s-81", "user.id": "alice"},
			`trusted user "s-81" (security::trusted::users): endpoint_scanning is not raised`,
			apierror.Actor{Type: apierror.ActorUser, ID: "alice"},
		},
		"a user, hashed": {
			hashedActors + `security: { trusted: { users: [svc-reporting] } }`,
			map[string]string{"user.id": "svc-reporting"},
			"trusted user (security::trusted::users::0): endpoint_scanning is not raised",
			apierror.Actor{Type: apierror.ActorUser, ID: hashed("svc-reporting")},
		},
		"an agent": {
			`security: { trusted: { agents: ["*googlebot/2.1*"] } }`,
			map[string]string{"client.address": "66.249.66.1", "user_agent.original": "Mozilla/5.0 (compatible; Googlebot/2.1)"},
			`trusted agent "*googlebot/2.1*" (security::trusted::agents): endpoint_scanning is not raised`, client("66.249.66.1"),
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			assert.Equal(t, apierror.Security{Rationale: test.want, Actor: test.actor}, scanned(t, test.settings, test.attributes))
		})
	}
}

func TestStrangersAreNotSpared(t *testing.T) {
	const trusted = `security: { trusted: { networks: [10.0.0.0/8], users: [svc-reporting, 10.1.2.3, 203.0.113.7], agents: ["Uptime/*"] } }`
	for name, attributes := range map[string]map[string]string{
		"another network":               {"client.address": "203.0.113.7"},
		"another user":                  {"user.id": "alice"},
		"another agent":                 {"client.address": "203.0.113.7", "user_agent.original": "curl/8.0"},
		"an address that anyone writes": {"client.address": "10.1.2.3", "network.peer.address": "203.0.113.7"},
		"a name for an address":         {"client.address": "svc-reporting"},
	} {
		t.Run(name, func(t *testing.T) {
			assert.Equal(t, []apierror.Signal{apierror.SignalEndpointScanning}, scanned(t, trusted, attributes).Signals)
		})
	}
}

func TestScopesKnowHashedCallers(t *testing.T) {
	attributes := map[string]string{"client.address": "10.1.2.3", "user.id": "alice"}
	for scope, want := range map[string]int{
		`except: { networks: [10.0.0.0/8] }`: 0, `except: { networks: [192.0.2.0/24] }`: 1,
		`except: { actors: [alice] }`: 0, `except: { actors: [bob] }`: 1,
		`only: { actors: [bob], networks: [10.1.0.0/16] }`: 1, `only: { actors: [bob] }`: 0,
	} {
		for _, hash := range []string{"", hashedActors} {
			settings := hash + "security: { detectors: { endpoint_scanning: { " + scope + " } } }"
			assert.Len(t, scanned(t, settings, attributes).Signals, want, settings)
		}
	}
}

// A leak is the service's, whoever got to see it.
func TestLeaksAreToldOfTheTrusted(t *testing.T) {
	const leaky = "dial postgres://app:hunter2hunter2@10.0.0.5/app" //nolint:gosec // nobody's
	tests := map[string]struct {
		settings string
		want     []apierror.Signal
	}{
		"trusted":           {`security: { trusted: { networks: [10.0.0.0/8] } }`, []apierror.Signal{apierror.SignalErrorDataLeak}},
		"not to be told":    {`security: { detectors: { error_data_leak: { enabled: false } } }`, nil},
		"nor of this one":   {`security: { detectors: { error_data_leak: { except: { routes: [/orders] } } } }`, nil},
		"nor of the caller": {`security: { detectors: { error_data_leak: { except: { networks: [10.0.0.0/8] } } } }`, nil},
		"but of another":    {`security: { detectors: { error_data_leak: { except: { routes: [/carts] } } } }`, []apierror.Signal{apierror.SignalErrorDataLeak}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			config, err := parse(t, test.settings)
			require.NoError(t, err)
			td := ptrace.NewTraces()
			span := request{"GET", "/orders", "/orders", 500, map[string]string{"client.address": "10.1.2.3"}}.at(t, td, time.Second)
			span.Status().SetCode(ptrace.StatusCodeError)
			span.Status().SetMessage(leaky)
			enrich(t, config, td)
			assert.Equal(t, test.want, verdictOf(span).Security.Signals)
		})
	}
}
