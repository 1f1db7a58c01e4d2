package format

import (
	"maps"
	"time"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// alertmanagerWebhookVersion is that of the payload of Alertmanager's webhooks.
const alertmanagerWebhookVersion = "4"

// alertmanagerWebhookLimits: whoever wrote the receiver knows what it takes.
var alertmanagerWebhookLimits = Limits{}

// alertmanagerWebhook posts what Alertmanager posts to its webhooks, so that whatever takes those takes ours:
// https://prometheus.io/docs/alerting/latest/configuration/#webhook_config
//
// Unlike Alertmanager's, the fingerprint of an alert is the id of its situation, and stays the same when a label such as the severity
// changes.
type alertmanagerWebhook struct {
	byStatus
	endpoint string
}

func newAlertmanagerWebhook(endpoint string) Format { return &alertmanagerWebhook{endpoint: endpoint} }

type webhookMessage struct {
	Receiver          string            `json:"receiver"`
	Status            string            `json:"status"`
	Alerts            []webhookAlert    `json:"alerts"`
	GroupLabels       map[string]string `json:"groupLabels"`
	CommonLabels      map[string]string `json:"commonLabels"`
	CommonAnnotations map[string]string `json:"commonAnnotations"`
	ExternalURL       string            `json:"externalURL"` // of Alertmanager's pages: there are none
	Version           string            `json:"version"`
	GroupKey          string            `json:"groupKey"`
	TruncatedAlerts   int               `json:"truncatedAlerts"`
}

type webhookAlert struct {
	Status       string            `json:"status"`
	Labels       map[string]string `json:"labels"`
	Annotations  map[string]string `json:"annotations"`
	StartsAt     time.Time         `json:"startsAt"`
	EndsAt       time.Time         `json:"endsAt"` // the zero time while it fires, as Alertmanager writes it
	GeneratorURL string            `json:"generatorURL"`
	Fingerprint  string            `json:"fingerprint"`
}

func (w *alertmanagerWebhook) Next(m *Message, answers []Answer) (*Request, error) {
	if len(answers) > 0 {
		return nil, nil //nolint:nilnil // the interface's word for: all is said
	}
	message := webhookMessage{
		Receiver: plain(m.Destination), Status: string(m.Status()), Alerts: make([]webhookAlert, 0, len(m.Alerts)),
		GroupLabels: groupLabels(m), Version: alertmanagerWebhookVersion,
		GroupKey:        plain(m.Group.Route) + ":" + plain(m.Group.ID),
		TruncatedAlerts: max(m.Firing+m.Resolved-len(m.Alerts), 0),
	}
	for i := range m.Alerts {
		message.Alerts = append(message.Alerts, webhookAlertOf(m, i))
	}
	first := &message.Alerts[0]
	message.CommonLabels, message.CommonAnnotations = maps.Clone(first.Labels), maps.Clone(first.Annotations)
	for i := range message.Alerts[1:] {
		keepCommon(message.CommonLabels, message.Alerts[1+i].Labels)
		keepCommon(message.CommonAnnotations, message.Alerts[1+i].Annotations)
	}
	body, err := marshal(&message)
	if err != nil {
		return nil, err
	}
	return post(w.endpoint, contentTypeJSON, body), nil
}

func webhookAlertOf(m *Message, i int) webhookAlert {
	alert := &m.Alerts[i]
	f := &alert.Finding
	labels := withSeverity(propertyLabels(f), f.Severity)
	shown := webhookAlert{
		Status: string(apierror.StatusFiring), Labels: labels, Annotations: annotationsOf(m, alert, labels),
		StartsAt: sayable(f.StartedAt), Fingerprint: plain(f.ID),
	}
	if f.Status == apierror.StatusResolved {
		shown.Status, shown.EndsAt = string(apierror.StatusResolved), sayable(f.UpdatedAt)
		if alert.PartOf != "" {
			// It goes on, but is not told of any more.
			shown.EndsAt = sayable(m.At)
		}
	}
	if i == 0 {
		shown.GeneratorURL = generatorURL(m.Text.Links)
	}
	return shown
}

// groupLabels are those of group_by. Without them there is what nearly every template for Alertmanager shows.
func groupLabels(m *Message) map[string]string {
	labels := make(map[string]string, len(m.Group.Labels))
	for _, label := range m.Group.Labels[:min(len(m.Group.Labels), mostLabels)] {
		labels[plain(label.Name)] = plain(label.Value)
	}
	if m.Group.Mixed() {
		return floodLabels(m)
	}
	if len(labels) == 0 {
		labels[labelAlertname] = alertname(m.Leading())
	}
	return labels
}

func keepCommon(common, of map[string]string) {
	maps.DeleteFunc(common, func(name, value string) bool { return of[name] != value })
}
