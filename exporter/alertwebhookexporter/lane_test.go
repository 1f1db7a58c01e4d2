package alertwebhookexporter

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/pdata/plog"

	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/situation"
	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

func TestLaneIDsAreUnique(t *testing.T) {
	for _, test := range []struct{ exporter, destination, want string }{
		{"alert_webhook", "ops", "alert_webhook/ops"},
		{"alert_webhook/ops", "ops", "alert_webhook/ops/ops"},
		{"alert_webhook/a/b", "ops", "alert_webhook/a/b/ops"},
	} {
		var id component.ID
		require.NoError(t, id.UnmarshalText([]byte(test.exporter)))
		assert.Equal(t, test.want, laneID(id, test.destination).String())
	}
}

func notificationOf(summary string) *situation.Notification {
	return &situation.Notification{ID: "msg_1", Finding: apierror.Finding{
		ID: "1", Kind: apierror.KindSurge, Name: "internal", Status: apierror.StatusFiring, Severity: apierror.SeverityHigh,
		StartedAt: time.Unix(1, 0).UTC(), UpdatedAt: time.Unix(2, 0).UTC(), Count: 3, Summary: summary,
		Evidence: map[string]any{"calls": int64(3), "routes": []any{"/"}},
	}}
}

func TestAnItemComesOutOfTheQueueAsItWentIn(t *testing.T) {
	queuedAt := time.Unix(3, 4).UTC()
	n := notificationOf("Failures")
	logs, err := encodeItem(n, queuedAt)
	require.NoError(t, err)
	decoded, err := decodeItem(logs)
	require.NoError(t, err)
	assert.Equal(t, item{webhookID: "msg_1", queuedAt: queuedAt, finding: n.Finding}, decoded)
}

func TestADamagedItemIsNoItem(t *testing.T) {
	for name, damage := range map[string]func(plog.Logs) plog.Logs{
		"nothing":    func(plog.Logs) plog.Logs { return plog.NewLogs() },
		"no finding": func(l plog.Logs) plog.Logs { record(l).SetEventName("other"); return l },
		"no id":      func(l plog.Logs) plog.Logs { record(l).Attributes().Remove(keyWebhookID); return l },
		"an odd id":  func(l plog.Logs) plog.Logs { record(l).Attributes().PutInt(keyWebhookID, 1); return l },
	} {
		t.Run(name, func(t *testing.T) {
			logs, err := encodeItem(notificationOf("x"), time.Unix(3, 4))
			require.NoError(t, err)
			_, err = decodeItem(damage(logs))
			require.ErrorIs(t, err, errDamaged)
		})
	}
}

func record(logs plog.Logs) plog.LogRecord {
	return logs.ResourceLogs().At(0).ScopeLogs().At(0).LogRecords().At(0)
}
