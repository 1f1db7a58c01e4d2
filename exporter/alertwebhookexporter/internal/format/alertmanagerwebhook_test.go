package format

import (
	"bytes"
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/notification/notificationtest"
	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// published is the payload as Alertmanager's documentation has it, written down apart from ours, as a receiver would.
type published struct {
	Version           string            `json:"version"`
	GroupKey          string            `json:"groupKey"`
	TruncatedAlerts   uint64            `json:"truncatedAlerts"`
	Status            string            `json:"status"`
	Receiver          string            `json:"receiver"`
	GroupLabels       map[string]string `json:"groupLabels"`
	CommonLabels      map[string]string `json:"commonLabels"`
	CommonAnnotations map[string]string `json:"commonAnnotations"`
	ExternalURL       string            `json:"externalURL"`
	Alerts            []struct {
		Status       string            `json:"status"`
		Labels       map[string]string `json:"labels"`
		Annotations  map[string]string `json:"annotations"`
		StartsAt     time.Time         `json:"startsAt"`
		EndsAt       time.Time         `json:"endsAt"`
		GeneratorURL string            `json:"generatorURL"`
		Fingerprint  string            `json:"fingerprint"`
	} `json:"alerts"`
}

func received(t *testing.T, body []byte) *published {
	t.Helper()
	decoder := json.NewDecoder(bytes.NewReader(body))
	decoder.DisallowUnknownFields()
	message := new(published)
	require.NoError(t, decoder.Decode(message))
	return message
}

func TestAlertmanagerWebhookGolden(t *testing.T) {
	for name, n := range samples() {
		t.Run(name, func(t *testing.T) {
			request := sent(t, newAlertmanagerWebhook(hook), messageOf(n))
			assert.Equal(t, []Header{{"Content-Type", "application/json"}}, request.Header)
			message := received(t, request.Body)
			assert.Equal(t, "4", message.Version)
			assert.Len(t, message.Alerts, len(n.Alerts))
			assert.Equal(t, uint64(n.Firing+n.Resolved-len(n.Alerts)), message.TruncatedAlerts)
			golden(t, "alertmanager_webhook/"+name+".golden.json", indented(t, request.Body))
		})
	}
}

func TestAlertmanagerWebhookSaysAsAlertmanagerDoes(t *testing.T) {
	firing := received(t, sent(t, newAlertmanagerWebhook(hook), messageOf(notificationtest.Firing())).Body)
	assert.Equal(t, "firing", firing.Status)
	assert.Equal(t, "ops", firing.Receiver)
	assert.True(t, firing.Alerts[0].EndsAt.IsZero(), "no end while it fires")
	assert.Equal(t, map[string]string{"alertname": "apierror_surge"}, firing.GroupLabels)
	assert.Equal(t, firing.Alerts[0].Labels, firing.CommonLabels)
	assert.Equal(t, "team-payments", firing.Alerts[0].Labels["team"])

	over := received(t, sent(t, newAlertmanagerWebhook(hook), messageOf(notificationtest.Resolved())).Body)
	assert.Equal(t, "resolved", over.Status)
	assert.Equal(t, "resolved", over.Alerts[0].Status)
	assert.Equal(t, notificationtest.Began.Add(19*time.Minute), over.Alerts[0].EndsAt)
	assert.Equal(t, firing.Alerts[0].Fingerprint, over.Alerts[0].Fingerprint, "the severity changed, the alert is the same")
	assert.Equal(t, firing.GroupKey, over.GroupKey)

	grouped := received(t, sent(t, newAlertmanagerWebhook(hook), messageOf(notificationtest.Grouped())).Body)
	assert.Equal(t, "firing", grouped.Status)
	assert.Equal(t, "resolved", grouped.Alerts[2].Status)
	assert.Equal(t, map[string]string{"tenant": "acme", "team": "team-payments"}, grouped.GroupLabels)
	assert.Empty(t, grouped.CommonLabels, "an attack and a surge have nothing in common")
}

func TestAlertmanagerWebhookTimesThatJSONCannotSay(t *testing.T) {
	m := of(apierror.Finding{ID: "1", Kind: apierror.KindSurge, StartedAt: time.Unix(1<<50, 0), Status: apierror.StatusFiring})
	assert.True(t, received(t, sent(t, newAlertmanagerWebhook(hook), m).Body).Alerts[0].StartsAt.IsZero())

	m = of(apierror.Finding{ID: "1", Kind: apierror.KindSurge, StartedAt: start, Status: apierror.StatusResolved})
	m.Alerts[0].PartOf = "2"
	assert.Equal(t, m.At, received(t, sent(t, newAlertmanagerWebhook(hook), m).Body).Alerts[0].EndsAt, "told by another from now on")
}
