package format

import (
	"encoding/json"
	"math"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/content"
	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/notification"
	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/notification/notificationtest"
	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

func newTestAlertmanager(t *testing.T) Format {
	t.Helper()
	f, err := newAlertmanager("https://alertmanager.example/base/", &AlertmanagerConfig{})
	require.NoError(t, err)
	return f
}

func posted(t *testing.T, m *Message) []postableAlert {
	t.Helper()
	var alerts []postableAlert
	require.NoError(t, json.Unmarshal(sent(t, newTestAlertmanager(t), m).Body, &alerts))
	return alerts
}

func TestAlertmanagerGolden(t *testing.T) {
	for name, n := range samples() {
		t.Run(name, func(t *testing.T) {
			m := messageOf(n)
			request := sent(t, newTestAlertmanager(t), m)
			assert.Equal(t, "https://alertmanager.example/base/api/v2/alerts", request.URL)
			assert.Equal(t, []Header{{"Content-Type", "application/json"}}, request.Header)
			checkPostable(t, m, request.Body)
			golden(t, "alertmanager/"+name+".golden.json", indented(t, request.Body))
		})
	}
}

var labelNames = regexp.MustCompile(`^[a-zA-Z_][a-zA-Z0-9_]*$`)

// checkPostable holds what Alertmanager refuses: it takes the valid alerts of a request, and answers 400 for the others.
func checkPostable(t *testing.T, m *Message, body []byte) {
	t.Helper()
	assert.Less(t, len(body), 1<<20)
	var alerts []postableAlert
	require.NoError(t, json.Unmarshal(body, &alerts))
	require.NotEmpty(t, alerts)
	for _, alert := range alerts {
		assert.NotEmpty(t, alert.Labels["alertname"])
		for _, set := range []map[string]string{alert.Labels, alert.Annotations} {
			for name, value := range set {
				assert.Regexp(t, labelNames, name)
				assert.NotEmpty(t, value, "Alertmanager drops %s", name)
			}
		}
		starts, err := time.Parse(time.RFC3339Nano, alert.StartsAt)
		require.NoError(t, err)
		ends, err := time.Parse(time.RFC3339Nano, alert.EndsAt)
		require.NoError(t, err)
		assert.False(t, ends.Before(starts), "ends before it starts")
		assert.False(t, starts.After(m.At), "starts after it is told")
	}
}

func TestAlertmanagerFiresUntilItMissesThreeResends(t *testing.T) {
	f, err := newAlertmanager("http://localhost:9093", &AlertmanagerConfig{ResendInterval: 20 * time.Second})
	require.NoError(t, err)
	var alerts []postableAlert
	request := sent(t, f, messageOf(notificationtest.Firing()))
	assert.Equal(t, "http://localhost:9093/api/v2/alerts", request.URL)
	require.NoError(t, json.Unmarshal(request.Body, &alerts))
	require.Len(t, alerts, 1)
	assert.Equal(t, "2026-11-22T10:00:00Z", alerts[0].StartsAt)
	assert.Equal(t, "2026-11-22T10:01:10Z", alerts[0].EndsAt)
}

// Alertmanager knows an alert by its labels, so what was begun with one severity must be ended with the same.
func TestAlertmanagerSeverityChanges(t *testing.T) {
	first := posted(t, messageOf(notificationtest.Firing()))
	require.Len(t, first, 1)

	n := notificationtest.Worsened()
	worse := posted(t, messageOf(n))
	require.Len(t, worse, 2, "the old one ends in the request that begins the new one")
	assert.Equal(t, first[0].Labels, worse[0].Labels)
	assert.Equal(t, instant(n.At), worse[0].EndsAt)
	assert.Equal(t, "critical", worse[1].Labels["severity"])
	assert.Greater(t, worse[1].EndsAt, instant(n.At))

	same := notificationtest.Worsened()
	same.Alerts[0].Before.Severity = apierror.SeverityCritical
	again := posted(t, messageOf(same))
	require.Len(t, again, 1, "resent: nothing to end")
	assert.Equal(t, worse[1].Labels, again[0].Labels)

	over := notificationtest.Resolved()
	over.Leading().Severity = apierror.SeverityLow
	ended := posted(t, messageOf(over))
	require.Len(t, ended, 1)
	assert.Equal(t, worse[1].Labels, ended[0].Labels, "what was told is ended, whatever the finding says last")
	assert.Equal(t, instant(over.Leading().UpdatedAt), ended[0].EndsAt)
}

func TestAlertmanagerTellsTheRestInAnnotations(t *testing.T) {
	alert := posted(t, messageOf(notificationtest.Firing()))[0]
	assert.Equal(t, "/api/v1/orders", alert.Labels["route"])
	for name, want := range map[string]string{
		"team": "team-payments", "process": "checkout", "tenant": "acme", "value_at_risk": "2,040.00 USD", "cost": "510.00 USD", "count": "48",
		"trace_id": "5b8efff798038103d269b633813fc60c", "runbook_url": "https://runbooks.example/timeout?service=orders",
		"summary": "Timeouts at POST /api/v1/orders in orders: 48 of 120 calls failed, usually 1 of 120",
	} {
		assert.Equal(t, want, alert.Annotations[name], name)
	}
	assert.Equal(t, "https://tempo.example/trace/5b8efff798038103d269b633813fc60c", alert.GeneratorURL)
	assert.NotContains(t, alert.Annotations, "route", "it is a label")
}

// Clocks of services are ahead, and findings are old.
func TestAlertmanagerTimes(t *testing.T) {
	at := time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC)
	for name, test := range map[string]struct {
		status                 apierror.Status
		started, updated       time.Time
		partOf                 string
		wantStarts, wantEnding string
	}{
		"fires":                 {apierror.StatusFiring, at.Add(-time.Hour), at, "", "2026-11-22T09:00:00Z", "2026-11-22T10:03:00Z"},
		"begins after now":      {apierror.StatusFiring, at.Add(time.Hour), at, "", "2026-11-22T10:00:00Z", "2026-11-22T10:03:00Z"},
		"begins no time":        {apierror.StatusFiring, time.Time{}, at, "", "2026-11-22T10:00:00Z", "2026-11-22T10:03:00Z"},
		"ended":                 {apierror.StatusResolved, at.Add(-time.Hour), at.Add(-time.Minute), "", "2026-11-22T09:00:00Z", "2026-11-22T09:59:00Z"},
		"ends after now":        {apierror.StatusResolved, at.Add(-time.Hour), at.Add(time.Hour), "", "2026-11-22T09:00:00Z", "2026-11-22T10:00:00Z"},
		"ends before it starts": {apierror.StatusResolved, at.Add(-time.Hour), at.Add(-2 * time.Hour), "", "2026-11-22T09:00:00Z", "2026-11-22T09:00:00Z"},
		"is told by another":    {apierror.StatusResolved, at.Add(-time.Hour), at.Add(-time.Minute), "2", "2026-11-22T09:00:00Z", "2026-11-22T10:00:00Z"},
	} {
		t.Run(name, func(t *testing.T) {
			m := of(apierror.Finding{ID: "1", Kind: apierror.KindSurge, Status: test.status, StartedAt: test.started, UpdatedAt: test.updated})
			m.At, m.Alerts[0].PartOf = at, test.partOf
			alert := posted(t, m)[0]
			assert.Equal(t, test.wantStarts, alert.StartsAt)
			assert.Equal(t, test.wantEnding, alert.EndsAt)
		})
	}
}

func TestAlertmanagerFlood(t *testing.T) {
	n := notificationtest.Grouped()
	n.Group.Flood, n.Firing = true, 3211
	first := posted(t, messageOf(n))
	require.Len(t, first, 1, "one alert, not one for each")
	assert.Equal(t, map[string]string{
		"alertname": "apierror_credential_stuffing", "group_id": "fedcba9876543210", "kind": "security", "severity": "critical",
	}, first[0].Labels)
	assert.Equal(t, "3211", first[0].Annotations["firing"])

	n.Alerts = n.Alerts[:1]
	n.Leading().ID, n.Leading().Subject.Actor.ID = "another", "198.51.100.1"
	assert.Equal(t, first[0].Labels, posted(t, messageOf(n))[0].Labels, "whoever leads it")

	n.Leading().Status, n.Firing, n.Resolved = apierror.StatusResolved, 0, 3211
	over := posted(t, messageOf(n))
	assert.Equal(t, first[0].Labels, over[0].Labels)
	assert.Equal(t, instant(n.At), over[0].EndsAt)
}

func TestAlertmanagerSaysHowManyMoreFire(t *testing.T) {
	n := notificationtest.Grouped()
	assert.Len(t, posted(t, messageOf(n)), 3, "all are listed")
	n.Firing = 3213
	alerts := posted(t, messageOf(n))
	require.Len(t, alerts, 4)
	assert.Equal(t, "3,211 more fire in this group", alerts[3].Annotations["summary"])
}

func TestTheWorstAlertsFit(t *testing.T) {
	for _, unit := range []string{"a", `"`, "\u2028", "😀", "<!", "\xff", "@here"} {
		m := worstMessage(strings.Repeat(unit, 64<<10/len(unit)), math.NaN())
		checkPostable(t, m, sent(t, newTestAlertmanager(t), m).Body)
		m.Group.Flood = true
		checkPostable(t, m, sent(t, newTestAlertmanager(t), m).Body)
		body := sent(t, newAlertmanagerWebhook(hook), m).Body
		assert.True(t, json.Valid(body))
		assert.Less(t, len(body), 1<<20)
	}
}

func FuzzAlertmanager(f *testing.F) {
	f.Add("<!channel>\x00\xff\"", int64(1e18), int64(-1e18), uint8(3))
	f.Add("no severity of ours", int64(0), int64(0), uint8(9))
	f.Fuzz(func(t *testing.T, value string, started, updated int64, severity uint8) {
		m := worstMessage(value, 1)
		m.Alerts, m.Group.ID = m.Alerts[:2], "fedcba9876543210"
		for i := range m.Alerts {
			finding := &m.Alerts[i].Finding
			finding.StartedAt, finding.UpdatedAt = time.Unix(0, started), time.Unix(0, updated)
			finding.Severity = apierror.Severity(severity)
		}
		request, err := newTestAlertmanager(t).Next(m, nil)
		require.NoError(t, err)
		checkPostable(t, m, request.Body)
		request, err = newAlertmanagerWebhook(hook).Next(m, nil)
		require.NoError(t, err)
		require.True(t, json.Valid(request.Body))
	})
}

// Which of a flood of all kinds leads changes: its alert must stay the same one nevertheless.
func TestAFloodOfAllKindsIsOneAlert(t *testing.T) {
	m := of(attack())
	m.Group.Flood, m.Group.Labels = true, nil
	alert := posted(t, m)[0]
	assert.Equal(t, "apierror_flood", alert.Labels["alertname"])
	assert.NotContains(t, alert.Labels, "kind")
	var sentToWebhook webhookMessage
	require.NoError(t, json.Unmarshal(sent(t, newAlertmanagerWebhook(hook), m).Body, &sentToWebhook))
	assert.Equal(t, map[string]string{"alertname": "apierror_flood"}, sentToWebhook.GroupLabels)
}

func TestAlertmanagerLinks(t *testing.T) {
	m := of(attack())
	for url, want := range map[string]string{
		"https://traces.example/1": "https://traces.example/1",
		"http://localhost:16686/1": "http://localhost:16686/1",
		"javascript:alert(1)":      "",
		"/trace/1":                 "",
		"https://":                 "",
		"":                         "",
		"https://a/%zz":            "",
		"https://a/" + strings.Repeat("x", longText): "",
	} {
		m.Text.Links = []content.Link{{Name: "Trace in Tempo", URL: url}}
		alert := posted(t, m)[0]
		assert.Equal(t, want, alert.GeneratorURL)
		assert.Equal(t, want, alert.Annotations["trace_in_tempo_url"])
	}
}

func TestAlertmanagerConfig(t *testing.T) {
	for _, good := range []time.Duration{0, time.Second, time.Hour} {
		assert.Empty(t, (&AlertmanagerConfig{ResendInterval: good}).Check())
	}
	for _, bad := range []time.Duration{-1, 60} {
		assertErrors(t, "resend_interval: "+bad.String()+": must be 1s or longer, with its unit, such as 1m",
			(&AlertmanagerConfig{ResendInterval: bad}).Check())
	}
	_, err := newAlertmanager("http://host/%zz?token=secret", &AlertmanagerConfig{})
	assert.EqualError(t, err, "endpoint: [REDACTED]: is no URL")
}

func BenchmarkAlertmanager(b *testing.B) {
	for name, n := range map[string]*notification.Notification{"one": notificationtest.Firing(), "grouped": notificationtest.Grouped()} {
		b.Run(name, func(b *testing.B) {
			f, err := newAlertmanager("http://localhost:9093", &AlertmanagerConfig{})
			require.NoError(b, err)
			m := messageOf(n)
			b.ReportAllocs()
			for b.Loop() {
				if _, err := f.Next(m, nil); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
