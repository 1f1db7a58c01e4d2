package format

import (
	"encoding/json"
	"fmt"
	"net/url"
	"regexp"
	"time"

	"go.opentelemetry.io/collector/config/configopaque"

	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/notification"
)

// No limit is published: a collector that has enough says that it is busy.
var splunkHECLimits = Limits{}

const (
	// maxSplunk bounds a request in bytes: what Splunk Cloud takes, and max_content_length of older Splunk Enterprise.
	maxSplunk = 1_000_000

	splunkSourceType = "apierror:finding"
	splunkPath       = "/services/collector/event"
)

// SplunkHECConfig is of an HTTP event collector. The endpoint is its URL, with or without the path /services/collector/event.
type SplunkHECConfig struct {
	Token configopaque.String `mapstructure:"token"`
	// Index, Source and Host are those of the events; "" for what Splunk has for the token.
	Index  string `mapstructure:"index"`
	Source string `mapstructure:"source"`
	Host   string `mapstructure:"host"`
}

// https://help.splunk.com/en/splunk-enterprise/administer/manage-indexers-and-indexer-clusters: names of indexes.
var splunkIndex = regexp.MustCompile(`^[a-z0-9_][a-z0-9_-]{0,79}$`)

// Check reports what is wrong, by key.
func (cfg *SplunkHECConfig) Check() []error {
	errs := checkCredential("token", cfg.Token)
	if cfg.Index != "" && !splunkIndex.MatchString(cfg.Index) {
		errs = append(errs, fmt.Errorf("index: %q: must be 1 to 80 lower-case letters, digits, '_' and '-', the first no '-'", cfg.Index))
	}
	return errs
}

// DefaultEndpoint is none: where Splunk is only the user knows.
func (*SplunkHECConfig) DefaultEndpoint() string { return "" }

type splunkHEC struct {
	byStatus
	endpoint string
	cfg      SplunkHECConfig
}

func newSplunkHEC(endpoint string, cfg *SplunkHECConfig) Format {
	if parsed, err := url.Parse(endpoint); err == nil && (parsed.Path == "" || parsed.Path == "/") {
		parsed.Path = splunkPath
		endpoint = parsed.String()
	}
	return &splunkHEC{endpoint: endpoint, cfg: *cfg}
}

// https://help.splunk.com/en/splunk-enterprise/get-data-in/collect-http-event-data/format-events-for-http-event-collector
type splunkEvent struct {
	Time       json.Number   `json:"time"`
	Host       string        `json:"host,omitempty"`
	Source     string        `json:"source,omitempty"`
	SourceType string        `json:"sourcetype"`
	Index      string        `json:"index,omitempty"`
	Event      splunkFinding `json:"event"`
}

type splunkFinding struct {
	NotificationID string `json:"notification_id"`
	GroupID        string `json:"group_id"`
	Cause          string `json:"cause"`
	News           bool   `json:"news"`
	genericData
}

// Next writes an event for each situation, one behind the other, which is what Splunk calls a batch; and another batch of those that one
// has no room for.
func (s *splunkHEC) Next(m *Message, answers []Answer) (*Request, error) {
	var batch []byte
	done := 0
	for i := range m.Alerts {
		event, err := marshal(s.eventOf(m, &m.Alerts[i]))
		if err != nil {
			return nil, err
		}
		if len(batch)+len(event)+1 > maxSplunk {
			if done == len(answers) {
				break
			}
			done++
			batch = batch[:0]
		}
		batch = append(append(batch, event...), '\n')
	}
	if done < len(answers) {
		return nil, nil //nolint:nilnil // all is said
	}
	request := post(s.endpoint, contentTypeJSON, batch)
	request.Header = append(request.Header, Header{Name: "Authorization", Value: "Splunk " + string(s.cfg.Token)})
	return request, nil
}

func (s *splunkHEC) eventOf(m *Message, alert *notification.Alert) splunkEvent {
	return splunkEvent{
		// When it was decided, on our clock: what a span says of its time may be years off, and nobody would find it.
		Time: splunkTime(m.At), Host: s.cfg.Host, Source: s.cfg.Source, SourceType: splunkSourceType, Index: s.cfg.Index,
		Event: splunkFinding{
			NotificationID: m.ID, GroupID: m.Group.ID, Cause: string(m.Cause), News: alert.News,
			genericData: genericDataOf(&alert.Finding, alert.PartOf),
		},
	}
}

// splunkTime is seconds since 1970, with milliseconds.
func splunkTime(at time.Time) json.Number {
	milliseconds := max(at.UnixMilli(), 0)
	return json.Number(fmt.Sprintf("%d.%03d", milliseconds/1000, milliseconds%1000))
}

type splunkCode struct {
	outcome Outcome
	reason  string
}

// https://help.splunk.com/en/splunk-enterprise/get-data-in/collect-http-event-data/troubleshoot-http-event-collector: possible error codes.
var splunkCodes = map[int]splunkCode{
	0:  {OutcomeAccepted, ""},
	1:  {OutcomeRejected, "token_disabled"},
	2:  {OutcomeRejected, "token_required"},
	3:  {OutcomeRejected, "invalid_authorization"},
	4:  {OutcomeRejected, "invalid_token"},
	5:  {OutcomeRejected, "no_data"},
	6:  {OutcomeRejected, "invalid_data_format"},
	7:  {OutcomeRejected, "incorrect_index"},
	8:  {OutcomeRetry, "internal_server_error"},
	9:  {OutcomeRetry, "server_busy"},
	10: {OutcomeRejected, "data_channel_missing"},
	11: {OutcomeRejected, "invalid_data_channel"},
	12: {OutcomeRejected, "event_field_required"},
	13: {OutcomeRejected, "event_field_blank"},
	15: {OutcomeRejected, "indexed_fields"},
	18: {OutcomeRetry, "queues_full"},
	20: {OutcomeRetry, "queues_full"},
	23: {OutcomeRetry, "server_shutting_down"},
	26: {OutcomeRetry, "queue_at_capacity"},
	27: {OutcomeRetry, "ack_queue_at_capacity"},
}

// Judge reads the code that Splunk answers with, whatever the status.
func (*splunkHEC) Judge(_ *Request, answer *Answer) Judgement {
	var said struct {
		Code *int `json:"code"`
	}
	if json.Unmarshal(answer.Body, &said) != nil || said.Code == nil {
		if answer.Status == statusOK {
			return Judgement{Outcome: OutcomeRetry, Reason: reasonUnexpected}
		}
		return Judgement{}
	}
	code, known := splunkCodes[*said.Code]
	switch {
	case !known && answer.Status == statusOK:
		return Judgement{Outcome: OutcomeRejected, Reason: reasonRefused}
	case !known, answer.Status != statusOK && code.outcome == OutcomeAccepted:
		return Judgement{}
	}
	return Judgement{Outcome: code.outcome, Reason: code.reason}
}
