package e2e

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// What is wrong with a configuration is told by `validate`: the key's path, the value, and what is allowed.
func TestValidateTells(t *testing.T) {
	tests := map[string]struct {
		change [2]string // in the README's configuration
		want   []string
	}{
		"unknown category": {
			[2]string{"category: business_logic", "category: bad_luck"},
			[]string{"processors::apierror: rules::0::category", `"bad_luck"`, "authentication, authorization"},
		},
		"rule that does not compile": {
			[2]string{"== 200 and", "== 200 und"},
			[]string{"processors::apierror: rules::0::when", "no OTTL condition"},
		},
		"bad glob": {
			[2]string{"/api/v1/payments/**", "/api/v1/pay*"},
			[]string{"processors::apierror: business::processes::0::match::routes::1", `"/api/v1/pay*"`, "one whole segment"},
		},
		"negative value": {
			[2]string{"default: 42.5", "default: -42.5"},
			[]string{"processors::apierror: business::processes::0::value::default", "-42.5", "0 or more"},
		},
		"two processes of one name": {
			[2]string{"      partners:", "        - { name: checkout, match: { services: [x] } }\n      partners:"},
			[]string{`processors::apierror: business::processes::1::name: "checkout" is taken by processes::0`},
		},
		"a duration without its unit": {
			[2]string{"latency: 800ms", "latency: 800"},
			[]string{"processors::apierror: business::partners::0::sla::latency: 800ns", "800ms"},
		},
		"a pattern of services": {
			[2]string{"services: [checkout]", "services: ['check*']"},
			[]string{"processors::apierror: business::processes::0::match::services::0", `"check*"`, "matches exactly"},
		},
		"malformed secret": {
			[2]string{"${env:WEBHOOK_SECRET}", "hunter2"},
			[]string{"exporters::alert_webhook: destinations::0::signing_secret", "whsec_"},
		},
		"missing endpoint": {
			[2]string{"endpoint: https://ops.example/hooks/api", ""},
			[]string{"exporters::alert_webhook: destinations::0::endpoint"},
		},
		"unknown severity": {
			[2]string{"min_severity: medium", "min_severity: urgent"},
			[]string{"min_severity", "urgent", "info, low, medium, high, critical"},
		},
	}
	config := readmeConfiguration(t)
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			changed := strings.Replace(config, test.change[0], test.change[1], 1)
			assert.NotEqual(t, config, changed)
			out, err := validate(t, strings.ReplaceAll(changed, "/var/lib/otelcol-apierror", t.TempDir()))
			require.Error(t, err)
			for _, want := range test.want {
				assert.Contains(t, out, want)
			}
			assert.NotContains(t, out, "hunter2", "a secret is never printed")
		})
	}
}
