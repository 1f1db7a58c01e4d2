package e2e

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/pdata/plog"
	"go.opentelemetry.io/collector/pdata/plog/plogotlp"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

// deliveryConfiguration takes findings over OTLP and hands them to the exporter: delivery alone, without what makes findings.
const deliveryConfiguration = `
receivers:
  otlp:
    protocols:
      http: { endpoint: %[1]q }
extensions:
  file_storage: { directory: %[2]q, create_directory: true }
exporters:
  alert_webhook:
    group_wait: 0s
    route: { flood_after: 0 } # what is told of each for itself is counted
    storage: file_storage
    retry_on_failure: { initial_interval: 50ms, max_interval: 200ms }
service:
  extensions: [file_storage]
  telemetry: { metrics: { level: none } }
  pipelines:
    logs: { receivers: [otlp], exporters: [alert_webhook] }
`

// startDelivery starts a collector that takes findings. What is given of the exporter changes the configuration above; dir keeps
// its state, the same for a restart.
func startDelivery(t *testing.T, dir, exporter string) *collector {
	t.Helper()
	return startDeliveryWith(t, dir, exporter, "")
}

// startDeliveryWith has another configuration change it all.
func startDeliveryWith(t *testing.T, dir, exporter, more string) *collector {
	t.Helper()
	c := &collector{log: &logBuffer{}, http: freeAddress(t)}
	base, extra, last := filepath.Join(dir, "delivery.yaml"), filepath.Join(dir, "exporter.yaml"), filepath.Join(dir, "more.yaml")
	require.NoError(t, os.WriteFile(base, fmt.Appendf(nil, deliveryConfiguration, c.http, filepath.Join(dir, "storage")), 0o600))
	require.NoError(t, os.WriteFile(extra, []byte("exporters:\n  alert_webhook:\n"+exporter), 0o600))
	require.NoError(t, os.WriteFile(last, []byte(more), 0o600))
	c.launch(t, []string{base, extra, last})
	return c
}

// toHook is an exporter's configuration with one generic destination.
func toHook(url string) string {
	return fmt.Sprintf("    destinations: [{ name: ops, endpoint: %q, signing_secret: \"${env:WEBHOOK_SECRET}\" }]\n", url)
}

// surge is a finding of a service of its own.
func surge(service string, status apierror.Status, severity apierror.Severity, count int64) apierror.Finding {
	now := time.Now()
	return apierror.Finding{
		ID: apierror.SituationID(apierror.KindSurge, service), Kind: apierror.KindSurge, Name: "timeout", Status: status,
		StartedAt: now.Add(-time.Minute), UpdatedAt: now, Count: count, Severity: severity, Confidence: 0.9,
		Summary: fmt.Sprintf("Timeouts in %s: %d calls failed", service, count), Rationale: "usually none fails",
		Subject: apierror.Subject{Service: service, Route: "/pay", Category: apierror.CategoryTimeout, Origin: apierror.OriginService},
	}
}

// tell sends findings, and reports whether the collector acknowledged them.
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
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, "http://"+c.http+"/v1/logs", bytes.NewReader(body))
	if err != nil {
		return err
	}
	request.Header.Set("Content-Type", "application/x-protobuf")
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}, Timeout: 10 * time.Second}
	response, err := client.Do(request)
	if err != nil {
		return err
	}
	defer func() { _ = response.Body.Close() }()
	if response.StatusCode != http.StatusOK {
		return fmt.Errorf("the collector answered %s", response.Status)
	}
	return nil
}
