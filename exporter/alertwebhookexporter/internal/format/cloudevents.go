package format

import (
	"encoding/json"
	"fmt"
	"net/url"
	"strings"

	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/untrusted"
)

// CloudEventsMode is how an event is put into a request.
type CloudEventsMode string

const (
	CloudEventsStructured CloudEventsMode = "structured" // all of it in the body
	CloudEventsBinary     CloudEventsMode = "binary"     // attributes in ce- headers, data in the body
)

const (
	defaultSource = generatorName

	// schemaID names the shipped schema/notification.schema.json. It is a name and no address: receivers must not depend on fetching it.
	schemaID = "urn:otelcol-apierror:schema:notification:" + GenericVersion

	// maxEvent is what every intermediary must forward, with all its attributes:
	// https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/spec.md#size-limits
	maxEvent = 64 << 10
	// maxAttributes is more than the attributes take.
	maxAttributes = 2 << 10
	maxSource     = 512
)

// cloudEventsLimits: the specification has none.
var cloudEventsLimits = Limits{}

// CloudEventsConfig says how events are sent.
type CloudEventsConfig struct {
	Mode CloudEventsMode `mapstructure:"mode"`
	// Source is a URI reference that says which collector it comes from.
	Source string `mapstructure:"source"`
}

// Check reports what is wrong. Empty means the default.
func (cfg *CloudEventsConfig) Check() []error {
	var errs []error
	switch cfg.Mode {
	case "", CloudEventsStructured, CloudEventsBinary:
	default:
		errs = append(errs, fmt.Errorf("mode: %q: must be %s or %s", cfg.Mode, CloudEventsStructured, CloudEventsBinary))
	}
	if _, err := url.Parse(cfg.Source); err != nil || len(cfg.Source) > maxSource || strings.ContainsFunc(cfg.Source, notInURI) {
		errs = append(errs, fmt.Errorf("source: %q: must be a URI reference of at most %d characters, such as https://collector.example or /collectors/eu",
			cfg.Source, maxSource))
	}
	return errs
}

// DefaultEndpoint is none: every receiver has its own.
func (*CloudEventsConfig) DefaultEndpoint() string { return "" }

func notInURI(r rune) bool { return r <= ' ' || r > '~' || strings.ContainsRune(`"<>\^{|}`+"`", r) }

// cloudEvents posts CloudEvents 1.0 (https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/http-protocol-binding.md)
// whose data is the generic payload.
type cloudEvents struct {
	byStatus
	endpoint string
	binary   bool
	source   string
	self     Self
}

func newCloudEvents(endpoint string, cfg *CloudEventsConfig, self Self) Format {
	source := cfg.Source
	if source == "" {
		source = defaultSource
	}
	return &cloudEvents{endpoint: endpoint, binary: cfg.Mode == CloudEventsBinary, source: source, self: self}
}

// cloudEvent is an event in the JSON format: https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/formats/json-format.md
type cloudEvent struct {
	SpecVersion     string          `json:"specversion"`
	ID              string          `json:"id"`
	Source          string          `json:"source"`
	Type            string          `json:"type"`
	Subject         string          `json:"subject,omitempty"`
	Time            string          `json:"time,omitempty"`
	DataContentType string          `json:"datacontenttype"`
	DataSchema      string          `json:"dataschema"`
	Data            json.RawMessage `json:"data"`
}

func (c *cloudEvents) Next(m *Message, answers []Answer) (*Request, error) {
	if len(answers) > 0 {
		return nil, nil //nolint:nilnil // the interface's word for: all is said
	}
	data, err := encodeGeneric(m, c.self, maxEvent-maxAttributes)
	if err != nil {
		return nil, err
	}
	event := cloudEvent{
		SpecVersion: "1.0", ID: untrusted.Text(m.ID, shortText), Source: c.source, Type: eventOf(m),
		Subject: untrusted.Text(m.Group.ID, idText), Time: instant(m.At),
		DataContentType: contentTypeJSON, DataSchema: schemaID, Data: data,
	}
	if c.binary {
		return event.inHeaders(c.endpoint), nil
	}
	body, err := marshal(event)
	if err != nil {
		return nil, err
	}
	return post(c.endpoint, "application/cloudevents+json; charset=UTF-8", body), nil
}

func (e *cloudEvent) inHeaders(endpoint string) *Request {
	request := post(endpoint, e.DataContentType, e.Data)
	for _, attribute := range []Header{
		{"Ce-Specversion", e.SpecVersion},
		{"Ce-Id", e.ID},
		{"Ce-Source", e.Source},
		{"Ce-Type", e.Type},
		{"Ce-Subject", e.Subject},
		{"Ce-Time", e.Time},
		{"Ce-Dataschema", e.DataSchema},
	} {
		// An attribute that is empty is one that is absent.
		if attribute.Value != "" {
			request.Header = append(request.Header, Header{Name: attribute.Name, Value: headerEncoded(attribute.Value)})
		}
	}
	return request
}

// headerEncoded writes an attribute's value as section 3.1.3.2 of the HTTP binding says: percent-encoded are space, double quote,
// percent, and all that is not printable ASCII.
func headerEncoded(value string) string {
	const digits = "0123456789ABCDEF"
	var encoded strings.Builder
	for i := range len(value) {
		switch c := value[i]; {
		case c <= ' ', c > '~', c == '"', c == '%':
			encoded.WriteByte('%')
			encoded.WriteByte(digits[c>>4])
			encoded.WriteByte(digits[c&15])
		default:
			encoded.WriteByte(c)
		}
	}
	return encoded.String()
}
