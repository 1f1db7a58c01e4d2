package routing

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/notification/notificationtest"
	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

func TestExplain(t *testing.T) {
	r := router(t, `
severity_overrides: [{ match: { processes: [checkout] }, severity: critical }]
route:
  destinations: [ops]
  routes:
    - match: { severity: high, kinds: [surge, sla_breach], tenants: ["ac*"] }
      destinations: [pager]
      group_by: [tenant, partner]
      group_wait: 30s
      continue: true
    - match: { when: 'log.severity_number >= 21' }
      destinations: [security]
      quiet_hours: [nights]
    - match: { kinds: [forecast] }
      destinations: []
    - match: { kinds: [data_leak] }
      destinations: [audit]
quiet_hours: [{ name: nights, from: "22:00", to: "07:00" }]
inhibit: [{ name: cause, source: { kinds: [sla_breach] }, target: { kinds: [data_leak] } }]
`)
	surge := notificationtest.Surge()
	assert.Equal(t, []string{
		`severity critical instead of high, by severity_overrides::0`,
		`destination "pager" by route::routes::0 (match severity>=high, kinds="surge"|"sla_breach", tenants="ac*"), ` +
			`group {tenant="acme", partner=""}, would be told after 30s`,
		`destination "security" by route::routes::1 (match when="log.severity_number >= 21"), a group of its own, would be told after 5s`,
	}, r.Explain(&surge, noon))
	assert.Equal(t, apierror.SeverityHigh, surge.Severity, "nothing changed")

	silenced, err := ParseSilences([]byte(`[{ id: s1, match: { tenants: [acme] }, ends_at: 2026-11-24T00:00:00Z }]`), parse)
	require.NoError(t, err)
	r.SetSilences(silenced)
	assert.Contains(t, r.Explain(&surge, noon)[1], `not told for now: silenced by "s1" until 2026-11-24T00:00:00Z`)

	minor := finding("1", apierror.KindSurge, low, "x")
	assert.Equal(t, []string{
		`destination "ops" by route (match everything), a group of its own, not told: severity low is below min_severity medium`,
	}, r.Explain(&minor, noon))

	forecast := finding("2", apierror.KindForecast, high, "x")
	assert.Equal(t, []string{"no destination: the routes that match name none"}, r.Explain(&forecast, noon))

	cause, leak := finding("the cause", apierror.KindSLABreach, high, "x"), finding("3", apierror.KindDataLeak, high, "x")
	r.Fires(&cause, noon)
	assert.Contains(t, r.Explain(&leak, noon)[0], `not told for now: inhibited by "cause", finding "the cause"`)
}

func TestExplainAnEnd(t *testing.T) {
	r := router(t, "route: { group_wait: 30s }")
	ended := notificationtest.Resolved().Alerts[0].Finding
	assert.Contains(t, r.Explain(&ended, noon)[0], "a group of its own, its end is told if it was told that it fires")
}

func TestExplainQuotesWhatIsHostile(t *testing.T) {
	r := router(t, "route: { group_by: [tenant, service, name] }")
	hostile := notificationtest.Hostile().Alerts[0].Finding
	for _, line := range r.Explain(&hostile, noon) {
		assert.True(t, utf8.ValidString(line))
		assert.False(t, strings.ContainsAny(line, "\n\r\x00\x1b\u202e"))
		assert.Less(t, len(line), 1500)
	}
}
