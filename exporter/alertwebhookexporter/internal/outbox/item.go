package outbox

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math"

	"go.opentelemetry.io/collector/pdata/plog"

	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/notification"
	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// Item is a notification as it is kept: written once, so that what it takes is known and nobody can change it. Use NewItem.
type Item struct {
	id       string
	group    string
	cause    notification.Cause
	severity apierror.Severity
	resolved bool
	body     []byte
}

// ID is the notification's: the webhook-id.
func (i *Item) ID() string { return i.id }

// GroupID is the id of its group.
func (i *Item) GroupID() string { return i.group }

// content is the form in which a notification is kept. Findings are in their log form, which keeps the types in their evidence and takes
// numbers that JSON has none for.
type content struct {
	notification.Notification

	Members  []member
	Findings []byte
}

type member struct {
	Before *notification.Told `json:",omitempty"`
	News   bool               `json:",omitempty"`
	PartOf string             `json:",omitempty"`
}

// NewItem writes a notification down.
func NewItem(n *notification.Notification) (Item, error) {
	if err := check(n); err != nil {
		return Item{}, err
	}
	kept := content{Notification: *n, Members: make([]member, 0, len(n.Alerts))}
	kept.Alerts = nil
	logs := plog.NewLogs()
	records := logs.ResourceLogs().AppendEmpty().ScopeLogs().AppendEmpty().LogRecords()
	records.EnsureCapacity(len(n.Alerts))
	for i := range n.Alerts {
		alert := &n.Alerts[i]
		writeFinding(&alert.Finding, records.AppendEmpty())
		kept.Members = append(kept.Members, member{Before: finite(alert.Before), News: alert.News, PartOf: alert.PartOf})
	}
	var err error
	if kept.Findings, err = (&plog.ProtoMarshaler{}).MarshalLogs(logs); err != nil {
		return Item{}, fmt.Errorf("the notification cannot be written down: %w", err)
	}
	body, err := json.Marshal(&kept)
	if err != nil {
		return Item{}, fmt.Errorf("the notification cannot be written down: %w", err)
	}
	return itemOf(n, body), nil
}

// writeFinding leaves evidence out that has values which a log record cannot hold: better told of without it than not at all.
func writeFinding(f *apierror.Finding, to plog.LogRecord) {
	record := plog.NewLogRecord()
	if f.WriteLog(record) != nil {
		bare := *f
		bare.Evidence = nil
		record = plog.NewLogRecord()
		_ = bare.WriteLog(record) // fails for evidence only
	}
	record.MoveTo(to)
}

func itemOf(n *notification.Notification, body []byte) Item {
	return Item{
		id: n.ID, group: n.Group.ID, cause: n.Cause, severity: n.Leading().Severity, body: body,
		resolved: n.Status() == apierror.StatusResolved,
	}
}

// finite makes of numbers that JSON has none for what they tell: nothing.
func finite(told *notification.Told) *notification.Told {
	if told == nil {
		return nil
	}
	known := *told
	for _, amount := range []*float64{&known.ValueAtRisk, &known.Cost} {
		if math.IsNaN(*amount) || math.IsInf(*amount, 0) {
			*amount = 0
		}
	}
	return &known
}

const maxID = 256

func check(n *notification.Notification) error {
	switch {
	case n.ID == "" || len(n.ID) > maxID:
		return errors.New("a notification needs an id of at most 256 bytes")
	case n.Group.ID == "" || len(n.Group.ID) > maxID:
		return errors.New("a notification needs a group with an id of at most 256 bytes")
	case len(n.Alerts) == 0 || len(n.Alerts) > notification.MaxAlerts:
		return fmt.Errorf("a notification has 1 to %d alerts, not %d", notification.MaxAlerts, len(n.Alerts))
	}
	for i := range n.Alerts {
		f := &n.Alerts[i].Finding
		if f.ID == "" || !f.Kind.Valid() || !f.Status.Valid() || f.Severity == apierror.SeverityNone || f.Severity > apierror.SeverityCritical {
			return fmt.Errorf("alert %d of a notification needs an id, a kind, a status and a severity", i)
		}
	}
	return nil
}

var errDamaged = errors.New("a notification in the storage is damaged")

// Notification reads what was written down. It is a new one at each call.
func (i *Item) Notification() (*notification.Notification, error) { return decode(i.body) }

func decode(body []byte) (*notification.Notification, error) {
	var kept content
	decoder := json.NewDecoder(bytes.NewReader(body))
	if err := decoder.Decode(&kept); err != nil {
		return nil, errDamaged
	}
	logs, err := (&plog.ProtoUnmarshaler{}).UnmarshalLogs(kept.Findings)
	if err != nil || logs.LogRecordCount() != len(kept.Members) || logs.ResourceLogs().Len() != 1 ||
		logs.ResourceLogs().At(0).ScopeLogs().Len() != 1 {
		return nil, errDamaged
	}
	n := kept.Notification
	n.Alerts = make([]notification.Alert, 0, len(kept.Members))
	for i, record := range logs.ResourceLogs().At(0).ScopeLogs().At(0).LogRecords().All() {
		finding, err := apierror.ReadLog(record)
		if err != nil {
			return nil, errDamaged
		}
		of := &kept.Members[i]
		n.Alerts = append(n.Alerts, notification.Alert{Finding: finding, Before: of.Before, News: of.News, PartOf: of.PartOf})
	}
	if check(&n) != nil {
		return nil, errDamaged
	}
	return &n, nil
}
