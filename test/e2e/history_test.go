package e2e

import (
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// export fails one call in five, as it has for years.
func export(service string) []call {
	const calls, every = 200, 5
	made := make([]call, calls)
	for i := range made {
		made[i] = call{service: service, method: http.MethodGet, route: "/export", path: "/export", status: 200}
		if i%every == 0 {
			made[i].status = 500
		}
	}
	return made
}

// startWithHistory starts the example with nothing in its storage, but with a past; "" for without.
func startWithHistory(t *testing.T, webhook, server string) *example {
	t.Helper()
	overlays := []string{"yaml:exporters::alert_webhook::min_severity: low"}
	if server != "" {
		overlays = append(overlays, "yaml:connectors::apierror::history::prometheus::endpoint: "+server, "yaml:connectors::apierror::history::prometheus::lookback: 24h")
	}
	return startExample(t, webhook, overlays...)
}

// exposed are the lines of a collector's metrics that begin with a name.
func (e *example) exposed(t require.TestingT, name string) []string {
	response, err := http.Get("http://" + e.metrics + "/metrics") //nolint:noctx // it is on this machine
	require.NoError(t, err)
	defer func() { _ = response.Body.Close() }()
	text, err := io.ReadAll(response.Body)
	require.NoError(t, err)
	var lines []string
	for line := range strings.Lines(string(text)) {
		if strings.HasPrefix(line, name+"{") {
			lines = append(lines, strings.TrimSpace(line))
		}
	}
	return lines
}

// grown writes counters as if they had grown by what they are in each minute of the last hours.
func grown(t *testing.T, family string, lines []string, hours int) string {
	t.Helper()
	text := []byte("# TYPE " + family + " counter\n")
	now := time.Now().Unix()
	for _, line := range lines {
		at := strings.LastIndexByte(line, ' ')
		value, err := strconv.ParseFloat(line[at+1:], 64)
		require.NoError(t, err)
		for minute := range hours * 60 {
			text = fmt.Appendf(text, "%s %g %d\n", line[:at], value*float64(minute), now-int64(60*(hours*60-minute)))
		}
	}
	return string(text)
}

// startBackfilled starts Prometheus on a past in the form of OpenMetrics.
func startBackfilled(t *testing.T, past string) string {
	t.Helper()
	dir := t.TempDir()
	data, file, config := filepath.Join(dir, "data"), filepath.Join(dir, "past.txt"), filepath.Join(dir, "prometheus.yml")
	require.NoError(t, os.WriteFile(file, []byte(past+"# EOF\n"), 0o600))
	require.NoError(t, os.WriteFile(config, nil, 0o600))
	said, err := exec.Command("promtool", "tsdb", "create-blocks-from", "--quiet", "openmetrics", file, data).CombinedOutput()
	require.NoError(t, err, "%s", said)
	address, log := freeAddress(t), &logBuffer{}
	process := exec.Command("prometheus", "--config.file="+config, "--storage.tsdb.path="+data, "--web.listen-address="+address)
	process.Stdout, process.Stderr = log, log
	require.NoError(t, process.Start())
	t.Cleanup(func() {
		_ = process.Process.Kill()
		_ = process.Wait()
	})
	p := &prometheus{url: "http://" + address}
	require.Eventually(t, func() bool { return p.get("/-/ready", nil, nil) == nil }, patience, 50*time.Millisecond, "Prometheus does not start:\n%s", log)
	return p.url
}

// On its first day a connector with history knows that a route always fails so often, which one without it takes for a surge. The names
// are those under which the real binary tells its metrics.
func TestHistoryTellsTheUsualFromASurge(t *testing.T) {
	needPrometheus(t)
	coldHook, hook := newReceiver(t), newReceiver(t)
	cold := startWithHistory(t, coldHook.URL, "")
	cold.sendHTTP(t, traces(t, export("legacy")...))
	require.Equal(t, "legacy", coldHook.wait(t, 1)[0].data(t)["service"])
	var calls, failed []string
	require.EventuallyWithT(t, func(c *assert.CollectT) {
		calls, failed = cold.exposed(c, "apierror_requests_total"), cold.exposed(c, "apierror_errors_total")
		assert.Contains(c, strings.Join(calls, "\n")+"\n", "} 200\n")
		assert.Contains(c, strings.Join(failed, "\n")+"\n", "} 40\n")
	}, patience, 100*time.Millisecond)
	cold.stop(t)

	url := startBackfilled(t, grown(t, "apierror_requests", calls, 25)+grown(t, "apierror_errors", failed, 25))
	warm := startWithHistory(t, hook.URL, url)
	require.Eventually(t, func() bool { return strings.Contains(warm.log.String(), "history is taken from the server") },
		patience, 20*time.Millisecond, "the collector takes no history:\n%s", warm.log)
	warm.sendHTTP(t, traces(t, export("legacy")...))
	warm.sendHTTP(t, traces(t, export("new")...)) // nobody knows it: it is told of
	require.Equal(t, "new", hook.wait(t, 1)[0].data(t)["service"])
	warm.stop(t)
	for _, alert := range hook.seen() {
		assert.Equal(t, "new", alert.data(t)["service"], "one failure in five is usual for the other")
	}
}
