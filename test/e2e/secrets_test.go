package e2e

import (
	"encoding/base64"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// metricsOverlay has the collector serve its own metrics, and say all it can.
const metricsOverlay = `
service:
  telemetry:
    logs: { level: debug }
    metrics:
      level: detailed
      readers: [{ pull: { exporter: { prometheus: { host: 127.0.0.1, port: %s } } } }]
`

// Whatever becomes of notifications, nothing that the process writes has a part of what must stay secret in it: not its log, at its most
// talkative, not its metrics, not what it keeps on the disk.
func TestNothingLeaks(t *testing.T) {
	const (
		path     = "T0PSECRETPATH"
		query    = "T0PSECRETQUERY"
		header   = "T0PSECRETHEADER"
		password = "T0PSECRETPASSWORD"
		slackBot = "xoxb-T0PSECRETBOT"
	)
	planted := []string{
		path, query, header, password, base64.StdEncoding.EncodeToString([]byte("alerts:" + password)), slackBot, strings.TrimPrefix(secret, "whsec_"),
	}
	dir, good := t.TempDir(), newReceiver(t)
	// Each says, as some receivers do, what it was sent.
	fails := func(status int) string {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Location", "https://elsewhere.example"+r.URL.String())
			w.WriteHeader(status)
			_ = r.Write(w)
		}))
		t.Cleanup(server.Close)
		return server.URL
	}
	reset, _ := faulty(t, good, func(_ int, w http.ResponseWriter) bool { return raw(w, "HTTP/1.1 200 "+path+query+header) })
	destination := `      - name: %[1]s
        endpoint: "%[2]s/hooks/` + path + `?key=` + query + `"
        signing_secret: "${env:WEBHOOK_SECRET}"
        headers: { X-Token: "` + header + `" }
        timeout: 500ms
`
	var exporter strings.Builder
	exporter.WriteString("    destinations:\n")
	for name, url := range map[string]string{
		"forbidden": fails(http.StatusForbidden), "moved": fails(http.StatusFound), "unavailable": fails(http.StatusServiceUnavailable),
		"gone": fails(http.StatusGone), "reset": reset, "nobody": "http://nobody.invalid", "closed": "http://" + freeAddress(t),
		"plain": strings.Replace(good.URL, "http:", "https:", 1),
	} {
		fmt.Fprintf(&exporter, destination, name, url)
	}
	fmt.Fprintf(&exporter, "      - { name: slack, type: slack, endpoint: %q, slack: { token: %q, channel: C0123456789 } }\n", fails(http.StatusForbidden), slackBot)
	fmt.Fprintf(&exporter, "      - { name: proxied, endpoint: %q, proxy_url: \"http://alerts:%s@%s\" }\n", "http://ops.example", password, strings.TrimPrefix(fails(http.StatusForbidden), "http://"))
	fmt.Fprintf(&exporter, "      - { name: sound, endpoint: %q, signing_secret: \"${env:WEBHOOK_SECRET}\" }\n", good.URL)
	exporter.WriteString("    retry_on_failure: { max_elapsed_time: 2s }\n")

	metrics := freeAddress(t)
	_, port, _ := strings.Cut(metrics, ":")
	c := startDeliveryWith(t, dir, exporter.String(), fmt.Sprintf(metricsOverlay, port))
	for i, status := range []apierror.Status{apierror.StatusFiring, apierror.StatusResolved} {
		require.NoError(t, c.tell(t.Context(), surge("a", status, apierror.SeverityHigh, 1)))
		good.wait(t, i+1)
	}
	time.Sleep(4 * time.Second) // until all has failed for good
	response, err := http.Get("http://" + metrics + "/metrics")
	require.NoError(t, err)
	scraped, err := io.ReadAll(response.Body)
	require.NoError(t, err)
	require.NoError(t, response.Body.Close())
	c.stop(t)

	written := map[string]string{"the log": c.log.String(), "the metrics": string(scraped)}
	storage := filepath.Join(dir, "storage")
	files, err := os.ReadDir(storage)
	require.NoError(t, err)
	for _, file := range files {
		kept, err := os.ReadFile(filepath.Join(storage, file.Name()))
		require.NoError(t, err)
		written[file.Name()] = string(kept)
	}
	require.Contains(t, written["the log"], "was given up")
	require.Contains(t, written["the log"], "[REDACTED]", "receivers said what they were sent")
	require.Contains(t, written["the metrics"], `destination="forbidden"`)
	require.Greater(t, len(written), 10, "each destination has a queue on the disk")
	for what, text := range written {
		for _, of := range planted {
			assert.Empty(t, around(text, of), what)
		}
	}
}

// around is where a text has another one, "" where it has not.
func around(text, of string) string {
	at := strings.Index(text, of)
	if at < 0 {
		return ""
	}
	return text[max(0, at-200):min(len(text), at+len(of)+50)]
}
