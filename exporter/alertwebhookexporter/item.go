package alertwebhookexporter

import (
	"errors"
	"time"

	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/plog"

	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/situation"
	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// keyWebhookID is the attribute that keeps a notification's id with it in the queue.
const keyWebhookID = "alert_webhook.id"

// item is a notification in a queue: the finding in its log form, so that it can be stored.
type item struct {
	webhookID string
	queuedAt  time.Time
	finding   apierror.Finding
}

func encodeItem(n *situation.Notification, queuedAt time.Time) (plog.Logs, error) {
	logs := plog.NewLogs()
	record := logs.ResourceLogs().AppendEmpty().ScopeLogs().AppendEmpty().LogRecords().AppendEmpty()
	if err := n.Finding.WriteLog(record); err != nil {
		return plog.Logs{}, err
	}
	record.SetObservedTimestamp(pcommon.NewTimestampFromTime(queuedAt))
	record.Attributes().PutStr(keyWebhookID, n.ID)
	return logs, nil
}

var errDamaged = errors.New("a notification in the queue is damaged")

func decodeItem(logs plog.Logs) (item, error) {
	if logs.LogRecordCount() != 1 {
		return item{}, errDamaged
	}
	record := logs.ResourceLogs().At(0).ScopeLogs().At(0).LogRecords().At(0)
	finding, err := apierror.ReadLog(record)
	if err != nil {
		return item{}, errors.Join(errDamaged, err)
	}
	id, ok := record.Attributes().Get(keyWebhookID)
	if !ok || id.Str() == "" {
		return item{}, errDamaged
	}
	return item{webhookID: id.Str(), queuedAt: record.ObservedTimestamp().AsTime(), finding: finding}, nil
}
