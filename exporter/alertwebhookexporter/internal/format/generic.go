package format

import (
	"bytes"
	"encoding/json"
	"fmt"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// GenericVersion is that of the generic payload: fields may be added to a version, never renamed, removed or given another meaning.
const GenericVersion = "1"

// maxGeneric bounds a generic payload in bytes, whatever the notification holds.
const maxGeneric = 64 << 10

const (
	eventFiring   = "apierror.finding.firing"
	eventResolved = "apierror.finding.resolved"

	contentTypeJSON = "application/json"
)

// genericLimits: whoever wrote the receiver knows what it takes.
var genericLimits = Limits{}

// generic posts the JSON that docs/destinations.md and schema/notification.schema.json document.
type generic struct {
	byStatus
	endpoint string
	self     Self
}

func newGeneric(endpoint string, self Self) Format { return &generic{endpoint: endpoint, self: self} }

func (g *generic) Next(m *Message, answers []Answer) (*Request, error) {
	if len(answers) > 0 {
		return nil, nil //nolint:nilnil // the interface's word for: all is said
	}
	body, err := encodeGeneric(m, g.self, maxGeneric)
	if err != nil {
		return nil, err
	}
	return post(g.endpoint, contentTypeJSON, body), nil
}

// encodeGeneric writes at most limit bytes. What the finding itself says comes first; the words for people and the list of the group
// share what is left, and lose their ends where there is not enough.
func encodeGeneric(m *Message, self Self, limit int) ([]byte, error) {
	document := genericOf(m, self)
	bare, err := marshal(document)
	if err != nil {
		return nil, err
	}
	left := limit - len(bare)
	if left < 0 {
		document.Data.Evidence = nil
		if bare, err = marshal(document); err != nil {
			return nil, err
		}
		left = limit - len(bare)
	}
	words := budget{left: left / 2}
	if len(m.Alerts) == 1 {
		words.left = left
	}
	document.Message = genericMessageOf(&m.Text, &words)
	if len(m.Alerts) > 1 {
		list := budget{left: left/2 + words.left}
		document.Group.Alerts = list.alerts(m.Alerts)
	}
	return marshal(document)
}

// genericOf is the payload without what is only added as far as there is room.
func genericOf(m *Message, self Self) *genericDocument {
	leading := &m.Alerts[0]
	document := &genericDocument{
		Type: eventOf(m), Version: GenericVersion, Timestamp: instant(m.At),
		Data:    genericDataOf(&leading.Finding, leading.PartOf),
		Cause:   string(m.Cause),
		Group:   genericGroupOf(m),
		Changes: genericChangesOf(leading),
	}
	if self.Version != "" {
		document.Generator = generatorName + "/" + self.Version
	}
	return document
}

// eventOf tells by the whole group: it is resolved when nothing of it fires.
func eventOf(m *Message) string {
	if m.Status() == apierror.StatusResolved {
		return eventResolved
	}
	return eventFiring
}

// marshal writes JSON without escapes for HTML: they would make a route or a query unreadable for nothing.
func marshal(value any) ([]byte, error) {
	var body bytes.Buffer
	encoder := json.NewEncoder(&body)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(value); err != nil {
		return nil, fmt.Errorf("encode notification: %w", err)
	}
	return bytes.TrimRight(body.Bytes(), "\n"), nil
}
