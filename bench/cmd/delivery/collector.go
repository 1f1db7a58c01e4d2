package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"

	"go.opentelemetry.io/collector/pdata/plog"
	"go.opentelemetry.io/collector/pdata/plog/plogotlp"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// collector is the built binary with a storage, at work.
type collector struct {
	process *exec.Cmd
	dir     string
	url     string
	client  *http.Client
}

// startCollector starts it with what is given of the exporter's configuration.
func startCollector(ctx context.Context, binary, exporter string) (*collector, error) {
	dir, err := os.MkdirTemp("", "delivery")
	if err != nil {
		return nil, err
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	address := listener.Addr().String()
	if err := listener.Close(); err != nil {
		return nil, err
	}
	config := fmt.Sprintf(`
receivers: { otlp: { protocols: { http: { endpoint: %q } } } }
extensions: { file_storage: { directory: %q, create_directory: true } }
exporters:
  alert_webhook:
    storage: file_storage
%s
service:
  extensions: [file_storage]
  telemetry: { metrics: { level: none } }
  pipelines: { logs: { receivers: [otlp], exporters: [alert_webhook] } }
`, address, filepath.Join(dir, "storage"), exporter)
	path := filepath.Join(dir, "config.yaml")
	if err := os.WriteFile(path, []byte(config), 0o600); err != nil {
		return nil, err
	}
	c := &collector{dir: dir, url: "http://" + address + "/v1/logs", client: &http.Client{Timeout: 10 * time.Second}}
	c.process = exec.CommandContext(ctx, binary, "--config", path) //nolint:gosec // whoever measures names the binary
	var log bytes.Buffer
	c.process.Stdout, c.process.Stderr = &log, &log
	if err := c.process.Start(); err != nil {
		return nil, err
	}
	for range 300 {
		if c.tell(ctx) == nil {
			return c, nil
		}
		time.Sleep(100 * time.Millisecond)
	}
	return nil, errors.Join(errors.New("the collector does not start:\n"+log.String()), c.stop())
}

// tell sends findings in one request.
func (c *collector) tell(ctx context.Context, findings ...apierror.Finding) error {
	logs := plog.NewLogs()
	records := logs.ResourceLogs().AppendEmpty().ScopeLogs().AppendEmpty().LogRecords()
	for i := range findings {
		if err := findings[i].WriteLog(records.AppendEmpty()); err != nil {
			return err
		}
	}
	body, err := plogotlp.NewExportRequestFromLogs(logs).MarshalProto()
	if err != nil {
		return err
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, c.url, bytes.NewReader(body))
	if err != nil {
		return err
	}
	request.Header.Set("Content-Type", "application/x-protobuf")
	response, err := c.client.Do(request)
	if err != nil {
		return err
	}
	defer func() { _ = response.Body.Close() }()
	if response.StatusCode != http.StatusOK {
		return errors.New("the collector answered " + response.Status)
	}
	return nil
}

// resident is the most memory that the process ever had, in bytes, as Linux counts it.
func (c *collector) resident() (int64, error) {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", c.process.Process.Pid))
	if err != nil {
		return 0, err
	}
	_, after, _ := strings.Cut(string(status), "VmHWM:")
	kilobytes, err := strconv.ParseInt(strings.Fields(after)[0], 10, 64)
	return kilobytes << 10, err
}

func (c *collector) stop() error {
	defer func() { _ = os.RemoveAll(c.dir) }()
	if err := c.process.Process.Signal(syscall.SIGTERM); err != nil {
		return err
	}
	return c.process.Wait()
}
