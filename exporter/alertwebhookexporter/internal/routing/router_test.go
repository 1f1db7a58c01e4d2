package routing

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/notification"
	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/notification/notificationtest"
	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

const tree = `
route:
  destinations: [ops]
  routes:
    - match: { kinds: [security] }
      destinations: [security]
      continue: true
      routes:
        - match: { severity: critical }
          destinations: [security, pager]
    - match: { severity: high, processes: ["check*"] }
      destinations: [pager, security]
    - match: { tenants: [noise] }
      destinations: []
    - match: { when: 'log.attributes["apierror.business.value_at_risk"] > 1000' }
      destinations: [audit]
`

func TestTargets(t *testing.T) {
	r := router(t, tree)
	tests := map[string]struct {
		of     func() apierror.Finding
		change func(*apierror.Finding)
		want   []string
	}{
		"a grave fault of a process": {notificationtest.Surge, nil, []string{"pager routes::1", "security routes::1"}},
		"not so grave: the next route's, for it costs": {
			notificationtest.Surge, func(f *apierror.Finding) { f.Severity = apierror.SeverityMedium }, []string{"audit routes::3"},
		},
		"nor does it cost: the root's": {
			notificationtest.Surge, func(f *apierror.Finding) {
				f.Severity, f.Subject.Business.ValueAtRisk = apierror.SeverityMedium, 10
			}, []string{"ops"},
		},
		"of another process": {
			notificationtest.Surge, func(f *apierror.Finding) { f.Subject.Business.Process = "recheck" }, []string{"audit routes::3"},
		},
		"of nobody's concern": {
			notificationtest.Surge, func(f *apierror.Finding) { f.Severity, f.Subject.Tenant = apierror.SeverityMedium, "noise" }, nil,
		},
		"an attack, critical: the deeper route, and no sibling matches": {
			notificationtest.Attack, nil, []string{"security routes::0::routes::0", "pager routes::0::routes::0"},
		},
		"an attack, low: the deeper route does not match": {
			notificationtest.Attack, func(f *apierror.Finding) { f.Severity = apierror.SeverityLow }, []string{"security routes::0"},
		},
		"an attack on the process: continued, and each destination once, by the first route": {
			notificationtest.Attack, func(f *apierror.Finding) {
				f.Severity, f.Subject.Business.Process = apierror.SeverityHigh, "checkout"
			}, []string{"security routes::0", "pager routes::1"},
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			f := test.of()
			if test.change != nil {
				test.change(&f)
			}
			assert.Equal(t, test.want, told(r, &f))
		})
	}
}

func TestWithoutARouteEverybodyIsTold(t *testing.T) {
	surge := notificationtest.Surge()
	r := router(t, "{}")
	assert.Equal(t, destinations, told(r, &surge))
	route := r.Targets(&surge)[0].Route
	assert.Equal(t, timing, route.Timing)
	assert.Nil(t, route.Labels(&surge), "each situation is a group")

	r = router(t, `route: { group_by: [tenant] }`)
	assert.Equal(t, destinations, told(r, &surge), "a root that names none means all")
}

func TestSettingsAreInherited(t *testing.T) {
	r := router(t, `
route:
  group_by: [tenant]
  group_wait: 30s
  min_severity: low
  flood_after: 7
  quiet_hours: [nights]
  routes:
    - match: { kinds: [security] }
      group_wait: 0s
      flood_after: 0
      group_by: []
      quiet_hours: []
      routes:
        - match: { severity: critical }
          repeat_interval: 1h
    - match: { kinds: [surge] }
      group_interval: 1m
      min_severity: high
quiet_hours: [{ name: nights, from: "22:00", to: "07:00" }]
`)
	surge, attack := notificationtest.Surge(), notificationtest.Attack()
	night := at("2026-11-23T23:00:00Z")

	route := routeOf(t, r, &surge)
	assert.Equal(t, "routes::1", route.Path)
	assert.Equal(t, []string{"tenant"}, route.GroupBy)
	assert.Equal(t, Timing{
		GroupWait: 30 * time.Second, GroupInterval: time.Minute, RepeatInterval: 4 * time.Hour,
		MinSeverity: apierror.SeverityHigh, FloodAfter: 7,
	}, route.Timing)
	_, muted := r.Muted(&surge, route, night)
	assert.True(t, muted)

	attack.Severity = apierror.SeverityHigh
	route = routeOf(t, r, &attack)
	assert.Equal(t, "routes::0", route.Path)
	assert.Nil(t, route.Labels(&attack), "an empty list is written, so it is not inherited")
	assert.Equal(t, Timing{
		GroupInterval: 5 * time.Minute, RepeatInterval: 4 * time.Hour, MinSeverity: apierror.SeverityLow,
	}, route.Timing, "0 is written too")
	_, muted = r.Muted(&attack, route, night)
	assert.False(t, muted)

	attack.Severity = apierror.SeverityCritical
	assert.Equal(t, time.Hour, routeOf(t, r, &attack).RepeatInterval)
	assert.Zero(t, routeOf(t, r, &attack).GroupWait, "from the parent, not from the root")
}

func TestLabels(t *testing.T) {
	surge := notificationtest.Surge()
	r := router(t, "route: { group_by: ["+strings.Join(labelNames, ", ")+"] }")
	assert.Equal(t, []notification.Label{
		{Name: "kind", Value: "surge"},
		{Name: "name", Value: "timeout"},
		{Name: "service", Value: "orders"},
		{Name: "route", Value: "/api/v1/orders"},
		{Name: "category", Value: "timeout"},
		{Name: "origin", Value: "dependency"},
		{Name: "process", Value: "checkout"},
		{Name: "team", Value: "team-payments"},
		{Name: "tenant", Value: "acme"},
		{Name: "partner"},
		{Name: "actor"},
		{Name: "signal"},
	}, r.Targets(&surge)[0].Route.Labels(&surge))

	attack := notificationtest.Attack()
	attack.Subject.Route, attack.Subject.RPCMethod, attack.Subject.Business.Partner = "", "Login", "cardnet"
	labels := make(map[string]string)
	for _, label := range r.Targets(&attack)[0].Route.Labels(&attack) {
		labels[label.Name] = label.Value
	}
	assert.Equal(t, "Login", labels["route"])
	assert.Equal(t, "203.0.113.7", labels["actor"])
	assert.Equal(t, "credential_stuffing", labels["signal"])
	assert.Equal(t, "cardnet", labels["partner"])
	assert.Empty(t, labels["tenant"])
}

func TestLabelsOfHostileValuesAreBounded(t *testing.T) {
	hostile := notificationtest.Hostile().Alerts[0].Finding
	hostile.Subject.Tenant = strings.Repeat("語", 50_000)
	r := router(t, "route: { group_by: [tenant, service, actor] }")
	for _, label := range r.Targets(&hostile)[0].Route.Labels(&hostile) {
		assert.LessOrEqual(t, len(label.Value), 256)
		assert.NotEmpty(t, label.Value)
	}
}

func TestSeverityOverrides(t *testing.T) {
	r := router(t, `
severity_overrides:
  - { match: { tenants: [sandbox*] }, severity: info }
  - { match: { kinds: [surge], severity: high }, severity: medium }
`)
	surge := notificationtest.Surge()
	assert.Equal(t, apierror.SeverityMedium, r.Severity(&surge))
	surge.Subject.Tenant = "sandbox-7"
	assert.Equal(t, apierror.SeverityInfo, r.Severity(&surge), "the first that matches counts")
	attack := notificationtest.Attack()
	assert.Equal(t, apierror.SeverityCritical, r.Severity(&attack), "no override matches")
	surge.Subject.Tenant, surge.Severity = "acme", apierror.SeverityLow
	assert.Equal(t, apierror.SeverityLow, r.Severity(&surge), "severity is at least")
}

func TestAConditionThatCannotBeEvaluatedIsNotMet(t *testing.T) {
	cfg, err := read(t, `route: { routes: [{ match: { when: 'ParseJSON(log.body)["a"] == 1' }, destinations: [pager] }], destinations: [ops] }`)
	require.NoError(t, err)
	var failed []string
	r, err := New(&cfg, Settings{
		Destinations: destinations, Timing: timing, Parse: parse, Failed: func(key string, _ error) { failed = append(failed, key) },
	})
	require.NoError(t, err)
	surge := notificationtest.Surge()
	assert.Equal(t, []string{"ops"}, told(r, &surge))
	assert.Equal(t, []string{"route::routes::0::match"}, failed)

	surge.Evidence = map[string]any{"odd": make(chan int)}
	assert.Equal(t, []string{"ops"}, told(r, &surge), "no log record")
	assert.Len(t, failed, 2)
}

// hundred is a tree of a hundred routes of which the last matches a surge.
func hundred(condition string) string {
	var yaml strings.Builder
	yaml.WriteString("route:\n  destinations: [ops]\n  routes:\n")
	for i := range 99 {
		fmt.Fprintf(&yaml, "    - { match: { tenants: [\"team%d-*\", t%d], kinds: [surge], severity: low }, destinations: [pager, audit] }\n", i, i)
	}
	yaml.WriteString("    - { match: { tenants: [acme]" + condition + " }, destinations: [pager, security], group_by: [tenant, team] }\n")
	return yaml.String()
}

func BenchmarkTargets(b *testing.B) {
	for name, condition := range map[string]string{
		"a hundred routes":              "",
		"a hundred routes, a condition": `, when: 'log.attributes["tenant.id"] == "acme"'`,
	} {
		b.Run(name, func(b *testing.B) {
			r, surge := router(b, hundred(condition)), notificationtest.Surge()
			b.ReportAllocs()
			for b.Loop() {
				if len(r.Targets(&surge)) != 2 {
					b.Fatal("other targets")
				}
			}
		})
	}
}
