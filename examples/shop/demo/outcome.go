package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/otelcol-apierror/otelcol-apierror/examples/shop/internal/receiver"
	"github.com/otelcol-apierror/otelcol-apierror/examples/shop/internal/report"
)

// outcome reads what the collector left in the demo's folder, by the file exporters of collector.yaml.
func outcome(dir string, alerts []report.Alert) (*report.Run, error) {
	run := &report.Run{Alerts: alerts}
	err := errors.Join(
		read(dir, "traces.json", &run.Calls, report.ReadCalls),
		read(dir, "metrics.json", &run.Processes, report.ReadProcesses),
		read(dir, "findings.json", &run.Findings, report.ReadFindings),
	)
	return run, err
}

func read[T any](dir, name string, into *T, decode func(io.Reader) (T, error)) error {
	file, err := os.Open(filepath.Join(dir, name)) //nolint:gosec // in the demo's own folder
	if err != nil {
		return fmt.Errorf("the collector wrote no %s: %w", name, err)
	}
	defer file.Close()
	*into, err = decode(file)
	return err
}

// keepAlerts writes what arrived at the webhook, one body per line.
func keepAlerts(path string, deliveries []receiver.Delivery) error {
	var lines []byte
	for _, delivery := range deliveries {
		lines = append(append(lines, delivery.Body...), '\n')
	}
	return os.WriteFile(path, lines, 0o600)
}

func asAlert(delivery receiver.Delivery) report.Alert {
	return report.ParseAlert(delivery.At, delivery.Body, delivery.Rejected)
}

func asAlerts(deliveries []receiver.Delivery) []report.Alert {
	alerts := make([]report.Alert, len(deliveries))
	for i, delivery := range deliveries {
		alerts[i] = asAlert(delivery)
	}
	return alerts
}
