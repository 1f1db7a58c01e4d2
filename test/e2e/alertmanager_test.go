package e2e

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// startAlertmanager starts Debian's, which tells a webhook of what it is told.
func startAlertmanager(t *testing.T, webhook string) string {
	t.Helper()
	const command = "prometheus-alertmanager"
	if _, err := exec.LookPath(command); err != nil {
		const advice = "%s is not installed: apt-get update && apt-get install prometheus-alertmanager"
		if os.Getenv("CI") != "" {
			t.Fatalf(advice, command)
		}
		t.Skipf(advice, command)
	}
	dir := t.TempDir()
	config := fmt.Sprintf(`
route: { receiver: hook, group_by: [alertname], group_wait: 1s, group_interval: 1s }
receivers: [{ name: hook, webhook_configs: [{ url: %q, send_resolved: true }] }]
`, webhook)
	require.NoError(t, os.WriteFile(filepath.Join(dir, "alertmanager.yml"), []byte(config), 0o600))
	address, log := freeAddress(t), &logBuffer{}
	process := exec.Command(command, "--config.file="+filepath.Join(dir, "alertmanager.yml"), "--storage.path="+filepath.Join(dir, "data"),
		"--web.listen-address="+address, "--cluster.listen-address=")
	process.Stdout, process.Stderr = log, log
	require.NoError(t, process.Start())
	t.Cleanup(func() {
		_ = process.Process.Kill()
		_ = process.Wait()
		if t.Failed() {
			t.Logf("Alertmanager's log:\n%s", log)
		}
	})
	require.Eventually(t, func() bool {
		response, err := http.Get("http://" + address + "/-/ready")
		if err != nil {
			return false
		}
		_ = response.Body.Close()
		return response.StatusCode == http.StatusOK
	}, patience, 50*time.Millisecond, "Alertmanager does not start:\n%s", log)
	return "http://" + address
}

// grouped is what Alertmanager's webhooks carry, and ours of type alertmanager_webhook.
type grouped struct {
	Version           string            `json:"version"`
	GroupKey          string            `json:"groupKey"`
	TruncatedAlerts   int               `json:"truncatedAlerts"`
	Status            string            `json:"status"`
	Receiver          string            `json:"receiver"`
	GroupLabels       map[string]string `json:"groupLabels"`
	CommonLabels      map[string]string `json:"commonLabels"`
	CommonAnnotations map[string]string `json:"commonAnnotations"`
	ExternalURL       string            `json:"externalURL"`
	Alerts            []struct {
		Status       string            `json:"status"`
		Labels       map[string]string `json:"labels"`
		Annotations  map[string]string `json:"annotations"`
		StartsAt     time.Time         `json:"startsAt"`
		EndsAt       time.Time         `json:"endsAt"`
		GeneratorURL string            `json:"generatorURL"`
		Fingerprint  string            `json:"fingerprint"`
	} `json:"alerts"`
}

// alertmanagerReceiver is a receiver written for Alertmanager's webhooks: it takes nothing else.
type alertmanagerReceiver struct {
	*httptest.Server
	mu   sync.Mutex
	seen []grouped
}

func newAlertmanagerReceiver(t *testing.T) *alertmanagerReceiver {
	t.Helper()
	r := &alertmanagerReceiver{}
	r.Server = httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, request *http.Request) {
		body, err := io.ReadAll(request.Body)
		var message grouped
		if assert.NoError(t, err) && assert.NoError(t, json.Unmarshal(body, &message), string(body)) && assert.Equal(t, "4", message.Version) {
			r.mu.Lock()
			r.seen = append(r.seen, message)
			r.mu.Unlock()
		}
	}))
	t.Cleanup(r.Close)
	return r
}

// told lists status, severity and service of each alert of each message.
func (r *alertmanagerReceiver) told() []string {
	r.mu.Lock()
	defer r.mu.Unlock()
	var told []string
	for _, message := range r.seen {
		for _, a := range message.Alerts {
			told = append(told, fmt.Sprint(a.Status, " ", a.Labels["severity"], " ", a.Labels["service"]))
		}
	}
	return told
}

// A real Alertmanager takes our alerts, keeps them while they fire, and is told when they end; a worsened one is one alert there.
func TestAlertmanagerTakesOurAlerts(t *testing.T) {
	hook := newAlertmanagerReceiver(t)
	server := startAlertmanager(t, hook.URL)
	c := startDelivery(t, t.TempDir(), fmt.Sprintf("    destinations: [{ name: am, type: alertmanager, endpoint: %q }]\n", server))

	active := func() []map[string]any {
		response, err := http.Get(server + "/api/v2/alerts")
		require.NoError(t, err)
		defer func() { _ = response.Body.Close() }()
		var alerts []map[string]any
		require.NoError(t, json.NewDecoder(response.Body).Decode(&alerts))
		return alerts
	}
	require.NoError(t, c.tell(t.Context(), surge("pay", apierror.StatusFiring, apierror.SeverityMedium, 3)))
	require.Eventually(t, func() bool { return len(active()) == 1 }, patience, 50*time.Millisecond)
	labels, _ := active()[0]["labels"].(map[string]any)
	assert.Equal(t, "pay", labels["service"])

	require.NoError(t, c.tell(t.Context(), surge("pay", apierror.StatusFiring, apierror.SeverityCritical, 30)))
	require.Eventually(t, func() bool { return slices.Contains(hook.told(), "firing critical pay") }, patience, 50*time.Millisecond, "%v", hook.told())
	require.Len(t, active(), 1, "a graver one is not another")

	require.NoError(t, c.tell(t.Context(), surge("pay", apierror.StatusResolved, apierror.SeverityCritical, 30)))
	require.Eventually(t, func() bool { return len(active()) == 0 }, patience, 50*time.Millisecond)
	require.Eventually(t, func() bool { return slices.Contains(hook.told(), "resolved critical pay") }, patience, 50*time.Millisecond, "%v", hook.told())
	c.stop(t)
}

// A receiver written for Alertmanager's webhooks takes ours.
func TestAlertmanagerWebhook(t *testing.T) {
	hook := newAlertmanagerReceiver(t)
	c := startDelivery(t, t.TempDir(), fmt.Sprintf("    destinations: [{ name: relay, type: alertmanager_webhook, endpoint: %q }]\n", hook.URL))
	require.NoError(t, c.tell(t.Context(), surge("pay", apierror.StatusFiring, apierror.SeverityHigh, 3)))
	require.Eventually(t, func() bool { return slices.Contains(hook.told(), "firing high pay") }, patience, 20*time.Millisecond)
	require.NoError(t, c.tell(t.Context(), surge("pay", apierror.StatusResolved, apierror.SeverityHigh, 3)))
	require.Eventually(t, func() bool { return slices.Contains(hook.told(), "resolved high pay") }, patience, 20*time.Millisecond)
	c.stop(t)
	for _, message := range hook.seen {
		assert.NotEmpty(t, message.GroupKey)
		assert.Equal(t, "relay", message.Receiver)
		assert.Len(t, message.Alerts, 1)
		assert.NotEmpty(t, message.CommonLabels["alertname"])
	}
}
