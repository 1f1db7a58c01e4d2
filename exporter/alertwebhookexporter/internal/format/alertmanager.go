package format

import (
	"errors"
	"fmt"
	"net/url"
	"strconv"
	"time"

	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/notification"
	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
	"github.com/otelcol-apierror/otelcol-apierror/internal/sentence"
)

const (
	defaultResendInterval = time.Minute
	minResendInterval     = time.Second

	// Alertmanager ends an alert that it does not hear of any more. Prometheus gives it four times its own interval; one less here
	// still lets two requests in a row be lost.
	resendsUntilEnded = 3
)

// alertmanagerLimits: Alertmanager has none.
var alertmanagerLimits = Limits{}

// AlertmanagerConfig says how a Prometheus Alertmanager is told.
type AlertmanagerConfig struct {
	// ResendInterval is how often it is told again of what fires; 0 for a minute.
	ResendInterval time.Duration `mapstructure:"resend_interval"`
}

// Check reports what is wrong.
func (cfg *AlertmanagerConfig) Check() []error {
	if cfg.ResendInterval != 0 && cfg.ResendInterval < minResendInterval {
		return []error{fmt.Errorf("resend_interval: %s: must be %s or longer, with its unit, such as 1m", cfg.ResendInterval, minResendInterval)}
	}
	return nil
}

// DefaultEndpoint is none: every Alertmanager has its own.
func (*AlertmanagerConfig) DefaultEndpoint() string { return "" }

func (cfg *AlertmanagerConfig) resendEvery() time.Duration {
	if cfg.ResendInterval == 0 {
		return defaultResendInterval
	}
	return cfg.ResendInterval
}

// alertmanager posts alerts by Alertmanager's API version 2:
// https://github.com/prometheus/alertmanager/blob/main/api/v2/openapi.yaml
//
// There an alert is its labels, so they are what makes a situation one, and its severity, which people route by. When that changes, the
// alert of the former severity is ended in the same request that begins the new one. All else that may change is an annotation.
type alertmanager struct {
	byStatus
	url    string
	resend time.Duration
}

func newAlertmanager(endpoint string, cfg *AlertmanagerConfig) (Format, error) {
	base, err := url.Parse(endpoint)
	if err != nil {
		// The parser's own error repeats the URL.
		return nil, errors.New("endpoint: [REDACTED]: is no URL")
	}
	return &alertmanager{url: base.JoinPath("api", "v2", "alerts").String(), resend: cfg.resendEvery()}, nil
}

// postableAlert is one alert of the request.
type postableAlert struct {
	Labels       map[string]string `json:"labels"`
	Annotations  map[string]string `json:"annotations,omitempty"`
	StartsAt     string            `json:"startsAt"`
	EndsAt       string            `json:"endsAt"`
	GeneratorURL string            `json:"generatorURL,omitempty"`
}

func (a *alertmanager) Next(m *Message, answers []Answer) (*Request, error) {
	if len(answers) > 0 {
		return nil, nil //nolint:nilnil // the interface's word for: all is said
	}
	var alerts []postableAlert
	if m.Group.Flood {
		alerts = []postableAlert{a.summaryOf(m)}
	} else {
		firing := 0
		for i := range m.Alerts {
			alert := &m.Alerts[i]
			alerts = a.appendSituation(alerts, m, alert)
			if alert.Finding.Status != apierror.StatusResolved {
				firing++
			}
		}
		if unlisted := m.Firing - firing; unlisted > 0 {
			alerts = append(alerts, a.unlisted(m, unlisted))
		}
	}
	body, err := marshal(alerts)
	if err != nil {
		return nil, err
	}
	return post(a.url, contentTypeJSON, body), nil
}

func (a *alertmanager) appendSituation(alerts []postableAlert, m *Message, alert *notification.Alert) []postableAlert {
	f := &alert.Finding
	labels := identityLabels(f)
	annotations := annotationsOf(m, alert, labels)
	if f.Status == apierror.StatusResolved {
		ended := f.UpdatedAt
		if alert.PartOf != "" {
			// It goes on, but is not told of any more.
			ended = m.At
		}
		severity := f.Severity
		if alert.Before != nil {
			severity = alert.Before.Severity
		}
		return append(alerts, a.ended(m, f.StartedAt, ended, withSeverity(labels, severity), annotations))
	}
	if before := alert.Before; before != nil && before.Severity != f.Severity {
		goesOn := map[string]string{annotationSummary: "Goes on, with severity " + f.Severity.String()}
		alerts = append(alerts, a.ended(m, f.StartedAt, m.At, withSeverity(labels, before.Severity), goesOn))
	}
	fires := a.firing(m, f.StartedAt, withSeverity(labels, f.Severity), annotations)
	if alert == &m.Alerts[0] {
		fires.GeneratorURL = generatorURL(m.Text.Links)
	}
	return append(alerts, fires)
}

// summaryOf is the one alert that stands for a flood. Which of its situations are listed changes, so none is an alert of its own.
func (a *alertmanager) summaryOf(m *Message) postableAlert {
	labels := withSeverity(floodLabels(m), m.Leading().Severity)
	labels[labelGroupID] = plain(m.Group.ID)
	annotations := groupAnnotations(m)
	if m.Status() == apierror.StatusResolved {
		return a.ended(m, m.Group.OpenedAt, m.At, labels, annotations)
	}
	return a.firing(m, m.Group.OpenedAt, labels, annotations)
}

// floodLabels are what all of a flood have in common. In one of all kinds, which of them leads changes.
func floodLabels(m *Message) map[string]string {
	if m.Group.Mixed() {
		return map[string]string{labelAlertname: alertnamePrefix + "flood"}
	}
	return map[string]string{labelAlertname: alertname(m.Leading()), labelKind: plain(string(m.Leading().Kind))}
}

// unlisted stands for the situations of a group that a notification has no room for. It ends by not being sent again.
func (a *alertmanager) unlisted(m *Message, unlisted int) postableAlert {
	labels := withSeverity(map[string]string{
		labelAlertname: alertnamePrefix + "more", labelGroupID: plain(m.Group.ID),
	}, m.Leading().Severity)
	return a.firing(m, m.Group.OpenedAt, labels, map[string]string{
		annotationSummary: sentence.Grouped(uint64(unlisted)) + " more fire in this group", //nolint:gosec // greater than 0
		"firing":          strconv.Itoa(m.Firing),
	})
}

func (a *alertmanager) firing(m *Message, started time.Time, labels, annotations map[string]string) postableAlert {
	return postableAlert{
		Labels: labels, Annotations: annotations, StartsAt: startOf(m, started), EndsAt: instant(m.At.Add(resendsUntilEnded * a.resend)),
	}
}

// ended never ends before it starts, which Alertmanager refuses, nor after it is told, which would leave it firing.
func (a *alertmanager) ended(m *Message, started, at time.Time, labels, annotations map[string]string) postableAlert {
	if at.IsZero() || at.After(m.At) {
		at = m.At
	}
	starts := startOf(m, started)
	ends := instant(at)
	if at.Before(started) {
		ends = starts
	}
	return postableAlert{Labels: labels, Annotations: annotations, StartsAt: starts, EndsAt: ends}
}

// startOf is when it started, by a clock that may be ahead of ours.
func startOf(m *Message, started time.Time) string {
	if started.IsZero() || started.After(m.At) {
		started = m.At
	}
	return instant(started)
}
