package format

import (
	"encoding/json"
	"time"

	"go.opentelemetry.io/collector/config/configopaque"

	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/untrusted"
	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// 120 events a minute to an integration key: https://developer.pagerduty.com/docs/events-api-v2-overview.
var pagerDutyLimits = Limits{PerSecond: 2, Burst: 10}

// https://developer.pagerduty.com/docs/send-alert-event
const (
	maxPagerDuty        = 512 << 10
	maxPagerDutySummary = 1024
	maxPagerDutyText    = 64 << 10
	maxPagerDutyPart    = 16 << 10
)

// PagerDutyConfig is of an integration with the Events API, version 2.
type PagerDutyConfig struct {
	RoutingKey configopaque.String `mapstructure:"routing_key"`
	// Region is us or eu, where the account is.
	Region string `mapstructure:"region"`
}

// Check reports what is wrong, by key.
func (cfg *PagerDutyConfig) Check() []error {
	errs := checkCredential("routing_key", cfg.RoutingKey)
	return append(errs, checkOneOf("region", cfg.Region, regionUS, regionEU)...)
}

const (
	regionUS = "us"
	regionEU = "eu"
)

// DefaultEndpoint is that of the region.
func (cfg *PagerDutyConfig) DefaultEndpoint() string {
	if cfg.Region == regionEU {
		return "https://events.eu.pagerduty.com/v2/enqueue"
	}
	return "https://events.pagerduty.com/v2/enqueue"
}

type pagerDuty struct {
	byStatus
	endpoint string
	key      configopaque.String
}

func newPagerDuty(endpoint string, cfg *PagerDutyConfig) Format {
	return &pagerDuty{endpoint: endpoint, key: cfg.RoutingKey}
}

type pagerDutyEvent struct {
	RoutingKey  string           `json:"routing_key"`
	EventAction string           `json:"event_action"`
	DedupKey    string           `json:"dedup_key"`
	Client      string           `json:"client"`
	Payload     pagerDutyPayload `json:"payload"`
	Links       []pagerDutyLink  `json:"links,omitempty"`
}

type pagerDutyPayload struct {
	Summary       string          `json:"summary"`
	Source        string          `json:"source"`
	Severity      string          `json:"severity"`
	Timestamp     string          `json:"timestamp,omitempty"`
	Component     string          `json:"component,omitempty"`
	Group         string          `json:"group,omitempty"`
	Class         string          `json:"class,omitempty"`
	CustomDetails json.RawMessage `json:"custom_details"`
}

// inOrder makes an object whose keys are in the order in which a reader should have them.
func inOrder(parts []part) json.RawMessage {
	object := []byte{'{'}
	for i, detail := range parts {
		if i > 0 {
			object = append(object, ',')
		}
		name, _ := marshal(detail.name) // a string can always be written
		text, _ := marshal(detail.text)
		object = append(append(append(object, name...), ':'), text...)
	}
	return append(object, '}')
}

type pagerDutyLink struct {
	Href string `json:"href"`
	Text string `json:"text"`
}

// Next triggers while anything of the group fires, which for an alert that is open adds to it, and resolves it then.
func (p *pagerDuty) Next(m *Message, answers []Answer) (*Request, error) {
	if len(answers) > 0 {
		return nil, nil //nolint:nilnil // all is said
	}
	body, err := within(maxPagerDuty, maxPagerDutyText, func(budget int) any { return p.eventOf(m, budget) })
	if err != nil {
		return nil, err
	}
	return post(p.endpoint, contentTypeJSON, body), nil
}

func (p *pagerDuty) eventOf(m *Message, budget int) pagerDutyEvent {
	f := m.Leading()
	event := pagerDutyEvent{
		RoutingKey: string(p.key), EventAction: "trigger", DedupKey: m.Group.ID, Client: generatorName,
		Payload: pagerDutyPayload{
			Summary: fitLine(m.Text.Title, maxPagerDutySummary, inUTF16, nil), Source: property(f.Subject.Service),
			Severity: pagerDutySeverity(f.Severity), Timestamp: pagerDutyTime(f.StartedAt),
			Component: property(f.Subject.Endpoint()), Group: property(f.Subject.Business.Process), Class: property(string(f.Kind) + "/" + f.Name),
			CustomDetails: inOrder(partsOf(m.Text.Sections, budget, maxPagerDutyPart, inBytes, nil)),
		},
	}
	if m.Status() == apierror.StatusResolved {
		event.EventAction = "resolve"
	}
	if event.Payload.Source == "" {
		event.Payload.Source = generatorName // it may not be empty
	}
	for _, link := range linksOf(&m.Text) {
		event.Links = append(event.Links, pagerDutyLink{Href: link.URL, Text: fitLine(link.Name, maxLinkName, inUTF16, nil)})
	}
	return event
}

const maxProperty = 200

// property is a value of a finding as services sort and search by it.
func property(value string) string {
	return fitLine(untrusted.Text(value, 4*maxProperty), maxProperty, inUTF16, nil)
}

// pagerDutyTime leaves out what no calendar has, since an event whose time cannot be read is refused.
func pagerDutyTime(at time.Time) string {
	if at.Year() < 1970 || at.Year() > 9999 {
		return ""
	}
	return instant(at)
}

func pagerDutySeverity(severity apierror.Severity) string {
	switch severity {
	case apierror.SeverityCritical:
		return "critical"
	case apierror.SeverityHigh:
		return "error"
	case apierror.SeverityMedium:
		return "warning"
	}
	return "info"
}

// Judge names why an event is refused: https://developer.pagerduty.com/docs/send-alert-event#responses.
func (*pagerDuty) Judge(_ *Request, answer *Answer) Judgement {
	if answer.Status == statusBadRequest {
		return Judgement{Outcome: OutcomeRejected, Reason: "invalid_event"}
	}
	return Judgement{}
}
