package format

import (
	"encoding/json"
	"strings"

	"go.opentelemetry.io/collector/config/configopaque"

	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/notification"
	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// What an account may send depends on its plan and its number of users: https://docs.opsgenie.com/docs/api-rate-limiting. This is what
// small ones may.
var (
	opsgenieLimits = Limits{PerSecond: 2, Burst: 10}
	jsmLimits      = Limits{PerSecond: 2, Burst: 10}
)

// In characters: https://docs.opsgenie.com/docs/alert-api#create-alert.
const (
	maxOpsgenieMessage     = 130
	maxOpsgenieDescription = 15_000
	maxOpsgenieTag         = 50
	maxOpsgenieNote        = 25_000
)

// OpsgenieConfig is of an API integration.
type OpsgenieConfig struct {
	APIKey configopaque.String `mapstructure:"api_key"`
	// Region is us or eu, where the account is.
	Region string `mapstructure:"region"`
}

// Check reports what is wrong, by key.
func (cfg *OpsgenieConfig) Check() []error {
	return append(checkCredential("api_key", cfg.APIKey), checkOneOf("region", cfg.Region, regionUS, regionEU)...)
}

// DefaultEndpoint is that of the region.
func (cfg *OpsgenieConfig) DefaultEndpoint() string {
	if cfg.Region == regionEU {
		return "https://api.eu.opsgenie.com/v2/alerts"
	}
	return "https://api.opsgenie.com/v2/alerts"
}

// JSMConfig is of an API integration of Jira Service Management, which took over from Opsgenie.
type JSMConfig struct {
	APIKey configopaque.String `mapstructure:"api_key"`
}

// Check reports what is wrong, by key.
func (cfg *JSMConfig) Check() []error { return checkCredential("api_key", cfg.APIKey) }

// DefaultEndpoint is that of the integration events, one for all regions:
// https://developer.atlassian.com/cloud/jira/service-desk-ops/rest/v1/api-group-integration-events.
func (*JSMConfig) DefaultEndpoint() string {
	return "https://api.atlassian.com/jsm/ops/integration/v2/alerts"
}

type opsgenie struct {
	byStatus
	endpoint string
	key      configopaque.String
	// reprioritises is set where the priority of an alert that is open can be changed.
	reprioritises bool
}

func newOpsgenie(endpoint string, cfg *OpsgenieConfig) Format {
	return &opsgenie{endpoint: strings.TrimSuffix(endpoint, "/"), key: cfg.APIKey, reprioritises: true}
}

func newJSM(endpoint string, cfg *JSMConfig) Format {
	return &opsgenie{endpoint: strings.TrimSuffix(endpoint, "/"), key: cfg.APIKey}
}

type opsgenieAlert struct {
	Message     string            `json:"message"`
	Alias       string            `json:"alias"`
	Description string            `json:"description,omitempty"`
	Tags        []string          `json:"tags,omitempty"`
	Details     map[string]string `json:"details,omitempty"`
	Entity      string            `json:"entity,omitempty"`
	Source      string            `json:"source"`
	Priority    string            `json:"priority"`
}

type opsgenieNote struct {
	Source string `json:"source"`
	Note   string `json:"note"`
}

// Next creates the alert, which one of the same alias that is open only counts. So a worsening is a note besides, and a priority.
func (o *opsgenie) Next(m *Message, answers []Answer) (*Request, error) {
	alert := "/" + m.Group.ID // letters and digits
	note := opsgenieNote{Source: generatorName, Note: opsgenieText(m, maxOpsgenieNote)}
	resolved := m.Status() == apierror.StatusResolved
	worsened := m.Cause == notification.CauseWorsened && !resolved
	switch len(answers) {
	case 0:
		if resolved {
			return o.request(methodPost, alert+"/close?identifierType=alias", note)
		}
		return o.request(methodPost, "", o.alertOf(m))
	case 1:
		if worsened {
			return o.request(methodPost, alert+"/notes?identifierType=alias", note)
		}
	case 2:
		if worsened && o.reprioritises {
			return o.request(methodPut, alert+"/priority?identifierType=alias", struct {
				Priority string `json:"priority"`
			}{opsgeniePriority(m.Leading().Severity)})
		}
	}
	return nil, nil //nolint:nilnil // all is said
}

func (o *opsgenie) request(method, path string, body any) (*Request, error) {
	encoded, err := marshal(body)
	if err != nil {
		return nil, err
	}
	request := post(o.endpoint+path, contentTypeJSON, encoded)
	request.Method = method
	request.Header = append(request.Header, Header{Name: "Authorization", Value: "GenieKey " + string(o.key)})
	return request, nil
}

func (o *opsgenie) alertOf(m *Message) opsgenieAlert {
	f := m.Leading()
	alert := opsgenieAlert{
		Message: fitLine(m.Text.Title, maxOpsgenieMessage, inUTF16, nil), Alias: m.Group.ID,
		Description: opsgenieText(m, maxOpsgenieDescription), Details: opsgenieDetails(f),
		Entity: property(f.Subject.Service), Source: generatorName, Priority: opsgeniePriority(f.Severity),
	}
	for _, tag := range []string{string(f.Kind), string(f.Subject.Category), f.Severity.String()} {
		// A comma would make two of one.
		if tag = fitLine(strings.ReplaceAll(tag, ",", " "), maxOpsgenieTag, inUTF16, nil); tag != "" {
			alert.Tags = append(alert.Tags, tag)
		}
	}
	return alert
}

// opsgenieDetails has what alerts are searched and routed by. Each is short, so that all of them are within what is taken.
func opsgenieDetails(f *apierror.Finding) map[string]string {
	details := make(map[string]string)
	for name, value := range map[string]string{
		"finding_id": f.ID, "kind": string(f.Kind), "name": f.Name, "severity": f.Severity.String(),
		"service": f.Subject.Service, "endpoint": f.Subject.Endpoint(), "tenant": f.Subject.Tenant, "category": string(f.Subject.Category),
		"reason": f.Subject.Reason, "actor": f.Subject.Actor.ID, "process": f.Subject.Business.Process, "owner": f.Subject.Business.Owner,
		"trace_id": f.TraceID.String(),
	} {
		if shown := property(value); shown != "" {
			details[name] = shown
		}
	}
	return details
}

// opsgenieText is text that markup is not read from; descriptions may be shown as HTML, whose tags are taken from them.
func opsgenieText(m *Message, limit int) string {
	var text strings.Builder
	size := unit(inUTF16)
	for _, link := range linksOf(&m.Text) {
		text.WriteString(fitLine(link.Name, maxLinkName, size, escapeOpsgenie) + ": " + link.URL + "\n")
	}
	links := text.String()
	text.Reset()
	// An empty line and a break stand around each name.
	const around = 4
	left := limit - size.of(links) - around*len(m.Text.Sections)
	for _, part := range partsOf(m.Text.Sections, left, left, size, escapeOpsgenie) {
		text.WriteString(part.name + "\n" + part.text + "\n\n")
	}
	return strings.TrimSpace(text.String() + links)
}

func escapeOpsgenie(r rune) string {
	if r == '<' {
		return "‹"
	}
	return string(r)
}

func opsgeniePriority(severity apierror.Severity) string {
	switch severity {
	case apierror.SeverityCritical:
		return "P1"
	case apierror.SeverityHigh:
		return "P2"
	case apierror.SeverityMedium:
		return "P3"
	case apierror.SeverityLow:
		return "P4"
	}
	return "P5"
}

// Judge takes it that an alert is closed which does not exist. A 404 that is not in the API's own words is of a wrong endpoint, and so is
// one where an alert is to be created.
func (o *opsgenie) Judge(request *Request, answer *Answer) Judgement {
	var said struct {
		RequestID string `json:"requestId"`
	}
	if answer.Status == statusNotFound && request.URL != o.endpoint && json.Unmarshal(answer.Body, &said) == nil && said.RequestID != "" {
		return Judgement{Outcome: OutcomeAccepted}
	}
	return Judgement{}
}
