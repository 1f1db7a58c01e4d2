package e2e

import (
	"bytes"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// patience is how long anything may take before a test gives up; it passes long before on an idle machine.
const patience = 30 * time.Second

// collector is a running process of the binary.
type collector struct {
	process *exec.Cmd
	log     *logBuffer
	grpc    string // its OTLP addresses
	http    string
	spans   string // the file that the enriched spans go to
}

// setup is what a test varies of a collector.
type setup struct {
	config  string // the text of its configuration
	webhook string // replaces the configuration's webhook
	dir     string // its storage and its file of spans; the same for a restart
}

// overlay puts a configuration for production on this machine: free ports, a file for the spans, storage in the test's
// folder. Everything else stays as it is.
const overlay = `
receivers:
  otlp:
    protocols:
      grpc: { endpoint: %[1]q }
      http: { endpoint: %[2]q }
exporters:
  file: { path: %[3]q, flush_interval: 100ms }
extensions:
  file_storage: { directory: %[4]q }
service:
  telemetry: { metrics: { level: none } }
  pipelines:
    traces: { exporters: [file, alert_webhook] }
`

func startCollector(t *testing.T, s setup) *collector {
	t.Helper()
	c := &collector{
		log: &logBuffer{}, grpc: freeAddress(t), http: freeAddress(t),
		spans: filepath.Join(s.dir, "spans.json"),
	}
	storage := filepath.Join(s.dir, "storage")
	require.NoError(t, os.MkdirAll(storage, 0o700))
	base, extra := filepath.Join(s.dir, "config.yaml"), filepath.Join(s.dir, "overlay.yaml")
	config := strings.ReplaceAll(s.config, "https://ops.example/hooks/api", s.webhook)
	require.NoError(t, os.WriteFile(base, []byte(config), 0o600))
	require.NoError(t, os.WriteFile(extra, fmt.Appendf(nil, overlay, c.grpc, c.http, c.spans, storage), 0o600))

	c.launch(t, []string{base, extra})
	return c
}

// launch starts the binary with configurations, each of which changes those before, and waits until it takes spans.
func (c *collector) launch(t *testing.T, configs []string, environment ...string) {
	t.Helper()
	c.process = exec.Command("sh", "-c", `trap "" INT; exec "$0" "$@"`, collectorPath) // see takesSignals
	for _, config := range configs {
		c.process.Args = append(c.process.Args, "--config", config)
	}
	c.process.Env = append(append(os.Environ(), "WEBHOOK_SECRET="+secret), environment...)
	c.process.Stdout, c.process.Stderr = c.log, c.log
	require.NoError(t, c.process.Start())
	t.Cleanup(func() {
		_ = c.process.Process.Kill()
		_ = c.process.Wait()
		if t.Failed() {
			t.Logf("the collector's log:\n%s", c.log)
		}
	})
	require.Eventually(t, func() bool { return strings.Contains(c.log.String(), "Everything is ready") && c.takesSignals() },
		patience, 20*time.Millisecond, "the collector does not start:\n%s", c.log)
}

// takesSignals reports whether SIGTERM will shut the collector down. It asks for signals after it said that it is ready; before that SIGTERM kills
// it. Go's runtime catches SIGTERM in any case, but leaves a SIGINT alone that its parent ignores until somebody asks for it: and the
// collector asks for both at once.
func (c *collector) takesSignals() bool {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", c.process.Process.Pid))
	if err != nil {
		return true // no Linux: nothing to see
	}
	_, after, _ := strings.Cut(string(status), "\nSigCgt:\t")
	mask, _, _ := strings.Cut(after, "\n")
	caught, err := strconv.ParseUint(mask, 16, 64)
	return err == nil && caught&(1<<(syscall.SIGINT-1)) != 0
}

// stop ends the collector as a supervisor does, and requires that it ends well and in time.
func (c *collector) stop(t *testing.T) {
	t.Helper()
	require.NoError(t, c.process.Process.Signal(syscall.SIGTERM))
	done := make(chan error, 1)
	go func() { done <- c.process.Wait() }()
	select {
	case err := <-done:
		require.NoError(t, err, "the collector's exit")
	case <-time.After(patience):
		_ = c.process.Process.Kill()
		require.Fail(t, "the collector does not stop", "killed: %v", <-done)
	}
	require.Contains(t, c.log.String(), "Shutdown complete.")
}

func freeAddress(t *testing.T) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	defer func() { require.NoError(t, listener.Close()) }()
	return listener.Addr().String()
}

// logBuffer collects a process's output while it is being read.
type logBuffer struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (b *logBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.text.Write(p)
}

func (b *logBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.text.String()
}
