package outbox

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/notification"
	"github.com/otelcol-apierror/otelcol-apierror/exporter/alertwebhookexporter/internal/notification/notificationtest"
	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

func TestANotificationIsReadAsItWasWritten(t *testing.T) {
	for name, n := range map[string]*notification.Notification{
		"firing": notificationtest.Firing(), "worsened": notificationtest.Worsened(), "resolved": notificationtest.Resolved(),
		"grouped": notificationtest.Grouped(),
	} {
		t.Run(name, func(t *testing.T) {
			item, err := NewItem(n)
			require.NoError(t, err)
			again, err := item.Notification()
			require.NoError(t, err)
			assert.Equal(t, n, again)
		})
	}
}

// What was read once reads the same for ever after: every attempt says the same.
func TestHostileNotificationsAreKept(t *testing.T) {
	withoutNumbers := notificationtest.Worsened()
	alert := &withoutNumbers.Alerts[0]
	alert.Finding.Confidence, alert.Finding.Subject.Business.Cost = math.NaN(), math.Inf(1)
	alert.Before.Cost, alert.Before.ValueAtRisk = math.NaN(), math.Inf(-1)
	strange := notificationtest.Firing()
	strange.Alerts[0].Finding.Evidence = map[string]any{"calls": struct{}{}}
	for name, n := range map[string]*notification.Notification{
		"hostile": notificationtest.Hostile(), "full": notificationtest.Full(), "without numbers": withoutNumbers, "strange evidence": strange,
	} {
		t.Run(name, func(t *testing.T) {
			item, err := NewItem(n)
			require.NoError(t, err)
			once, err := item.Notification()
			require.NoError(t, err)
			require.Len(t, once.Alerts, len(n.Alerts))
			assert.Equal(t, n.Alerts[0].Finding.Summary, once.Alerts[0].Finding.Summary)
			second, err := NewItem(once)
			require.NoError(t, err)
			twice, err := second.Notification()
			require.NoError(t, err)
			assert.Equal(t, once, twice)
		})
	}
}

func TestWhatIsNoNotificationIsRefused(t *testing.T) {
	for want, change := range map[string]func(n *notification.Notification){
		"an id of at most":       func(n *notification.Notification) { n.ID = "" },
		"a group with an id":     func(n *notification.Notification) { n.Group.ID = "" },
		"1 to 50 alerts, not 0":  func(n *notification.Notification) { n.Alerts = nil },
		"1 to 50 alerts, not 51": func(n *notification.Notification) { n.Alerts = make([]notification.Alert, 51) },
		"alert 0 of":             func(n *notification.Notification) { n.Alerts[0].Finding.Severity = apierror.SeverityCritical + 1 },
	} {
		n := notificationtest.Firing()
		change(n)
		_, err := NewItem(n)
		require.ErrorContains(t, err, want)
	}
}

func FuzzDecodeItem(f *testing.F) {
	item, err := NewItem(notificationtest.Grouped())
	require.NoError(f, err)
	f.Add(encodeItem(&entry{Item: item, sequence: 7, queuedAt: began}))
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, encoded []byte) {
		e, err := decodeItem(encoded)
		if err != nil {
			return
		}
		n, err := e.Notification()
		require.NoError(t, err)
		assert.Equal(t, e.ID(), n.ID)
	})
}

// FuzzDecode goes past the checksum.
func FuzzDecode(f *testing.F) {
	for _, n := range []*notification.Notification{notificationtest.Grouped(), notificationtest.Resolved()} {
		item, err := NewItem(n)
		require.NoError(f, err)
		f.Add(item.body)
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		n, err := decode(body)
		if err != nil {
			return
		}
		item, err := NewItem(n)
		require.NoError(t, err)
		require.NotPanics(t, func() { _ = n.Leading() })
		assert.Equal(t, n.ID, item.ID())
	})
}
