package apierrorprocessor

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/confmap"
)

func TestSecuritySettings(t *testing.T) {
	config, err := parse(t, `
security:
  max_actors: 50000
  trusted: { networks: [10.0.0.0/8], users: [svc-reporting], agents: ["*Googlebot/2.1*"] }
  detectors:
    brute_force: { enabled: false }
    brute_force/slow: { enabled: true, thresholds: { low: 60, medium: 130 }, window: 2h }
    object_enumeration: { except: { routes: ["/api/v1/products/**"] } }
`)
	require.NoError(t, err)
	requireValid(t, config)
	off, on := false, true
	assert.Equal(t, SecurityConfig{
		MaxActors: 50_000,
		Trusted:   TrustedConfig{Networks: []string{"10.0.0.0/8"}, Users: []string{"svc-reporting"}, Agents: []string{"*Googlebot/2.1*"}},
		Detectors: map[string]DetectorConfig{
			"brute_force":        {Enabled: &off},
			"brute_force/slow":   {Enabled: &on, Thresholds: map[string]int{"low": 60, "medium": 130}, Window: 2 * time.Hour},
			"object_enumeration": {Except: &ScopeConfig{Routes: []string{"/api/v1/products/**"}}},
		},
	}, config.Security)
}

// Each error names the key, the value, and what is allowed; what a detector allows is tested where the detectors are.
func TestBadSecuritySettings(t *testing.T) {
	detector := func(fields string) string { return "security: { detectors: { brute_force/slow: { " + fields + " } } }" }
	tests := map[string]struct {
		settings string
		want     string
	}{
		"unknown key":          {`security: { blocked: [10.0.0.0/8] }`, "blocked"},
		"no room for anybody":  {`security: { max_actors: 0 }`, "security::max_actors: 0: from 1000 to 100000000, of about 300 bytes each"},
		"more than there is":   {`security: { max_actors: 100000001 }`, "security::max_actors: 100000001: from 1000"},
		"actors in words":      {`security: { max_actors: many }`, "security"},
		"a network by name":    {`security: { trusted: { networks: [10.0.0.0/8, office] } }`, `security::trusted::networks::1: "office": is no network: CIDR`},
		"everybody's network":  {`security: { trusted: { networks: ["0.0.0.0/0"] } }`, `security::trusted::networks::0: "0.0.0.0/0": is no network`},
		"an empty user":        {`security: { trusted: { users: [""] } }`, `security::trusted::users::0: "": is empty: an id as apierror.actor.id has it`},
		"a user's id too long": {`security: { trusted: { users: [` + strings.Repeat("a", 257) + `] } }`, "has 257 bytes: an id of at most 256"},
		"an empty agent":       {`security: { trusted: { agents: [" "] } }`, `security::trusted::agents::0: " ": is empty: a user agent`},
		"everybody's agent":    {`security: { trusted: { agents: ["**"] } }`, `security::trusted::agents::0: "**": is everybody's`},

		"an unknown detector":  {`security: { detectors: { brute_force/quick: { enabled: false } } }`, "security::detectors::brute_force/quick: is unknown"},
		"nothing about one":    {`security: { detectors: { brute_force: } }`, "security::detectors::brute_force: sets nothing"},
		"an unknown field":     {detector("threshold: 5"), "threshold"},
		"a threshold in words": {detector("thresholds: { low: few }"), "thresholds"},
		"a threshold of 0":     {detector("thresholds: { low: 0 }"), "security::detectors::brute_force/slow::thresholds::low: 0: from 2"},
		"a window in words":    {detector("window: long"), `window: "long" is no duration: a number and a unit`},
		"a window's unit":      {detector("window: 7200"), "security::detectors::brute_force/slow::window: 7.2µs: from 12s"},
		"a short window":       {detector("window: 7s"), "security::detectors::brute_force/slow::window: 7s: from 12s"},
		"an empty scope":       {detector("only: {}"), "security::detectors::brute_force/slow::only: is empty: services, routes, networks, actors"},
		"a service's pattern":  {detector(`except: { services: ["shop*"] }`), `security::detectors::brute_force/slow::except::services::0: "shop*"`},
		"a bad route":          {detector("except: { routes: [/a, b] }"), `security::detectors::brute_force/slow::except::routes::1: "b": the path must begin with /`},
		"a scope's network":    {detector("only: { networks: [10.0.0.0/33] }"), `security::detectors::brute_force/slow::only::networks::0: "10.0.0.0/33": is no network`},
		"a scope's actor":      {detector(`only: { actors: [""] }`), `security::detectors::brute_force/slow::only::actors::0: "": is empty`},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			config, err := parse(t, test.settings)
			if err == nil {
				err = confmap.Validate(config)
				require.Error(t, err)
				assert.NotContains(t, err.Error(), "\n", "told once")
			}
			assert.ErrorContains(t, err, test.want)
		})
	}
}
